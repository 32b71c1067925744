"""Visits in the database: one a check-in, one winner of two, and who was last where."""

import asyncio
from datetime import date, timedelta

import pytest

from domain.checkins import CheckIn, Grade, Place, Proof
from domain.checkins import State as CheckInState
from domain.geo import Point
from domain.visits import State, Visit
from storage import checkins, visits
from storage.ids import new_id
from tests.kit import cast

ANSWERS = {"measures": ["policy"], "case.words": "屋顶漏雨"}


@pytest.fixture
def make(village, now):
    def make(checkin_id=None, days=0, **values):
        given = {"about": "黄大明", "people": ["黄大明"]}
        facts = {
            "id": new_id(),
            "household_id": village.households["黄大明"],
            "person_id": village.people["韦秀英"],
            "at": now + timedelta(days=days),
            "handed_in_at": now,
            "given": given,
            "answers": ANSWERS,
        }
        return Visit(**facts | {"checkin_id": checkin_id} | values)

    return make


@pytest.fixture
async def checkin_id(database, village, now):
    place = Place(
        key="h1",
        name="黄大明",
        area_code=cast.VILLAGE,
        household_id=village.households["黄大明"],
    )
    proof = Proof(
        point=Point(latitude=21.48, longitude=109.18),
        sent_at=now,
        accuracy_m=9.0,
        grade=next(iter(Grade)),
        message_id=1,
    )
    checkin = CheckIn(
        id=new_id(),
        person_id=village.people["韦秀英"],
        place=place,
        at=now + timedelta(days=3),
        local_on=date(2026, 3, 5),
        state=CheckInState.VERIFIED,
        proof=proof,
    )
    async with database.write() as db:
        assert await checkins.add(db, checkin)
    return checkin.id


async def test_a_visit_reads_as_it_was_handed_in(database, make, checkin_id, now):
    visit = make(checkin_id, next_on=date(2026, 3, 30))
    async with database.write() as db:
        assert await visits.add(db, visit)
        assert await visits.by_id(db, visit.id) == visit
        assert await visits.of_checkin(db, checkin_id) == visit
        assert await visits.recorded(db, [checkin_id, 1]) == {checkin_id}


async def test_a_checkin_has_one_visit_until_it_is_taken_back(database, make, checkin_id, now):
    first, second = make(checkin_id), make(checkin_id)
    async with database.write() as db:
        assert [await visits.add(db, it) for it in (first, second)] == [True, False]
        assert await visits.move(db, first, State.UNDONE, None, now)
        assert await visits.recorded(db, [checkin_id]) == frozenset()
        assert await visits.add(db, second)


async def test_undoing_and_settling_have_one_winner(database, make, now):
    visit = make()
    async with database.write() as db:
        await visits.add(db, visit)

    async def move(state):
        async with database.write() as db:
            return await visits.move(db, visit, state, None, now)

    won = await asyncio.gather(move(State.UNDONE), move(State.KEPT))
    assert sorted(won) == [False, True]


async def test_only_fresh_visits_of_before_are_settled(database, make, now):
    old, new = make(handed_in_at=now - timedelta(seconds=61)), make()
    kept = make(handed_in_at=now - timedelta(days=1), state=State.KEPT)
    async with database.write() as db:
        for visit in (old, new, kept):
            await visits.add(db, visit)
        found = await visits.unsettled(db, now - timedelta(seconds=60))
    assert [it.id for it in found] == [old.id]


async def test_kept_visits_are_the_history_the_newest_first(database, make, village, now):
    made = [make(days=day, state=State.KEPT) for day in (0, 9, 2)]
    async with database.write() as db:
        for visit in (*made, make(days=99)):
            await visits.add(db, visit)
        household = village.households["黄大明"]
        found = await visits.of_household(db, household)
        promise = await visits.promises(db, household)
        assert await visits.promises(db, village.households["梁水生"]) is None
    assert [it.id for it in found] == [made[1].id, made[2].id, made[0].id]
    assert promise
    assert (promise.visit_id, promise.need, promise.measures) == (
        made[1].id,
        "屋顶漏雨",
        ("policy",),
    )


async def test_who_was_last_there_is_the_latest_of_visits_and_checkins(
    database, make, checkin_id, village, now
):
    household = village.households["黄大明"]
    async with database.write() as db:
        await visits.add(db, make(days=1, state=State.KEPT))
        await visits.add(db, make(days=8))
        ids = [household, village.households["梁水生"]]
        assert await visits.latest(db, ids) == {household: now + timedelta(days=3)}
        await visits.add(db, make(days=5, state=State.KEPT))
        assert await visits.latest(db, ids) == {household: now + timedelta(days=5)}
