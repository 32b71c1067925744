"""Private fields shown for half a minute: a letter shows them, a second one masks them again.

Both are edits of the one message and wait in the outbox, so that a restart keeps neither from
coming. They are letters and no replies: when the message is gone, nothing is said anew.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import household_cards, letters
from bot.household_sheets import Sheet
from bot.replies import Message
from domain.people import Person
from storage import outbox
from storage.outbox import LETTERS, Parcel

SHOWN_FOR = timedelta(seconds=30)


async def reveal(
    db: AsyncConnection, person: Person, sheet: Sheet, message_id: int, now: datetime
) -> None:
    """Let a message show a household's private fields, and mask them after half a minute."""
    shown = Message(
        text=household_cards.text(sheet, is_revealed=True),
        keyboard=household_cards.hide_rows(sheet.known),
        edits=True,
    )
    masked = household_cards.card(person, sheet, may_reveal=True)
    masked = replace(masked, edits=True, after=SHOWN_FOR)
    await conceal(db, person, message_id)
    await outbox.post(
        db, replace(_letter(person, shown, message_id, now), expires_at=now + SHOWN_FOR)
    )
    await outbox.post(db, _letter(person, masked, message_id, now))


async def conceal(db: AsyncConnection, person: Person, message_id: int) -> None:
    """Drop what would still change a message, because it shows something newer."""
    await outbox.withdraw(db, person.telegram_id or 0, _name(message_id))


def _letter(person: Person, message: Message, message_id: int, now: datetime) -> Parcel:
    key = f"{_name(message_id)}{person.id}:{now.isoformat()}:{bool(message.after)}"
    letter = letters.parcel(message, person.telegram_id or 0, key, now, LETTERS)
    return replace(letter, params=letter.params | {"message_id": message_id})


def _name(message_id: int) -> str:
    return f"reveal:{message_id}:"
