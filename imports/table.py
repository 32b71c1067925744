"""A table inside a sheet: where its header is, and its lines by column name.

Real files have titles above the header, headers repeated at page breaks and a sheet of
instructions before the table; every mistake is collected, none stops the reading.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, islice
from typing import Any, TypeVar

from domain.refusals import Text
from imports.fields import Misfit, plain
from imports.plan import MOST_MISTAKES, Mistake
from imports.reader import Cell, SheetRow

Value = TypeVar("Value")

HEADER_WITHIN_ROWS = 30
BLANK = frozenset({"", "-", "--", "—", "/"})
FILL_IN = Text("Fill in this cell.")
MOST_REMEMBERED = 4096
"""Most columns have few different cells; the others are not worth remembering."""

Memory = defaultdict[str, dict[Any, tuple[Any, Misfit | None]]]
"""What cells of a column were read as before."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column by the name we call it, and the other names it comes under."""

    name: str
    aliases: tuple[str, ...] = ()
    is_required: bool = False


class Line:
    """One row of the table, read by column name; what does not fit is noted, not raised."""

    __slots__ = ("_memory", "_mistakes", "_noted", "_places", "row")

    def __init__(
        self, row: SheetRow, places: Mapping[str, int], mistakes: list[Mistake], memory: Memory
    ) -> None:
        self.row = row
        self._places = places
        self._mistakes = mistakes
        self._memory = memory
        self._noted = len(mistakes)

    @property
    def is_good(self) -> bool:
        """Whether nothing has been noted since this line was begun."""
        return len(self._mistakes) == self._noted

    @property
    def columns(self) -> frozenset[str]:
        """Name the columns this table has."""
        return frozenset(self._places)

    def cells(self, columns: Iterable[str]) -> tuple[Cell, ...]:
        """Give several cells."""
        cells, width, places = self.row.cells, len(self.row.cells), self._places
        return tuple(
            cells[place] if (place := places.get(column, width)) < width else ""
            for column in columns
        )

    def cell(self, column: str) -> Cell:
        """Give the cell, empty where the file has no such column."""
        place = self._places.get(column)
        cells = self.row.cells
        return cells[place] if place is not None and place < len(cells) else ""

    def read(self, column: str, reader: Callable[[Cell], Value]) -> Value | None:
        """Read a cell that may be empty; None when it is, or when it does not fit.

        A column has one reader: what a cell says is remembered.
        """
        (value,) = self.read_each({column: reader})
        found: Value | None = value
        return found

    def read_each(self, readers: Mapping[str, Callable[[Cell], Any]]) -> list[Any]:
        """Read several columns, each as `read` does; most of the work of a file is done here."""
        cells, width, memory, found = self.row.cells, len(self.row.cells), self._memory, []
        for column, reader in readers.items():
            place = self._places.get(column, width)
            cell = cells[place] if place < width else ""
            known = memory[column].get(cell) if type(cell) is str else None
            value, misfit = known or self._remembered(column, cell, reader)
            if misfit is not None:
                self.note(column, misfit.reason, misfit.remedy)
            found.append(value)
        return found

    def read_together(self, readers: Mapping[str, Callable[[Cell], Any]]) -> list[Any]:
        """Read columns whose few values come in few combinations."""
        cells, remembered = self.cells(readers), self._memory[",".join(readers)]
        known = remembered.get(cells)
        if known is None:
            known = self.read_each(readers), None
            if self.is_good and len(remembered) < MOST_REMEMBERED:
                remembered[cells] = known
        return list(known[0])

    def _remembered(
        self, column: str, cell: Cell, reader: Callable[[Cell], Any]
    ) -> tuple[Any, Misfit | None]:
        read, remembered = _read(cell, reader), self._memory[column]
        if type(cell) is str and len(remembered) < MOST_REMEMBERED:
            remembered[cell] = read
        return read

    def read_anew(self, column: str, reader: Callable[[Cell], Value]) -> Value | None:
        """Read a cell whose meaning depends on the other cells of the row."""
        value, misfit = _read(self.cell(column), reader)
        if misfit is not None:
            self.note(column, misfit.reason, misfit.remedy)
        return value

    def need(self, column: str, reader: Callable[[Cell], Value]) -> Value | None:
        """Read a cell that must be filled; None only when a mistake was noted."""
        if is_blank(self.cell(column)):
            self.note(column, Text("This cell is empty."), FILL_IN)
        return self.read(column, reader)

    def note(self, column: str, reason: Text, remedy: Text) -> None:
        """Keep a mistake of this line."""
        self._mistakes.append(
            Mistake(
                row=self.row.number,
                column=column,
                value=plain(self.cell(column)),
                reason=reason,
                remedy=remedy,
                sheet=self.row.sheet,
            )
        )


def _read(cell: Cell, reader: Callable[[Cell], Value]) -> tuple[Value | None, Misfit | None]:
    if is_blank(cell):
        return None, None
    try:
        return reader(cell), None
    except Misfit as misfit:
        return None, misfit


def is_blank(cell: Cell) -> bool:
    """Tell whether a cell says nothing; a dash says so."""
    return isinstance(cell, str) and (cell in BLANK or cell.isspace())


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
        count = count or 0
        for row in chain(top[headers.index(found) + 1 :], sheet):
            if len(mistakes) >= MOST_MISTAKES:
                return mistakes.append(_unread(row))
            if not found.is_repeated_by(row):
                count += 1
                yield Line(row, found.places, mistakes, memory)
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

    def is_repeated_by(self, row: SheetRow) -> bool:
        """Tell whether a row is this header again, as at the top of a printed page."""
        return len(row.cells) > max(self.places.values()) and all(
            row.cells[place] == self.row.cells[place] for place in self.places.values()
        )


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
