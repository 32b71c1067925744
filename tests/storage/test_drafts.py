"""Drafts: one of each form per person, one of them open."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from storage import drafts, senders
from storage.tables import DraftRow
from storage.vault import WrongKey
from tests.storage.conftest import USERS


@pytest.fixture
def begin(database, village, now):
    async def begin(form, minutes=0, name="韦秀英"):
        draft = drafts.begin(village.people[name], form, 1, {"from": form})
        draft = replace(draft, step="first", answers={"words": "大明腿好多了"})
        async with database.write() as db:
            await drafts.add(db, draft, now + timedelta(minutes=minutes))
        return draft

    return begin


async def open_of(database, name="韦秀英"):
    async with database.read() as db:
        return (await senders.by_telegram(db, USERS[name]))[1]


async def test_a_draft_comes_back_with_its_sender(database, begin):
    draft = await begin("visit")
    assert await open_of(database) == draft
    assert await open_of(database, "覃志强") is None


async def test_a_form_begun_parks_the_one_that_is_open(database, begin, now, village):
    first, second = await begin("visit"), await begin("note", minutes=1)
    assert await open_of(database) == second
    async with database.write() as db:
        assert await drafts.parked(db, village.people["韦秀英"]) == [replace(first, is_open=False)]
        await drafts.reopen(db, replace(first, is_open=False), now)
    assert await open_of(database) == first


async def test_a_dropped_draft_comes_back_within_a_minute_only(database, begin, now, village):
    helper = village.people["韦秀英"]
    first, second = await begin("visit"), await begin("note", minutes=1)
    async with database.write() as db:
        assert await drafts.drop(db, second, now)
        assert await drafts.unfinished(db, helper) == [replace(first, is_open=False)]
        assert await drafts.of_form(db, helper, "note") is None
        assert not await drafts.remove(db, first)
    assert await open_of(database) is None
    async with database.write() as db:
        dropped = await drafts.by_id(db, second.id)
        assert dropped
        assert dropped.can_come_back(now + timedelta(seconds=59))
        assert not dropped.can_come_back(now + drafts.COMES_BACK_FOR)
        assert await drafts.purge(db, now + timedelta(seconds=59)) == 0
        await drafts.reopen(db, dropped, now)
    assert await open_of(database) == second
    async with database.write() as db:
        await drafts.drop(db, second, now)
        assert await drafts.purge(db, now + drafts.COMES_BACK_FOR) == 1
        assert await drafts.by_id(db, second.id) is None


async def test_parked_drafts_come_latest_first(database, begin, village):
    for minute, form in enumerate(("a", "b", "c", "d")):
        await begin(form, minute)
    async with database.read() as db:
        parked = await drafts.parked(db, village.people["韦秀英"])
    assert [draft.form for draft in parked] == ["c", "b", "a"]


async def test_the_same_form_begun_again_replaces_the_older_draft(database, begin):
    first, again = await begin("visit"), await begin("visit")
    async with database.read() as db:
        assert await drafts.by_id(db, first.id) is None
        assert await drafts.by_id(db, again.id) == again


async def test_a_draft_is_kept_with_its_revision_and_removed(database, begin, now, village):
    draft = replace(await begin("visit"), revision=4, step="second", answers={"n": [1, None]})
    async with database.write() as db:
        await drafts.keep(db, draft, now)
        assert await drafts.of_form(db, village.people["韦秀英"], "visit") == draft
        assert not await drafts.remove(db, draft)
        assert await drafts.by_id(db, draft.id) is None


async def test_removing_a_draft_tells_whether_others_wait(database, begin):
    await begin("visit")
    draft = await begin("note")
    async with database.write() as db:
        assert await drafts.remove(db, draft)


async def test_answers_moved_to_another_draft_do_not_open(database, begin, village):
    first, second = await begin("visit"), await begin("visit", name="覃志强")
    async with database.write() as db:
        theirs = select(DraftRow.answers_sealed).where(DraftRow.id == first.id)
        mine = update(DraftRow).where(DraftRow.id == second.id)
        await db.execute(mine.values(answers_sealed=await db.scalar(theirs)))
        with pytest.raises(WrongKey):
            await drafts.by_id(db, second.id)
