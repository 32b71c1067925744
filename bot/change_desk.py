"""What a reviewer has before him, and how his decision is kept and told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zlib import crc32

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import change_cards, change_deeds, change_fields, change_letters
from bot.change_cards import Sheet
from bot.replies import Reply
from domain.changes import Change, State, is_contested, rivals
from domain.people import Person
from domain.refusals import Refusal, Text
from domain.reviews import Review
from storage import changes, households, people
from storage.households import Known

NOT_THERE = Text("There is no such change in your area.")


@dataclass(frozen=True, kw_only=True)
class Desk:
    """One change under review: its household, what else waits there, what the record says now."""

    known: Known
    change: Change
    waiting: tuple[Change, ...]
    current: Any

    @property
    def is_contested(self) -> bool:
        """Tell whether the reviewer has to choose."""
        return is_contested(self.change, self.waiting, self.current)

    @property
    def candidates(self) -> list[Change]:
        """All that waits about this field, the oldest first."""
        found = [self.change, *rivals(self.change, self.waiting)]
        return sorted(found, key=lambda it: it.id)

    @property
    def mark(self) -> int:
        """Number what there is to choose from, so that a choice means what was seen."""
        record = crc32(f"{self.known.version}|{self.current!r}".encode())
        return change_cards.stamp(self.candidates, record)

    def is_now(self, numbers: Sequence[int]) -> bool:
        """Tell whether a button's id and version mean the change as it waits now."""
        is_same = tuple(numbers[1:2]) == (self.change.version,)
        return is_same and self.change.state is State.WAITING

    def review(self, person: Person, now: datetime) -> Review:
        """Let somebody decide now."""
        return Review(person_id=person.id, now=now, waiting=self.waiting, current=self.current)


async def desk_for(db: AsyncConnection, person: Person, numbers: Sequence[int]) -> Desk:
    """Load the change a button is about, for somebody who reviews it.

    Raises:
        Refusal: it is none of his, or his own.
    """
    change = await changes.by_id(db, numbers[0] if numbers else 0)
    known = await households.seen(db, person, change.household_id) if change else None
    if change is None or known is None:
        raise Refusal(NOT_THERE.msgid)
    await check_reviews(db, person, known, change.person_id)
    waiting = await changes.in_states(db, known.id, [State.WAITING])
    current = await change_fields.current(db, known, change)
    return Desk(known=known, change=change, waiting=tuple(waiting), current=current)


async def check_reviews(db: AsyncConnection, person: Person, known: Known, author_id: int) -> None:
    """Make sure that somebody reviews what this author proposes here.

    Raises:
        Refusal: it is his own, or the village's residents do.
    """
    if person.id == author_id:
        raise Refusal("You proposed this yourself, so somebody else decides about it.")
    if not await change_letters.reviews(db, person, known, author_id):
        raise Refusal("The residents of the village review this.")


async def sheet_for(db: AsyncConnection, person: Person, numbers: Sequence[int]) -> Sheet:
    """Load what an author proposed for a household, for somebody who reviews it.

    Raises:
        Refusal: it is none of his, or his own.
    """
    household_id, author_id = (*numbers, 0, 0)[:2]
    known = await households.seen(db, person, household_id)
    sheet = await change_letters.sheet_of(db, known, author_id) if known else None
    if known is None or sheet is None:
        raise Refusal(NOT_THERE.msgid)
    await check_reviews(db, person, known, author_id)
    return sheet


async def overtaken(db: AsyncConnection, person: Person, desk: Desk) -> Reply:
    """Answer a press on a card that has changed since: the card as it is, and what happened."""
    sheet = await change_letters.sheet_of(db, desk.known, desk.change.person_id)
    names = await people.names(db, change_cards.people_in([desk.change]))
    happened = change_cards.step_line(desk.change, desk.change.steps[-1], names)
    words = Text("It has moved on: {happened}. The newest card shows how it stands.",
                 happened=happened)  # fmt: skip
    if sheet is None:
        return Reply(toast=words, alert=True)
    card = replace(await change_letters.card_for(db, sheet, person), edits=True)
    return Reply(messages=(card,), toast=words, alert=True)


async def close(db: AsyncConnection, known: Known, moved: Sequence[Change], now: datetime) -> None:
    """Keep a decision: the record says what was accepted, authors are told, cards change.

    Raises:
        Refusal: somebody was quicker.
    """
    first: dict[tuple[str, str], Change] = {}
    for change in moved:
        if change.state is State.ACCEPTED:
            first.setdefault(change.spot, change)
    await change_deeds.apply(db, known, list(first.values()), now)
    await change_deeds.keep(db, moved)
    await change_letters.tell(db, known, moved, now)
    fresh = await households.by_id(db, known.id)
    await change_letters.refresh(db, fresh or known, now)
