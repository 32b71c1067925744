"""The demo's bot beside the sandbox: it runs, stands still, and shares the world's fate."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from bot import app
from bot.app import App
from bot.settings import Settings
from demo import directory, remembering
from demo.district import district
from demo.loading import load
from demo.tours import tours
from domain.calendar import SHANGHAI, local_day, working_day_from
from sandbox.companion import Companion, Somebody
from sandbox.errors import JSON
from sandbox.world import World

BEGINS = time(8)
WHAT = {
    "visits": {"zh": "走访生效", "en": "a visit that takes effect"},
    "digests": {"zh": "早晨汇总", "en": "the morning digest"},
    "recurrences": {"zh": "常设任务提醒", "en": "the reminder of a duty that comes back"},
    "campaigns": {"zh": "任务提醒", "en": "the reminder of a task"},
    "broadcasts": {"zh": "通知", "en": "a message to many"},
    "cases": {"zh": "事项时限提醒", "en": "a case that somebody has to see to"},
}
ELSE = {"zh": "到期提醒", "en": "a reminder"}


class Beside(Companion):
    """Runs the bot, again after every standstill."""

    remembers = True

    def __init__(self, world: World, settings: Settings) -> None:
        self._world, self._settings = world, settings
        self._bot: App | None = None
        self._running, self._standing, self._go_on = (asyncio.Event() for _ in range(3))
        self._over = asyncio.Event()

    @property
    def tours(self) -> list[JSON]:  # type: ignore[override]  # read anew, so that they can be written
        """Read the guided tours."""
        return tours(self._world.clock.now())

    def people(self) -> list[Somebody]:
        """List the roster."""
        return list(directory.everybody())

    def next_working_day(self, now: datetime) -> datetime:
        """Give eight o'clock of the next day on which offices work."""
        day = working_day_from(local_day(now))
        at = datetime.combine(day, BEGINS, SHANGHAI)
        if at <= now:
            at = datetime.combine(working_day_from(day + timedelta(days=1)), BEGINS, SHANGHAI)
        return at

    async def next_due(self, now: datetime) -> JSON | None:
        """Ask the bot."""
        del now  # the bot has the world's clock
        due = await self._bot.next_due() if self._bot is not None else None
        return due and {"at": due[1].isoformat(), "what": WHAT.get(due[0], ELSE)}

    async def run(self, stop: asyncio.Event, begun: Any) -> None:
        """Run the bot until told to stop; `begun` is told at the first start what was there."""
        while not stop.is_set():
            async with app.assembled(self._settings, self._world.clock.now) as bot:
                is_new = await load(bot.database, district(), self._world.clock.now())
                if begun is not None:
                    begun(is_new)
                    begun = None
                await self._serve(bot, stop)
            if not stop.is_set():
                self._standing.set()
                await self._go_on.wait()

    async def _serve(self, bot: App, stop: asyncio.Event) -> None:
        bot.before_sweep = lambda: self._world.journal.sweep(self._world)
        self._bot, self._over = bot, asyncio.Event()
        self._running.set()
        try:
            async with asyncio.TaskGroup() as group:
                watching = [group.create_task(it) for it in (self._end(stop), self._look(bot))]
                await app.serve(bot, self._settings, self._over)
                for task in watching:
                    task.cancel()
        finally:
            self._bot = None
            self._running.clear()

    async def _end(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._over.set()

    async def _look(self, bot: App) -> None:
        """Do what is due as soon as somebody moves the clock, not at the next tick."""
        moved, listeners = asyncio.Event(), self._world.clock.on_moved

        def note(_now: datetime) -> None:
            moved.set()

        listeners.append(note)
        try:
            while True:
                await moved.wait()
                moved.clear()
                await bot.sweep()
        finally:
            with contextlib.suppress(ValueError):
                listeners.remove(note)

    @asynccontextmanager
    async def still(self) -> AsyncIterator[None]:
        """Let the bot finish what it has in hand and end; start it again after the block."""
        await self._running.wait()
        self._standing.clear()
        self._go_on.clear()
        self._over.set()
        await self._standing.wait()
        try:
            yield
        finally:
            self._go_on.set()
            await self._running.wait()

    async def keep(self, folder: Path) -> None:
        """Write database and key into a scene's folder."""
        await asyncio.to_thread(remembering.keep, self._settings, folder)

    async def check(self, folder: Path) -> None:
        """Look whether they can be taken up."""
        await asyncio.to_thread(remembering.check, folder)

    async def take_up(self, folder: Path | None) -> None:
        """Put them in the place of the bot's; None: the bot begins with an empty database."""
        await asyncio.to_thread(remembering.take_up, self._settings, folder)
