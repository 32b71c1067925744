"""What a test reads in the bot's database, and how it lets time pass in it."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.settings import Settings
from storage import checkins
from storage.checkins import Entry, Remark
from storage.columns import AnyRow
from storage.database import Database
from storage.tables import AuditRow, InboxRow, OutboxRow, PersonRow
from storage.vault import Vault, read_key
from tests.crash.roster import DISTRICT

HANDED_IN = "photos.handed_in"
"""The audit line of `photo_form`."""
Found = tuple[Entry, list[Remark]]


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Database]:
    """Open the bot's database beside the bot."""
    database = Database(settings.database_url, Vault(read_key(settings.key_file)))
    yield database
    await database.close()


async def waiting(db: AsyncConnection) -> int:
    """Count what the bot still has to say."""
    rows = select(func.count()).select_from(OutboxRow).where(OutboxRow.state == "waiting")
    return await db.scalar(rows) or 0


async def outbox(db: AsyncConnection) -> list[AnyRow]:
    """List everything the bot ever said or tried to say, in the order of its rows."""
    return list(await db.execute(select(OutboxRow).order_by(OutboxRow.id)))


async def handled(db: AsyncConnection) -> dict[int, str | None]:
    """Map each update that took effect to the fault that put it aside."""
    found = await db.execute(select(InboxRow.update_id, InboxRow.fault))
    return {row.update_id: row.fault for row in found}


async def audited(db: AsyncConnection) -> Counter[tuple[str, str]]:
    """Count the audit lines by action and subject."""
    found = await db.execute(select(AuditRow.action, AuditRow.subject))
    return Counter((row.action, row.subject) for row in found)


async def languages(db: AsyncConnection) -> dict[int, str]:
    """Map each account to the language it is spoken to in."""
    found = await db.execute(select(PersonRow.id, PersonRow.language))
    return {row.id: row.language for row in found}


async def visits(db: AsyncConnection, today: date) -> list[Found]:
    """List the check-ins around today with what was said about them."""
    day = timedelta(days=1)
    found = await checkins.in_areas(db, [DISTRICT], today - day, today + day)
    return [(entry, await checkins.remarks(db, entry.checkin.id)) for entry in found]


async def let_leases_end(settings: Settings, owner: str) -> None:
    """Let the half minute pass after which others may take up what a dead process had."""
    if settings.is_sqlite or not owner:
        return
    ended = text("UPDATE outbox SET lease_until = now() WHERE lease_owner LIKE :owner")
    async with opened(settings) as database, database.write() as db:
        await db.execute(ended, {"owner": f"{owner}%"})
