"""How what happens is written down as lines of a play; the stage of the tests reads them.

What the bot says is written here and nowhere else: the stage compares with it, and a session
is exported with it.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandbox.errors import JSON

if TYPE_CHECKING:
    from sandbox.ground import Ground

EDITED, TOAST = "✎ ", "(toast) "
KINDS = ("photo", "voice", "document")


@dataclass(frozen=True)
class Line:
    """Something the bot says to somebody."""

    to: str
    words: str

    def spoken(self) -> str:
        """Write it as a line of a play."""
        for mark, verb in ((EDITED, "edits for"), (TOAST, "toasts")):
            if self.words.startswith(mark):
                return f"Bot {verb} {self.to}: {self.words.removeprefix(mark)}".rstrip()
        return f"Bot to {self.to}: {self.words}".rstrip()


def line_of(event: JSON, name_of: Callable[[int], str]) -> Line | None:
    """Write an event down as a line of the bot; None when it is none."""
    if event["type"] == "answer":
        words = event.get("text") or ""
        return Line(name_of(event["user_id"]), TOAST + plain(words)) if words else None
    message = event.get("message", {})
    if event["type"] not in {"message", "edited"} or not message["from"]["is_bot"]:
        return None
    mark = EDITED if event["type"] == "edited" else ""
    return Line(name_of(event["chat_id"]), mark + said(message))


def said(message: JSON) -> str:
    """Write down what a message says and offers."""
    words = plain(message.get("text") or message.get("caption") or "")
    kinds = [f"({kind})" for kind in KINDS if kind in message]
    buttons = [f"[{plain(button['text'])}]" for button in buttons_of(message)]
    return " ".join([*kinds, *filter(None, [words]), *buttons])


def buttons_of(message: JSON) -> list[JSON]:
    """List the inline buttons of a message in reading order."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


def plain(words: str) -> str:
    """Write words on one line."""
    return " / ".join(words.splitlines()).strip()


def quoted(words: str) -> str:
    """Write words so that nothing in them can be taken for something else."""
    written = json.dumps(words, ensure_ascii=False)
    return re.sub("[\x7f-\xa0\u2028\u2029]", lambda it: f"\\u{ord(it[0]):04x}", written)


def is_plain(words: str) -> bool:
    """Say whether words can stand in a play as they are: verbs of plays are small letters."""
    first = words[:1]
    return (
        words == plain(words) and not (first.isascii() and first.islower()) and first not in '"#'
    )


def person_name(ground: "Ground", user_id: int) -> str:
    """Give the name somebody goes by in plays: one word, and nobody else's."""
    same = [
        each for each, phone in ground.people.phones.items()
        if _word(phone.user["first_name"]) == _word(ground.phone(user_id).user["first_name"])
    ]  # fmt: skip
    turn = same.index(user_id)
    return _word(ground.phone(user_id).user["first_name"]) + (f"·{turn + 1}" if turn else "")


def chat_name(ground: "Ground", chat_id: int) -> str:
    """Give the name a chat goes by in plays: its person's, or the group's title as one word."""
    if chat_id in ground.people.phones:
        return person_name(ground, chat_id)
    groups = [chat for chat in ground.chats.by_id.values() if not chat.private]
    same = [each.id for each in groups if _word(each.card["title"]) == _title(ground, chat_id)]
    turn = same.index(chat_id) if chat_id in same else 0
    return _title(ground, chat_id) + (f"·{turn + 1}" if turn else "")


def _title(ground: "Ground", chat_id: int) -> str:
    chat = ground.chats.by_id.get(chat_id)
    return _word(chat.card.get("title", "")) if chat else "?"


def _word(name: str) -> str:
    word = re.sub(r"[\s:：#\[\]«»、]+", "", name)
    return word if re.match(r"\w", word) else f"某{word}"
