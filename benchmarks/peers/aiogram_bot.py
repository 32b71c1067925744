"""A bare aiogram bot: a router, states in memory, one row at the end."""

# ruff: noqa: S101  # the library declares optional what its filters have made sure of

from typing import Any

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

from benchmarks.peers import rows, texts
from benchmarks.peers.distance import from_household_m
from benchmarks.peers.options import Options, from_command_line

router = Router()


class CheckIn(StatesGroup):
    """Steps of a check-in."""

    location = State()
    reason = State()


@router.message(F.text == "签到")
async def begin(message: Message, state: FSMContext) -> None:
    """Ask for the location."""
    await state.set_state(CheckIn.location)
    await message.answer(texts.ASK_LOCATION)


@router.message(CheckIn.location, F.location)
async def measure(message: Message, state: FSMContext) -> None:
    """Say how far and ask why."""
    assert message.location
    distance_m = from_household_m(message.location.latitude, message.location.longitude)
    await state.update_data(distance_m=distance_m)
    await state.set_state(CheckIn.reason)
    await message.answer(texts.ASK_REASON.format(distance_m=distance_m))


@router.message(CheckIn.reason, F.text)
async def keep(message: Message, state: FSMContext, insert: rows.Insert) -> None:
    """Store the row and confirm."""
    assert message.from_user
    assert message.text
    distance_m = (await state.get_data())["distance_m"]
    await insert(message.from_user.id, distance_m, message.text)
    await state.clear()
    await message.answer(texts.DONE)


def main(options: Options) -> None:
    """Run by polling, or by webhook when there is a URL."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(options.api))
    bot = Bot(options.token, session=session)
    insert = rows.prepared(options.rows, share=options.share)
    dispatcher = Dispatcher(storage=MemoryStorage(), insert=insert)
    dispatcher.include_router(router)
    if options.webhook:
        run_webhook(dispatcher, bot, options)
    else:
        dispatcher.run_polling(bot)


def run_webhook(dispatcher: Dispatcher, bot: Bot, options: Options) -> None:
    """Serve the webhook as the documentation's example does."""

    async def on_startup(**_: Any) -> None:
        await bot.set_webhook(options.webhook, secret_token=options.secret, max_connections=100)

    dispatcher.startup.register(on_startup)
    app = web.Application()
    handler = SimpleRequestHandler(dispatcher, bot, secret_token=options.secret)
    handler.register(app, path="/telegram")
    setup_application(app, dispatcher, bot=bot)
    web.run_app(app, host="127.0.0.1", port=options.port, access_log=None, print=None)


if __name__ == "__main__":
    main(from_command_line())
