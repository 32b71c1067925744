"""Two ready-made bots live in the sandbox, by long polls and by webhook."""

import asyncio
import sys

import aiohttp
import psutil
import pytest
import telegram
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web
from telegram.ext import Application, MessageHandler, filters

from tests.sandbox.test_receiving import until

SECRET = "s3cret"


@pytest.fixture
async def aiogram_bot(world, served):
    session = AiohttpSession(api=TelegramAPIServer.from_base(served.api_base))
    async with Bot(world.token, session=session) as bot:
        yield bot


@pytest.fixture
def dispatcher():
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message):
        await message.answer(f"aiogram: {message.text}")

    return dispatcher


@pytest.fixture
async def application(world, served):
    async def echo(update, _context):
        await update.message.reply_text(f"ptb: {update.message.text}")

    builder = Application.builder().token(world.token).base_url(f"{served.api_base}/bot")
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    async with application:
        yield application


@pytest.fixture
async def listen():
    runners = []

    async def listen(app):
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        runners.append(runner)
        return f"http://127.0.0.1:{runner.addresses[0][1]}/hook"

    yield listen
    for runner in runners:
        await runner.cleanup()


async def answered(world, wei, text):
    world.send_text(wei, "你好")
    await until(lambda: world.history(wei)[-1].get("text") == text)


async def test_aiogram_polls(world, wei, aiogram_bot, dispatcher):
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(
            dispatcher.start_polling(aiogram_bot, handle_signals=False, close_bot_session=False)
        )
        await answered(world, wei, "aiogram: 你好")
        await dispatcher.stop_polling()


async def test_aiogram_takes_a_webhook(world, wei, served, listen, aiogram_bot, dispatcher):
    app = web.Application()
    handler = SimpleRequestHandler(dispatcher, aiogram_bot, secret_token=SECRET)
    handler.register(app, path="/hook")
    await aiogram_bot.set_webhook(await listen(app), secret_token=SECRET)
    await answered(world, wei, "aiogram: 你好")


async def test_python_telegram_bot_polls(world, wei, application):
    await application.start()
    await application.updater.start_polling(poll_interval=0)
    await answered(world, wei, "ptb: 你好")
    await application.updater.stop()
    await application.stop()


async def test_python_telegram_bot_takes_a_webhook(world, wei, listen, application):
    async def receive(request):
        update = telegram.Update.de_json(await request.json(), application.bot)
        await application.process_update(update)
        return web.Response()

    app = web.Application()
    app.router.add_post("/hook", receive)
    await application.bot.set_webhook(await listen(app))
    await answered(world, wei, "ptb: 你好")


async def test_it_runs_alone_and_is_up_in_two_seconds():
    command = [sys.executable, "-m", "sandbox", "--port", "0", "--token", "7:x"]
    async with asyncio.timeout(30):
        process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        assert process.stdout is not None
        api = (await process.stdout.readline()).decode().split()[2]
        work = psutil.Process(process.pid).cpu_times()  # what it took of a machine that is busy
        assert work.user + work.system < 2
        desk = (await process.stdout.readline()).decode().split()[1]
        async with aiohttp.ClientSession() as http:
            async with http.get(f"{api}/bot7:x/getMe") as response:
                assert (await response.json())["result"]["id"] == 7
            async with http.get(desk, allow_redirects=False) as response:
                assert response.status == 303
        assert b"next link" in await process.stdout.readline()
        process.terminate()
        await process.wait()
