"""A line of a table, read by column name.

Most of the work of a large file is done here: cells are taken by place, not looked for, and
what a word or a combination of words was read as is remembered.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, TypeVar

from domain.refusals import Text
from imports.cells import Cell, SheetRow
from imports.fields import Misfit, plain
from imports.plan import Mistake

Value = TypeVar("Value")
Reader = Callable[[Cell], Any]
Cells = tuple[Cell, ...]

BLANK = frozenset({"", "-", "--", "—", "/"})
FILL_IN = Text("Fill in this cell.")
MOST_REMEMBERED = 4096
"""Most columns have few different cells; the others are not worth remembering."""

Memory = defaultdict[Any, dict[Any, Any]]
"""What cells of a column, or of several ones together, were read as; equal ones say the same."""


class Readers:
    """Columns that are read together, each with its reader."""

    def __init__(self, readers: Mapping[str, Reader]) -> None:
        self.columns = tuple(readers)
        self.readers = tuple(readers.values())


class Layout:
    """Where the columns stand in one table; one that it does not have is always empty."""

    def __init__(self, places: Mapping[str, int], memory: Memory) -> None:
        self.columns = frozenset(places)
        self.memory = memory
        self.width = max(places.values()) + 1
        self.blanks: Cells = ("",) * (self.width + 1)
        self._places = places
        self.taker = lru_cache(self._taker)
        self.remembered = lru_cache(self._remembered)

    def place(self, column: str) -> int:
        """Tell where a column stands; others stand behind the last one."""
        return self._places.get(column, self.width)

    def _taker(self, columns: tuple[str, ...]) -> Callable[[Cells], Cells]:
        """Make what takes two or more columns' cells out of a row."""
        return itemgetter(*map(self.place, columns))

    def _remembered(self, readers: Readers) -> Sequence[tuple[str, Reader, dict[Any, Any]]]:
        """Give each column with its reader and what it was read as before."""
        together = zip(readers.columns, readers.readers, strict=True)
        return [(column, reader, self.memory[column]) for column, reader in together]


class Line:
    """One row of the table; what does not fit is noted, not raised."""

    __slots__ = ("_cells", "_layout", "_mistakes", "_noted", "row")

    def __init__(self, row: SheetRow, layout: Layout, mistakes: list[Mistake]) -> None:
        cells = row.cells[: layout.width]
        self._cells = cells + layout.blanks[len(cells) :]
        self._layout = layout
        self._mistakes = mistakes
        self._noted = len(mistakes)
        self.row = row

    @property
    def is_good(self) -> bool:
        """Whether nothing has been noted since this line was begun."""
        return len(self._mistakes) == self._noted

    @property
    def columns(self) -> frozenset[str]:
        """Name the columns this table has."""
        return self._layout.columns

    def cells(self, columns: tuple[str, ...]) -> Cells:
        """Give several cells."""
        return self._layout.taker(columns)(self._cells)

    def cell(self, column: str) -> Cell:
        """Give the cell, empty where the file has no such column."""
        return self._cells[self._layout.place(column)]

    def read(self, column: str, reader: Callable[[Cell], Value]) -> Value | None:
        """Read a cell that may be empty; None when it is, or when it does not fit.

        A column has one reader: what a cell says is remembered.
        """
        cell, remembered = self.cell(column), self._layout.memory[column]
        if cell in remembered:
            known: Value | None = remembered[cell]
            return known
        found: Value | None = self._read(column, cell, reader, remembered)
        return found

    def read_each(self, readers: Readers) -> list[Any]:
        """Read several columns, each as `read` does."""
        layout, found = self._layout, []
        cells = layout.taker(readers.columns)(self._cells)
        known = zip(cells, layout.remembered(readers), strict=True)
        for cell, (column, reader, remembered) in known:
            if cell in remembered:
                found.append(remembered[cell])
            else:
                found.append(self._read(column, cell, reader, remembered))
        return found

    def read_together(self, readers: Readers, made: Callable[[list[Any]], Value]) -> Value:
        """Make something of columns whose few values come in few combinations."""
        cells, remembered = self.cells(readers.columns), self._layout.memory[readers]
        if cells in remembered:
            known: Value = remembered[cells]
            return known
        value = made(self.read_each(readers))
        if self.is_good and len(remembered) < MOST_REMEMBERED:
            remembered[cells] = value
        return value

    def read_anew(self, column: str, reader: Callable[[Cell], Value]) -> Value | None:
        """Read a cell of a column whose cells are all different, or depend on others."""
        found: Value | None = self._read(column, self.cell(column), reader, None)
        return found

    def _read(
        self, column: str, cell: Cell, reader: Reader, remembered: dict[Any, Any] | None
    ) -> Any:
        try:
            value = None if is_blank(cell) else reader(cell)
        except Misfit as misfit:
            self.note(column, misfit.reason, misfit.remedy)
            return None
        if remembered is not None and len(remembered) < MOST_REMEMBERED:
            remembered[cell] = value
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


def is_blank(cell: Cell) -> bool:
    """Tell whether a cell says nothing; a dash says so."""
    return type(cell) is str and (cell in BLANK or cell.isspace())
