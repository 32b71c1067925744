"""What is shown for half a minute: a letter shows it, a second one masks it again.

Both are edits of the one message and wait in the outbox, so that a restart keeps neither from
coming. They are letters and no replies: when the message is gone, nothing is said anew.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import letters
from bot.replies import Message
from domain.people import Person
from storage import outbox
from storage.outbox import LETTERS, Parcel

SHOWN_FOR = timedelta(seconds=30)


async def reveal(  # noqa: PLR0913  # what is shown to whom, where, and what comes after
    db: AsyncConnection,
    person: Person,
    shown: Message,
    masked: Message,
    message_id: int,
    now: datetime,
) -> None:
    """Let a message show something private, and mask it after half a minute."""
    after = replace(masked, edits=True, after=SHOWN_FOR)
    await conceal(db, person, message_id)
    letter = _letter(person, replace(shown, edits=True), message_id, now)
    await outbox.post(db, replace(letter, expires_at=now + SHOWN_FOR))
    await outbox.post(db, _letter(person, after, message_id, now))


async def conceal(db: AsyncConnection, person: Person, message_id: int) -> None:
    """Drop what would still change a message, because it shows something newer."""
    await outbox.withdraw(db, person.telegram_id or 0, _name(message_id))


def _letter(person: Person, message: Message, message_id: int, now: datetime) -> Parcel:
    key = f"{_name(message_id)}{person.id}:{now.isoformat()}:{bool(message.after)}"
    letter = letters.parcel(message, person.telegram_id or 0, key, now, LETTERS)
    return replace(letter, params=letter.params | {"message_id": message_id})


def _name(message_id: int) -> str:
    return f"reveal:{message_id}:"
