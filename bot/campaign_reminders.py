"""On which days a campaign is spoken of: the question, and its answers as days."""

from collections.abc import Sequence
from datetime import date

from bot.answers import Kind
from bot.forms import Filling, Option, Step
from domain.calendar import local_day
from domain.campaign_openings import opening, speaks_when_it_opens
from domain.campaigns import DAYS_BEFORE, Campaign, Criterion
from domain.refusals import Text
from storage import calendars

OPENING = "open"
"""On the first working day: directives are read then, not a week before they are due."""
LONGEST_REST = 10
"""Offices rest no longer than this: so late may the first working day be."""
CHOICES = {
    OPENING: Text("When it opens"),
    "14": Text("14 d before"),
    "7": Text("7 d before"),
    "3": Text("3 d before"),
    "1": Text("1 d before"),
    "0": Text("On the day"),
    "a1": Text("1 d after"),
    "a3": Text("3 d after"),
}


async def _choices(_filling: Filling) -> list[Option]:
    return [Option(key=key, label=label) for key, label in CHOICES.items()]


def _usual(filling: Filling) -> list[str]:
    is_read = filling.answer("criterion") == Criterion.ACKNOWLEDGED
    return [*([OPENING] if is_read else []), *map(str, DAYS_BEFORE), "a1"]


REMINDERS = Step(
    name="reminders",
    kind=Kind.CHOOSE_MANY,
    label=Text("Reminders"),
    prompt=Text(
        "When are those who still owe it reminded? At 08:00, on a rest day the day before."
    ),
    options=_choices,
    prefill=_usual,
)


async def days_of(
    filling: Filling, opens_on: date, due_on: date
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Read the days before and after the due date that were chosen."""
    chosen: Sequence[str] = filling.answer("reminders") or []
    before = {int(it) for it in chosen if it.isdigit()}
    if OPENING in chosen:
        overrides = (await calendars.book(filling.db, filling.now)).overrides
        before.add(opening(opens_on, due_on, overrides))
    after = {int(it.removeprefix("a")) for it in chosen if it.startswith("a")}
    return tuple(sorted(before, reverse=True)), tuple(sorted(after))


def keys_of(campaign: Campaign) -> list[str]:
    """Write a campaign's reminders as answers."""
    first = (local_day(campaign.due_at) - campaign.opens_on).days - LONGEST_REST
    before = sorted(campaign.days_before, reverse=True)
    others = [str(it) for it in before if str(it) in CHOICES or it < first]
    is_said = speaks_when_it_opens(campaign) or len(others) < len(before)
    return [*([OPENING] if is_said else []), *others, *(f"a{it}" for it in campaign.days_after)]
