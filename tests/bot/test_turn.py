"""One update is one turn: all of it or nothing, once, and a word about how it ended."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from weakref import WeakValueDictionary

import pytest
from sqlalchemy.exc import OperationalError

from bot.replies import say
from bot.turn import Outage
from domain.refusals import Refusal
from storage import facts, inbox, people
from tests.bot.conftest import handled_by

SOMEBODY = "韦秀英"


async def count(stage):
    async with stage.app.database.read() as db:
        return await people.count(db)


async def enrol_another(message, db):
    """An effect that shows when it happens twice."""
    await people.add(db, message.text, None)
    return say("Enrolled.")


def said_to(stage, name):
    return [line.words for line in stage.heard if line.to == name]


def written(stage, words="你好"):
    stage.world.send_text(stage.users[SOMEBODY], words)
    return stage.world.updates.pending()[-1]


async def test_a_refusal_takes_back_what_was_done_before_it(stage):
    async def refuse(message, db):
        await facts.put(db, "tried", "yes")
        raise Refusal("Come back at {at}.", at="9:00")

    handled_by(stage, refuse)
    written(stage)
    await stage.settle()
    async with stage.app.database.read() as db:
        assert await facts.get(db, "tried") is None
    assert said_to(stage, SOMEBODY) == ["Come back at 9:00."]


async def test_a_fault_is_tried_three_times_then_kept_with_a_number_the_person_is_told(stage):
    tries = []

    async def break_down(message, db):
        tries.append(message.message_id)
        await facts.put(db, "tried", "yes")
        raise ZeroDivisionError

    real = stage.app.turns.dispatcher
    handled_by(stage, break_down)
    update = written(stage)
    await stage.settle()
    async with stage.app.database.read() as db:
        assert (await facts.get(db, "tried"), await inbox.quarantined(db)) == (None, 1)
    assert len(tries) == 3
    assert f"#{update['update_id']}" in said_to(stage, SOMEBODY)[0]
    stage.app.turns.dispatcher = real
    await stage.app.turns.take(update)
    await stage.settle()
    assert len(said_to(stage, SOMEBODY)) == 1
    await stage.play("""
        韦秀英: 签到
        Bot to 韦秀英: 到了现场，点下方的「📍 签到」。还在路上？点 📎 → 位置，分享实时位置，走到了会自动签到。
        """)  # noqa: E501


async def test_a_refusal_that_cannot_be_worded_is_a_fault_and_stops_nobody(stage):
    async def refuse(message):
        raise Refusal("Come back at {at}.", on="Monday")

    handled_by(stage, refuse)
    update = written(stage)
    await stage.settle()
    assert f"#{update['update_id']}" in said_to(stage, SOMEBODY)[0]


async def test_a_fault_heals_when_the_second_try_goes_well(stage):
    tries = []

    async def stumble(message, db):
        tries.append(1)
        if len(tries) == 1:
            raise ZeroDivisionError
        return await enrol_another(message, db)

    handled_by(stage, stumble)
    before = await count(stage)
    written(stage)
    await stage.settle()
    assert (await count(stage), said_to(stage, SOMEBODY)) == (before + 1, ["Enrolled."])


@pytest.mark.parametrize("workers", [1, 2])
async def test_an_update_delivered_twice_at_once_has_one_effect_and_one_reply(stage, workers):
    handled_by(stage, enrol_another)
    turns = stage.app.turns
    other = replace(turns, _locks=WeakValueDictionary()) if workers == 2 else turns
    before, update = await count(stage), written(stage)
    await asyncio.gather(*[worker.take(update) for worker in (turns, other, turns, other)])
    await stage.settle()
    assert await count(stage) == before + 1
    assert said_to(stage, SOMEBODY) == ["Enrolled."]


async def test_a_press_sent_again_under_another_number_has_one_effect(stage):
    users = stage.users
    stage.world.send_location(users[SOMEBODY], 21.4810, 109.1922, 12)
    await stage.settle()
    stage.world.press(
        users[SOMEBODY], stage.world.history(users[SOMEBODY])[-1]["message_id"], "户主外出"
    )
    await stage.settle()
    card = stage.world.history(users["莫小兰"])[-1]["message_id"]
    press = stage.world.press(users["莫小兰"], card, "✅ 认可")
    for _ in range(3):
        stage.world.duplicate_press(press)
    stage.heard.clear()
    await asyncio.gather(*map(stage.app.turns.take, stage.world.updates.pending()))
    await stage.settle()
    toasts = sorted(said_to(stage, "莫小兰"))
    assert [words for words in toasts if words == "(toast) 好了，已告诉本人。"] == toasts[:1]
    assert len(said_to(stage, SOMEBODY)) == 1


class DiskError(Exception):
    """What both drivers say when their disk is broken."""

    sqlite_errorcode, sqlstate = 10, "58030"


def away():
    return OperationalError("SELECT 1", {}, DiskError())


def break_down_before(write):
    @asynccontextmanager
    async def broken():
        if write:
            raise away()
        yield

    return broken


def break_down_after(write):
    @asynccontextmanager
    async def broken():
        async with write() as db:
            yield db
            raise away()

    return broken


@pytest.mark.parametrize("breaking", [break_down_before, break_down_after])
async def test_without_the_database_nothing_is_confirmed_and_it_works_later(
    stage, monkeypatch, breaking
):
    handled_by(stage, enrol_another)
    before, update, database = await count(stage), written(stage), stage.app.database
    with monkeypatch.context() as patch:
        patch.setattr(database, "write", breaking(database.write))
        with pytest.raises(Outage):
            await stage.app.turns.take(update)
    assert await count(stage) == before
    async with database.read() as db:
        assert await inbox.quarantined(db) == 0
    await stage.settle()
    assert (await count(stage), said_to(stage, SOMEBODY)) == (before + 1, ["Enrolled."])
