"""Forgetting what is no longer needed: handled updates and finished outbox rows."""

from datetime import datetime

from storage import inbox, outbox
from storage.database import Database


async def purge(database: Database, now: datetime) -> int:
    """Delete old rows; returns how many."""
    async with database.write() as db:
        return await inbox.purge(db, now) + await outbox.purge(db, now)
