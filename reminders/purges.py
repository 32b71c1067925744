"""Forgetting what is no longer needed: handled updates, finished outbox rows, unused files."""

from datetime import datetime

from storage import files, inbox, outbox
from storage.database import Database


async def purge(database: Database, now: datetime) -> int:
    """Delete old rows; returns how many."""
    async with database.write() as db:
        sent = await inbox.purge(db, now) + await outbox.purge(db, now)
        return sent + await files.purge(db, now)
