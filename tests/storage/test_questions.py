"""Questions of the form: asked by day, in order, retired once, moved by one at a time."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest

from domain.questions import Kind, Question, moved
from storage import questions
from storage.ids import new_id

TODAY, TOMORROW = date(2026, 3, 2), date(2026, 3, 3)


@pytest.fixture
async def db(database, village):
    """One open transaction is enough for one test."""
    async with database.write() as db:
        yield db


@pytest.fixture
def ask(db, village, now):
    """Let the admin add a question."""

    async def ask(text, since_on=TODAY, kind=Kind.TEXT, options=()):
        asked = Question(
            id=new_id(),
            place=0,
            kind=kind,
            text=text,
            options=options,
            since_on=since_on,
            set_by=village.people["陈丽华"],
        )
        await questions.add(db, asked, now)
        return asked

    return ask


async def texts(db, day=TODAY):
    return [it.text for it in await questions.on(db, day)]


async def test_a_question_comes_back_as_it_was_put(db, ask):
    asked = await ask("用什么水？", kind=Kind.CHOOSE, options=("水井", "自来水"))
    assert await questions.by_id(db, asked.id) == replace(asked, place=1)
    assert await questions.by_id(db, 5) is None


async def test_questions_are_asked_in_order_from_their_day_on(db, ask):
    await ask("一")
    await ask("二", since_on=TOMORROW)
    assert await texts(db) == ["一"]
    assert await texts(db, TOMORROW) == ["一", "二"]
    assert [it.text for it in await questions.standing(db, TODAY)] == ["一", "二"]


async def test_a_question_is_retired_once_and_may_be_taken_back(db, ask):
    asked = await ask("一")
    assert await questions.retire(db, asked.id, TOMORROW)
    assert not await questions.retire(db, asked.id, TODAY)
    assert (await texts(db), await texts(db, TOMORROW)) == (["一"], [])
    assert not await questions.ask_again(db, asked.id, TODAY)
    assert await questions.ask_again(db, asked.id, TOMORROW)
    assert await texts(db, TOMORROW) == ["一"]


async def test_of_two_who_move_at_once_the_second_is_told(db, ask):
    for text in ("一", "二", "三"):
        await ask(text)
    seen = await questions.standing(db, TODAY)
    assert await questions.put_in_order(db, moved(seen, seen[2].id, -1))
    assert await texts(db) == ["一", "三", "二"]
    assert not await questions.put_in_order(db, moved(seen, seen[1].id, -1))


async def test_of_two_who_add_at_once_the_second_sees_the_first(database, village, now):
    asked = Question(id=0, place=0, kind=Kind.TEXT, text="?", since_on=TODAY,
                     set_by=village.people["陈丽华"])  # fmt: skip

    async def add(most):
        async with database.write() as db:
            await questions.lock(db)
            if len(await questions.standing(db, TODAY)) < most:
                await asyncio.sleep(0.05)
                await questions.add(db, replace(asked, id=new_id()), now)

    await add(1)
    await asyncio.gather(*[add(2) for _ in range(3)])
    async with database.read() as db:
        assert len(await questions.standing(db, TODAY)) == 2
