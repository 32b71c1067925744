"""Open cases move to a newer ladder, when an administrator wants that, a piece at a time."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import case_deeds
from domain import ladder_moves
from domain.ladders import Deed, Kind
from domain.people import Person
from domain.refusals import Refusal
from storage import cases, ladders, people
from storage.case_steps import Doing
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
    count = 0
    if last[kept.ladder.kind] is not kept:
        async with database.write() as db:
            await ladders.taken(db, kept.ladder.id, now)
        return count
    for _ in range(MOST_PIECES):
        async with database.write() as db:
            moved = await _piece(db, kept, now)
        if moved is None:
            break
        count += moved
    return count


async def _piece(db: AsyncConnection, kept: Kept, now: datetime) -> int | None:
    """Move a few cases; None when there are none left."""
    besides = await ladders.since(db, kept)
    numbers = await ladders.open_cases(db, kept.ladder.kind, PIECE, besides)
    if not numbers or kept.by_id is None:
        await ladders.taken(db, kept.ladder.id, now)
        return None
    by = await people.by_id(db, kept.by_id)
    return sum([await _move(db, kept, number, by, now) for number in numbers])


async def _move(db: AsyncConnection, kept: Kept, number: int, by: Person, now: datetime) -> int:
    entry = await cases.by_number(db, number)
    if entry is None:
        raise LookupError(f"no case {number}")
    after = ladder_moves.move(entry.case, kept.ladder, now)
    try:
        await case_deeds.keep(db, Doing(by, Deed.MOVED), entry, after)
    except Refusal:
        return 0  # somebody did something with it just now; it is asked for again
    return 1
