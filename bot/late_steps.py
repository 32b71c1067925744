"""The questions of a late entry: when it was and why only now; then those of any visit."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import visit_steps
from bot.answers import Kind
from bot.forms import Filling, Option, Step, Steps
from domain.dates import parse_time
from domain.late_visits import Claims, Rules, claimed_at, refuse_day
from domain.refusals import Refusal, Text
from domain.spoken_dates import BACK
from storage.households import Known

NAME = "late"
HOURS = ("09:00", "11:00", "15:00", "19:00")


async def given(
    db: AsyncConnection, known: Known, claims: Claims, book: Rules, now: datetime
) -> dict[str, Any]:
    """Return what the questions need to know; it waits in the draft."""
    return await visit_steps.given(db, known, now, now) | {NAME: limits(claims, book)}


def limits(claims: Claims, book: Rules) -> dict[str, Any]:
    """Write what limits the claim as plain values."""
    return {
        "paired_on": claims.paired_on.isoformat(),
        "visited_on": sorted(day.isoformat() for day in claims.visited_on),
        "entered": {month.isoformat(): count for month, count in claims.entered.items()},
        "a_month": book.late_visits_a_month,
        "days": book.late_visit_days,
    }


def _claims(limit: Mapping[str, Any]) -> tuple[Claims, Rules]:
    claims = Claims(
        paired_on=date.fromisoformat(limit["paired_on"]),
        visited_on=frozenset(map(date.fromisoformat, limit["visited_on"])),
        entered={date.fromisoformat(it): count for it, count in limit["entered"].items()},
    )
    return claims, Rules(late_visits_a_month=limit["a_month"], late_visit_days=limit["days"])


def steps(filling: Filling) -> Steps:
    """List the questions of one late entry."""
    return (DAY, TIME, WHY, *visit_steps.steps(filling))


def at_of(filling: Filling) -> datetime:
    """Tell when somebody says he was there.

    Raises:
        Refusal: the day or time cannot be claimed.
    """
    return claimed_at(_day(filling), filling.answer(TIME.name), filling.now)


def _day(filling: Filling) -> date:
    return date.fromisoformat(filling.answer(DAY.name))


async def _how_far_back(filling: Filling) -> Text:
    return Text(
        "Which day were you there? Up to {days} days back.", days=filling.given[NAME]["days"]
    )


async def _days(_filling: Filling) -> list[Option]:
    return [
        Option(key="昨天", label=Text("Yesterday")),
        Option(key="前天", label=Text("The day before")),
        Option(key="今天", label=Text("Today")),
    ]


def _may_claim(value: Any, filling: Filling) -> str:
    claims, book = _claims(filling.given[NAME])
    refuse_day(date.fromisoformat(value), claims, book, filling.now)
    return str(value)


async def _hours(_filling: Filling) -> list[Option]:
    return [Option(key=hour, label=hour) for hour in HOURS]


def _past_time(value: Any, filling: Filling) -> str:
    found = parse_time(value) if isinstance(value, str) else None
    if found is None:
        raise Refusal("Please send a time like 14:30 or 下午2点半, or tap one below.")
    written = found.strftime("%H:%M")
    claimed_at(_day(filling), written, filling.now)
    return written


async def _reasons(_filling: Filling) -> list[Option]:
    return [
        Option(key="power", label=Text("Phone was out of power")),
        Option(key="signal", label=Text("No signal there")),
        Option(key="forgot", label=Text("Forgot to check in")),
    ]


DAY = Step(
    name="late.day",
    kind=Kind.DATE,
    label=Text("Day"),
    prompt=_how_far_back,
    options=_days,
    check=_may_claim,
    day=BACK,
)
TIME = Step(
    name="late.time",
    kind=Kind.TEXT,
    label=Text("Time"),
    prompt=Text("At about what time? Tap, or type it like 14:30."),
    options=_hours,
    check=_past_time,
)
WHY = Step(
    name="late.why",
    kind=Kind.TEXT,
    label=Text("Why late"),
    prompt=Text("Why is it entered only now? Tap, type or say it. The officer reads it."),
    options=_reasons,
)
