"""The questions of a relapse alert: by itself, and in the middle of a visit."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import alert_incomes
from bot.answers import Kind
from bot.forms import Filling, Option, Step, Steps, always
from domain.calendar import local_day
from domain.ladders import Kind as LadderKind
from domain.refusals import Joined, Refusal, Text
from domain.triage import Facts
from storage import alerts, ladders
from storage.households import Known

NAME = "alert"
FAMILY, WHAT, SPENT, INCOME = (f"{NAME}.{it}" for it in ("family", "what", "spent", "income"))
MOST_YUAN = 10_000_000


async def given(db: AsyncConnection, known: Known, now: datetime) -> dict[str, Any]:
    """Return what the questions need to know; it waits in the draft."""
    open_ones = list(await alerts.open_of(db, known.id))
    facts = await alert_incomes.given(db, known, local_day(now))
    return facts | {"open": open_ones}


async def families(filling: Filling) -> list[Option]:
    """Offer the risk families."""
    ladder = await ladders.on(filling.db, LadderKind.ALERT, filling.now)
    return [Option(key=it.code, label=it.name) for it in ladder.under("")]


async def what_is_feared(filling: Filling) -> Text:
    """Ask for the family, and say whether an alert of the household is open already."""
    mine = known_of(filling)
    numbers = " ".join(f"#{number}" for number in mine.get("open") or ())
    there = Text("An alert of this household is open already: {numbers}.", numbers=numbers)
    question = Text("Why may they fall back? Tap what fits best.")
    return Joined([there if numbers else "", question])


async def what_is_earned(filling: Filling) -> Text:
    """Ask for the income; what is known stands there already."""
    mine = known_of(filling)
    question = Text("How many yuan did each of the family have in the last twelve months?")
    if mine.get("income") is None:
        return Joined([question, Text("Type the number per head.")])
    source = alert_incomes.SOURCES[mine["source"]]
    known = Text(
        "Known: {yuan} yuan ({source}). Type another number if it is not so any more.",
        yuan=mine["income"],
        source=Text(source.msgid, months=mine["months"]),
    )
    return Joined([question, known])


def known_of(filling: Filling) -> Mapping[str, Any]:
    """Return what is known of the household, as it waits in the draft."""
    mine: Mapping[str, Any] = filling.given.get(NAME) or {}
    return mine


def whole_yuan(value: Any, _filling: Filling) -> str:
    """Take an amount in whole yuan, nothing included.

    Raises:
        Refusal: it is none.
    """
    written = str(value)
    if not written.isdigit() or int(written) > MOST_YUAN:
        raise Refusal("Please send whole yuan, from 0 to {most}.", most=MOST_YUAN)
    return written


async def _nothing_spent(_filling: Filling) -> list[Option]:
    return [Option(key="0", label=Text("0, nothing"))]


def _not_known(_filling: Filling) -> None:
    return None


def _as_registered(filling: Filling) -> str | None:
    income = known_of(filling).get("income")
    return None if income is None else str(max(0, income))


NOT_KNOWN = Text("Nobody knows yet")
FAMILY_STEP = Step(
    name=FAMILY,
    kind=Kind.CHOOSE,
    label=Text("Risk"),
    prompt=what_is_feared,
    options=families,
)
WHAT_STEP = Step(
    name=WHAT,
    kind=Kind.TEXT,
    label=Text("What happened"),
    prompt=Text(
        "What happened, and since when? Type or say it. Photos of papers can be sent at any "
        "question."
    ),
    with_photos=True,
)
SPENT_STEP = Step(
    name=SPENT,
    kind=Kind.NUMBER,
    label=Text("Paid out of pocket"),
    prompt=Text(
        "How many yuan has the family paid for it itself in the last twelve months, after what "
        "insurance paid back? Type the number."
    ),
    options=_nothing_spent,
    check=whole_yuan,
    prefill=_not_known,
    unchanged=NOT_KNOWN,
)


def income_step(filling: Filling) -> Step:
    """Ask for the income; the known one is one tap."""
    is_known = _as_registered(filling) is not None
    return Step(
        name=INCOME,
        kind=Kind.NUMBER,
        label=Text("Income per head"),
        prompt=what_is_earned,
        check=whole_yuan,
        prefill=_as_registered,
        unchanged=Text("✔ As it was") if is_known else NOT_KNOWN,
    )


def steps(filling: Filling, when: Callable[[Filling], bool] = always) -> Steps:
    """List the questions of one alert."""
    mine = (FAMILY_STEP, WHAT_STEP, SPENT_STEP, income_step(filling))
    return tuple(replace(it, when=when) for it in mine)


def facts_of(mine: Mapping[str, Any], answers: Mapping[str, Any]) -> Facts:
    """Read off the answers what the alert rests on."""
    income, spent = answers.get(INCOME), answers.get(SPENT)
    return Facts(
        family=answers.get(FAMILY) or "other",
        income_yuan=None if income is None else int(income),
        spent_yuan=None if spent is None else int(spent),
        people=mine.get("people", 1),
        is_listed=mine.get("is_listed", True),
    )
