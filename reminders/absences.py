"""Absences: what somebody holds goes to the deputy while he is away, and comes back after."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import absence_cases
from bot.absence_cases import LOOKED_BACK
from domain.calendar import local_day
from domain.duties import may_speak
from domain.refusals import Refusal
from storage import absences, case_clocks
from storage.database import Database

Move = Callable[[AsyncConnection, int, datetime], Awaitable[bool]]


async def hand_on(database: Database, now: datetime) -> int:
    """Bring cases to deputies and back; returns how many moved."""
    if not may_speak(now):
        return 0
    today = local_day(now)
    async with database.read() as db:
        away = await absences.away(db, today)
        leaving = await case_clocks.held_by(db, list(away))
        over = await absences.over_since(db, today - LOOKED_BACK, today)
        staying = await case_clocks.held_by(db, [it.deputy_id for it in over])
    moved = await _each(database, leaving, absence_cases.to_deputy, now)
    return moved + await _each(database, staying, absence_cases.back, now)


async def _each(database: Database, numbers: Sequence[int], move: Move, now: datetime) -> int:
    moved = 0
    for number in numbers:
        try:
            async with database.write() as db:
                moved += await move(db, number, now)
        except Refusal:
            continue  # somebody did something with it at this moment
    return moved
