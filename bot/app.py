"""Putting it together: one process that receives, answers, sends and reminds."""

import asyncio
import contextlib
import secrets
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from aiogram import Bot, Dispatcher
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import receiving
from bot.clock import Clock, wall_clock
from bot.courier import Courier
from bot.errands import Errands, Workplace
from bot.faults import described
from bot.invite import invite_first_admin
from bot.opening import open_database, take_over
from bot.packing import Packer
from bot.parts import ERRANDS, MOMENTS, ROUTERS, SWEEPS
from bot.realms import refuse_mixture
from bot.settings import Settings
from bot.telegram import NotSent, Rejected, Telegram, Unanswered
from bot.turn import Turns
from storage import facts
from storage.database import Database

log = structlog.get_logger()

TICK_S = 30


def dispatcher() -> Dispatcher:
    """Make aiogram's dispatcher of our routers; it may be made anew in one process."""
    made = Dispatcher(disable_fsm=True)
    for router in ROUTERS:
        router._parent_router = None  # noqa: SLF001  # tests make many dispatchers of one set
        made.include_router(router)
    return made


@dataclass
class App:
    """A running bot."""

    database: Database
    telegram: Telegram
    turns: Turns
    courier: Courier
    clock: Clock
    errands: Errands
    before_sweep: Callable[[], object] = lambda: None
    """Told when the bot begins to look for what is due."""
    _sweeping: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def sweep(self) -> dict[str, int]:
        """Do everything that is due; may run any number of times."""
        async with self._sweeping:
            self.before_sweep()
            return await self._sweep()

    async def swept(self) -> None:
        """Wait for the end of a sweep that is running."""
        async with self._sweeping:
            pass

    async def next_due(self) -> tuple[str, datetime] | None:
        """Tell which sweep next says something and when, if nothing is recorded until then."""
        now = self.clock()
        found = {name: await ask(self.database, now) for name, ask in MOMENTS.items()}
        moments = [(name, at) for name, at in found.items() if at is not None]
        return min(moments, key=lambda moment: moment[1], default=None)

    async def _sweep(self) -> dict[str, int]:
        done = {}
        for step in SWEEPS:
            name = step.__module__.rpartition(".")[2]
            try:
                done[name] = await step(self.database, self.clock())
            except Exception as error:  # noqa: BLE001  # one sweep's fault stops no other
                log.error("a sweep broke", sweep=name, fault=described(error))
        return done


@asynccontextmanager
async def assembled(
    settings: Settings, clock: Clock = wall_clock, telegram: Telegram | None = None
) -> AsyncIterator[App]:
    """Open the database and make the parts; the courier runs inside the block."""
    database = await open_database(settings)
    await refuse_mixture(settings, database)
    await take_over(database)
    telegram = telegram or Telegram(settings.api_base, settings.bot_token)
    packer = Packer(database, settings.data_dir)
    courier = Courier(database, telegram, clock, secrets.token_hex(8), packer=packer)
    place = Workplace(database=database, telegram=telegram, clock=clock, folder=settings.data_dir)
    errands = Errands(place, ERRANDS)
    turns = Turns(database, dispatcher(), Bot(settings.bot_token), courier, clock)
    turns.on_end = errands.wake
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(courier.run())
            group.create_task(errands.run())
            yield App(database, telegram, turns, courier, clock, errands)
            errands.stop()
            courier.stop()
    finally:
        await telegram.close()
        await database.close()


async def run(settings: Settings, stop: asyncio.Event, clock: Clock = wall_clock) -> None:
    """Assemble the bot and serve until told to stop."""
    async with assembled(settings, clock) as app:
        await serve(app, settings, stop)


async def serve(app: App, settings: Settings, stop: asyncio.Event) -> None:
    """Receive and remind until told to stop: intake ends first, then running turns."""
    await _remember_name(app)
    await _print_first_invitation(settings, app)
    scheduler = _scheduler(app)
    try:
        await receiving.receive(app.telegram, app.turns.take, settings, stop)
    finally:
        scheduler.pause()
        await app.swept()  # the scheduler would cancel it in the middle of a transaction
        scheduler.shutdown(wait=False)


async def _remember_name(app: App) -> None:
    """Ask who we are, so that invitations can be made without asking again."""
    with contextlib.suppress(NotSent, Unanswered, Rejected):
        me = await app.telegram.call("getMe", {}, timeout_s=10)
        async with app.database.write() as db:
            await facts.put(db, facts.BOT_USERNAME, me["username"])


async def _print_first_invitation(settings: Settings, app: App) -> None:
    link = await invite_first_admin(settings, app.database, app.clock())
    if link:
        words = "First start: open this link on the administrator's phone within 24 hours."
        sys.stdout.write(f"{words}\n{link}\n")
        sys.stdout.flush()


def _scheduler(app: App) -> AsyncIOScheduler:
    """APScheduler only ticks; what is due, and whether it was said, the database knows."""
    options = {"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
    scheduler = AsyncIOScheduler(job_defaults=options, timezone="UTC")
    scheduler.add_job(app.sweep, "interval", seconds=TICK_S, next_run_time=wall_clock())
    scheduler.start()
    return scheduler
