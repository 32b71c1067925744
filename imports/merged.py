"""Merged cells: a spreadsheet keeps the value in the first cell only; people see it in all."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

Corner = tuple[int, int]
Range = tuple[Corner, Corner]
Numbered = tuple[int, list[Any]]
MAX_RANGES = 50_000
TITLE_ROWS = 30
"""A title may be merged over more columns than the table has; so many rows tell how wide it is."""


class Merged:
    """Fills rows in order, remembering the values of the ranges that are still open."""

    def __init__(self, ranges: Iterable[Range]) -> None:
        self._waiting = sorted(ranges, reverse=True)[-MAX_RANGES:]
        self._open: list[tuple[int, int, int, Any]] = []
        self._width = 0

    @property
    def is_over(self) -> bool:
        """Tell whether no range is open or still to come."""
        return not self._open and not self._waiting

    @property
    def reaches(self) -> int:
        """Tell the last row that an open range reaches (counted from 0); -1 without any."""
        return max((bottom for bottom, *_ in self._open), default=-1)

    def widen(self, row: list[Any]) -> None:
        """Take notice of a row of the table: nothing is copied beyond the widest one."""
        self._width = max(self._width, len(row))

    def fill(self, index: int, row: list[Any]) -> list[Any]:
        """Copy each range's first value over the cells of this row (counted from 0)."""
        self.widen(row)
        self._open = [entry for entry in self._open if entry[0] >= index]
        while self._waiting and self._waiting[-1][0][0] <= index:
            (top, left), (bottom, right) = self._waiting.pop()
            if top == index and left < len(row):
                self._open.append((bottom, left, right, row[left]))
        for _, left, right, value in self._open:
            end = min(right + 1, self._width)
            row += [""] * (end - len(row))
            row[left:end] = [value] * (end - left)
        return row


def filled(rows: Iterable[Numbered], ranges: Iterable[Range]) -> Iterator[Numbered]:
    """Fill the numbered rows that say something, and those between them that a range covers."""
    merged, coming = Merged(ranges), iter(rows)
    top = list(islice(coming, TITLE_ROWS))
    for _, row in top:
        merged.widen(row)
    above = 0
    below = chain(top, coming)
    for number, row in below:
        for index in range(above, min(number - 1, merged.reaches + 1)):
            yield index + 1, merged.fill(index, [])
        yield number, merged.fill(number - 1, row)
        above = number
        if merged.is_over:
            break
    yield from below
