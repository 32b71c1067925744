"""Writes workbooks row by row in bounded memory; no cell of theirs is ever a formula or a link."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import BytesIO
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


PICTURE_POINTS, PIXELS_A_POINT = 120, 4 / 3
"""How high a row with a picture is."""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture as JPEG, and how many pixels high it is."""

    jpeg: bytes
    height: int


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One table: a heading and its rows, which are written as they come.

    `pictures` stand in the second column of a row, counted from 1 below the heading. `mark` is
    printed below every page.
    """

    name: str
    heading: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    widths: Sequence[int] = ()
    pictures: Mapping[int, Picture] = field(default_factory=dict)
    mark: str = ""


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
            page.set_footer("&L" + sheet.mark.replace("&", "&&") + "&R&P / &N")
            for number, row in enumerate(sheet.rows, start=1):
                count += 1
                if number in sheet.pictures:
                    _show(page, number, sheet.pictures[number])
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


def _show(page: Any, row: int, picture: Picture) -> None:
    page.set_row(row, PICTURE_POINTS)
    scale = PICTURE_POINTS * PIXELS_A_POINT / picture.height
    content = {"image_data": BytesIO(picture.jpeg), "x_scale": scale, "y_scale": scale}
    page.insert_image(row, 1, "photo.jpg", content)
