"""One case: start the bot, warm up, measure, let everybody finish, stop it, count its rows."""

import asyncio
import gc
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from urllib.parse import urlsplit

from benchmarks.cases import WEBHOOK, Start
from benchmarks.figures import Clocks, Figures, Stretch, figures
from benchmarks.process import BOT_CORE, SERVER_CORE, Bot, core_busy_s, running
from benchmarks.server import Server
from benchmarks.users import Users

READY_S = 60.0
FINISH_S = 25.0


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How much to ask of a bot; `people` is how many have an account."""

    users: int
    warm_up_s: float
    seconds: float
    people: int
    is_profiled: bool = False


async def measure(start: Start, command: list[str], plan: Plan) -> Figures:
    """Measure a case; the bot's own Telegram is made for it."""
    server = Server(now_s)
    users = Users(plan.users, plan.people, now_s, server.offer)
    server.heard = users.heard
    loop = asyncio.get_running_loop()
    listener = await loop.create_server(server.connection, "127.0.0.1", urlsplit(start.api).port)
    async with listener:
        with running(start, command) as bot:
            async with _background(server, users, bot, is_webhook=start.case.mode == WEBHOOK):
                stretch = await _play(users, bot, plan)
                await asyncio.wait_for(users.finish(), FINISH_S)
            peak_mb = bot.peak_mb()
    return figures(users, stretch, peak_mb, rows(start))


@asynccontextmanager
async def _background(
    server: Server, users: Users, bot: Bot, *, is_webhook: bool
) -> AsyncIterator[None]:
    """Wait until the bot is there, then keep its webhook fed and everybody's patience watched."""
    await _ready(server, bot, server.webhook_set if is_webhook else server.polled)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(users.lose_patience())]
        if server.webhook:
            tasks.append(group.create_task(server.webhook.run()))
        yield
        for task in tasks:
            task.cancel()


async def _ready(server: Server, bot: Bot, sign: asyncio.Event) -> None:
    for _ in range(int(READY_S / 0.1)):
        bot.check()
        if sign.is_set():
            return
        await asyncio.sleep(0.1)
    raise TimeoutError(f"the bot did not ask for updates; it called {server.calls}")


def now_s() -> int:
    """Return now as Telegram writes it."""
    return int(time.time())


async def _play(users: Users, bot: Bot, plan: Plan) -> Stretch:
    users.start()
    await asyncio.sleep(plan.warm_up_s)
    gc.collect()
    gc.freeze()
    bot.check()
    if plan.is_profiled:
        bot.begin_profile()
    began = _clocks(bot)
    await asyncio.sleep(plan.seconds)
    return Stretch(began, _clocks(bot))


def _clocks(bot: Bot) -> Clocks:
    return Clocks(
        wall=time.perf_counter(),
        bot=bot.cpu_s(),
        server=time.process_time(),
        bot_core=core_busy_s(BOT_CORE),
        server_core=core_busy_s(SERVER_CORE),
    )


def rows(start: Start) -> int:
    """Count the check-ins a stopped bot has stored."""
    with closing(sqlite3.connect(start.database)) as db:
        return int(db.execute("SELECT count(*) FROM checkins").fetchone()[0])
