"""Visits take effect a minute after they were handed in; until then they can be taken back."""

from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import letters, visit_cards, visit_settling
from bot.faults import described
from domain.refusals import Text
from domain.visits import UNDO_FOR, State, Visit, settles_by
from storage import people, visits
from storage.database import Database, is_outage

log = structlog.get_logger()


async def settle(database: Database, now: datetime) -> int:
    """Let every visit whose minute is over take effect; returns how many did."""
    async with database.read() as db:
        due = await visits.unsettled(db, settles_by(now))
    return sum([await _settle(database, visit, now) for visit in due])


async def next_at(database: Database, now: datetime) -> datetime | None:
    """Tell when the next visit takes effect."""
    async with database.read() as db:
        first = await visits.unsettled(db, now + UNDO_FOR)
    return max(now, first[0].handed_in_at + UNDO_FOR) if first else None


async def _settle(database: Database, visit: Visit, now: datetime) -> int:
    """Settle one visit in a transaction of its own: its fault stops no other."""
    try:
        async with database.write() as db:
            if not await visits.move(db, visit, State.KEPT, None, now):
                return 0
            raised = await visit_settling.take_effect(db, visit, now)
            await _say_so(db, visit, raised, now)
    except Exception as error:
        if is_outage(error):
            raise
        log.error("a visit did not settle", visit=visit.id, fault=described(error))
        return 0
    return 1


async def _say_so(db: AsyncConnection, visit: Visit, raised: Text | str, now: datetime) -> None:
    person = await people.by_id(db, visit.person_id)
    once = f"visit:{visit.id}:settled"
    await letters.post(db, person, visit_cards.settled(visit, raised), once, now)
