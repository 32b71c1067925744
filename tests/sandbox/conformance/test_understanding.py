"""What both clients make of weather, of files and of a wrong token."""

from datetime import timedelta

import pytest
import telegram
from aiogram import Bot, exceptions
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from sandbox.world import Upload


def an_aiogram_bot(served, token):
    api = TelegramAPIServer.from_base(served.api_base)
    return Bot(token, session=AiohttpSession(api=api))


def a_ptb_bot(served, token):
    base = f"{served.api_base}/bot"
    return telegram.Bot(token, base_url=base, base_file_url=f"{served.api_base}/file/bot")


async def test_aiogram_waits_as_long_as_it_is_told(world, wei, served):
    world.faults.add("429", times=1, retry_after=7)
    async with an_aiogram_bot(served, world.token) as bot:
        with pytest.raises(exceptions.TelegramRetryAfter) as wait:
            await bot.send_message(wei, "x")
    assert wait.value.retry_after == 7


async def test_python_telegram_bot_waits_as_long_as_it_is_told(world, wei, served, monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    async with a_ptb_bot(served, world.token) as bot:
        world.faults.add("429", times=1, retry_after=7)
        with pytest.raises(telegram.error.RetryAfter) as wait:
            await bot.send_message(wei, "x")
    assert wait.value.retry_after == timedelta(seconds=7)


async def test_both_clients_download(world, wei, served):
    sheet = Upload(name="表 格.xlsx", content=b"sheet")
    file_id = world.send_document(wei, sheet)["document"]["file_id"]
    async with an_aiogram_bot(served, world.token) as bot:
        assert (await bot.download(file_id)).read() == b"sheet"
    async with a_ptb_bot(served, world.token) as bot:
        file = await bot.get_file(file_id)
        assert bytes(await file.download_as_bytearray()) == b"sheet"


async def test_both_clients_hear_that_a_token_is_wrong(served):
    async with an_aiogram_bot(served, "5:wrong") as bot:
        with pytest.raises(exceptions.TelegramUnauthorizedError):
            await bot.get_me()
    with pytest.raises(telegram.error.InvalidToken):
        async with a_ptb_bot(served, "5:wrong"):
            pass
