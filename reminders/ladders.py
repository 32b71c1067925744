"""Open cases move to a newer ladder, when an administrator wants that, a piece at a time."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import case_deeds
from domain import ladder_moves
from domain.ladders import Deed, Kind, Ladder
from domain.people import Person
from domain.refusals import Refusal
from storage import cases, ladders, people
from storage.case_steps import Doing
from storage.cases import Entry
from storage.database import Database
from storage.ladders import Kept

PIECE = 25
"""So many cases move in one transaction: everybody's cards change with each."""
MOST_PIECES = 20


async def move(database: Database, now: datetime) -> int:
    """Move what is to move, of several newer ladders to the last; returns how many cases did."""
    async with database.read() as db:
        taking = await ladders.taking(db, now)
    last = {kept.ladder.kind: kept for kept in taking}
    return sum([await _take(database, kept, now, last) for kept in taking])


async def _take(database: Database, kept: Kept, now: datetime, last: Mapping[Kind, Kept]) -> int:
    """Move the next pieces to a ladder; the rest follows at the next look."""
    numbers = []
    if last[kept.ladder.kind] is kept and kept.by_id is not None:
        async with database.read() as db:
            besides = await ladders.since(db, kept)
            most = PIECE * MOST_PIECES
            numbers = await ladders.open_cases(db, kept.ladder.kind, most, besides)
    if not numbers:
        async with database.write() as db:
            await ladders.taken(db, kept.ladder.id, now)
    pieces = [numbers[at : at + PIECE] for at in range(0, len(numbers), PIECE)]
    return sum([await _piece(database, kept, piece, now) for piece in pieces])


async def _piece(database: Database, kept: Kept, numbers: list[int], now: datetime) -> int:
    async with database.write() as db:
        by, besides = await people.by_id(db, kept.by_id or 0), await ladders.since(db, kept)
        entries = [
            it
            for it in await cases.by_numbers(db, numbers)
            if it.case.is_going_on and it.case.ladder.id not in besides
        ]
        return sum([await _move(db, kept.ladder, it, by, now) for it in entries])


async def _move(
    db: AsyncConnection, ladder: Ladder, entry: Entry, by: Person, now: datetime
) -> int:
    after = ladder_moves.move(entry.case, ladder, now)
    try:
        await case_deeds.keep(db, Doing(by, Deed.MOVED), entry, after)
    except Refusal:
        return 0  # somebody did something with it just now; the next look takes it
    return 1
