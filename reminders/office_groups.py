"""The bot leaves groups that nobody has linked in time."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import letters
from bot.replies import Message
from domain.refusals import Text
from storage import office_groups
from storage.database import Database
from storage.office_groups import Group


async def leave(database: Database, now: datetime) -> int:
    """Say good-bye and leave; returns how many groups there were."""
    async with database.read() as db:
        late = await office_groups.overdue(db, now)
    for group in late:
        async with database.write() as db:
            await _leave(db, group, now)
    return len(late)


async def next_at(database: Database, _now: datetime) -> datetime | None:
    """Tell when the next group would be left."""
    async with database.read() as db:
        return await office_groups.next_leaving(db)


async def _leave(db: AsyncConnection, group: Group, now: datetime) -> None:
    if not await office_groups.lose(db, group.chat_id, now, version=group.version):
        return  # somebody has linked it meanwhile, or put the bot out
    words = Text(
        "Nobody has linked this group, so I leave it now. "
        "Bring me back whenever the office wants its cases in here."
    )
    once = f"group:{group.version}:left"
    await letters.announce(db, group.chat_id, Message(text=words), once, now)
    leave = Message(method="leaveChat", params={"chat_id": group.chat_id})
    await letters.announce(db, group.chat_id, leave, f"{once}:leave", now)
