"""Methods that answer a press, react, or pin."""

from datetime import datetime
from typing import Any

from sandbox.chats import Chat
from sandbox.contents import is_service, without_reply
from sandbox.errors import JSON, bad
from sandbox.ground import Ground
from sandbox.limits import ANSWER
from sandbox.requests import Request, destination
from sandbox.roles import require
from sandbox.updates import PRESS_KEPT

NO_PINNING = "not enough rights to manage pinned messages in the chat"
EMOJI = {
    "❤", "👍", "👎", "🔥", "🥰", "👏", "😁", "🤔", "🤯", "😱", "🤬", "😢",
    "🎉", "🤩", "🤮", "💩", "🙏", "👌", "🕊", "🤡", "🥱", "🥴", "😍", "🐳",
    "❤\u200d🔥", "🌚", "🌭", "💯", "🤣", "⚡", "🍌", "🏆", "💔", "🤨", "😐", "🍓",
    "🍾", "💋", "🖕", "😈", "😴", "😭", "🤓", "👻", "👨\u200d💻", "👀", "🎃", "🙈",
    "😇", "😨", "🤝", "✍", "🤗", "🫡", "🎅", "🎄", "☃", "💅", "🤪", "🗿",
    "🆒", "💘", "🙉", "🦄", "😘", "💊", "🙊", "😎", "👾", "🤷\u200d♂", "🤷", "🤷\u200d♀",
    "😡",
}  # fmt: skip
LATE = "query is too old and response timeout expired or query ID is invalid"


def answer_callback_query(ground: Ground, request: Request) -> bool:
    """Answer a press, once and in time."""
    press = ground.presses.get(request["callback_query_id"])
    if press is None or _late(ground.clock.now(), press["at"]):
        raise bad(LATE)
    if len(request.get("text", "")) > ANSWER:
        raise bad("MESSAGE_TOO_LONG")
    url = request.get("url")
    if url and not url.startswith((f"https://t.me/{ground.bot['username']}", "tg://")):
        raise bad("URL_INVALID")
    del ground.presses[request["callback_query_id"]]
    facts = {name: request.get(name) for name in ("callback_query_id", "text", "url")}
    alert = bool(request.get("show_alert"))
    ground.events.emit("answer", user_id=press["user_id"], show_alert=alert, **facts)
    return True


def _late(now: datetime, at: datetime) -> bool:
    return now - at > PRESS_KEPT


def set_message_reaction(ground: Ground, request: Request) -> bool:
    """React to a message, or take a reaction back."""
    chat = destination(ground, request)
    message = chat.messages.get(request["message_id"])
    if message is None:
        raise bad("message to react not found")
    kinds: list[JSON] = request.get("reaction", [])
    if len(kinds) > 1:
        raise bad("REACTIONS_TOO_MANY")
    if any(kind.get("emoji") not in EMOJI for kind in kinds):
        raise bad("REACTION_INVALID")
    chat.marks[message["message_id"]].reactions[ground.bot["id"]] = kinds
    ground.events.emit("reaction", chat_id=chat.id, message=message)
    return True


def pin_chat_message(ground: Ground, request: Request) -> bool:
    """Pin a message and say so in the chat."""
    chat = destination(ground, request)
    message = chat.messages.get(request["message_id"])
    if message is None:
        raise bad("message to pin not found")
    _may_pin(chat)
    if is_service(message):
        raise bad("a service message can't be pinned")
    if message["message_id"] not in chat.pinned:
        chat.pinned.append(message["message_id"])
        thread = ("message_thread_id", "is_topic_message")
        content = {name: message[name] for name in thread if name in message}
        ground.post_service(chat, ground.bot, content | {"pinned_message": without_reply(message)})
        ground.events.emit("chat", chat_id=chat.id)
    return True


def _may_pin(chat: Chat) -> None:
    if not chat.private:
        require(chat, "can_pin_messages", NO_PINNING)


def unpin_chat_message(ground: Ground, request: Request) -> bool:
    """Unpin a message, the latest unless one is named."""
    chat = destination(ground, request)
    _may_pin(chat)
    wanted = request.get("message_id", chat.pinned[-1] if chat.pinned else None)
    if wanted not in chat.pinned:
        raise bad("message to unpin not found")
    chat.pinned.remove(wanted)
    ground.events.emit("chat", chat_id=chat.id)
    return True


def unpin_all_chat_messages(ground: Ground, request: Request) -> Any:
    """Unpin everything."""
    chat = destination(ground, request)
    _may_pin(chat)
    chat.pinned.clear()
    ground.events.emit("chat", chat_id=chat.id)
    return True
