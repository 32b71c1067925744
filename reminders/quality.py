"""The data doctor's round: households whose record has changed are looked at again.

A figure of the rules, or a new month (children grow, income years begin), lets it look at all.
"""

from dataclasses import astuple
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import quality_desk
from domain.calendar import local_day
from storage import facts, quality, rules
from storage.database import Database

SEEN = "quality_seen"
A_PIECE = 20
MOST_PIECES = 50
"""So many households at once, and so many pieces a sweep: others write between them."""


async def look(database: Database, now: datetime) -> int:
    """Look at what has changed; returns how many households were looked at."""
    today = local_day(now)
    await _notice_new_figures(database, today)
    looked = 0
    for _ in range(MOST_PIECES):
        async with database.read() as db:
            numbers = await quality.outdated(db, A_PIECE)
            found = await quality_desk.examined(db, numbers, today) if numbers else []
        if not found:
            break
        async with database.write() as db:
            await quality.keep(db, found, now)
        looked += len(found)
    return looked


async def _notice_new_figures(database: Database, today: date) -> None:
    async with database.read() as db:
        wanted, known = await _figures(db, today), await facts.get(db, SEEN)
    if known == wanted:
        return
    async with database.write() as db:
        if known is not None:  # else every household is new to the rules anyway
            await quality.outdate_all(db)
        await facts.put(db, SEEN, wanted)


async def _figures(db: AsyncConnection, today: date) -> str:
    """Write what every doubt depends on besides its household."""
    book, incomes = await rules.quality_on(db, today), await rules.incomes_on(db, today)
    figures = [*astuple(book), *astuple(incomes)]
    return ":".join([f"{today:%Y-%m}", *map(str, figures)])
