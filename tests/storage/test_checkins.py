"""Check-ins: one per person, place and day, whatever happens at once."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.checkins import CheckIn, Grade, Past, Proof, State
from domain.geo import Point
from storage import checkins, pairings, people
from storage.ids import new_id
from tests.kit.cast import OTHER_VILLAGE, TOWN, VILLAGE

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
PROOF = Proof(
    point=Point(latitude=21.4811, longitude=109.1861),
    sent_at=AT,
    accuracy_m=12.4,
    grade=Grade.MEASURED,
    message_id=7,
)


@pytest.fixture
async def checkin(database, village):
    async with database.read() as db:
        person = await people.by_id(db, village.people["韦秀英"])
        [place] = await pairings.places_of(db, person)
    return CheckIn(
        id=new_id(),
        person_id=person.id,
        place=place,
        at=AT,
        local_on=date(2026, 3, 2),
        state=State.PENDING,
        proof=PROOF,
        distance_m=640,
    )


async def add(database, *made):
    async with database.write() as db:
        return [await checkins.add(db, each) for each in made]


async def kept(database, checkin):
    async with database.read() as db:
        return await checkins.by_id(db, checkin.id)


async def test_what_is_kept_is_what_was_made(database, checkin):
    assert await add(database, checkin) == [True]
    entry = await kept(database, checkin)
    assert (entry.checkin, entry.person_name) == (checkin, "韦秀英")
    async with database.read() as db:
        same = await checkins.at_place(db, checkin.person_id, checkin.place.key, checkin.local_on)
        assert same == checkin
        assert await checkins.of_live_message(db, checkin.person_id, 7) == checkin
        assert await checkins.of_live_message(db, checkin.person_id, 8) is None


async def test_fifty_at_once_make_one(database, checkin):
    fifty = [replace(checkin, id=new_id()) for _ in range(50)]
    answers = await asyncio.gather(*[add(database, each) for each in fifty])
    assert answers.count([True]) == 1
    async with database.read() as db:
        days = date(2026, 3, 1), date(2026, 3, 31)
        [only] = await checkins.in_month(db, checkin.person_id, *days)
    assert only.id == fifty[answers.index([True])].id


async def test_another_day_or_place_is_another_checkin(database, checkin):
    tomorrow = replace(checkin, id=new_id(), local_on=date(2026, 3, 3), at=AT + timedelta(days=1))
    elsewhere = replace(checkin, id=new_id(), place=replace(checkin.place, key="h0"))
    assert await add(database, checkin, tomorrow, elsewhere) == [True] * 3


async def test_the_scope_is_the_area_and_what_lies_below(database, checkin):
    await add(database, checkin)
    async with database.read() as db:
        for codes, seen in (([TOWN], 1), ([VILLAGE], 1), ([OTHER_VILLAGE], 0), ([], 0)):
            listed = await checkins.in_areas(db, codes, checkin.local_on, checkin.local_on)
            assert len(listed) == len(await checkins.open_exceptions(db, codes)) == seen


async def test_of_two_officers_deciding_at_once_one_decides(database, checkin, village):
    await add(database, checkin)
    officers = [village.people["莫小兰"], village.people["陆海燕"]]

    async def decide(officer):
        settled = replace(checkin, state=State.ACCEPTED, version=2, decided_by=officer)
        async with database.write() as db:
            return await checkins.move_on(db, settled, AT)

    answers = await asyncio.gather(*map(decide, officers))
    assert sorted(answers) == [False, True]
    entry = await kept(database, checkin)
    assert entry.checkin.decided_by == officers[answers.index(True)]


async def test_arriving_replaces_an_open_exception_and_nothing_else(database, checkin):
    await add(database, checkin)
    fresh = replace(checkin, id=new_id(), state=State.VERIFIED, distance_m=3)
    async with database.write() as db:
        assert await checkins.replace_exception(db, checkin, fresh)
        assert not await checkins.replace_exception(db, checkin, fresh)
    entry = await kept(database, checkin)
    assert entry.checkin == replace(fresh, id=checkin.id, version=2)
    async with database.write() as db:
        assert not await checkins.replace_exception(db, entry.checkin, fresh)


async def test_what_was_said_comes_in_order(database, checkin, village):
    await add(database, checkin)
    async with database.write() as db:
        for kind, name in (("reason", "韦秀英"), ("question", "莫小兰"), ("answer", "韦秀英")):
            await checkins.add_remark(db, checkin.id, village.people[name], kind, f"{kind} 话")
        said = await checkins.remarks(db, checkin.id)
    assert [(it.kind, it.by, it.text) for it in said] == [
        ("reason", "韦秀英", "reason 话"),
        ("question", "莫小兰", "question 话"),
        ("answer", "韦秀英", "answer 话"),
    ]


async def test_a_track_point_of_one_moment_is_kept_once(database, checkin):
    await add(database, checkin)
    async with database.write() as db:
        assert await checkins.add_track_point(db, checkin.id, PROOF)
        assert not await checkins.add_track_point(db, checkin.id, PROOF)
        later = replace(PROOF, sent_at=AT + timedelta(seconds=5))
        assert await checkins.add_track_point(db, checkin.id, later)
        assert await checkins.count_track_points(db, checkin.id) == 2


async def test_the_past_knows_the_last_checkin_and_copied_coordinates(database, checkin):
    async with database.read() as db:
        assert await checkins.past(db, checkin.person_id, PROOF) == Past()
    later = replace(checkin, id=new_id(), local_on=date(2026, 3, 3), at=AT + timedelta(days=1))
    await add(database, checkin, later)
    moved = replace(PROOF, point=Point(latitude=21.4812, longitude=109.1861))
    async with database.read() as db:
        same = await checkins.past(db, checkin.person_id, PROOF)
        assert same == Past(latest=later, was_here_exactly=True)
        assert not (await checkins.past(db, checkin.person_id, moved)).was_here_exactly
