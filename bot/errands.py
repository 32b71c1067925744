"""Work longer than a turn: fetching files, reading and writing sheets.

An errand claims its own rows with a lease, does one piece and says how many it did. Each has a
loop of its own, so none waits for another's; any number of processes may run them.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import structlog

from bot.clock import Clock
from bot.faults import described
from bot.telegram import Telegram
from storage.database import Database, is_outage

log = structlog.get_logger()

LOOK_S = 10.0
"""So often an errand looks by itself: leases end, and other processes leave things."""
BREATH_S = 0.2
"""Between two looks that find nothing, however many turns there are."""
DRAIN_S = 3.0


@dataclass(frozen=True, kw_only=True)
class Workplace:
    """What errands work with; `folder` is where the bot's own files are, DATA_DIR."""

    database: Database
    telegram: Telegram
    clock: Clock
    folder: Path


Errand = Callable[[Workplace], Awaitable[int]]


class Errands:
    """Runs every errand again and again, each in its own loop."""

    def __init__(self, workplace: Workplace, errands: tuple[Errand, ...]) -> None:
        self._workplace = workplace
        self._stopping = asyncio.Event()
        self._loops = [_Loop(workplace, errand, self.wake) for errand in errands]

    async def run(self) -> None:
        """Run until told to stop; what is under way then gets a moment, its lease ends later."""
        async with asyncio.TaskGroup() as group:
            running = {group.create_task(loop.run()) for loop in self._loops}
            await self._stopping.wait()
            if running:
                _, late = await asyncio.wait(running, timeout=DRAIN_S)
                for task in late:
                    task.cancel()

    def wake(self) -> None:
        """Say that there may be something to do."""
        for loop in self._loops:
            loop.wake()

    def stop(self) -> None:
        """Ask `run` to end."""
        self._stopping.set()
        for loop in self._loops:
            loop.stop()

    async def settled(self) -> int:
        """Do everything that is due; returns how many pieces there were."""
        return sum([await loop.settled() for loop in self._loops])


class _Loop:
    """One errand's."""

    def __init__(self, workplace: Workplace, errand: Errand, tell: Callable[[], None]) -> None:
        self._workplace = workplace
        self._tell = tell
        self._errand = errand
        self._woken = asyncio.Event()
        self._one_at_a_time = asyncio.Lock()
        self._over = asyncio.Event()

    def wake(self) -> None:
        self._woken.set()

    def stop(self) -> None:
        self._over.set()
        self._woken.set()

    async def run(self) -> None:
        while not self._over.is_set():
            self._woken.clear()
            if await self._pass():
                self._tell()  # what one errand did may be what another waits for
            elif not self._over.is_set():
                await self._wait()

    async def settled(self) -> int:
        count = 0
        async with self._one_at_a_time:
            while done := await self._errand(self._workplace):
                count += done
        return count

    async def _pass(self) -> bool:
        """Do one piece; returns whether there may be another."""
        try:
            async with self._one_at_a_time:
                return await self._errand(self._workplace) > 0
        except Exception as error:  # noqa: BLE001  # one errand's fault stops no other
            name = getattr(self._errand, "__module__", "").rpartition(".")[2]
            if is_outage(error):
                log.warning("the database is out of reach", errand=name)
            else:
                log.error("an errand broke", errand=name, fault=described(error))
            return False

    async def _wait(self) -> None:
        """Take a breath after a look that found nothing, then wait for a word."""
        for happening, seconds in ((self._over, BREATH_S), (self._woken, LOOK_S)):
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await happening.wait()
