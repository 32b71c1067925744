"""Forgetting what is no longer needed: handled updates, outbox rows, unused files, old imports."""

from datetime import datetime

from domain.calendar import local_day
from storage import batch_purges, files, inbox, outbox, rules
from storage.database import Database


async def purge(database: Database, now: datetime) -> int:
    """Delete old rows; returns how many."""
    async with database.write() as db:
        sent = await inbox.purge(db, now) + await outbox.purge(db, now)
        days = (await rules.imports_on(db, local_day(now))).import_undo_days
        imported = await batch_purges.purge(db, now, days)
        return sent + imported + await files.purge(db, now)
