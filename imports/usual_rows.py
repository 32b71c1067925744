"""Rows of a worksheet from their XML, if they are written the way spreadsheet programs do it.

The rows of a table are alike: in a column stands the same kind of cell, or nothing. So the form
of a row is learned once, as a pattern that takes every cell of the row at once; other rows are
read by matching it, in less than half the time of a look at one cell after the other.
"""

import re
from collections.abc import Callable, Sequence
from html import unescape
from string import ascii_uppercase

from imports.cells import Cell, number_of, trimmed
from imports.styles import day_of

MOST_LEARNED = 100
"""A sheet with more forms of rows is no usual table."""
NAMES = [f"{first}{last}" for first in ("", *ascii_uppercase) for last in ascii_uppercase]
"""What columns are called, as far as a table has any."""
T = r'<t(?: xml:space="preserve")?>'
HEAD = r'\s*(?:<row [^>]*/>\s*)*<row r="(\d+)"[^>]*>\s*'
STYLE = r'(?: s="\d+")?'
EMPTY = f"{STYLE}(?: ?/>|></c>)"
TAIL = f'(?:<c r="[A-Z]+\\d+"{EMPTY})*\\s*'
CELL = re.compile(rb'<c r="([A-Z]{1,2})\d+"([^>/]*)>(<[vi])')
TEXT = ' t="s"'
STYLED_TEXT = re.compile(STYLE + TEXT)
"""A text is a text in every style."""
LOOK = re.compile(r' (\w+)="([^"]*)"')
ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot|apos|#\d+|#x[0-9A-Fa-f]+);)")
NUMBERED = re.compile(r"_x|\r")
"""Characters that are written by their number."""

Reader = Callable[[bytes], Cell]
Looks = dict[str, str]
"""How the cells of each column look: the attributes that say what they hold, and its style."""


class Unusual(Exception):
    """Something is written in another way."""


class UsualRows:
    """Reads rows, with the texts of the workbook, and whether numbers of a style are days."""

    def __init__(self, texts: Sequence[str], are_days: Sequence[bool | None]) -> None:
        self._texts = texts
        self._are_days = are_days
        self._forms: list[_Form] = []
        """The one that fitted last stands first."""
        self._learned = 0

    def read(self, written: bytes) -> tuple[int, list[Cell]]:
        """Give the number of a row and its cells without empty ones at the end.

        Raises:
            Exception: Unusual or another; it is not what was expected.
        """
        for place, form in enumerate(self._forms):
            match = form.pattern.fullmatch(written)
            if match is not None:
                if place:
                    self._forms.insert(0, self._forms.pop(place))
                return form.taken(match)
        form = self._learn(written)
        match = form.pattern.fullmatch(written)
        if match is None:
            raise Unusual("a row")
        return form.taken(match)

    def _learn(self, written: bytes) -> "_Form":
        """Make a form of a row; the form it does not contradict becomes wider by it."""
        self._learned += 1
        if self._learned > MOST_LEARNED:
            raise Unusual("many forms of rows")
        found = CELL.findall(written)
        looks = {
            column.decode(): STYLED_TEXT.sub(TEXT, look.decode()) for column, look, _ in found
        }
        known = next((it for it in self._forms if it.looks | looks == looks | it.looks), None)
        if known is not None:
            self._forms.remove(known)
        before = known or next(iter(self._forms), None)
        form = _Form({**(before.looks if before else {}), **looks}, self._texts, self._are_days)
        self._forms.insert(0, form)
        return form


class _Form:
    """What a row looks like in which every column has its kind of cell, or none."""

    def __init__(
        self, looks: Looks, texts: Sequence[str], are_days: Sequence[bool | None]
    ) -> None:
        last = max(map(NAMES.index, looks), default=-1)
        columns = {name: looks.get(name) for name in NAMES[: last + 1]}
        cells = "".join(_pattern(name, look) for name, look in columns.items())
        self.looks = looks
        self.pattern = re.compile((HEAD + cells + TAIL).encode())
        self._texts = texts
        self._readers = [_reader(look or "", are_days) for look in columns.values()]

    def taken(self, match: re.Match[bytes]) -> tuple[int, list[Cell]]:
        """Read the number and the cells of a row that has this form."""
        texts = self._texts
        number, *values = match.groups(b"")
        cells: list[Cell] = [
            "" if not value else texts[int(value)] if reader is None else reader(value)
            for reader, value in zip(self._readers, values, strict=True)
        ]
        return int(number), trimmed(cells)


def _pattern(column: str, look: str | None) -> str:
    """Make the pattern of a cell that may be missing or empty; its value is a group."""
    cell = f'<c r="{column}\\d+"'
    if look is None:
        return f"(?:{cell}{EMPTY}|)()"
    looks_so = STYLE + TEXT if look == TEXT else re.escape(look)
    inside = f"<is>{T}([^<]*)</t></is>" if _kind(look) == "inlineStr" else "<v>([^<]*)</v>"
    return f"(?:{cell}{looks_so}>{inside}</c>|{cell}{EMPTY}|)"


def _kind(look: str) -> str:
    return _said(look).get("t", "n")


def _said(look: str) -> dict[str, str]:
    return dict(LOOK.findall(look))


def _reader(look: str, are_days: Sequence[bool | None]) -> Reader | None:
    """Choose how cells that look so are read; None where they say which text they have."""
    kind, style = _kind(look), int(_said(look).get("s", "0"))
    if kind in {"str", "inlineStr"}:
        return text_of
    is_day = are_days[style] if style or are_days else False
    if kind not in {"n", "s"} or (kind == "n" and is_day is None):
        raise Unusual("a kind of cell")
    if kind == "s":
        return None
    return day_in if is_day else number_in


def number_in(written: bytes) -> Cell:
    """Read a number."""
    return number_of(float(written))


def day_in(written: bytes) -> Cell:
    """Read a day from the number it is kept as.

    Raises:
        Unusual: it is a time, or near to the next day.
    """
    day = day_of(float(written))
    if day is None:
        raise Unusual("a time")
    return day


def text_of(written: bytes) -> str:
    """Read a text from XML.

    Raises:
        Unusual: it has more than the usual entities.
    """
    text = written.decode()
    if ENTITY.search(text) or NUMBERED.search(text):
        raise Unusual("a character")
    return (unescape(text) if "&" in text else text).strip()


def place_of(column: bytes) -> int:
    """Count columns from 0: A is 0, AA is 26."""
    place = 0
    for letter in column:
        place = place * 26 + letter - 64
    return place - 1
