"""What speaks for visiting households, gathered on both databases."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.cases import Case, State
from domain.haves import Check, Item, Verdict
from domain.ladders import SHIPPED, Kind
from domain.outings import Stop
from domain.visits import State as VisitState
from domain.visits import Visit
from storage import cases, haves, outings, pairings, people, visits
from storage.ids import new_id
from tests.kit.cast import PLACES, VILLAGE

TODAY = date(2026, 3, 2)


@pytest.fixture
async def db(database, village):
    """One open transaction is enough for one test."""
    async with database.write() as db:
        yield db


@pytest.fixture
async def helper(db, village):
    return await people.by_id(db, village.people["韦秀英"])


@pytest.fixture
def home(village):
    return village.households["黄大明"]


async def stops(db, helper, owed=None):
    return await outings.stops(db, helper, owed or {}, TODAY)


async def test_a_household_nobody_visited_has_nothing_else_to_say(db, helper, home):
    bare = Stop(household_id=home, name="黄大明", point=PLACES["黄大明"])
    assert await stops(db, helper) == [bare]
    owed = {home: date(2026, 2, 1), 5: TODAY}
    assert await stops(db, helper, owed) == [replace(bare, owes_from=date(2026, 2, 1))]


async def test_needs_items_and_visits_are_counted(db, helper, home, village, now):
    need = Case(
        ladder=SHIPPED[Kind.NEED],
        topic="water",
        asker_id=helper.id,
        area_code=VILLAGE,
        household_id=home,
        raised_at=now,
        moved_at=now,
        since_at=now,
    )
    for case in (need, replace(need, is_urgent=True), replace(need, state=State.SOLVED)):
        await cases.add(db, case)
    for item, verdict in ((Item.WATER, Verdict.UNMET), (Item.ROAD, Verdict.MET)):
        check = Check(household_id=home, item=item, verdict=verdict, checked_on=TODAY, standard="")
        await haves.add(db, check)
    visit = Visit(
        id=new_id(),
        household_id=home,
        person_id=helper.id,
        at=now - timedelta(days=30),
        handed_in_at=now,
        state=VisitState.KEPT,
        next_on=date(2026, 3, 4),
    )
    older = replace(visit, id=new_id(), at=now - timedelta(days=60), next_on=date(2026, 2, 4))
    fresh = replace(visit, id=new_id(), at=now, state=VisitState.WAITING, next_on=TODAY)
    for it in (older, visit, fresh):
        assert await visits.add(db, it)
    [stop] = await stops(db, helper)
    assert (stop.cases, stop.urgent_cases, stop.unmet) == (2, 1, 1)
    assert (stop.days_since, stop.planned_on) == (30, date(2026, 3, 4))


async def test_only_ones_own_households_are_stops(db, helper, home, village):
    other = village.households["梁水生"]
    await pairings.pair(db, other, helper.id, date(2026, 1, 1))
    assert {it.household_id for it in await stops(db, helper)} == {home, other}
    officer = await people.by_id(db, village.people["莫小兰"])
    assert await stops(db, officer) == []
    assert await outings.start(db, officer, TODAY) is None


async def test_the_way_begins_in_the_village(db, helper, home):
    start = await outings.start(db, helper, TODAY)
    assert start == outings.Start(point=PLACES["关井村"], name="关井村", is_checkin=False)
    assert await outings.places(db, [home]) == {home: "关井村 0001"}
