"""The whole bot over HTTP against the sandbox: polling and webhook, started and stopped."""

import asyncio
from itertools import count

import pytest

from bot import app
from bot.settings import Settings
from sandbox.server import serve
from sandbox.world import World

SECRET = "a_secret_word"


@pytest.fixture
async def served():
    served = await serve(World(limits=False))
    yield served
    await served.close()


@pytest.fixture
def stranger(served):
    return served.world.add_user("陌生人", phone="13955550000", started=True)["id"]


@pytest.fixture
def settings(served, tmp_path, unused_tcp_port):
    def settings(**others):
        known = {"bot_token": served.world.token, "api_base": served.api_base}
        return Settings(
            data_dir=tmp_path, listen=f"127.0.0.1:{unused_tcp_port}", **(known | others)
        )

    return settings


@pytest.fixture
def hook(unused_tcp_port):
    url = f"http://127.0.0.1:{unused_tcp_port}/telegram"
    return {"webhook_url": url, "webhook_secret": SECRET}


async def talked_to(served, settings, stranger):
    """Start the bot, say something, wait for the answer, stop it."""
    stop, before = asyncio.Event(), len(served.world.history(stranger))
    async with asyncio.timeout(20), asyncio.TaskGroup() as group:
        group.create_task(app.run(settings, stop))
        await until(lambda: any(call["method"] in READY for call in served.world.calls))
        served.world.send_text(stranger, "/start")
        await until(lambda: len(served.world.history(stranger)) > before + 1)
        stop.set()
    return served.world.history(stranger)[-1]["text"]


READY = {"getUpdates", "setWebhook", "deleteWebhook"}


async def until(is_so):
    for _ in count():
        if is_so():
            return
        await asyncio.sleep(0.01)


async def test_polling_answers_and_confirms(served, settings, stranger, capsys):
    assert "这里是" in await talked_to(served, settings(), stranger)
    first_words = capsys.readouterr().out
    assert "https://t.me/bangfu_bot?start=" in first_words
    assert "这里是" in await talked_to(served, settings(), stranger)
    assert "t.me" not in capsys.readouterr().out


async def test_a_webhook_answers_with_its_secret(served, settings, stranger, hook, capsys):
    assert "这里是" in await talked_to(served, settings(**hook), stranger)
    assert served.world.updates.pending() == []
    assert served.world.webhook.secret == SECRET
    assert capsys.readouterr().out


async def test_a_webhook_telegram_does_not_take_is_a_sentence(settings):
    refused = settings(webhook_url="http://203.0.113.5/telegram", webhook_secret=SECRET)
    with pytest.raises(SystemExit, match="Telegram did not take the webhook"):
        await app.run(refused, asyncio.Event())
