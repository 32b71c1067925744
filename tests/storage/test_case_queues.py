"""Queues: whose they are, on which tab, in which order, how many, and what lies below."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.cases import Case, State
from domain.ladders import SHIPPED, Kind
from domain.people import Duty, Role
from domain.queues import Filter, Tab
from storage import case_queues, cases, people
from storage.case_queues import PAGE, Count
from tests.kit.cast import DISTRICT, OTHER_VILLAGE, TOWN, VILLAGE

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
LATER, NEXT_WEEK = AT + timedelta(hours=1), AT + timedelta(days=8)


@pytest.fixture
def need(village):
    return Case(
        ladder=SHIPPED[Kind.NEED],
        topic="water",
        asker_id=village.people["韦秀英"],
        area_code=VILLAGE,
        household_id=village.households["黄大明"],
        raised_at=AT,
        moved_at=AT,
        since_at=AT,
    )


async def person(database, village, name):
    async with database.read() as db:
        return await people.by_id(db, village.people[name])


async def add(database, *made):
    async with database.write() as db:
        return [(await cases.add(db, each)).number for each in made]


async def shown(database, who, now=LATER, number=0, **wanted):
    async with database.read() as db:
        page = await case_queues.page(db, who, Filter(**wanted), now, number)
        return [it.case.number for it in page.entries]


async def counted(database, who, now=LATER, **wanted):
    async with database.read() as db:
        found = await case_queues.counts(db, who, Filter(**wanted), now)
        return {tab: it.cases for tab, it in found.items() if it.cases}


async def test_a_queue_is_of_ones_office_and_area_and_without_ones_own(database, village, need):
    officer = await person(database, village, "莫小兰")
    station = await person(database, village, "黄丽萍")
    ordinary, urgent, above, over, own = await add(
        database,
        need,
        replace(need, is_urgent=True),
        replace(need, rung_index=1),
        replace(need, state=State.SOLVED),
        replace(need, asker_id=officer.id),
    )
    assert await shown(database, officer) == [urgent, ordinary]
    assert await shown(database, station) == [above]
    colleague = await person(database, village, "陆海燕")
    assert await shown(database, colleague) == [urgent, ordinary, own]
    assert over not in await shown(database, colleague)
    elsewhere = Duty(role=Role.INFORMATION_OFFICER, area_code=OTHER_VILLAGE)
    assert await shown(database, replace(officer, duties=(elsewhere,))) == []
    assert await shown(database, replace(officer, duties=())) == []
    assert await counted(database, replace(officer, duties=())) == {}


async def test_tabs_tell_what_is_new_mine_waits_or_is_overdue(database, village, need):
    officer = await person(database, village, "莫小兰")
    colleague = await person(database, village, "陆海燕")
    new, mine, theirs, waits = await add(
        database,
        need,
        replace(need, holder_id=officer.id),
        replace(need, holder_id=colleague.id),
        replace(need, holder_id=officer.id, state=State.WAITING),
    )
    assert await shown(database, officer, tab=Tab.NEW) == [new]
    assert await shown(database, officer, tab=Tab.MINE) == [mine, waits]
    assert await shown(database, officer, tab=Tab.WAITING) == [waits]
    assert await shown(database, officer, tab=Tab.OVERDUE) == []
    assert await shown(database, officer, NEXT_WEEK, tab=Tab.OVERDUE) == [new, mine, theirs]
    assert await counted(database, officer) == {
        Tab.ALL: 4,
        Tab.NEW: 1,
        Tab.MINE: 2,
        Tab.WAITING: 1,
    }
    assert (await counted(database, officer, NEXT_WEEK))[Tab.OVERDUE] == 3


async def test_what_is_overdue_below_is_seen_above_and_not_of_alerts(database, village, need):
    station = await person(database, village, "黄丽萍")
    office = await person(database, village, "周启明")
    alert = replace(need, ladder=SHIPPED[Kind.ALERT], topic="illness")
    late, _alert = await add(database, need, alert)
    assert await shown(database, station, tab=Tab.OVERDUE) == []
    assert late in await shown(database, station, NEXT_WEEK, tab=Tab.OVERDUE)
    assert late not in await shown(database, station, NEXT_WEEK)
    assert await shown(database, office, NEXT_WEEK + timedelta(days=9), tab=Tab.OVERDUE) == []


async def test_kind_and_place_narrow_a_queue(database, village, need):
    office = await person(database, village, "周启明")
    there = replace(need, rung_index=2, area_code=OTHER_VILLAGE, household_id=None)
    question = replace(there, ladder=SHIPPED[Kind.QUESTION], topic="other")
    here, other, asked = await add(database, replace(need, rung_index=2), there, question)
    assert set(await shown(database, office)) == {here, other, asked}
    assert await shown(database, office, kind=Kind.QUESTION) == [asked]
    assert set(await shown(database, office, area_code=TOWN)) == {here, other, asked}
    assert set(await shown(database, office, area_code=OTHER_VILLAGE)) == {other, asked}
    assert await counted(database, office, area_code=VILLAGE) == {Tab.ALL: 1, Tab.NEW: 1}
    assert await shown(database, office, area_code="450512") == []


async def test_of_two_duties_the_queue_is_one_and_nothing_comes_twice(database, village, need):
    officer = await person(database, village, "莫小兰")
    duties = [
        Duty(role=Role.INFORMATION_OFFICER, area_code=VILLAGE),
        Duty(role=Role.INFORMATION_OFFICER, area_code=TOWN),
        Duty(role=Role.DISTRICT_OFFICE, area_code=DISTRICT),
    ]
    first, second = await add(database, need, replace(need, rung_index=2))
    assert await shown(database, replace(officer, duties=tuple(duties))) == [first, second]


async def test_pages_follow_each_other_and_counts_stop_somewhere(
    database, village, need, monkeypatch
):
    officer = await person(database, village, "莫小兰")
    numbers = await add(database, *[need] * (2 * PAGE + 3))
    found = [await shown(database, officer, number=page) for page in range(4)]
    assert [it for page in found for it in page] == numbers
    assert [len(page) for page in found] == [PAGE, PAGE, 3, 0]
    monkeypatch.setattr(case_queues, "SAMPLE", PAGE)
    async with database.read() as db:
        counts = await case_queues.counts(db, officer, Filter(), LATER)
        assert counts[Tab.ALL] == Count(cases=PAGE, is_more=True)
        assert await case_queues.held_by(db, [officer.id]) == {}
