"""People the bot cannot reach any more go on their officers' call list, once."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import letters, officers
from bot.replies import Message
from domain.people import Person
from domain.refusals import Text
from storage import people
from storage.database import Database


async def report(database: Database, now: datetime) -> int:
    """Tell officers whom to call; returns how many people cannot be reached."""
    async with database.read() as db:
        lost = await people.unreachable(db)
    for person, since in lost:
        async with database.write() as db:
            await _tell(db, person, since, now)
    return len(lost)


async def _tell(db: AsyncConnection, person: Person, since: datetime, now: datetime) -> None:
    words = Text(
        "📵 {name} ({phone}) cannot be reached: the chat with the bot is blocked or gone. "
        "Please call.",
        name=person.name,
        phone=await people.phone_of(db, person.id) or "—",
    )
    once = f"unreachable:{person.id}:{since:%Y%m%d%H%M%S}"
    for officer in await officers.of(db, person):
        await letters.post(db, officer, Message(text=words, private=True), once, now)
