"""Ladders are kept whole, one replaces another, and only one can."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from domain.areas import Level
from domain.ladders import SHIPPED, Kind, Span
from domain.people import Role
from domain.refusals import Text
from storage import ladders
from storage.tables import LadderRow
from tests.storage.conftest import NOW

LATER = NOW + timedelta(days=3)


@pytest.mark.parametrize("kind", list(Kind))
async def test_a_ladder_is_read_as_it_was_kept(database, kind):
    async with database.write() as db:
        number = await ladders.keep(db, SHIPPED[kind], NOW, None, NOW)
    assert number
    ladders._remembered.clear()
    async with database.read() as db:
        assert await ladders.on(db, kind, NOW) == replace(SHIPPED[kind], id=number)
        assert await ladders.on(db, kind, NOW - timedelta(seconds=1)) == SHIPPED[kind]
        kept = await ladders.known(db, [0, number])
    assert ladders.one(kept, kind, number).id == number
    assert ladders.one(kept, kind, 0) == SHIPPED[kind]


async def test_of_two_who_replace_the_same_ladder_one_is_told(database):
    shipped = SHIPPED[Kind.NEED]
    async with database.write() as db:
        first = await ladders.keep(db, replace(shipped, reopen_days=10), LATER, None, NOW)
    async with database.write() as db:
        assert await ladders.keep(db, replace(shipped, reopen_days=20), NOW, None, NOW) is None
        newest = await ladders.newest(db, Kind.NEED)
        assert newest
        assert (newest.ladder.id, newest.ladder.reopen_days) == (first, 10)
        assert await ladders.on(db, Kind.NEED, NOW) == shipped
        assert await ladders.keep(db, newest.ladder, LATER, None, NOW)
        history = await ladders.history(db, Kind.NEED, 10)
        assert [it.replaces_id for it in history] == [first, 0]
        assert await ladders.count(db, Kind.NEED) == 2
        assert await ladders.newest(db, Kind.ALERT) is None


async def test_a_body_written_before_there_were_more_fields_still_loads(database):
    async with database.write() as db:
        number = await ladders.keep(db, SHIPPED[Kind.QUESTION], NOW, None, NOW)
        body = json.loads(await db.scalar(select(LadderRow.body)) or "")
        del body["reopen_days"], body["rules"], body["rungs"][0]["is_in_chain"]
        del body["rungs"][0]["clocks"]["grace"], body["topics"][0]["is_offered"]
        body |= {"gone": 1}
        body["rungs"][0] |= {"gone": 1}
        await db.execute(update(LadderRow).values(body=json.dumps(body)))
    assert number
    ladders._remembered.clear()
    async with database.read() as db:
        assert await ladders.on(db, Kind.QUESTION, NOW) == replace(
            SHIPPED[Kind.QUESTION], id=number
        )


async def test_ladders_to_which_open_cases_move_are_listed_until_they_have(database):
    rung = replace(SHIPPED[Kind.NEED].rungs[0], level=Level.TOWN, role=Role.TOWN_STATION)
    changed = replace(SHIPPED[Kind.NEED], rungs=(rung,), warn_percent=50)
    topic = replace(changed.topics[0], name=Text("新房"))
    changed = replace(changed, topics=(topic,))
    clocks = replace(rung.clocks, solve=Span(minutes=90))
    changed = replace(changed, rungs=(replace(rung, clocks=clocks),))
    async with database.write() as db:
        number = await ladders.keep(db, changed, LATER, None, NOW, takes_open=True)
        assert number
        assert await ladders.taking(db, NOW) == []
        (kept,) = await ladders.taking(db, LATER)
        assert kept.ladder == replace(changed, id=number)
        await ladders.taken(db, number, LATER)
        assert await ladders.taking(db, LATER) == []
