"""A bare aiogram bot that also writes to many, as aiogram's own example does and as people do.

`--gap 0.05` is the example's pause between two messages; `--gap 0` is the loop without one.
"""

import argparse
import asyncio

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramRetryAfter
from aiogram.fsm.storage.memory import MemoryStorage

from benchmarks.broadcast.people import FIRST_READER, WORDS
from benchmarks.peers.aiogram_bot import router


async def send_message(bot: Bot, user_id: int) -> bool:
    """Send one, as the example does: wait as long as Telegram asks, then try again."""
    try:
        await bot.send_message(user_id, WORDS)
    except TelegramRetryAfter as error:
        await asyncio.sleep(error.retry_after)
        return await send_message(bot, user_id)
    return True


async def broadcast(bot: Bot, readers: int, after_s: float, gap_s: float) -> None:
    """Write to everybody, one after the other."""
    await asyncio.sleep(after_s)
    for number in range(readers):
        await send_message(bot, FIRST_READER + number)
        await asyncio.sleep(gap_s)


async def run(given: argparse.Namespace) -> None:
    """Answer by polling, and write to many meanwhile."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(given.api))
    bot = Bot(given.token, session=session)
    dispatcher = Dispatcher(storage=MemoryStorage())
    dispatcher.include_router(router)
    async with asyncio.TaskGroup() as group:
        group.create_task(broadcast(bot, given.readers, given.after, given.gap))
        await dispatcher.start_polling(bot)


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser()
    for name in ("api", "token"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--readers", type=int, required=True)
    for name in ("after", "gap"):
        parser.add_argument(f"--{name}", type=float, required=True)
    asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
