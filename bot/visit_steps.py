"""The questions of a visit: each prefilled, so that a visit where nothing changed is a few taps.

Who was met, what was done, what was seen and the photos; then the parts; then what has to be
raised and when somebody comes again.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import (
    alert_steps,
    change_part,
    haves_part,
    income_part,
    quality_part,
    question_part,
    visit_wishes,
)
from bot.answers import Kind
from bot.forms import Filling, Option, Step, Steps
from bot.visit_parts import Part
from domain.calendar import local_day
from domain.households import Member
from domain.refusals import Refusal, Text
from domain.spoken_dates import AHEAD
from domain.visits import MEASURES, WEEK, last_working_day, next_on
from storage import files, visits
from storage.households import Known

MOST_PHOTOS = 9
NOBODY, OTHERS = "nobody", "others"
FURTHEST = timedelta(days=366)
PARTS: tuple[Part, ...] = (
    question_part.PART,
    change_part.PART,
    haves_part.PART,
    income_part.PART,
    quality_part.PART,
)
"""In the order in which they are asked."""


async def given(
    db: AsyncConnection, known: Known, at: datetime, now: datetime, checkin_id: int | None = None
) -> dict[str, Any]:
    """Return what the questions need to know; it waits in the draft."""
    last = next(iter(await visits.of_household(db, known.id, 1)), None)
    facts: dict[str, Any] = {
        "about": known.household.head_name,
        "household": known.id,
        "checkin": checkin_id,
        "at": at.isoformat(),
        "people": _people(known.household.head_name, known.members),
        "measures": list(last.answers.get("measures") or ()) if last else [],
    }
    for part in PARTS:
        facts[part.name] = await part.given(db, known.id, now)
    facts[alert_steps.NAME] = await alert_steps.given(db, known, now)
    return facts


def _people(head: str, members: Sequence[Member]) -> list[str]:
    """Name the family, the head first."""
    return list(dict.fromkeys([head, *[member.name for member in members]]))


def steps(filling: Filling) -> Steps:
    """List the questions of one visit."""
    parts = [step for part in PARTS for step in part.steps(filling)]
    raised = visit_wishes.steps(filling)
    return (MET, _measures(filling), SEEN, PHOTOS, *parts, *raised, _next(filling))


def at_of(filling: Filling) -> datetime:
    """Tell when somebody was there; the late form has its own way to know."""
    return datetime.fromisoformat(filling.given["at"])


async def _family(filling: Filling) -> list[Option]:
    people = enumerate(filling.given["people"])
    return [
        *[Option(key=f"m{number}", label=name) for number, name in people],
        Option(key=OTHERS, label=Text("Somebody else")),
        Option(key=NOBODY, label=Text("Nobody at home")),
    ]


def _latest_word(value: list[str], _filling: Filling) -> list[str]:
    """Somebody or nobody: what was tapped last holds."""
    if value[-1:] == [NOBODY]:
        return [NOBODY]
    return [key for key in value if key != NOBODY]


def _head(_filling: Filling) -> list[str]:
    return ["m0"]


async def _done(_filling: Filling) -> list[Option]:
    return [Option(key=key, label=label) for key, label in MEASURES.items()]


def _measures(filling: Filling) -> Step:
    """Ask what was done; after the first visit, the same as last time is one tap."""
    last = [key for key in filling.given["measures"] if key in MEASURES]
    return replace(MEASURES_STEP, prefill=lambda _filling: last) if last else MEASURES_STEP


def _nothing(_filling: Filling) -> None:
    return None


def _next_visit(filling: Filling) -> str:
    today = local_day(filling.now)
    planned = next_on(local_day(at_of(filling)))
    return (planned if planned > today else next_on(today)).isoformat()


def _next(filling: Filling) -> Step:
    """Ask for the next visit; a month from now is one tap."""
    usual = date.fromisoformat(_next_visit(filling))
    unchanged = Text("✔ Next month, {month}-{day}", month=usual.month, day=usual.day)
    return replace(NEXT, unchanged=unchanged)


async def _days(filling: Filling) -> list[Option]:
    """Offer besides the usual day one soon and one late in its month."""
    soon = local_day(filling.now) + WEEK
    usual = date.fromisoformat(_next_visit(filling))
    late = last_working_day(usual)
    offered = [(soon, Text("In a week, {month}-{day}", month=soon.month, day=soon.day))]
    if late != usual:
        words = Text("Month's end, {month}-{day}", month=late.month, day=late.day)
        offered.append((late, words))
    return [Option(key=day.isoformat(), label=words) for day, words in offered]


def _ahead(value: Any, filling: Filling) -> str:
    today = local_day(filling.now)
    if not today < date.fromisoformat(value) <= today + FURTHEST:
        raise Refusal("Please choose a day after today, within a year.")
    return str(value)


async def reused_photos(filling: Filling) -> list[Text]:
    """Name the photos that were used before, for the summary."""
    return await reused(filling.db, filling.answer(PHOTOS.name) or [])


async def reused(db: AsyncConnection, photos: Sequence[dict[str, Any]]) -> list[Text]:
    """Say which of these photos belong to something else already, and since when."""
    used = await files.used_before(db, [it["file"] for it in photos if it.get("file")])
    return [
        Text(
            "⚑ Photo {number} was used before, on {day}.",
            number=number,
            day=local_day(used[it["file"]][1]).isoformat(),
        )
        for number, it in enumerate(photos, start=1)
        if it.get("file") in used
    ]


MET = Step(
    name="met",
    kind=Kind.CHOOSE_MANY,
    label=Text("Met"),
    prompt=Text("Whom did you meet? Tap all of them."),
    options=_family,
    check=_latest_word,
    prefill=_head,
    unchanged=Text("✔ The head"),
)
MEASURES_STEP = Step(
    name="measures",
    kind=Kind.CHOOSE_MANY,
    label=Text("Done"),
    prompt=Text("What did you do? Tap all of it."),
    options=_done,
    unchanged=Text("✔ As last time"),
)
SEEN = Step(
    name="seen",
    kind=Kind.TEXT,
    label=Text("Seen"),
    prompt=Text("What did you see and hear? Type or say it in a sentence or two."),
    prefill=_nothing,
)
PHOTOS = Step(
    name="photos",
    kind=Kind.PHOTOS,
    label=Text("Photos"),
    prompt=Text("Photos? Up to nine, also several at once."),
    optional=True,
    most=MOST_PHOTOS,
)
NEXT = Step(
    name="next",
    kind=Kind.DATE,
    label=Text("Next visit"),
    prompt=Text("When do you come again? Tap, or type a day like 7月20日."),
    options=_days,
    check=_ahead,
    day=AHEAD,
    prefill=_next_visit,
)
