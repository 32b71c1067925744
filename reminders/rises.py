"""Cards of overdue tasks stay as things are: who has done it meanwhile leaves them.

What officers and the people themselves decide changes the cards at once; visits, check-ins and
other records are seen here, some minutes later. The newest letter under a card's name says in its
key what the card showed, so that nothing is sent where nothing changed.
"""

import zlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import letters, rise_letters
from bot.replies import Message
from bot.rise_cards import CARD
from bot.texts import speaking
from domain.calendar import local_day
from domain.duties import OPEN_FOR
from domain.people import Person
from domain.rises import READERS
from storage import absences, facts, outbox, people
from storage.database import Database
from storage.ids import new_id

EVERY = timedelta(minutes=5)
LOOKED = "rises_looked_at"
"""The fact that says when the cards were last looked at, by whatever process."""
A_PIECE = 20


async def refresh(database: Database, now: datetime) -> int:
    """Change the cards that say what is not so any more; returns how many."""
    async with database.write() as db:
        if not await _is_time(db, now):
            return 0
        await facts.put(db, LOOKED, now.isoformat())
    async with database.read() as db:
        readers = await people.with_any_role(db, READERS)
    changed = 0
    for first in range(0, len(readers), A_PIECE):
        async with database.write() as db:
            changed += await _refresh(db, readers[first : first + A_PIECE], now)
    return changed


async def _is_time(db: AsyncConnection, now: datetime) -> bool:
    before = await facts.get(db, LOOKED)
    return before is None or not timedelta() <= now - datetime.fromisoformat(before) < EVERY


async def _refresh(db: AsyncConnection, readers: Sequence[Person], now: datetime) -> int:
    chats = [it.telegram_id for it in readers if it.telegram_id is not None]
    shown = await outbox.newest_of_card(db, CARD, chats, now - OPEN_FOR)
    changed = 0
    for reader in readers:
        if reader.telegram_id in shown:
            changed += await _change(db, reader, shown[reader.telegram_id], now)
    return changed


async def _change(db: AsyncConnection, reader: Person, key: str, now: datetime) -> bool:
    acting = await absences.acting(db, reader, local_day(now))
    card = replace(await rise_letters.card(db, acting, now), edits=True)
    name = f"rises:live:{_digest(card, reader.language)}"
    if key.startswith(f"{name}:"):
        return False
    return await letters.post(db, reader, card, f"{name}:{new_id()}", now)


def _digest(card: Message, language: str) -> int:
    """Number what a card shows."""
    with speaking(language):
        _, params = card.call(0)
    return zlib.crc32(repr(sorted(params.items())).encode())
