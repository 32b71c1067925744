"""People the bot cannot reach any more go on their officer's call list, once."""

from datetime import datetime

from bot import letters
from bot.replies import Message
from domain.people import Role
from domain.phones import mask
from domain.refusals import Text
from storage import people
from storage.database import Database


async def report(database: Database, now: datetime) -> int:
    """Tell officers whom to call; returns how many letters were asked for."""
    async with database.read() as db:
        lost = await people.unreachable(db)
    for person, since in lost:
        async with database.write() as db:
            phone = await people.phone_of(db, person.id)
            words = Text(
                "📵 {name} ({phone}) cannot be reached: the chat with the bot is blocked or gone. "
                "Please call.",
                name=person.name,
                phone=mask(phone) if phone else "—",
            )
            code = next((duty.area_code for duty in person.duties if duty.area_code), "")
            for officer in await people.responsible(db, code, Role.INFORMATION_OFFICER):
                if officer.id != person.id:
                    once = f"unreachable:{person.id}:{since:%Y%m%d%H%M%S}"
                    await letters.post(db, officer, Message(text=words, private=True), once, now)
    return len(lost)
