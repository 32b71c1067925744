"""Reading a chat: pages of its messages in either direction, and messages found by their words."""

from bisect import bisect_left
from dataclasses import dataclass
from typing import Any

from sandbox.chats import Chat
from sandbox.errors import JSON

MOST_MESSAGES = 500
MOST_HITS = 200
MOST_WORDS = 64
SNIPPET = 80
GENERAL_TOPIC = 1


@dataclass(frozen=True, kw_only=True)
class Page:
    """Messages of a chat that follow one another, and whether there are more at either side."""

    messages: list[JSON]
    older: bool
    newer: bool


def of_topic(chat: Chat, thread_id: int | None) -> list[JSON]:
    """List a chat's messages, oldest first; of one topic if it is named."""
    messages = [chat.messages[number] for number in sorted(chat.messages)]
    if thread_id is None or not chat.card.get("is_forum"):
        return messages
    return [message for message in messages if _topic_of(message) == thread_id]


def _topic_of(message: JSON) -> int:
    """Give the topic a forum's message stands in; what is in none is in the general one."""
    thread: int = message.get("message_thread_id") or GENERAL_TOPIC
    return thread if message.get("is_topic_message") else GENERAL_TOPIC


def before(messages: list[JSON], message_id: int | None, limit: int) -> Page:
    """Give the page that ends before a message, or the latest one."""
    end = len(messages) if message_id is None else _at(messages, message_id)
    return _cut(messages, max(0, end - _most(limit)), end)


def after(messages: list[JSON], message_id: int, limit: int) -> Page:
    """Give the page that begins after a message."""
    start = _at(messages, message_id + 1)
    return _cut(messages, start, min(len(messages), start + _most(limit)))


def around(messages: list[JSON], message_id: int, limit: int) -> Page:
    """Give the page with a message in its middle."""
    most, middle = _most(limit), _at(messages, message_id)
    start = max(0, middle - most // 2)
    return _cut(messages, start, min(len(messages), start + most))


def search(messages: list[JSON], query: str) -> list[JSON]:
    """Find the messages that hold every word of a query, the latest first."""
    words = query[:MOST_WORDS].casefold().split()
    if not words:
        return []
    found = (_hit(message, words) for message in reversed(messages))
    return [hit for hit, _ in zip(filter(None, found), range(MOST_HITS), strict=False)]


def _hit(message: JSON, words: list[str]) -> JSON | None:
    said = _said(message)
    folded = said.casefold()
    if not all(word in folded for word in words):
        return None
    start = max(0, folded.find(words[0]) - SNIPPET // 4)
    snippet = ("…" if start else "") + said[start : start + SNIPPET]
    facts = {"message_id": message["message_id"], "date": message["date"], "text": snippet}
    return facts | {"from": message.get("from")}


def _said(message: JSON) -> str:
    """Give what a message can be found by."""
    contact, venue = message.get("contact", {}), message.get("venue", {})
    said: tuple[Any, ...] = (
        message.get("text", message.get("caption")),
        message.get("document", {}).get("file_name"),
        *(venue.get(name) for name in ("title", "address")),
        *(contact.get(name) for name in ("first_name", "last_name", "phone_number")),
    )
    return " ".join(" ".join(filter(None, said)).split())


def _at(messages: list[JSON], message_id: int) -> int:
    return bisect_left(messages, message_id, key=lambda message: message["message_id"])


def _most(limit: int) -> int:
    return min(max(limit, 1), MOST_MESSAGES)


def _cut(messages: list[JSON], start: int, end: int) -> Page:
    return Page(messages=messages[start:end], older=start > 0, newer=end < len(messages))
