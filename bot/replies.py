"""What a handler answers: messages, their buttons, toasts. Nothing here is sent yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from bot.texts import being_spoken, said, said_in_html
from domain.refusals import Text

Markup = Mapping[str, Any]

BUTTONS_A_ROW = 2


@dataclass(frozen=True, kw_only=True)
class Button:
    """An inline button: a label and what pressing it means, at most 64 bytes, or a link."""

    label: Text | str
    press: str = ""
    url: str = ""

    def markup(self) -> dict[str, str]:
        """Write as Telegram wants it."""
        action = {"url": self.url} if self.url else {"callback_data": self.press}
        return {"text": said(self.label), **action}


def spoken(value: Any) -> Any:
    """Render every Text inside plain values, in the language being spoken."""
    if isinstance(value, Text):
        return said(value)
    if isinstance(value, Mapping):
        return {name: spoken(it) for name, it in value.items()}
    return [spoken(it) for it in value] if isinstance(value, (list, tuple)) else value


Rows = Sequence[Sequence[Button]]


def inline(rows: Rows) -> Markup:
    """Write rows of buttons as an inline keyboard."""
    return {"inline_keyboard": [[button.markup() for button in row] for row in rows]}


def in_rows(buttons: Sequence[Button], width: int = BUTTONS_A_ROW) -> list[list[Button]]:
    """Lay buttons out in rows of equal width."""
    return [list(buttons[start : start + width]) for start in range(0, len(buttons), width)]


def press(noun: str, verb: str, *numbers: int | str) -> str:
    """Write callback data, `noun:verb:…`, refusing what Telegram would refuse."""
    written = ":".join([noun, verb, *[str(number) for number in numbers]])
    if len(written.encode()) > 64:  # Telegram's limit in bytes
        raise ValueError(f"callback data of {noun}:{verb} is longer than 64 bytes")
    return written


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A picture described by values; the courier draws it just before sending."""

    kind: str
    values: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Document:
    """A document described by values; it is made just before sending (bot/documents.py)."""

    kind: str
    values: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Message:
    """One thing to say in one chat.

    `card` names a live message: `edits=True` changes the last one sent under that name in place,
    and sends it anew when there is none. `keyboard` is inline rows, `keys` a reply keyboard.
    `urgent` letters go first and are repeated until they have arrived. Letters that `reminds`
    wait for the next digest where others would come without a sound (bot/hushing.py).
    Messages of one `gather` name become one, the last, when they come within `after`.
    `files` are ids of what people sent: photos become an album, and the text its caption.
    `thread` is the topic of a forum it is said in. `answers_to` is the message of this chat that
    it answers: a press on its buttons knows what was said there.
    """

    text: Text | str = ""
    keyboard: Rows | None = None
    keys: Markup | None = None
    card: str | None = None
    edits: bool = False
    drawing: Drawing | None = None
    document: Document | None = None
    files: tuple[int, ...] = ()
    private: bool = False
    silent: bool = False
    urgent: bool = False
    reminds: bool = False
    after: timedelta = timedelta()
    gather: str = ""
    thread: int | None = None
    answers_to: int = 0
    method: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)

    def call(self, chat_id: int) -> tuple[str, dict[str, Any]]:
        """Write as a Bot API method and its parameters, in the language being spoken."""
        if self.method:
            to = {"chat_id": chat_id} | self._topic() if self.method.startswith("send") else {}
            return self.method, to | spoken(self.params)
        params: dict[str, Any] = {"chat_id": chat_id, "parse_mode": "HTML"}
        params |= self._described()
        if self.text:
            is_caption = self.drawing or self.document or self.files
            params["caption" if is_caption else "text"] = said_in_html(self.text)
        markup = inline(self.keyboard) if self.keyboard is not None else self.keys
        if markup is not None and len(self.files) > 1:
            raise ValueError("an album has no buttons; say them in a message after it")
        if markup is not None:
            params["reply_markup"] = spoken(markup)
        if self.answers_to:
            again = {"message_id": self.answers_to, "allow_sending_without_reply": True}
            params["reply_parameters"] = again
        return self._method(), params | self._marks()

    def _described(self) -> dict[str, Any]:
        """Describe what is made before sending, in the language being spoken."""
        if self.drawing:
            return {"photo": {"kind": self.drawing.kind, "values": spoken(self.drawing.values)}}
        if self.document:
            values = spoken(self.document.values)
            made = {"kind": self.document.kind, "values": values, "language": being_spoken()}
            return {"document": made}
        return {"files": list(self.files)} if self.files else {}

    def _method(self) -> str:
        if self.edits:
            return "editMessageText"
        if self.document or self.files:
            return "sendDocument" if self.document else "sendMediaGroup"
        return "sendPhoto" if self.drawing else "sendMessage"

    def _marks(self) -> dict[str, Any]:
        if self.edits:
            return {}
        marks = {"protect_content": self.private, "disable_notification": self.silent}
        return {name: True for name, is_set in marks.items() if is_set} | self._topic()

    def _topic(self) -> dict[str, int]:
        return {"message_thread_id": self.thread} if self.thread else {}


@dataclass(frozen=True, kw_only=True)
class Reply:
    """A handler's whole answer to the person in front of it.

    When the person pressed a button, a first message with `edits` replaces the pressed one, and
    `toast` is shown over the chat for a moment. `language` is given when it is not that of the
    person as known before.
    """

    messages: tuple[Message, ...] = ()
    toast: Text | str = ""
    alert: bool = False
    language: str = ""

    def and_then(self, *messages: Message) -> "Reply":
        """Say more after what is already said."""
        return replace(self, messages=(*self.messages, *messages))


def say(text: Text | str, keyboard: Rows | None = None, **options: Any) -> Reply:
    """Answer with one message."""
    return Reply(messages=(Message(text=text, keyboard=keyboard, **options),))


def change(text: Text | str, keyboard: Rows | None = None, toast: Text | str = "") -> Reply:
    """Answer a press by changing the message that was pressed."""
    return Reply(messages=(Message(text=text, keyboard=keyboard or (), edits=True),), toast=toast)


def toast(text: Text | str, *, alert: bool = False) -> Reply:
    """Answer a press with a few words over the chat and nothing else."""
    return Reply(toast=text, alert=alert)
