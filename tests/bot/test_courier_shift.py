"""A courier's shift: its pace, its end, and the others at work beside it."""

import asyncio
import time
from datetime import timedelta
from functools import partial

import pytest

from bot.courier import Courier
from bot.pace import Pace
from bot.telegram import Rejected
from storage.database import Database
from storage.outbox import REPLIES
from storage.vault import Vault
from tests.bot.conftest import KEY, NOW, Post, finished, parcel, put, rows, until

pytestmark = pytest.mark.usefixtures("impatient")


def most_in_a_second(times):
    return max(sum(at <= other < at + 1 for other in times) for at in times)


def clock(at):
    return at


def is_said(post, words):
    return words in post.words


async def begun(group, courier):
    running = group.create_task(courier.run())
    await asyncio.sleep(0)
    return running


async def test_letters_keep_the_pace_and_replies_overtake_them(database, post):
    await put(database, *[parcel(number, f"letter {number}") for number in range(1, 301)])
    courier = Courier(database, post, lambda: NOW, "me")
    waits = []
    async with asyncio.TaskGroup() as group:
        await begun(group, courier)
        for number in range(3):
            await asyncio.sleep(0.6)
            asked_at = time.monotonic()
            courier.accept(
                await put(database, parcel(900, f"reply {number}", REPLIES), owner="me")
            )
            await courier.answered()
            await until(partial(is_said, post, f"reply {number}"))
            waits.append(time.monotonic() - asked_at)
        courier.stop()
    letters = [at for at, _, params in post.calls if params["text"].startswith("letter")]
    assert max(waits) < 0.3
    assert len(letters) > 25
    assert most_in_a_second(letters) <= 30


async def test_two_couriers_with_different_clocks_send_each_letter_once(postgres_url):
    databases = [Database(postgres_url, Vault(KEY)) for _ in range(2)]
    await put(databases[0], *[parcel(number, f"{number}") for number in range(1, 101)])
    clocks = NOW, NOW + timedelta(seconds=30)
    posts = Post(), Post()
    couriers = [
        Courier(database, post, partial(clock, at), f"owner {at}", Pace(1000))
        for database, post, at in zip(databases, posts, clocks, strict=True)
    ]
    async with asyncio.TaskGroup() as group:
        for courier in couriers:
            await begun(group, courier)
        await finished(databases[0])
        for courier in couriers:
            courier.stop()
    said = posts[0].words + posts[1].words
    assert sorted(said, key=int) == [f"{number}" for number in range(1, 101)]
    assert all(post.calls for post in posts)
    for database in databases:
        await database.close()


async def test_what_was_not_sent_stays_for_the_next_start(database, post):
    post.answers = [Rejected(429, "Too Many Requests", 60)]
    replies = [parcel(5, f"{number}", REPLIES) for number in range(3)]
    async with asyncio.TaskGroup() as group:
        courier = Courier(database, post, lambda: NOW, "me", Pace(1000))
        await begun(group, courier)
        courier.accept(await put(database, *replies, owner="me"))
        await asyncio.sleep(0.1)
        courier.stop()
    assert post.words == ["0"]
    assert [(row.state, row.lease_owner) for row in await rows(database)] == [
        ("waiting", None)
    ] * 3
    async with asyncio.TaskGroup() as group:
        courier = Courier(database, post, lambda: NOW, "next", Pace(1000))
        await begun(group, courier)
        await finished(database)
        courier.stop()
    assert post.words == ["0", "0", "1", "2"]
    assert {row.state for row in await rows(database)} == {"sent"}


async def test_a_call_that_hangs_does_not_hold_up_the_stop(database, post):
    post.answers = [lambda: asyncio.sleep(60)]
    began = time.monotonic()
    async with asyncio.TaskGroup() as group:
        courier = Courier(database, post, lambda: NOW, "me", Pace(1000))
        await begun(group, courier)
        courier.accept(await put(database, parcel(5, "a", REPLIES), owner="me"))
        await asyncio.sleep(0.05)
        courier.stop()
    assert time.monotonic() - began < 3
    assert [(row.state, row.lease_owner) for row in await rows(database)] == [("waiting", None)]
