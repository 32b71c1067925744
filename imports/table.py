"""A table inside a sheet: where its header is, and its lines by column name.

Real files have titles above the header, headers repeated at page breaks and a sheet of
instructions before the table; every mistake is collected, none stops the reading.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, islice
from operator import itemgetter

from domain.refusals import Text
from imports.cells import SheetRow
from imports.lines import Layout, Line, Memory
from imports.plan import MOST_MISTAKES, Mistake

HEADER_WITHIN_ROWS = 30


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column by the name we call it, and the other names it comes under."""

    name: str
    aliases: tuple[str, ...] = ()
    is_required: bool = False


class Once:
    """Remembers in which row a value came first."""

    def __init__(self) -> None:
        self._rows: dict[object, int] = {}

    def earlier(self, value: object, line: Line) -> int | None:
        """Give the row that had this value before; None when this is the first."""
        row = self._rows.get(value)
        self._rows.setdefault(value, line.row.number)
        return row


def lines(
    rows: Iterable[SheetRow], columns: Sequence[Column], mistakes: list[Mistake]
) -> Iterator[Line]:
    """Give the lines under the header of every sheet that has one."""
    best = _Header(row=SheetRow(number=1, cells=()), places={})
    count, memory = None, Memory(dict)
    for _, sheet in groupby(rows, key=lambda row: row.sheet):
        top = list(islice(sheet, HEADER_WITHIN_ROWS))
        headers = [_header(row, columns) for row in top]
        found = next((h for h in headers if not h.missing(columns)), None)
        if found is None:
            best = max([best, *headers], key=lambda header: len(header.places))
            continue
        count, layout = count or 0, Layout(found.places, memory)
        is_repeated = found.repeated()
        for row in chain(top[headers.index(found) + 1 :], sheet):
            if len(mistakes) >= MOST_MISTAKES:
                return mistakes.append(_unread(row))
            if not is_repeated(row):
                count += 1
                yield Line(row, layout, mistakes)
    mistakes.extend(_about_the_file(best, columns, count))


def has_header(rows: Iterable[SheetRow], columns: Sequence[Column]) -> bool:
    """Tell whether one of these rows names every column that is needed."""
    return any(not _header(row, columns).missing(columns) for row in rows)


@dataclass(frozen=True, kw_only=True)
class _Header:
    row: SheetRow
    places: dict[str, int]

    def missing(self, columns: Iterable[Column]) -> list[str]:
        return [c.name for c in columns if c.is_required and c.name not in self.places]

    def repeated(self) -> Callable[[SheetRow], bool]:
        """Make what tells whether a row is this header again, as at the top of a printed page."""
        places = self.places.values()
        first, last, take = min(places), max(places), itemgetter(*places)
        said, begins = take(self.row.cells), self.row.cells[first : first + 1]

        def is_repeated(row: SheetRow) -> bool:
            cells = row.cells
            is_like = cells[first : first + 1] == begins and len(cells) > last
            return is_like and bool(take(cells) == said)

        return is_repeated


def _header(row: SheetRow, columns: Iterable[Column]) -> _Header:
    places: dict[str, int] = {}
    names = {_key(name): c.name for c in columns for name in (c.name, *c.aliases)}
    for place, cell in enumerate(row.cells):
        name = names.get(_key(cell)) if isinstance(cell, str) else None
        if name is not None:
            places.setdefault(name, place)
    return _Header(row=row, places=places)


def _key(name: str) -> str:
    """Compare headings without spaces, marks and case: "*户 编号：" is 户编号."""
    return re.sub(r"[\s*:]+", "", unicodedata.normalize("NFKC", name)).lower()


def _about_the_file(
    best: _Header, columns: Sequence[Column], count: int | None
) -> Iterator[Mistake]:
    if count == 0:
        yield _of_file(
            best, "", Text("There is no row under the header."), Text("Fill in the table.")
        )
    if count is None and not best.places:
        wanted = "、".join(c.name for c in columns if c.is_required)
        reason = Text("The row with the names of the columns was not found.")
        yield _of_file(
            best, "", reason, Text("Put these names above the table: {names}.", names=wanted)
        )
    elif count is None:
        for name in best.missing(columns):
            yield _of_file(best, name, Text("This column is missing."), Text("Add the column."))


def _unread(row: SheetRow) -> Mistake:
    reason = Text("There are very many mistakes; from this row on nothing was read.")
    remedy = Text("Mend these first, then send the file again.")
    return Mistake(
        row=row.number, column="", value="", reason=reason, remedy=remedy, sheet=row.sheet
    )


def _of_file(header: _Header, column: str, reason: Text, remedy: Text) -> Mistake:
    row = header.row
    return Mistake(
        row=row.number, column=column, value="", reason=reason, remedy=remedy, sheet=row.sheet
    )
