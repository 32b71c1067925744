"""The process that opens a file from outside, and may die of it: `python -m imports.child PATH`.

It limits itself before it reads anything, then writes JSON lines: `{"sheet": name}`,
`[row number, cells]`, and at the end `{"end": true}` or `{"why": reason}`.
"""

import json
import resource
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

import orjson

from imports.cells import Cell
from imports.limits import Limits, TooMuch, Why
from imports.reader import SheetRow
from imports.sheets import sheets


def main(path: str, limits: Limits) -> None:
    """Write the file's rows to standard output, or why there are none."""
    confine(limits)
    say = sys.stdout.buffer.write  # the pipe to the parent
    try:
        for line in lines(rows(Path(path), limits)):
            say(line)
        say(_line({"end": True}))
    except TooMuch as no:
        say(_line({"why": no.why}))
    except MemoryError:
        say(_line({"why": Why.TOO_HUNGRY}))
    except Exception:  # noqa: BLE001 - a parser may raise anything at all
        say(_line({"why": Why.DAMAGED}))


def confine(limits: Limits) -> None:
    """Let this process have no more than the limits allow; beyond them it dies."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def rows(path: Path, limits: Limits) -> Iterator[SheetRow]:
    """Give the filled rows of a file, counting as they come.

    Raises:
        TooMuch: there are more than the limits allow.
    """
    filled = cells = 0
    for sheet, numbered in sheets(path):
        for number, row in numbered:
            filled, cells = filled + 1, cells + len(row)
            _count(filled, len(row), cells, limits)
            yield SheetRow(number, tuple(row), sheet)


def _count(rows: int, columns: int, cells: int, limits: Limits) -> None:
    if rows > limits.max_rows:
        raise TooMuch(Why.TOO_MANY_ROWS)
    if columns > limits.max_columns:
        raise TooMuch(Why.TOO_MANY_COLUMNS)
    if cells > limits.max_cells:
        raise TooMuch(Why.TOO_MANY_CELLS)


def lines(rows: Iterable[SheetRow]) -> Iterator[bytes]:
    """Write rows as JSON lines, the name of a sheet before its first one."""
    for sheet, inside in groupby(rows, key=attrgetter("sheet")):
        yield _line({"sheet": sheet})
        for row in inside:
            yield _line([row.number, list(map(_written, row.cells))])


def _written(cell: Cell) -> Any:
    return {"day": cell.isoformat()} if isinstance(cell, date) else cell


def _line(said: Any) -> bytes:
    return orjson.dumps(said, option=orjson.OPT_APPEND_NEWLINE)


if __name__ == "__main__":
    main(sys.argv[1], Limits(**json.loads(sys.argv[2])) if len(sys.argv) > 2 else Limits())
