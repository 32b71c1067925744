"""The process that opens a file from outside, and may die of it: `python -m imports.child PATH`.

It limits itself before it loads the parser, then writes JSON lines: `{"sheet": name}`,
`[row number, cells]`, and at the end `{"end": true}` or `{"why": reason}`.
"""

import csv
import json
import resource
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from math import isfinite
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from imports.limits import Limits, Why
from imports.merged import Merged
from imports.textfiles import csv_rows, looks_like_a_web_page

ZIP = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0"

Numbered = tuple[int, list[Any]]


class TooMuch(Exception):
    """The file breaks a limit or cannot be read."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


def main(path: str, limits: Limits) -> None:
    """Write the file's rows to standard output, or why there are none."""
    confine(limits)
    say = sys.stdout.buffer.write  # the pipe to the parent
    try:
        for line in lines(Path(path), limits):
            say(line)
        say(_line({"end": True}))
    except TooMuch as no:
        say(_line({"why": no.why}))
    except MemoryError:
        say(_line({"why": Why.TOO_HUNGRY}))
    except Exception:  # noqa: BLE001 - a parser may raise anything at all
        say(_line({"why": Why.DAMAGED}))


def _line(said: Any) -> bytes:
    return orjson.dumps(said, option=orjson.OPT_APPEND_NEWLINE)


def confine(limits: Limits) -> None:
    """Let this process have no more than the limits allow; beyond them it dies."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def lines(path: Path, limits: Limits) -> Iterator[bytes]:
    """Give the file as JSON lines, filled rows only, counting as they come."""
    rows = cells = 0
    for sheet, numbered in sheets(path):
        yield _line({"sheet": sheet})
        for number, row in numbered:
            filled = _trimmed(row)
            rows, cells = rows + bool(filled), cells + len(filled)
            _count(rows, len(filled), cells, limits)
            if filled:
                yield _line([number, filled])


def _count(rows: int, columns: int, cells: int, limits: Limits) -> None:
    if rows > limits.max_rows:
        raise TooMuch(Why.TOO_MANY_ROWS)
    if columns > limits.max_columns:
        raise TooMuch(Why.TOO_MANY_COLUMNS)
    if cells > limits.max_cells:
        raise TooMuch(Why.TOO_MANY_CELLS)


def sheets(path: Path) -> Iterator[tuple[str, Iterable[Numbered]]]:
    """Give each visible sheet with its numbered rows; what it is shows in its first bytes."""
    with path.open("rb") as file:
        start = file.read(4096)
        file.seek(0)
        if start.startswith((ZIP, COMPOUND)):
            yield from _workbook(file)
        elif not start.strip():
            raise TooMuch(Why.EMPTY)
        elif looks_like_a_web_page(start):
            raise TooMuch(Why.WEB_PAGE)
        else:
            yield "", _text_table(path)


def _workbook(file: BinaryIO) -> Iterator[tuple[str, Iterable[Numbered]]]:
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
            yield meta.name, _numbered(book.get_sheet_by_name(meta.name))


def _numbered(sheet: Any) -> Iterator[Numbered]:
    """Give absolute row numbers and columns, with merged cells filled from their first one."""
    if sheet.start is None:
        return
    merged = Merged(sheet.merged_cell_ranges or [])
    left = [""] * sheet.start[1]
    for index, row in enumerate(sheet.iter_rows()):
        yield index + 1, merged.fill(index, left + row)


def _text_table(path: Path) -> Iterator[Numbered]:
    try:
        yield from csv_rows(path)
    except (UnicodeError, csv.Error):
        raise TooMuch(Why.NOT_A_TABLE) from None


def _trimmed(row: list[Any]) -> list[Any]:
    """Drop the empty cells at the end, and make the others fit for JSON."""
    cells = [value.strip() if type(value) is str else _cell(value) for value in row]
    while cells and cells[-1] == "":
        cells.pop()
    return cells


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        return {"day": value.date().isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return value if isinstance(value, int) and abs(value) < 2**63 else str(value).strip()


def _number(value: float) -> int | float | str:
    if not isfinite(value):
        return str(value)
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


if __name__ == "__main__":
    main(sys.argv[1], Limits(**json.loads(sys.argv[2])) if len(sys.argv) > 2 else Limits())
