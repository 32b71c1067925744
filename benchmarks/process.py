"""A bot as a process on a core of its own, and what it costs."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from benchmarks.cases import Start

ROOT = Path(__file__).resolve().parent.parent
BOT_CORE, SERVER_CORE = 0, 1
STOP_S = 20.0


CAN_PIN = hasattr(os, "sched_setaffinity") and {BOT_CORE, SERVER_CORE} <= os.sched_getaffinity(0)
"""Whether bot and server can have a core each; asked before this process has pinned itself."""


def pin(core: int, pid: int = 0) -> None:
    """Keep a process and the threads it will start on one core, where there are enough."""
    if CAN_PIN:
        os.sched_setaffinity(pid, {core})


def core_busy_s(core: int) -> float:
    """Time a core has not been idle since the machine started, whoever used it."""
    cores = psutil.cpu_times(percpu=True)
    times = cores[core % len(cores)]
    return float(sum(times) - times.idle - getattr(times, "iowait", 0.0))


class Bot:
    """A running bot."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self._process = process
        self._log = log
        self._watched = psutil.Process(process.pid)
        self.pid = process.pid

    def cpu_s(self) -> float:
        """Processor time used so far, in the kernel too, with its children."""
        family = [self._watched, *self._watched.children(recursive=True)]
        return sum(sum(member.cpu_times()[:2]) for member in family)

    def peak_mb(self) -> float:
        """Most memory it ever held, where the system tells (Linux), else what it holds now."""
        status = Path(f"/proc/{self.pid}/status")
        if status.exists():
            lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
            return int(lines["VmHWM"].split()[0]) / 1024
        return float(self._watched.memory_info().rss) / 2**20

    def check(self) -> None:
        """Raise when it has ended, with the last it said."""
        if self._process.poll() is not None:
            raise RuntimeError(f"the bot ended: {self._log.read_text()[-2000:]}")

    def begin_profile(self) -> None:
        """Let `benchmarks.profiled` count from now on."""
        self._process.send_signal(signal.SIGUSR1)

    def stop(self) -> None:
        """Ask it to end, and see that it does."""
        self._process.terminate()
        try:
            self._process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


@contextmanager
def running(start: Start, command: list[str]) -> Iterator[Bot]:
    """Run a bot on its core until the block ends."""
    log = start.folder / "log.txt"
    with log.open("wb") as sink:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=clean_environment() | start.environment(),
            stdout=sink,
            stderr=sink,
        )
        pin(BOT_CORE, process.pid)
        bot = Bot(process, log)
        try:
            yield bot
        finally:
            bot.stop()


def clean_environment() -> dict[str, str]:
    """Return this shell's environment without the settings of a real bot."""
    return {name: value for name, value in os.environ.items() if not name.startswith("BANGFU_")}
