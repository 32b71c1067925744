"""Receiving by long polls: nothing is confirmed before it is committed."""

import asyncio
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot import receiver
from bot.receiver import Receiver, by_sender
from bot.telegram import NotSent, Rejected, Telegram, Unanswered
from bot.turn import Outage
from sandbox.server import serve
from sandbox.world import World
from tests.bot.conftest import Post, until


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(receiver, "BACKOFF_S", (0.02,) * 5)


@asynccontextmanager
async def receiving(telegram, take):
    at_work = Receiver(telegram, take, poll_s=1)
    async with asyncio.TaskGroup() as group:
        group.create_task(at_work.run())
        yield at_work
        at_work.stop()


@asynccontextmanager
async def telegram_for(world):
    served = await serve(world)
    telegram = Telegram(served.api_base, world.token)
    yield telegram
    await telegram.close()
    await served.close()


async def leave(_raw):
    """Take nothing."""


def update(number, user=5):
    return {"update_id": number, "message": {"message_id": number, "from": {"id": user}}}


def offsets(post):
    return [params["offset"] for _, _, params in post.calls]


def nothing():
    async def wait():
        await asyncio.sleep(0.05)
        return []

    return wait


async def test_the_offset_moves_only_when_the_whole_batch_is_committed(post):
    is_committed = asyncio.Event()
    taken = []

    async def take(raw):
        if raw["update_id"] == 7:
            await is_committed.wait()
        taken.append(raw["update_id"])

    post.answers = [[update(7), update(8, user=6)], nothing(), nothing()]
    async with receiving(post, take):
        await until(lambda: taken)
        await asyncio.sleep(0.1)
        assert (taken, offsets(post)) == ([8], [0])
        is_committed.set()
        await until(lambda: len(post.calls) > 1)
    assert (taken, offsets(post)[:2]) == ([8, 7], [0, 9])


async def test_during_an_outage_the_same_update_is_tried_until_it_is_over(post):
    tries = []

    async def take(raw):
        tries.append(raw["update_id"])
        if len(tries) < 4:
            raise Outage

    post.answers = [[update(7), update(8)], nothing()]
    async with receiving(post, take):
        await until(lambda: len(post.calls) > 1)
    assert tries == [7, 7, 7, 7, 8]
    assert offsets(post)[1] == 9


async def test_stopped_in_an_outage_nothing_is_confirmed(post):
    tries = []

    async def take(raw):
        tries.append(raw)
        raise Outage

    post.answers = [[update(7)]]
    async with receiving(post, take):
        await until(lambda: len(tries) > 2)
    assert offsets(post) == [0]


async def test_what_has_no_number_harms_nobody(post):
    taken = []

    async def take(raw):
        taken.append(raw["update_id"])

    strange: list[Any] = [{"message": {}}, "words", None, {"update_id": "7"}, {"update_id": True}]
    post.answers = [[*strange, update(9), update(8)], nothing()]
    async with receiving(post, take):
        await until(lambda: len(post.calls) > 1)
    assert taken == [8, 9]


@pytest.mark.parametrize(
    "trouble",
    [
        Rejected(409, "Conflict"),
        Rejected(502, "x"),
        Rejected(429, "x", 1),
        NotSent(),
        Unanswered(),
    ],
    ids=repr,
)
async def test_trouble_on_the_way_is_waited_out(post, trouble):
    taken = []

    async def take(raw):
        taken.append(raw["update_id"])

    post.answers = [trouble, trouble, [update(7)], nothing()]
    async with receiving(post, take):
        await until(lambda: taken)
    assert taken == [7]


async def test_an_unknown_token_ends_it_with_a_sentence():
    post = Post()
    post.answers = [Rejected(401, "Unauthorized")]
    with pytest.raises(SystemExit, match="BANGFU_BOT_TOKEN"):
        await Receiver(post, leave).run()


async def test_a_stop_finishes_the_batch_that_was_begun(post):
    taken = []

    async def take(raw):
        await asyncio.sleep(0.03)
        taken.append(raw["update_id"])

    post.answers = [[update(number) for number in range(5)]]
    async with receiving(post, take) as at_work:
        await until(lambda: taken)
        at_work.stop()
    assert taken == [0, 1, 2, 3, 4]


async def test_a_stop_does_not_wait_for_the_poll(post):
    post.answers = [lambda: asyncio.sleep(60)]
    async with asyncio.timeout(2), receiving(post, leave):
        await until(lambda: post.calls)


def test_one_sender_is_one_chain_in_order():
    press = {"update_id": 3, "callback_query": {"from": {"id": 5}}}
    odd: list[Any] = [{"update_id": 4, "message": None}, {"update_id": 5, "message": {"from": 7}}]
    chains = by_sender([update(1), update(2, user=6), press, *odd])
    assert [[it["update_id"] for it in chain] for chain in chains] == [[1, 3], [2], [4], [5]]


async def test_over_http_each_message_comes_once():
    world, taken = World(), []
    users = [world.add_user(f"{n}", started=True)["id"] for n in range(3)]

    async def take(raw):
        taken.append(raw["message"]["text"])

    async with telegram_for(world) as telegram, receiving(telegram, take):
        for number in range(6):
            world.send_text(users[number % 3], f"{number}")
        await until(lambda: len(taken) == 6)
        await until(lambda: not world.updates.pending())
    assert sorted(taken) == [f"{number}" for number in range(6)]
