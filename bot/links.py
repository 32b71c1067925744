"""Links into the bot that lead to something: what stands behind /start."""

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.filters import is_number
from storage import facts

HOUSEHOLD = "h"
CASE = "c"
GROUP = "link"
"""What a group hears first when the bot comes into it by a link."""


def household_in(word: str) -> int | None:
    """Read which household a link leads to; None when it is no such link."""
    return _behind(HOUSEHOLD, word)


def case_in(word: str) -> int | None:
    """Read which case a link leads to; None when it is no such link."""
    return _behind(CASE, word)


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
