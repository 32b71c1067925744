"""Answer the person in front of you; write letters to everyone else."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import hushing
from bot.replies import Message
from bot.texts import DEFAULT, speaking
from domain.people import Person
from storage import outbox
from storage.outbox import LETTERS, URGENT, Parcel

LIFE = timedelta(days=3)


async def post(
    db: AsyncConnection, person: Person, message: Message, once: str, now: datetime
) -> bool:
    """Write a letter in the reader's language; `once` names the event, not the attempt.

    Returns False when the person has no Telegram user bound. A second letter of the same name to
    the same person changes nothing.
    """
    if person.telegram_id is None:
        return False
    lane, key = URGENT if message.urgent else LETTERS, f"{once}:{person.id}"
    message = await hushing.timed(db, person, message, key, now)
    with speaking(person.language):
        letter = parcel(message, person.telegram_id, key, now, lane)
    await outbox.post(db, letter)
    return True


async def announce(
    db: AsyncConnection, chat_id: int, message: Message, key: str, now: datetime
) -> None:
    """Say something in a group, in the language of the place; `key` names the event."""
    with speaking(DEFAULT):
        letter = parcel(message, chat_id, f"{key}:{chat_id}", now, LETTERS)
    await outbox.post(db, letter)


async def gather(db: AsyncConnection, parcel: Parcel, name: str) -> None:
    """Say one thing for many updates that come close together: the last one's."""
    if not await outbox.gather(db, replace(parcel, key=name)):
        await outbox.post(db, parcel)


def parcel(message: Message, chat_id: int, key: str, now: datetime, lane: int) -> Parcel:
    """Write a message as an outbox row, in the language being spoken."""
    method, params = message.call(chat_id)
    due_at = now + message.after
    return Parcel(
        key=key,
        chat_id=chat_id,
        lane=lane,
        method=method,
        params=params,
        card=message.card,
        due_at=due_at,
        expires_at=due_at + LIFE,
    )
