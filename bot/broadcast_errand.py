"""The errand of broadcasts: one piece of work for one of them, in one transaction.

Any number of processes may run it: a broadcast is locked while a piece of it is done, and whom it
was written to is a row of its own, so that nobody gets it twice, whatever is killed when.
"""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import broadcast_desk, broadcast_mending, broadcast_writing
from bot import broadcast_letters as wordings
from bot.errands import Workplace
from domain.broadcasts import UNDER_WAY, Broadcast, State
from storage import broadcast_letters, broadcasts
from storage.database import Database
from storage.outbox import BULK

LOOK, LONG_LOOK = timedelta(seconds=5), timedelta(minutes=1)
"""So often it looks what became of letters that go out now, and of those that wait for a time."""
BREATH_S = 0.25
"""Between two pieces, so that turns come in between; it is faster than the pace."""


async def carry_on(place: Workplace) -> int:
    """Do one piece for a broadcast that has something to do; returns how many letters it was."""
    now = place.clock()
    async with place.database.read() as db:
        if not await broadcasts.any_due(db, now):
            return 0
    async with place.database.write() as db:
        broadcast = await broadcasts.take(db, now)
        done = await _piece(db, broadcast, now) if broadcast else 0
    if done:
        await asyncio.sleep(BREATH_S)
    return done


async def next_at(database: Database, now: datetime) -> datetime | None:
    """Tell when something of a broadcast goes out next."""
    async with database.read() as db:
        at = await broadcasts.next_due(db)
    return max(at, now) if at else None


@dataclass(frozen=True, kw_only=True)
class Piece:
    """What was done for a broadcast: how far it is, how many letters, when to go on."""

    broadcast: Broadcast
    letters: int = 0
    again_at: datetime | None = None


async def _piece(db: AsyncConnection, broadcast: Broadcast, now: datetime) -> int:
    """Do what comes first, and note when to look again."""
    only_writes = broadcast.is_open and not broadcast.is_corrected
    settled = 0 if only_writes else await broadcast_letters.settle(db, broadcast.number)
    piece = await _go_on(db, broadcast, now)
    if piece.letters and piece.broadcast.state is broadcast.state:
        await broadcasts.go_on(db, replace(piece.broadcast, next_at=now))
        return piece.letters
    settled += await broadcast_letters.settle(db, broadcast.number) if only_writes else 0
    counts = await broadcast_letters.count(db, broadcast.number)
    moments = [piece.again_at] if piece.again_at else []
    if counts.of(*UNDER_WAY):
        is_going = settled or await broadcast_writing.are_waiting(db, broadcast, now)
        moments.append(now + (LOOK if is_going else LONG_LOOK))
    at = now if piece.letters else min(moments, default=None)
    await broadcasts.go_on(db, replace(piece.broadcast, next_at=at))
    await broadcast_desk.show_progress(db, piece.broadcast, counts, now)
    return piece.letters


async def _go_on(db: AsyncConnection, broadcast: Broadcast, now: datetime) -> Piece:
    """Do the first thing there is and room for; where a lane is full, look again."""
    if broadcast.state in (State.STOPPED, State.RECALLED):
        await broadcast_mending.withdraw(db, broadcast)
    lanes = wordings.lanes_of(broadcast)
    rooms = {lane: await broadcast_writing.room(db, lane, now) for lane in lanes}
    piece = await _mend(db, broadcast, rooms[BULK], now)
    most = rooms[wordings.lane_of(broadcast)]
    if most and not piece.letters and broadcast.state is not State.RECALLED:
        piece = await _say(db, broadcast, most, now)
    return piece if all(rooms.values()) else replace(piece, again_at=now + LOOK)


async def _mend(db: AsyncConnection, broadcast: Broadcast, most: int, now: datetime) -> Piece:
    """Take back or correct what was sent."""
    if not most:
        return Piece(broadcast=broadcast)
    if broadcast.state is not State.RECALLED:
        corrected = await broadcast_mending.reword(db, broadcast, most, now)
        return Piece(broadcast=broadcast, letters=corrected)
    taken, are_left = await broadcast_mending.take_back(db, broadcast, most, now)
    return Piece(broadcast=broadcast, letters=taken, again_at=now + LOOK if are_left else None)


async def _say(db: AsyncConnection, broadcast: Broadcast, most: int, now: datetime) -> Piece:
    """Write to the next people, or remind the silent."""
    if broadcast.is_open:
        return await _write(db, broadcast, most, now)
    if broadcast.nudged_at:
        return await _remind(db, broadcast, broadcast.nudged_at, most, now)
    return Piece(broadcast=broadcast)


async def _write(db: AsyncConnection, broadcast: Broadcast, most: int, now: datetime) -> Piece:
    hours = await broadcast_writing.hours(db, broadcast, now)
    if (opens_at := hours.next(now)) > now:
        return Piece(broadcast=broadcast, again_at=opens_at)
    after = await broadcast_writing.write(db, broadcast, hours, most, now)
    return Piece(broadcast=after, letters=most if after.is_open else 1)


async def _remind(
    db: AsyncConnection, broadcast: Broadcast, asked_at: datetime, most: int, now: datetime
) -> Piece:
    silent = await broadcast_letters.to_nudge(db, broadcast.number, asked_at, most)
    if not silent:
        return Piece(broadcast=broadcast)
    hours = await broadcast_writing.hours(db, broadcast, now)
    if (opens_at := hours.next(now)) > now:
        return Piece(broadcast=broadcast, again_at=opens_at)
    await broadcast_writing.remind(db, broadcast, silent, hours, now)
    return Piece(broadcast=broadcast, letters=len(silent))
