"""A sandbox over HTTP with a settled database, and the bot beside it as a process of its own."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from sqlalchemy import func, select, text

from bot.settings import Settings
from sandbox.server import Served, serve
from sandbox.world import World
from storage.tables import InboxRow, OutboxRow
from tests.crash.lives import ROOT
from tests.crash.roster import Cast, Size, settle
from tests.crash.rows import opened

READY_S, STOP_S = 60.0, 20.0


@dataclass
class Standing:
    """Everything that runs."""

    world: World
    served: Served
    settings: Settings
    cast: Cast
    bot: subprocess.Popen[bytes]
    log: Path

    def memory_mb(self) -> float:
        """Read how much memory the bot holds."""
        return float(psutil.Process(self.bot.pid).memory_info().rss) / 2**20

    def cpu_s(self) -> float:
        """Read how much processor time the bot has used."""
        return float(sum(psutil.Process(self.bot.pid).cpu_times()[:2]))

    async def database_mb(self) -> float:
        """Read how large the database is."""
        if self.settings.is_sqlite:
            files = self.settings.data_dir.glob("bangfu.db*")
            return sum(file.stat().st_size for file in files) / 2**20
        async with opened(self.settings) as database, database.read() as db:
            size = await db.scalar(text("SELECT pg_database_size(current_database())"))
        return float(size or 0) / 2**20

    async def backlog(self) -> tuple[int, int]:
        """Count what waits at Telegram for the bot, and in the outbox for Telegram."""
        unsent = select(func.count()).select_from(OutboxRow).where(OutboxRow.state == "waiting")
        async with opened(self.settings) as database, database.read() as db:
            return len(self.world.updates.pending()), await db.scalar(unsent) or 0

    async def broken(self) -> list[str]:
        """List the faults of turns that broke."""
        faults = select(InboxRow.fault).where(InboxRow.fault.is_not(None))
        async with opened(self.settings) as database, database.read() as db:
            return [str(fault) for fault in await db.scalars(faults)]


@asynccontextmanager
async def standing(url: str, folder: Path, size: Size) -> AsyncIterator[Standing]:
    """Set everything up; Telegram's limits are kept, and nothing is left running."""
    world = World()
    settings = Settings(bot_token=world.token, database_url=url, data_dir=folder)
    cast = await settle(settings, world, size)
    served = await serve(world)
    log = folder / "bot.log"
    try:
        with log.open("wb") as sink:
            bot = _start(settings, served, sink.fileno())
        try:
            await _ready(world, bot, log)
            yield Standing(world, served, settings, cast, bot, log)
        finally:
            await asyncio.to_thread(_stop, bot)
    finally:
        await served.close()


def _start(settings: Settings, served: Served, log: int) -> subprocess.Popen[bytes]:
    clean = {name: it for name, it in os.environ.items() if not name.startswith(("BANGFU", "COV"))}
    environment = clean | {
        "BANGFU_BOT_TOKEN": settings.bot_token,
        "BANGFU_API_BASE": served.api_base,
        "BANGFU_DATA_DIR": str(settings.data_dir),
        "BANGFU_DATABASE_URL": settings.database_url,
    }
    command = [sys.executable, "-m", "bot", "bot"]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)


async def _ready(world: World, bot: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(int(READY_S / 0.05)):
        if world.poll._waiting is not None:
            return
        if bot.poll() is not None:
            break
        await asyncio.sleep(0.05)
    said = await asyncio.to_thread(log.read_text)
    raise RuntimeError(f"the bot did not come: {said[-2000:]}")


def _stop(bot: subprocess.Popen[bytes]) -> None:
    bot.terminate()
    try:
        bot.wait(STOP_S)
    except subprocess.TimeoutExpired:
        bot.kill()
        bot.wait()
