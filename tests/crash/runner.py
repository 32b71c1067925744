"""The bot, imported once and forked for every life: `python -m tests.crash.runner`.

Importing takes seconds, forking a tenth of one. A command is one line of JSON on stdin (number,
environment, log, and what `points` needs); what happens to lives is one line on stdout each.
"""

import ctypes
import gc
import os
import select
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import orjson

PRELOADED = (
    "bot.__main__", "bot.app", "bot.locks", "bot.logs", "bot.settings", "storage.migrations",
    "alembic.command", "alembic.config", "alembic.runtime.migration", "alembic.script",
    "asyncpg", "sqlalchemy.dialects.postgresql.asyncpg", "uvloop", "tests.crash.points",
)  # fmt: skip
ITS_PARENT_DIED = 1
"""The number of prctl's PR_SET_PDEATHSIG."""


def main() -> None:
    """Fork lives as told until stdin ends; then none is left alive."""
    for name in PRELOADED:
        import_module(name)
    gc.freeze()
    report = os.dup(1)
    tell(report, event="ready")
    alive: dict[int, int] = {}
    deaths = _deaths()
    rest = b""
    while True:
        if deaths in select.select([0, deaths], [], [])[0]:
            os.read(deaths, 1000)
            _bury(alive, report)
            continue
        if not (chunk := os.read(0, 65536)):
            return _end(alive)
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            command = orjson.loads(line)
            pid = _fork(command, report)
            alive[pid] = command["number"]
            tell(report, event="born", number=command["number"], pid=pid)


def tell(report: int, **facts: Any) -> None:
    """Write one line in one piece."""
    os.write(report, orjson.dumps(facts) + b"\n")


def _deaths() -> int:
    """Return a pipe that can be read when a life has ended."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(writing)
    return reading


def _bury(alive: dict[int, int], report: int) -> None:
    while alive:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if not pid:
            return
        code = os.waitstatus_to_exitcode(status)
        tell(report, event="ended", number=alive.pop(pid), code=code)


def _end(alive: dict[int, int]) -> None:
    for pid in alive:
        os.kill(pid, signal.SIGKILL)


def _fork(command: dict[str, Any], report: int) -> int:
    pid = os.fork()
    return pid or _live(command, report)


def _live(command: dict[str, Any], report: int) -> NoReturn:
    """Be the bot, as `python -m bot bot` would be, in a process of its own."""
    code = 1
    try:
        _settle_in(command)
        import_module("tests.crash.points").lay(command, report)
        code = import_module("bot.__main__").main(["bot"])
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
        code = 1 if isinstance(end.code, str) else int(end.code or 0)
    except BaseException as error:  # noqa: BLE001  # as the interpreter would
        sys.excepthook(type(error), error, error.__traceback__)
    finally:
        sys.stdout.flush()
        os._exit(code)


def _settle_in(command: dict[str, Any]) -> None:
    ctypes.CDLL(None).prctl(ITS_PARENT_DIED, signal.SIGKILL)
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(os.open("/dev/null", os.O_RDONLY), 0)
    log = os.open(Path(command["log"]), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.environ.update(command["environment"])


if __name__ == "__main__":
    main()
