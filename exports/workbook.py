"""Writes workbooks row by row in bounded memory; no cell of theirs is ever a formula or a link."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

Cell = str | int | float | Decimal | date | None
SAFE = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
MOST_CHARACTERS = 32_767
"""Excel's limit for one cell."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One table: a heading and its rows, which are written as they come."""

    name: str
    heading: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    widths: Sequence[int] = ()


def write(path: str | os.PathLike[str], sheets: Iterable[Sheet]) -> int:
    """Write a workbook and return how many rows it has; blocks, so it is a thread's work."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - most commands never write one

    count = 0
    with Workbook(os.fspath(path), SAFE) as book:
        bold = book.add_format({"bold": True})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            for column, width in enumerate(sheet.widths):
                page.set_column(column, column, width)
            page.freeze_panes(1, 0)
            page.write_row(0, 0, sheet.heading, bold)
            for number, row in enumerate(sheet.rows, start=1):
                count += 1
                for column, cell in enumerate(row):
                    _put(page, number, column, cell)
    return count


def _put(page: Any, row: int, column: int, cell: Cell) -> None:
    """Numbers stay numbers; everything else is text, cut where Excel would refuse it."""
    if cell is None:
        return
    if isinstance(cell, (int, float, Decimal)) and not isinstance(cell, bool):
        page.write_number(row, column, cell)
    else:
        page.write_string(row, column, str(cell)[:MOST_CHARACTERS])
