"""An administrator changes a ladder: what it becomes, what that means for open cases."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import case_cards, ladder_words
from bot.forms import Filling
from bot.texts import day_and_time, said
from domain.calendar import SHANGHAI, local_day
from domain.clocks import timed
from domain.ladder_moves import move
from domain.ladders import SHIPPED, Kind, Ladder
from domain.refusals import Joined, Refusal, Text
from storage import calendars, cases, ladders
from storage.ladders import Kept

MOST_LOOKED_AT = 300
"""Of so many open cases it is reckoned beforehand which would be overdue at once."""
MOVE = "move"
Edit = Callable[[Ladder, Filling], Ladder]
EDITS: dict[str, Edit] = {}
"""What each form makes of a ladder, by the form's name."""


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What a newer ladder means for the cases that go on by older ones."""

    count: int
    overdue: int
    is_part: bool


def kind_of(number: int) -> Kind | None:
    """Read a kind from a button; None when there is no such."""
    kinds = list(Kind)
    return kinds[number] if number < len(kinds) else None


async def current(db: AsyncConnection, kind: Kind) -> tuple[Ladder, Kept | None]:
    """Return the ladder that was kept last, with who kept it unless it is the shipped one."""
    kept = await ladders.newest(db, kind)
    return (kept.ladder if kept else SHIPPED[kind]), kept


async def given(db: AsyncConnection, kind: Kind) -> Mapping[str, Any]:
    """Say with which ladder an edit begins."""
    ladder, _ = await current(db, kind)
    return {"kind": kind, "base": ladder.id, "about": said(case_cards.KIND_NAMES[kind])}


async def base(filling: Filling) -> Ladder:
    """Return the ladder with which the edit began."""
    kind, number = Kind(filling.given["kind"]), int(filling.given["base"])
    return ladders.one(await ladders.known(filling.db, [number]), kind, number)


async def changed(filling: Filling) -> Ladder:
    """Return what it becomes by the answers so far.

    Raises:
        Refusal: it cannot become that.
    """
    return EDITS[filling.draft.form](await base(filling), filling)


async def since_at(filling: Filling) -> datetime:
    """Return from when on it holds: at once, or from the beginning of a day.

    Raises:
        Refusal: another one is to hold from a later day on.
    """
    day = date.fromisoformat(filling.answer("since"))
    at = filling.now if day == local_day(filling.now) else datetime.combine(day, time(), SHANGHAI)
    newest = await ladders.newest(filling.db, Kind(filling.given["kind"]))
    if newest and newest.since_at > at:
        raise Refusal(
            "A newer course is to begin at {at} already; what you change comes on top of it. "
            "Please choose that day or a later one.",
            at=day_and_time(newest.since_at),
        )
    return at


async def differences(filling: Filling) -> Text:
    """Say what would change, old and new side by side."""
    return Joined(ladder_words.differences(await base(filling), await changed(filling)))


async def effect(filling: Filling) -> Effect:
    """Reckon what moving the open cases would mean for them now."""
    db, kind = filling.db, Kind(filling.given["kind"])
    newer, book = await changed(filling), await calendars.book(db, filling.now)
    numbers = await ladders.open_cases(db, kind, MOST_LOOKED_AT)
    overdue = 0
    for entry in await cases.by_numbers(db, numbers):
        calendar = book.of_area(entry.case.area_code)
        after = timed(move(entry.case, newer, filling.now), calendar)
        is_new = not entry.case.is_overdue(filling.now)
        overdue += is_new and after.is_overdue(filling.now + timedelta(seconds=1))
    count = len(numbers)
    if count == MOST_LOOKED_AT:
        count = await ladders.count_open(db, kind)
    return Effect(count=count, overdue=overdue, is_part=count > MOST_LOOKED_AT)


def effect_words(found: Effect) -> Text:
    """Say how many cases go on, and how many would be overdue at once if they moved."""
    going = Text("{count} cases go on by the course they began with.", count=found.count)
    if not found.overdue:
        late = Text("If they move to the new one, none of them is overdue at once.")
    elif found.is_part:
        late = Text("If they move, at least {count} are overdue at once.", count=found.overdue)
    else:
        late = Text("If they move, {count} of them are overdue at once.", count=found.overdue)
    return Joined([going, late])
