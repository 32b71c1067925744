"""How much memory a process and the children it has hold at once (Linux)."""

import os
import re
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

EVERY_S = 0.05


def held_mb(pid: int | str, what: str = "VmHWM") -> float:
    """Tell what a process holds, or has held at most (VmHWM) since it began; 0 when it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    found = re.search(rf"{what}:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else 0.0


class Watch:
    """Looks again and again: the most that children have held, and the most of all together."""

    def __init__(self) -> None:
        self.child_mb = 0.0
        self.together_mb = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(EVERY_S):
            children = [pid for pid in _children() if _is_reader(pid)]
            self.child_mb = max([self.child_mb, *map(held_mb, children)])
            now = sum(held_mb(pid, "VmRSS") for pid in [str(os.getpid()), *children])
            self.together_mb = max(self.together_mb, now)


def _children() -> list[str]:
    tasks = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    return [pid for task in tasks for pid in task.read_text().split()]


def _is_reader(pid: str) -> bool:
    """Tell a child that reads from one that is just being started and still is this process."""
    try:
        return b"imports.child" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
