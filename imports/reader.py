"""Reads any spreadsheet without trusting it: a child process does it, within limits."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, NamedTuple, Self

import orjson

from imports.limits import Limits, Unreadable, Why, unreadable

ROOT = Path(__file__).resolve().parent.parent
DEFAULT = Limits()
MAX_LINE_BYTES = 16 * 1024 * 1024
OVERDUE = frozenset({-signal.SIGXCPU, -signal.SIGKILL})

Cell = str | int | float | date
"""An empty cell is the empty text."""


class SheetRow(NamedTuple):
    """A filled row with its number as the spreadsheet shows it; empty cells at its end are cut."""

    number: int
    cells: tuple[Cell, ...]
    sheet: str = ""


Source = str | os.PathLike[str] | BinaryIO
"""A path, or a file that is open and may have no name any more."""


def read(source: Source, limits: Limits = DEFAULT) -> list[SheetRow]:
    """Read a whole file; see `stream`."""
    return list(stream(source, limits))


def stream(source: Source, limits: Limits = DEFAULT) -> Generator[SheetRow, None, None]:
    """Give the filled rows of all visible sheets as they are read. Blocks: a thread's work.

    Raises:
        Unreadable: whatever goes wrong, with a sentence for the sender.
    """
    fds = () if isinstance(source, str | os.PathLike) else (source.fileno(),)
    path = Path(f"/dev/fd/{fds[0]}") if fds else Path(source).resolve()  # type: ignore[arg-type]
    _check(path, limits)
    sheet = ""
    with _Child(path, limits, fds) as child:
        for message in child.messages():
            match message:
                case [int(number), list(cells)]:
                    yield SheetRow(number=number, cells=_cells(cells), sheet=sheet)
                case {"sheet": str(name)}:
                    sheet = name
                case {"why": str(why)}:
                    raise unreadable(Why(why), limits)
                case {"end": True}:
                    return
        raise unreadable(child.cause_of_death(), limits)


def _check(path: Path, limits: Limits) -> None:
    if not path.is_file():
        raise Unreadable(Why.MISSING)
    if path.stat().st_size > limits.max_bytes:
        raise unreadable(Why.TOO_LARGE, limits)


def _cells(written: list[Any]) -> tuple[Cell, ...]:
    """Take cells as the child writes them; only days are wrapped."""
    if dict not in map(type, written):
        return tuple(written)
    days = [isinstance(cell, dict) for cell in written]
    return tuple(
        date.fromisoformat(cell["day"]) if is_day else cell
        for cell, is_day in zip(written, days, strict=True)
    )


class _Child:
    """The process that reads, killed when its time is over."""

    def __init__(self, path: Path, limits: Limits, fds: tuple[int, ...]) -> None:
        self._late = False
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-s",
                "-m",
                "imports.child",
                str(path),
                orjson.dumps(limits).decode(),
            ],
            cwd=ROOT,
            pass_fds=fds,
            env={"PATH": os.defpath, "PYTHONUTF8": "1"},  # none of the bot's secrets
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._clock = threading.Timer(limits.wall_seconds, self._stop)
        self._clock.daemon = True

    def __enter__(self) -> Self:
        self._clock.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._clock.cancel()
        self._process.kill()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._process.wait()

    def _stop(self) -> None:
        self._late = True
        self._process.kill()

    def messages(self) -> Iterator[Any]:
        """Give what it writes, until it ends or writes a line that no row can have."""
        assert self._process.stdout is not None  # noqa: S101 - PIPE was asked for
        while line := self._process.stdout.readline(MAX_LINE_BYTES):
            if not line.endswith(b"\n"):
                return
            yield orjson.loads(line)

    def cause_of_death(self) -> Why:
        """Say why it ended without a last word; memory is what most files kill it by."""
        code = self._process.wait()
        if self._late or code in OVERDUE:
            return Why.TOO_SLOW
        return Why.TOO_HUNGRY if code < 0 else Why.DAMAGED
