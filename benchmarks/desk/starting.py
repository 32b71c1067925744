"""The sandbox as a process of its own: how fast it is there, and what it imports."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import IO
from urllib.error import URLError
from urllib.request import urlopen

import psutil

from benchmarks.process import ROOT, clean_environment

TOKEN = "100:sandbox"  # noqa: S105  # opens nothing but a sandbox
STARTS = 5
PATIENCE_S = 30.0
A_GLANCE_S = 0.02
FORBIDDEN = ("aiogram", "bot", "demo", "domain", "handlers", "imports", "reminders", "storage")
IMPORTED = re.compile(r"^import time:\s+\d+ \|\s+\d+ \|\s+([\w.]+)", re.MULTILINE)


@dataclass(frozen=True)
class Sandbox:
    """A running `python -m sandbox`."""

    api: str
    desk: str
    process: subprocess.Popen[str]
    started_s: float

    def cpu_s(self) -> float:
        """Processor time used so far."""
        return float(sum(psutil.Process(self.process.pid).cpu_times()[:2]))

    def memory_mb(self) -> float:
        """Memory it holds now."""
        return float(psutil.Process(self.process.pid).memory_info().rss) / 2**20


@dataclass(frozen=True)
class Starts:
    """Seconds from the process's start to the first getMe answered, and what it loaded."""

    seconds: list[float]
    modules: set[str]

    @property
    def median_s(self) -> float:
        """The middle one of the starts."""
        return median(self.seconds)

    @property
    def foreign(self) -> set[str]:
        """What it imported of the bot and of aiogram: nothing, if all is well."""
        return {name for name in self.modules if name.partition(".")[0] in FORBIDDEN}


@contextmanager
def running(port: int, *flags: str, errors: IO[str] | None = None) -> Iterator[Sandbox]:
    """Run a sandbox without pace limits until the block ends."""
    command = [sys.executable, *flags, "-m", "sandbox", "--no-limits", f"--port={port}"]
    began = time.perf_counter()
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=ROOT, env=clean_environment(), stdout=pipe, stderr=errors, text=True
    ) as process:
        try:
            _first_answer(f"http://127.0.0.1:{port}/bot{TOKEN}/getMe", process)
            started_s = time.perf_counter() - began
            yield Sandbox(f"http://127.0.0.1:{port}", _desk(process), process, started_s)
        finally:
            process.terminate()


def _first_answer(url: str, process: subprocess.Popen[str]) -> None:
    late = time.perf_counter() + PATIENCE_S
    while time.perf_counter() < late and process.poll() is None:
        try:
            urlopen(url, timeout=5).close()  # noqa: S310  # our own, on loopback
        except URLError:
            time.sleep(A_GLANCE_S)
        else:
            return
    raise RuntimeError("the sandbox did not start")


def _desk(process: subprocess.Popen[str]) -> str:
    for line in process.stdout or ():
        if line.startswith("Desk:"):
            return line.split()[1]
    raise RuntimeError("the sandbox did not say where its desk is")


def watched_starts(port: int, folder: str) -> Starts:
    """Start it several times; once more with a list of everything it imports."""
    seconds = []
    for _ in range(STARTS):
        with running(port) as sandbox:
            seconds.append(sandbox.started_s)
    with open(f"{folder}/imports", "w+") as errors:  # noqa: PTH123  # a pipe might fill up
        with running(port, "-X", "importtime", errors=errors):
            pass
        errors.seek(0)
        return Starts(seconds, set(IMPORTED.findall(errors.read())))
