"""Private fields of a household, shown for half a minute."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import household_cards, reveals
from bot.household_sheets import Sheet
from bot.replies import Message
from domain.people import Person

conceal = reveals.conceal
"""Drops what would still change a message, because it shows something newer."""


async def reveal(
    db: AsyncConnection, person: Person, sheet: Sheet, message_id: int, now: datetime
) -> None:
    """Let a message show a household's private fields, and mask them after half a minute."""
    shown = Message(
        text=household_cards.text(sheet, is_revealed=True),
        keyboard=household_cards.hide_rows(sheet.known),
    )
    masked = household_cards.card(person, sheet, may_reveal=True)
    await reveals.reveal(db, person, shown, masked, message_id, now)
