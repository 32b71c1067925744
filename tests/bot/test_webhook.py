"""The webhook: a secret, a limit, and no 200 before the commit."""

import asyncio
from contextlib import asynccontextmanager

import aiohttp
import pytest

from bot import webhook
from bot.telegram import Telegram
from bot.turn import Outage
from sandbox.server import serve
from sandbox.world import World
from tests.bot.conftest import until

SECRET = "a-long-secret"
HEADERS = {webhook.SECRET_HEADER: SECRET}


@asynccontextmanager
async def listening(take):
    runner = await webhook.serve(webhook.application(take, SECRET), "127.0.0.1", 0)
    async with aiohttp.ClientSession() as session:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}", session
    await runner.cleanup()


async def posted(body, headers=None):
    """Post once; returns the answer's status and what was taken."""
    taken = []

    async def take(raw):
        taken.append(raw)

    async with listening(take) as (address, session):
        url = address + webhook.PATH
        async with session.post(url, data=body, headers=headers or HEADERS) as answer:
            return answer.status, taken


async def test_an_update_with_the_secret_is_taken():
    assert await posted(b'{"update_id": 7}') == (200, [{"update_id": 7}])


@pytest.mark.parametrize("given", ["", "wrong", SECRET + "x", SECRET[:-1], "密码", "\udcff"])
async def test_without_the_secret_nothing_is_taken(given):
    headers = {webhook.SECRET_HEADER: given, "X-Other": SECRET}
    assert await posted(b'{"update_id": 7}', headers) == (403, [])


@pytest.mark.parametrize(
    "body",
    [b"", b"words", b"[]", b"null", b"7", b"{}", b'{"update_id": "7"}', b'{"update_id": true}',
     b"\xff", b"[" * 100_000, b'{"update_id": 99999999999999999999}'],
)  # fmt: skip
async def test_what_is_no_update_is_not_taken(body):
    assert await posted(body) == (400, [])


async def test_a_body_that_is_too_large_is_not_read():
    large = b'{"update_id": 7, "x": "' + b"x" * webhook.LARGEST_BYTES + b'"}'
    assert await posted(large) == (413, [])


async def test_an_outage_asks_telegram_to_come_again():
    async def take(_raw):
        raise Outage

    async with listening(take) as (address, session):
        url = address + webhook.PATH
        async with session.post(url, data=b'{"update_id": 7}', headers=HEADERS) as answer:
            assert (answer.status, answer.headers["Retry-After"]) == (503, "2")


async def test_the_answer_comes_after_the_commit():
    is_committed = asyncio.Event()

    async def take(_raw):
        await is_committed.wait()

    async with listening(take) as (address, session), asyncio.TaskGroup() as group:
        url = address + webhook.PATH
        asked = group.create_task(session.post(url, data=b'{"update_id": 7}', headers=HEADERS))
        await asyncio.sleep(0.1)
        assert not asked.done()
        is_committed.set()
        assert (await asked).status == 200


async def test_a_stop_finishes_what_was_begun():
    done = []

    async def take(raw):
        await asyncio.sleep(0.2)
        done.append(raw)

    runner = await webhook.serve(webhook.application(take, SECRET), "127.0.0.1", 0)
    url = f"http://127.0.0.1:{runner.addresses[0][1]}{webhook.PATH}"
    async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as group:
        asked = group.create_task(session.post(url, data=b'{"update_id": 7}', headers=HEADERS))
        await asyncio.sleep(0.1)
        await runner.cleanup()
        assert ((await asked).status, done) == (200, [{"update_id": 7}])


async def test_health_needs_no_secret():
    async with listening(None) as (address, session), session.get(f"{address}/healthz") as answer:
        assert (answer.status, await answer.text()) == (200, "ok")


async def test_updates_posted_by_a_server_come_in_order_and_again_after_an_outage():
    world, taken = World(), []
    user = world.add_user("韦秀英", started=True)["id"]

    async def take(raw):
        taken.append(raw["message"]["text"])
        if len(taken) == 1:
            raise Outage

    served = await serve(world)
    telegram = Telegram(served.api_base, world.token)
    async with listening(take) as (address, _):
        await telegram.call("setWebhook", {"url": address + webhook.PATH, "secret_token": SECRET})
        for words in ("a", "b", "c"):
            world.send_text(user, words)
        await until(lambda: len(taken) == 4 and not world.updates.pending())
        await telegram.call("deleteWebhook", {})
    await telegram.close()
    await served.close()
    assert taken == ["a", "a", "b", "c"]
