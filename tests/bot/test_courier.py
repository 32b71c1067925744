"""The courier sends what the outbox holds: in order, and knows what an answer means."""

import asyncio
import random
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial

import pytest

from bot.courier import Courier
from bot.delivery import MOST_ATTEMPTS, REPEAT_MARK
from bot.pace import Pace
from bot.telegram import NotSent, Rejected, Unanswered
from sandbox.world import World
from storage import people
from storage.outbox import LETTERS, REPLIES, URGENT
from tests.bot.conftest import NOW, finished, parcel, put
from tests.kit import cast
from tests.kit.wire import Wire

pytestmark = pytest.mark.usefixtures("impatient")


@asynccontextmanager
async def at_work(database, telegram, owner="me"):
    courier = Courier(database, telegram, lambda: NOW, owner, Pace(1000))
    async with asyncio.TaskGroup() as group:
        group.create_task(courier.run())
        await asyncio.sleep(0)
        yield courier
        courier.stop()


async def delivered(database, telegram, *parcels):
    """Send letters with one courier; returns how they ended."""
    await put(database, *parcels)
    async with at_work(database, telegram):
        return [(row.state, row.last_error) for row in await finished(database)]


def refused(code, words, wait_s=None):
    return Rejected(code, words, wait_s)


async def test_a_chat_hears_everything_in_order(database, post):
    async def dawdle():
        await asyncio.sleep(random.random() / 200)
        return {"message_id": 1}

    post.answers = [dawdle] * 40
    said = [f"{chat}:{number}" for number in range(10) for chat in (5, 6)]
    async with at_work(database, post) as courier:
        for words in said:
            courier.accept(await put(database, parcel(int(words[0]), words, REPLIES), owner="me"))
        await finished(database)
    for chat in "56":
        assert [it for it in post.words if it[0] == chat] == [it for it in said if it[0] == chat]


async def test_urgent_letters_go_before_others_of_the_chat(database, post):
    lanes = {"c": LETTERS, "b": REPLIES, "a": URGENT, "d": LETTERS}
    await put(database, *[parcel(5, key, lane) for key, lane in lanes.items()])
    async with at_work(database, post):
        await finished(database)
    assert post.words == ["a", "b", "c", "d"]


async def test_asked_to_wait_it_waits_and_sends_again(database, post):
    post.answers = [refused(429, "Too Many Requests", 1)]
    assert await delivered(database, post, parcel(5, "a")) == [("sent", None)]
    (first, *_), (second, *_) = post.calls
    assert second - first >= 1


async def test_who_blocked_the_bot_is_noted_as_unreachable(database, post):
    roster = await cast.enrol(database, {name: n for n, name in enumerate(cast.CAST, 5)}, NOW)
    post.answers = [refused(403, "Forbidden: bot was blocked by the user")]
    letters = parcel(5, "a"), parcel(99, "b")
    ends = await delivered(database, post, *letters)
    assert ends == [("dropped", "unreachable"), ("sent", None)]
    async with database.read() as db:
        [(person, since)] = await people.unreachable(db)
    assert (person.id, since) == (roster.people["韦秀英"], NOW)


@pytest.mark.parametrize(
    "fault", [Unanswered(), NotSent(), refused(500, "Internal"), refused(502, "x")]
)
async def test_what_may_not_have_arrived_is_sent_again(database, post, fault):
    post.answers = [fault, fault]
    assert await delivered(database, post, parcel(5, "a")) == [("sent", None)]
    assert post.words == ["a", "a", "a"]


async def test_an_answer_that_is_lost_costs_a_copy_not_silence(database):
    world = World(limits=False)
    user = world.add_user("韦秀英", started=True)["id"]
    world.faults.add("drop_answer", times=1)
    assert await delivered(database, Wire(world), parcel(user, "a")) == [("sent", None)]
    assert [it["text"] for it in world.history(user)] == ["a", "a"]


async def test_an_urgent_letter_sent_again_says_so(database, post):
    post.answers = [Unanswered(), Unanswered()]
    await delivered(database, post, parcel(5, "a", URGENT))
    assert post.words == ["a", f"{REPEAT_MARK}a", f"{REPEAT_MARK}a"]


async def test_one_that_never_left_is_no_repeat(database, post):
    post.answers = [NotSent()]
    await delivered(database, post, parcel(5, "a", URGENT))
    assert post.words == ["a", "a"]


async def test_urgent_letters_are_never_given_up_and_others_after_a_while(database, post):
    post.answers = [Unanswered()] * MOST_ATTEMPTS
    assert await delivered(database, post, parcel(5, "a")) == [("dropped", "unknown")]
    assert len(post.calls) == MOST_ATTEMPTS
    post.answers = [Unanswered()] * (MOST_ATTEMPTS + 5)
    assert (await delivered(database, post, parcel(5, "b", URGENT)))[1] == ("sent", None)


async def test_what_is_older_than_its_use_is_not_sent(database, post):
    late = parcel(5, "a", expires_at=NOW - timedelta(seconds=1))
    assert await delivered(database, post, late) == [("dropped", "expired")]
    assert post.calls == []


async def test_a_refused_letter_is_dropped_and_the_next_one_comes(database, post):
    post.answers = [refused(400, "Bad Request: can't parse entities")]
    ends = await delivered(database, post, parcel(5, "a"), parcel(5, "b"))
    assert ends == [("dropped", "refused 400"), ("sent", None)]


async def test_a_card_that_says_so_already_is_a_success(database):
    world = World(limits=False)
    user = world.add_user("莫小兰", started=True)["id"]
    card, again = (
        parcel(user, "a", card="c"),
        parcel(user, "b", card="c", method="editMessageText"),
    )
    same = {"chat_id": user, "text": "a"}
    again = parcel(user, "b", card="c", method="editMessageText", params=same)
    assert await delivered(database, Wire(world), card, again) == [("sent", None)] * 2
    assert len(world.history(user)) == 1


async def test_a_card_that_was_deleted_is_said_anew_and_edited_from_then_on(database):
    world = World(limits=False)
    user = world.add_user("莫小兰", started=True)["id"]
    wire, change = Wire(world), partial(parcel, user, card="c", method="editMessageText")
    await delivered(database, wire, parcel(user, "a", card="c"))
    world.remove(world.chats.by_id[user], world.history(user)[-1]["message_id"])
    await delivered(database, wire, change(key="b"))
    await delivered(database, wire, change(key="c"))
    assert [it["text"] for it in world.history(user)] == ["c"]
