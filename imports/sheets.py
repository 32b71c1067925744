"""What is in a file, sheet by sheet: numbered rows, of which nothing is trusted yet.

Runs in the child. XLSX is read out of the zip as far as it is written in the usual way, and from
there on by calamine, which also reads XLS and ODS, and which holds a whole sheet.
"""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from imports.cells import cell_of, trimmed
from imports.limits import TooMuch, Why
from imports.merged import Numbered, filled
from imports.textfiles import csv_rows, looks_like_a_web_page
from imports.workbooks import Workbook

ZIP = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0"
Sheets = Iterator[tuple[str, Iterable[Numbered]]]


def sheets(path: Path) -> Sheets:
    """Give each visible sheet with its numbered rows; what it is shows in its first bytes.

    Raises:
        TooMuch: it is no table, or too large.
    """
    with path.open("rb") as file:
        start = file.read(4096)
        file.seek(0)
        if start.startswith((ZIP, COMPOUND)):
            yield from workbook(file)
        elif not start.strip():
            raise TooMuch(Why.EMPTY)
        elif looks_like_a_web_page(start):
            raise TooMuch(Why.WEB_PAGE)
        else:
            yield "", _text_table(path)


def workbook(file: BinaryIO) -> Sheets:
    """Read a workbook in the quick way, or all of it with calamine."""
    try:
        book = Workbook(file)
    except (TooMuch, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - whatever is wrong with it, calamine has the last word
        yield from with_calamine(file)
        return
    for name, part in book.sheets:
        yield name, _quickly(book, name, part, file)


def _quickly(book: Workbook, name: str, part: str, file: BinaryIO) -> Iterator[Numbered]:
    """Read a sheet; where it becomes unusual, calamine reads the rest of it."""
    read = 0
    try:
        for number, row in filled(book.rows(part), book.merged(part)):
            yield number, row
            read = number
    except (TooMuch, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - as above
        rest = dict(with_calamine(file))[name]
    else:
        return
    yield from ((number, row) for number, row in rest if number > read)


def with_calamine(file: BinaryIO) -> Sheets:
    """Read a workbook of any kind, every cell of a sheet at once."""
    from python_calamine import (  # noqa: PLC0415 - only after the limits are set
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetVisibleEnum,
    )

    try:
        book = CalamineWorkbook.from_path(f"/dev/fd/{file.fileno()}")  # an object it would copy
    except PasswordError:
        raise TooMuch(Why.PASSWORD) from None
    except CalamineError:
        raise TooMuch(Why.NOT_A_TABLE) from None
    for meta in book.sheets_metadata:
        if meta.visible == SheetVisibleEnum.Visible:
            yield meta.name, _held(book, meta.name)


def _held(book: Any, name: str) -> Iterator[Numbered]:
    sheet = book.get_sheet_by_name(name)
    if sheet.start is not None:
        yield from filled(_said(sheet), sheet.merged_cell_ranges or [])


def _said(sheet: Any) -> Iterator[Numbered]:
    """Give the rows that say something, by the numbers and columns people see."""
    left = [""] * sheet.start[1]
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if cells := trimmed([*left, *map(cell_of, row)]):
            yield number, cells


def _text_table(path: Path) -> Iterator[Numbered]:
    try:
        for number, row in csv_rows(path):
            if cells := trimmed([cell.strip() for cell in row]):
                yield number, cells
    except (UnicodeError, csv.Error):
        raise TooMuch(Why.NOT_A_TABLE) from None
