"""Reads any spreadsheet without trusting it: a child process does it, within limits."""

import fcntl
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, Self

import orjson

from imports.cells import Cell, SheetRow
from imports.limits import MEGABYTE, Limits, Unreadable, Why, unreadable

ROOT = Path(__file__).resolve().parent.parent
DEFAULT = Limits()
MAX_LINE_BYTES = 64 * MEGABYTE
PIPE_BYTES = MEGABYTE
"""So much a child may have said before anybody listens, where the system allows it."""
OVERDUE = frozenset({-signal.SIGXCPU, -signal.SIGKILL})

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
    sheet = ""
    with Child(source, limits) as child:
        for said in child.said():
            match said:
                case [int(number), list(cells)]:
                    yield SheetRow(number=number, cells=_cells(cells), sheet=sheet)
                case {"sheet": str(name)}:
                    sheet = name


def _cells(written: list[Any]) -> tuple[Cell, ...]:
    """Take cells as the child writes them; only days are wrapped."""
    if dict not in map(type, written):
        return tuple(written)
    days = [isinstance(cell, dict) for cell in written]
    return tuple(
        date.fromisoformat(cell["day"]) if is_day else cell
        for cell, is_day in zip(written, days, strict=True)
    )


def _path_of(source: Source, limits: Limits) -> tuple[Path, tuple[int, ...]]:
    """Give where the child finds a file, and what it has to inherit for that.

    Raises:
        Unreadable: there is none, or it is too large.
    """
    fds = () if isinstance(source, str | os.PathLike) else (source.fileno(),)
    path = Path(f"/dev/fd/{fds[0]}") if fds else Path(source).resolve()  # type: ignore[arg-type]
    if not path.is_file():
        raise Unreadable(Why.MISSING)
    if path.stat().st_size > limits.max_bytes:
        raise unreadable(Why.TOO_LARGE, limits)
    return path, fds


class Child:
    """The process that reads, killed when its time is over."""

    def __init__(self, source: Source, limits: Limits, question: bytes = b"") -> None:
        path, fds = _path_of(source, limits)
        self._limits = limits
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
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._clock = threading.Timer(limits.wall_seconds, self._stop)
        self._clock.daemon = True
        self._clock.start()
        self._ask(question)

    def _ask(self, question: bytes) -> None:
        assert self._process.stdin is not None  # noqa: S101 - PIPE was asked for
        with suppress(AttributeError, OSError):
            fcntl.fcntl(self._process.stdout or -1, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
        with suppress(BrokenPipeError), self._process.stdin as asked:
            asked.write(question)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_fault: object) -> None:
        self.close()

    def close(self) -> None:
        """End it at once, whoever waits for what it says."""
        self._clock.cancel()
        self._process.kill()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._process.wait()

    def _stop(self) -> None:
        self._late = True
        self._process.kill()

    def said(self) -> Iterator[Any]:
        """Give what it says until it has come to the end.

        Raises:
            Unreadable: it says why there is no more, or its death does.
        """
        for message in self._messages():
            match message:
                case {"why": str(why)}:
                    raise unreadable(Why(why), self._limits)
                case {"end": True}:
                    return
            yield message
        raise unreadable(self._cause_of_death(), self._limits)

    def _messages(self) -> Iterator[Any]:
        """Give what it writes, until it ends or writes a line that no row can have."""
        assert self._process.stdout is not None  # noqa: S101 - PIPE was asked for
        while line := self._process.stdout.readline(MAX_LINE_BYTES):
            if not line.endswith(b"\n"):
                return
            yield orjson.loads(line)

    def _cause_of_death(self) -> Why:
        """Say why it ended without a last word; memory is what most files kill it by."""
        code = self._process.wait()
        if self._late or code in OVERDUE:
            return Why.TOO_SLOW
        return Why.TOO_HUNGRY if code < 0 else Why.DAMAGED
