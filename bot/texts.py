"""What people read: English msgids in the code, Chinese from the catalogue."""

import gettext
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path

from domain.calendar import SHANGHAI
from domain.refusals import Joined, Text

LOCALES = Path(__file__).parent.parent / "locales"
DEFAULT = "zh_CN"
LANGUAGES = {"zh_CN": "简体中文", "en": "English"}

_language: ContextVar[str] = ContextVar("language", default=DEFAULT)


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Load a language's catalogue from its .po file; English is the msgids themselves."""
    path = LOCALES / language / "LC_MESSAGES" / "bangfu.po"
    if language not in LANGUAGES or not path.exists():
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo  # noqa: PLC0415  # command-line calls may not need it
    from babel.messages.pofile import read_po  # noqa: PLC0415

    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Make `_` speak this language inside the block."""
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


def being_spoken() -> str:
    """Return the language being spoken."""
    return _language.get()


def _(msgid: str) -> str:
    """Translate into the language being spoken."""
    return catalogue(_language.get()).gettext(msgid)


def said(text: Text | str) -> str:
    """Render as plain text in the language being spoken; for buttons and toasts."""
    return text if isinstance(text, str) else text.render(_)


def said_in_html(text: Text | str) -> str:
    """Render for a message: marks of our own texts work, those in people's words do not."""
    return _escaped(text) if isinstance(text, str) else text.render(_, _escaped)


def _escaped(words: str) -> str:
    return escape(words, quote=False)


def clipped(words: str, most: int) -> str:
    """Cut words that are longer than this, counted as Telegram counts: UTF-16 units."""
    units = words.encode("utf-16-le", "surrogatepass")
    if len(units) <= 2 * most:
        return words
    return units[: 2 * (most - 1)].decode("utf-16-le", "ignore") + "…"


def every_language(msgid: str) -> frozenset[str]:
    """Return a msgid in every language, to recognise what people press or type."""
    return frozenset(catalogue(language).gettext(msgid) for language in LANGUAGES)


def clock_time(at: datetime) -> str:
    """Write an instant as people in Shanghai time read it, 08:05."""
    return at.astimezone(SHANGHAI).strftime("%H:%M")


def day_and_time(at: datetime) -> str:
    """Write an instant with its day, 11-23 08:05."""
    return at.astimezone(SHANGHAI).strftime("%m-%d %H:%M")


def some_of(names: Sequence[str], count: int) -> Text | Joined:
    """Name some of so many people."""
    some = Joined(names, by="、")
    return Text("{names}, {count} in all", names=some, count=count) if count > len(names) else some
