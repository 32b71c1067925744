"""Cells and rows as they are in a file, whoever read it."""

from datetime import date, datetime
from math import isfinite
from typing import Any, NamedTuple

Cell = str | int | float | date
"""An empty cell is the empty text."""


class SheetRow(NamedTuple):
    """A filled row with its number as the spreadsheet shows it; empty cells at its end are cut."""

    number: int
    cells: tuple[Cell, ...]
    sheet: str = ""


def cell_of(value: Any) -> Cell:
    """Take a value as a library gives it; a moment is its day, and whatever else a text."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return number_of(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return value if isinstance(value, int) and abs(value) < 2**63 else str(value).strip()


def number_of(value: float) -> int | float | str:
    """Take a number, as a whole one where nothing is lost by that."""
    if not isfinite(value):
        return str(value)
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


def trimmed(row: list[Cell]) -> list[Cell]:
    """Drop the empty cells at the end of a row."""
    while row and row[-1] == "":
        row.pop()
    return row
