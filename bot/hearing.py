"""What an update is, who it is from, and where an answer to it goes."""

from dataclasses import dataclass
from math import isfinite
from typing import Any

from aiogram import Bot
from aiogram.types import CallbackQuery, Chat, Location, Message, Update

WIDEST_M = 40_000_000
"""Around the globe once; phones say 1,500 m at most (Bot API, Location)."""


class OutOfRange(ValueError):
    """A number that Telegram never sends and no database can hold."""


@dataclass(frozen=True)
class Heard:
    """An update that parsed: who it is from and where an answer goes."""

    raw: dict[str, Any]
    update: Update
    user_id: int
    chat: Chat | None
    press: CallbackQuery | None
    message: Message | None

    @property
    def thread_id(self) -> int | None:
        """The forum topic in which it was said; answers go there too."""
        place = self.press.message if self.press else self.message
        return (
            place.message_thread_id
            if isinstance(place, Message) and place.is_topic_message
            else None
        )

    @property
    def is_about_us_in_a_group(self) -> bool:
        """Tell whether the bot itself came into a group, left it, or got other rights there."""
        is_private = self.chat is None or self.chat.type == "private"
        return self.update.my_chat_member is not None and not is_private


def is_numbered(raw: Any) -> bool:
    """Tell whether this is an update with a number that the inbox can note."""
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return type(number) is int and 0 <= number < 2**63


def hear(raw: dict[str, Any], bot: Bot) -> Heard:
    """Parse an update and find who it is from.

    Raises:
        OutOfRange: a number in it cannot be.
        ValidationError: it is not what the Bot API describes.
        UpdateTypeLookupError: it holds nothing this bot knows.
    """
    _check_range(raw)
    update = Update.model_validate(raw, context={"bot": bot})
    event: Any = update.event
    press = event if isinstance(event, CallbackQuery) else None
    place = press.message if press else event
    chat = getattr(place, "chat", None)
    user = getattr(event, "from_user", None)
    user_id = user.id if user else chat.id if chat else 0
    _check_range([user_id, chat and chat.id, getattr(place, "message_id", 0)])  # were they words?
    _check_globe(getattr(place, "location", None))
    return Heard(raw, update, user_id, chat, press, update.message)


def _check_range(whole: Any) -> None:
    """Look at every number, however deep; an id beyond 64 bits would break each try of a turn."""
    parts = [whole]
    while parts:
        part = parts.pop()
        if isinstance(part, dict):
            parts.extend(part.values())
        elif isinstance(part, list):
            parts.extend(part)
        elif _is_out_of_range(part):
            raise OutOfRange("a number beyond 64 bits, or an infinite one")


def _check_globe(location: Location | None) -> None:
    if location and not (abs(location.latitude) <= 90 and abs(location.longitude) <= 180):
        raise OutOfRange("a place that is not on the globe")
    if location and abs(location.horizontal_accuracy or 0) >= WIDEST_M:
        raise OutOfRange("an accuracy wider than the globe")


def _is_out_of_range(value: Any) -> bool:
    if isinstance(value, float):
        return not isfinite(value)
    return isinstance(value, int) and not -(2**63) <= value < 2**63
