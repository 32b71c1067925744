"""What came of letters about campaigns: read off the outbox before it forgets.

Whose letter never came is on the call list of his officers, who hear of it in their next digest.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import campaign_staging
from domain.campaigns import Standing
from storage import campaigns, criteria, tellings
from storage.database import Database
from storage.tellings import Telling

A_PIECE = 200


async def note(database: Database, now: datetime) -> int:
    """Note which letters have come, piece by piece; returns how many pieces there were."""
    pieces = 0
    while await _any(database):
        async with database.write() as db:
            await _call(db, await tellings.note_delivered(db, A_PIECE), now)
        pieces += 1
    return pieces


async def _any(database: Database) -> bool:
    async with database.read() as db:
        return await tellings.any_ended(db)


async def _call(db: AsyncConnection, lost: Iterable[Telling], now: datetime) -> None:
    given = await campaigns.by_numbers(db, {it.campaign for it in lost})
    for number, campaign in given.items():
        ids = sorted({it.person_id for it in lost if it.campaign == number})
        found = await criteria.owing(db, campaign, now, ids)
        still = [it for it in found if it.standing is Standing.OPEN]
        await campaign_staging.call(db, campaign, still, now)
