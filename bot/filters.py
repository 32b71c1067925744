"""Who may use a handler and what calls it. Async classes: a bare `F.` costs a thread hop."""

from datetime import datetime
from typing import Any

from aiogram.enums import ChatType
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, TelegramObject
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import words
from domain.calendar import local_day
from domain.people import Person, Role
from storage import absences


class HasRole(Filter):
    """Lets people through who hold any of these roles; no roles means anyone with an account."""

    def __init__(self, *roles: Role) -> None:
        self.roles = frozenset(roles)

    async def __call__(self, event: TelegramObject, person: Person | None = None) -> bool:
        """Check at every message and press."""
        return person is not None and (not self.roles or not self.roles.isdisjoint(person.roles))


class StandsIn(Filter):
    """Lets everybody through, with the desks of those for whom he stands in today."""

    async def __call__(
        self, _event: TelegramObject, person: Person, db: AsyncConnection, now: datetime
    ) -> dict[str, Any]:
        """Hand over the person with these duties."""
        return {"person": await absences.acting(db, person, local_day(now))}


class Says(Filter):
    """Matches a command, its key and the words it was taught."""

    def __init__(self, command: str, *msgids: str) -> None:
        self.command = command
        words.teach(command, *msgids)

    async def __call__(self, event: Message, command: str = "") -> bool:
        """Compare with the command the turn found in the message."""
        return command == self.command


class Shares(Filter):
    """Matches a message that carries something: contact, location, venue."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    async def __call__(self, message: Message) -> bool:
        """Look for it."""
        return getattr(message, self.kind) is not None


class InGroup(Filter):
    """Matches what does not come from a private chat."""

    async def __call__(self, event: Message | CallbackQuery | ChatMemberUpdated) -> bool:
        """Look at the chat."""
        place = event.message if isinstance(event, CallbackQuery) else event
        return place is not None and place.chat.type != ChatType.PRIVATE


class Pressed(Filter):
    """Matches callback data `noun:verb:…`; hands over the numbers behind it as `numbers`."""

    def __init__(self, noun: str, verb: str) -> None:
        self.noun, self.verb = noun, verb

    async def __call__(self, event: CallbackQuery) -> bool | dict[str, Any]:
        """Compare and take apart; data altered by somebody simply does not match."""
        noun, _, rest = (event.data or "").partition(":")
        verb, _, numbers = rest.partition(":")
        if (noun, verb) != (self.noun, self.verb):
            return False
        written = numbers.split(":") if numbers else []
        if not all(map(is_number, written)):
            return False
        return {"numbers": tuple(int(number) for number in written)}


def is_number(written: str) -> bool:
    """Tell whether this is a number as we write it ourselves, and a database can hold."""
    return written.isascii() and written.isdigit() and len(written) < 20 and int(written) < 2**63
