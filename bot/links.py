"""Links into the bot that lead to something: what stands behind /start."""

from typing import Any

from aiogram.filters import Filter
from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.filters import is_number
from storage import facts

HOUSEHOLD = "h"
CASE = "c"
GROUP = "link"
"""What a group hears first when the bot comes into it by a link."""


class Leads(Filter):
    """Matches `/start` with a link of one kind, and hands over the number behind it."""

    def __init__(self, letter: str) -> None:
        self.letter = letter

    async def __call__(
        self, message: Message, command: str = "", rest: str = ""
    ) -> bool | dict[str, Any]:
        """Read the word behind the command."""
        number = _behind(self.letter, rest) if command == "start" else None
        return False if number is None else {"numbers": (number,)}


class BringsIntoGroup(Filter):
    """Matches what Telegram says for whoever brought the bot into a group by its link."""

    async def __call__(self, message: Message, command: str = "", rest: str = "") -> bool:
        """Compare with the link's word."""
        return command == "start" and rest == GROUP


def leads(word: str) -> bool:
    """Tell whether a link leads to something in here, rather than inviting somebody."""
    return any(_behind(letter, word) is not None for letter in (HOUSEHOLD, CASE))


async def to_case(db: AsyncConnection, number: int) -> str:
    """Write the link that shows a case in the private chat; empty while the bot has no name."""
    username = await facts.get(db, facts.BOT_USERNAME)
    return f"https://t.me/{username}?start={CASE}{number}" if username else ""


async def into_group(db: AsyncConnection) -> str:
    """Write the link that brings the bot into a group; empty while the bot has no name."""
    username = await facts.get(db, facts.BOT_USERNAME)
    return f"https://t.me/{username}?startgroup={GROUP}" if username else ""


def _behind(letter: str, word: str) -> int | None:
    number = word.removeprefix(letter)
    is_link = word.startswith(letter) and is_number(number)
    return int(number) if is_link else None
