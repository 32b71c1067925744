"""Links into the bot that lead to something: what stands behind /start."""

from bot.filters import is_number

HOUSEHOLD = "h"


def household_in(word: str) -> int | None:
    """Read which household a link leads to; None when it is no such link."""
    number = word.removeprefix(HOUSEHOLD)
    is_link = word.startswith(HOUSEHOLD) and is_number(number)
    return int(number) if is_link else None
