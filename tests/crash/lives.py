"""Lives of the bot: begun, killed, ended. One forking parent serves all tests of a process."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import orjson

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE_S = 60.0
KILLED = -signal.SIGKILL


@dataclass
class Life:
    """One process of the bot."""

    number: int
    log: Path
    owner: str = ""
    pid: int = 0
    code: int | None = None
    was_killed: bool = False
    happened: dict[str, asyncio.Event] = field(default_factory=dict)

    def note(self, facts: Mapping[str, Any]) -> None:
        """Take in what the parent tells of this life."""
        self.pid, self.owner = facts.get("pid", self.pid), facts.get("owner", self.owner)
        self.code = facts.get("code", self.code)
        self._event(facts["event"]).set()

    def _event(self, name: str) -> asyncio.Event:
        return self.happened.setdefault(name, asyncio.Event())

    async def until(self, name: str, patience_s: float = PATIENCE_S) -> None:
        """Wait until it serves, is in a turn, or has ended; an end ends every wait."""
        waits = {asyncio.ensure_future(self._event(it).wait()) for it in (name, "ended")}
        done, late = await asyncio.wait(waits, timeout=patience_s, return_when="FIRST_COMPLETED")
        for wait in late:
            wait.cancel()
        if not done:
            raise TimeoutError(f"life {self.number}: not {name} in {patience_s} s: {self.said()}")

    async def serving(self) -> None:
        """Wait until it asks for updates.

        Raises:
            RuntimeError: it ended instead.
        """
        await self.until("serving")
        if self.code is not None:
            raise RuntimeError(f"the bot ended with {self.code}: {self.said()}")

    async def ended(self, patience_s: float = PATIENCE_S) -> int:
        """Wait for its end; give the exit code, a signal as a negative number."""
        await self.until("ended", patience_s)
        assert self.code is not None
        return self.code

    async def ends_within(self, seconds: float) -> bool:
        """Say whether it ends by itself in this time."""
        try:
            await self.until("ended", seconds)
        except TimeoutError:
            return False
        return True

    def signal(self, number: int) -> bool:
        """Send a signal, unless it has ended; its end may not be known yet."""
        if self.code is not None:
            return False
        try:
            os.kill(self.pid, number)
        except ProcessLookupError:
            return False
        return True

    async def kill(self) -> None:
        """End it as a power cut would."""
        await self.until("born")
        self.was_killed = self.signal(signal.SIGKILL)
        await self.ended()

    def ask_to_stop(self) -> None:
        """Ask it to end, as a service manager does."""
        self.signal(signal.SIGTERM)

    async def stop(self, patience_s: float = PATIENCE_S) -> int:
        """Ask it to end; give the exit code."""
        self.ask_to_stop()
        return await self.ended(patience_s)

    def said(self) -> str:
        """Read what it printed and logged."""
        return self.log.read_text() if self.log.exists() else ""


@dataclass
class Parent:
    """The process that has imported the bot."""

    process: subprocess.Popen[bytes]
    numbers: "count[int]" = field(default_factory=lambda: count(1))
    heard: bytes = b""

    def lines(self) -> list[Mapping[str, Any]]:
        """Read what it tells now."""
        assert self.process.stdout
        chunk = os.read(self.process.stdout.fileno(), 65536)
        if not chunk:
            raise EOFError("the forking parent has ended")
        *lines, self.heard = (self.heard + chunk).split(b"\n")
        return [orjson.loads(line) for line in lines]

    def command(self, facts: Mapping[str, Any]) -> None:
        """Tell it to fork."""
        assert self.process.stdin
        self.process.stdin.write(orjson.dumps(facts) + b"\n")
        self.process.stdin.flush()


@contextmanager
def parent() -> Iterator[Parent]:
    """Run the forking parent; all its lives end with it."""
    # What is killed writes no coverage, and being measured doubles the time a start takes.
    kept = {name: it for name, it in os.environ.items() if not name.startswith(("COV", "BANGFU"))}
    command = [sys.executable, "-m", "tests.crash.runner"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, env=kept, stdin=pipe, stdout=pipe) as process:
        begun = Parent(process)
        assert begun.lines() == [{"event": "ready"}]
        yield begun
        assert process.stdin
        process.stdin.close()


class Lives:
    """The lives of one test."""

    def __init__(self, parent: Parent, folder: Path) -> None:
        self._parent = parent
        self._folder = folder
        self._all: dict[int, Life] = {}
        self.ahead_s = 0.0
        """So far the clocks of all lives are ahead of the machine's."""

    def begin(  # keywords, each with its default
        self,
        environment: Mapping[str, str],
        *,
        point: str = "nowhere",
        left: int = 0,
        pause_s: float = 0.0,
        skew_s: float = 0.0,
        lease_s: int = 0,
    ) -> Life:
        """Begin a life: it ends by itself at a point passed so often, and pauses in each turn.

        Its clock is `skew_s` ahead of the others'; its leases last `lease_s`, 0 as long as ever.
        """
        number = next(self._parent.numbers)
        life = self._all[number] = Life(number, self._folder / f"life-{number}.log")
        command = {"number": number, "environment": dict(environment), "log": str(life.log)}
        fuse = {"point": point, "left": left, "pause_s": pause_s}
        times = {"ahead_s": self.ahead_s + skew_s, "lease_s": lease_s}
        self._parent.command(command | fuse | times)
        return life

    def hear(self) -> None:
        """Pass on what the parent tells."""
        for facts in self._parent.lines():
            if life := self._all.get(facts["number"]):
                life.note(facts)

    async def end(self) -> None:
        """Kill whoever lives."""
        for life in self._all.values():
            await life.kill()


@asynccontextmanager
async def lives_of(parent: Parent, folder: Path) -> AsyncIterator[Lives]:
    """Let a test begin lives; none outlives it."""
    assert parent.process.stdout
    loop, ear = asyncio.get_running_loop(), parent.process.stdout.fileno()
    lives = Lives(parent, folder)
    loop.add_reader(ear, lives.hear)
    try:
        yield lives
    finally:
        await lives.end()
        loop.remove_reader(ear)
