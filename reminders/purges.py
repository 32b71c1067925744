"""Forgetting what is not needed: handled updates, sent rows, unused files, imports, drafts."""

from datetime import datetime

from domain.calendar import local_day
from storage import batch_purges, drafts, files, inbox, outbox, rules
from storage.database import Database


async def purge(database: Database, now: datetime) -> int:
    """Delete old rows; returns how many."""
    async with database.write() as db:
        sent = await inbox.purge(db, now) + await outbox.purge(db, now)
        days = (await rules.imports_on(db, local_day(now))).import_undo_days
        imported = await batch_purges.purge(db, now, days)
        dropped = await drafts.purge(db, now)
        return sent + imported + dropped + await files.purge(db, now)
