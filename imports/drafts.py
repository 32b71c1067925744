"""Households while their rows are being read.

The rows of most files stand together, household by household: one that was not read from for a
while is given on. Where they turn out to be scattered, the file is read again, patiently: those
not read from are folded up, so that a hundred thousand rows stay small, and given at the end.
"""

import pickle
from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import Any

from domain.refusals import Text
from imports.cells import Cell
from imports.lines import Line
from imports.members import MemberRecord

MOST_OPEN = 200


class Scattered(Exception):
    """Something that was given on already was not the whole of it."""


class Draft:
    """What the rows of one household say so far; each fact with the row that said it first."""

    __slots__ = ("facts", "is_good", "members", "number", "row", "sheet", "told")

    def __init__(self, number: str, row: int, sheet: str) -> None:
        self.number, self.row, self.sheet = number, row, sheet
        self.facts: dict[str, tuple[Any, int]] = {}
        self.members: list[MemberRecord] = []
        self.is_good = True
        self.told: tuple[Cell, ...] | None = None

    def agree(self, line: Line, facts: Mapping[str, Any]) -> None:
        """Take a row's facts, and note where it contradicts an earlier one."""
        for column, value in facts.items():
            if value is not None:
                self._agree(line, column, value)

    def _agree(self, line: Line, column: str, value: Any) -> None:
        first, row = self.facts.setdefault(column, (value, line.row.number))
        if first != value:
            line.note(
                column,
                Text("Row {row} says something else about the same household.", row=row),
                Text("Write the same into all rows of the household."),
            )


class Drafts:
    """All households of a file by number, in the order they begin."""

    def __init__(self, *, is_patient: bool) -> None:
        self._is_patient = is_patient
        self._open: dict[str, Draft] = {}
        self._closed: dict[str, bytes] = {}
        """Those begun before; what is in them only if they are still to be given."""
        self._whole: list[Draft] = []

    def opened(self, number: str, line: Line) -> Draft:
        """Give the draft of a number, begun by this line if it is new.

        Raises:
            Scattered: it was given on already.
        """
        draft = self._open.get(number)
        if draft is None:
            draft = self._open[number] = self._begun(number, line)
            if len(self._open) > MOST_OPEN:
                self._close(next(iter(self._open)))
        return draft

    def _begun(self, number: str, line: Line) -> Draft:
        if number not in self._closed:
            self._closed[number] = b""
            return Draft(number, line.row.number, line.row.sheet)
        if not self._is_patient:
            raise Scattered
        return _unfolded(self._closed[number])

    def _close(self, number: str) -> None:
        draft = self._open.pop(number)
        if self._is_patient:
            self._closed[number] = _folded_up(draft)
        else:
            self._whole.append(draft)

    def whole(self) -> list[Draft]:
        """Hand over those that no row has been read for since a while."""
        whole, self._whole = self._whole, []
        return whole

    def rest(self) -> Iterator[Draft]:
        """Hand over all others at the end of the file."""
        for number in list(self._open):
            self._close(number)
        yield from map(_unfolded, self._closed.values()) if self._is_patient else self.whole()


_values = attrgetter(*Draft.__slots__)


def _folded_up(draft: Draft) -> bytes:
    return pickle.dumps(_values(draft), 5)


def _unfolded(folded: bytes) -> Draft:
    draft = Draft("", 0, "")
    values = pickle.loads(folded)  # noqa: S301 - it never leaves this process
    for name, value in zip(Draft.__slots__, values, strict=True):
        setattr(draft, name, value)
    return draft
