"""Merged cells: a spreadsheet keeps the value in the first cell only; people see it in all."""

from collections.abc import Iterable
from typing import Any

Corner = tuple[int, int]
MAX_RANGES = 50_000


class Merged:
    """Fills rows in order, remembering the values of the ranges that are still open."""

    def __init__(self, ranges: Iterable[tuple[Corner, Corner]]) -> None:
        self._waiting = sorted(ranges, reverse=True)[-MAX_RANGES:]
        self._open: list[tuple[int, int, int, Any]] = []

    def fill(self, index: int, row: list[Any]) -> list[Any]:
        """Copy each range's first value over the cells of this row (counted from 0)."""
        self._open = [entry for entry in self._open if entry[0] >= index]
        while self._waiting and self._waiting[-1][0][0] <= index:
            (_, left), (bottom, right) = self._waiting.pop()
            if left < len(row):
                self._open.append((bottom, left, min(right, len(row) - 1), row[left]))
        for _, left, right, value in self._open:
            row[left : right + 1] = [value] * (right + 1 - left)
        return row
