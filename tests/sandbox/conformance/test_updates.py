"""Every update, asked for and posted, as both clients understand it."""

import asyncio

import pytest
import telegram
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Update
from aiohttp import web

from sandbox import schema, webhooks
from tests.sandbox.conformance.cases import differs
from tests.sandbox.conformance.scene import Scene
from tests.sandbox.conformance.table_updates import DEEDS

SECRET = "s-3_cret"
KINDS = ["message", "edited_message", "callback_query", "message_reaction", "my_chat_member",
         "chat_member"]  # fmt: skip
UNTOLD_FIRST = {"the_bot_puts_somebody_out": ("group", "lu"), "a_topic_changes": ("topic",)}


@pytest.fixture(params=["aiogram", "python-telegram-bot"])
async def bot(request, world, served):
    if request.param == "aiogram":
        api = TelegramAPIServer.from_base(served.api_base)
        async with Bot(world.token, session=AiohttpSession(api=api)) as bot:
            yield bot
    else:
        async with telegram.Bot(world.token, base_url=f"{served.api_base}/bot") as bot:
            yield bot


def read(bot, update):
    """Read an update as the client does; give the kind the client takes it for."""
    if isinstance(bot, Bot):
        return Update.model_validate(update, context={"bot": bot}).event_type
    known = telegram.Update.de_json(update, bot)
    [kind] = [name for name in KINDS if getattr(known, name)]
    return kind


async def begun(world, name):
    """Set the scene of a deed, and forget what was told until then."""
    scene = Scene(world)
    for thing in ("wei", "lu", "theirs", "group", "plain", "forum", "link", "text",
                  *UNTOLD_FIRST.get(name, ())):  # fmt: skip
        await scene.thing(thing)
    world.updates.clear()
    return scene


def problem(bot, told, wanted):
    """Compare the updates that came with those that were to come."""
    kinds = [next(name for name in update if name != "update_id") for update in told]
    if kinds != [kind for kind, _ in wanted]:
        return f"told {kinds}"
    for update, (kind, holds) in zip(told, wanted, strict=True):
        schema.check("Update", update)
        if read(bot, update) != kind:
            return f"the client takes {update} for something else"
        if wrong := differs(holds, update[kind], kind):
            return wrong
    return None


async def test_what_is_asked_for_is_told(world, bot):
    problems = {}
    for name, deed, wanted in DEEDS:
        scene = await begun(world, name)
        await bot.get_updates(allowed_updates=KINDS)
        await deed(scene)
        await bot.get_updates(allowed_updates=KINDS)
        problems[name] = problem(bot, world.calls[-1]["result"], wanted)
    assert {name: wrong for name, wrong in problems.items() if wrong} == {}


@pytest.fixture
async def hook():
    """Run a bot's address; it refuses each update once before it takes it."""
    taken, refused, secrets = [], set(), set()

    async def receive(request):
        update = await request.json()
        secrets.add(request.headers.get(webhooks.SECRET_HEADER))
        if update["update_id"] not in refused:
            refused.add(update["update_id"])
            return web.Response(status=503)
        taken.append(update)
        return web.Response()

    app = web.Application()
    app.router.add_post("/hook", receive)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook", taken, secrets
    await runner.cleanup()


async def test_what_is_posted_is_told_and_posted_again_when_refused(world, bot, hook, monkeypatch):
    monkeypatch.setattr(webhooks, "FIRST_RETRY_S", 0.001)
    url, taken, secrets = hook
    problems = {}
    await bot.set_webhook(url, secret_token=SECRET, allowed_updates=KINDS)
    for name, deed, wanted in DEEDS:
        scene = await begun(world, name)
        await settled(world)
        taken.clear()
        await deed(scene)
        await settled(world)
        told = sorted(taken, key=lambda update: update["update_id"])
        problems[name] = problem(bot, told, wanted)
    assert {name: wrong for name, wrong in problems.items() if wrong} == {}
    assert secrets == {SECRET}


async def settled(world):
    async with asyncio.timeout(10):
        while world.updates.pending():  # noqa: ASYNC110 (the world has no event for it)
            await asyncio.sleep(0.002)
