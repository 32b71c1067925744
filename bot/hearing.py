"""What an update is, who it is from, and where an answer to it goes."""

from dataclasses import dataclass
from typing import Any

from aiogram import Bot
from aiogram.types import CallbackQuery, Chat, Message, Update


@dataclass(frozen=True)
class Heard:
    """An update that parsed: who it is from and where an answer goes."""

    raw: dict[str, Any]
    update: Update
    user_id: int
    chat: Chat | None
    press: CallbackQuery | None
    message: Message | None


def is_numbered(raw: Any) -> bool:
    """Tell whether this is an update with a number that the inbox can note."""
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return type(number) is int and 0 <= number < 2**63


def hear(raw: dict[str, Any], bot: Bot) -> Heard:
    """Parse an update and find who it is from.

    Raises:
        ValidationError: it is not what the Bot API describes.
        UpdateTypeLookupError: it holds nothing this bot knows.
    """
    update = Update.model_validate(raw, context={"bot": bot})
    event: Any = update.event
    press = event if isinstance(event, CallbackQuery) else None
    place = press.message if press else event
    chat = getattr(place, "chat", None)
    user = getattr(event, "from_user", None)
    user_id = user.id if user else chat.id if chat else 0
    return Heard(raw, update, user_id, chat, press, update.message)
