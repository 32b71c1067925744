"""Texts that are rendered later, in the language of whoever reads them, and the kind no."""

from collections.abc import Callable, Iterable
from typing import Any

Escape = Callable[[str], str]
Translate = Callable[[str], str]


class Text:
    """A sentence and its values, translated only when somebody reads it.

    The msgid is English and has `{name}` placeholders; a value may itself be a Text. It may carry
    HTML marks; values are escaped when it is rendered for HTML.
    """

    __slots__ = ("msgid", "params")

    def __init__(self, msgid: str, **params: Any) -> None:
        self.msgid = msgid
        self.params = params

    def render(self, translate: Translate, escape: Escape = str) -> str:
        """Translate and fill in, values that are Texts included."""
        values = {name: _value(it, translate, escape) for name, it in self.params.items()}
        return translate(self.msgid).format(**values) if values else translate(self.msgid)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and (self.msgid, self.params) == (other.msgid, other.params)

    def __hash__(self) -> int:
        return hash((self.msgid, tuple(sorted(self.params))))

    def __repr__(self) -> str:
        return f"Text({self.msgid!r})"


class Joined(Text):
    """Several texts as one, on lines of their own unless told otherwise; empty ones vanish."""

    __slots__ = ("by", "parts")

    def __init__(self, parts: Iterable[Text | str], by: str = "\n") -> None:
        super().__init__("")
        self.parts = tuple(part for part in parts if part)
        self.by = by

    def render(self, translate: Translate, escape: Escape = str) -> str:
        """Render each part and join."""
        return self.by.join(str(_value(part, translate, escape)) for part in self.parts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Joined) and (self.parts, self.by) == (other.parts, other.by)

    def __hash__(self) -> int:
        return hash((self.parts, self.by))


class Refusal(Exception):
    """The rules say no; the person reads why and what to do. Not a fault, not logged."""

    def __init__(self, msgid: str, **params: Any) -> None:
        super().__init__(msgid)
        self.text = Text(msgid, **params)


def _value(value: Any, translate: Translate, escape: Escape) -> Any:
    if isinstance(value, Text):
        return value.render(translate, escape)
    return escape(value) if isinstance(value, str) else value
