"""The process that opens a file from outside, and may die of it: `-m imports.child PATH LIMITS`.

It limits itself before it reads anything, and writes JSON lines. Asked nothing, it tells rows:
`{"sheet": name}`, `[row number, cells]`. Asked on its standard input what a file of households is
checked against, it checks it and tells the families: `{"absent": facts}`, lists of families, and
`{"rows": count, "mistakes": all}`. The last word is `{"end": true}`, `{"again": true}` where a
household was not whole when it was told, or `{"why": reason}`.
"""

import gc
import resource
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path
from typing import Any

import orjson

from imports.cells import Cell, SheetRow
from imports.checking import Checking
from imports.drafts import Scattered
from imports.families import told_of
from imports.limits import Limits, TooMuch, Why
from imports.questions import Question
from imports.said import mistake_written
from imports.sheets import sheets


def main(path: str, limits: Limits, question: bytes = b"") -> None:
    """Write to standard output what the file says, or why it says nothing."""
    confine(limits)
    say = sys.stdout.buffer.write  # the pipe to the parent
    try:
        told = rows(Path(path), limits)
        for line in answers(told, Question(**orjson.loads(question))) if question else lines(told):
            say(line)
        say(_line({"end": True}))
    except Scattered:
        say(_line({"again": True}))
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
            filled += 1
            cells += len(row)
            if filled > limits.max_rows:
                raise TooMuch(Why.TOO_MANY_ROWS)
            if len(row) > limits.max_columns:
                raise TooMuch(Why.TOO_MANY_COLUMNS)
            if cells > limits.max_cells:
                raise TooMuch(Why.TOO_MANY_CELLS)
            yield SheetRow(number, tuple(row), sheet)


def lines(rows: Iterable[SheetRow]) -> Iterator[bytes]:
    """Write rows as JSON lines, the name of a sheet before its first one."""
    for sheet, inside in groupby(rows, key=attrgetter("sheet")):
        yield _line({"sheet": sheet})
        for row in inside:
            yield _line([row.number, list(map(_written, row.cells))])


def answers(rows: Iterable[SheetRow], question: Question) -> Iterator[bytes]:
    """Check a file of households and tell its families piece by piece."""
    checking = Checking(question.known(), question.within, is_patient=question.is_patient)
    records = checking.records(rows)
    absent = None
    while piece := [tuple(told_of(record)) for record in islice(records, question.piece)]:
        if absent is None:
            absent = sorted(checking.absent)
            yield _line({"absent": absent})
        yield _line(piece)
    mistakes = list(map(mistake_written, checking.mistakes))
    yield _line({"rows": checking.rows, "mistakes": mistakes})


def _written(cell: Cell) -> Any:
    return {"day": cell.isoformat()} if isinstance(cell, date) else cell


def _line(said: Any) -> bytes:
    return orjson.dumps(said, option=orjson.OPT_APPEND_NEWLINE)


if __name__ == "__main__":
    gc.disable()  # it ends before it could make much garbage
    main(sys.argv[1], Limits(**orjson.loads(sys.argv[2])), sys.stdin.buffer.read())
