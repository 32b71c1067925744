"""Late entries: what limits a claim, what waits for whom, and one decision on both databases."""

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from domain.calendar import SHANGHAI
from domain.visits import State, Visit
from storage import late_visits, people, visits
from storage.ids import new_id
from tests.kit.cast import OTHER_VILLAGE, TOWN, VILLAGE

SINCE = date(2026, 2, 15)
HELPER, OTHER = "韦秀英", "覃志强"


def at(day, hour=10):
    return datetime.combine(day, datetime.min.time(), SHANGHAI) + timedelta(hours=hour)


@pytest.fixture
def late(village, now):
    """A late entry that waits."""
    return Visit(
        id=new_id(),
        household_id=village.households["黄大明"],
        person_id=village.people[HELPER],
        at=at(date(2026, 3, 1)),
        handed_in_at=now,
        state=State.WAITING,
        is_late=True,
        given={"about": "黄大明"},
        answers={"late.why": "忘了"},
    )


async def claims(db, village, name=HELPER, head="黄大明"):
    person = await people.by_id(db, village.people[name])
    return await late_visits.claims(db, person, village.households[head], SINCE)


async def test_what_counts_limits_the_next_claim(database, village, late):
    others = (
        replace(late, id=new_id(), at=at(date(2026, 2, 14))),
        replace(late, id=new_id(), at=at(date(2026, 2, 20)), state=State.KEPT),
        replace(late, id=new_id(), at=at(date(2026, 2, 21)), state=State.REFUSED),
        replace(late, id=new_id(), at=at(date(2026, 2, 22)), state=State.UNDONE),
        replace(late, id=new_id(), at=at(date(2026, 2, 23)), state=State.KEPT, is_late=False),
        replace(late, id=new_id(), at=at(date(2026, 2, 24)), person_id=village.people[OTHER]),
        replace(
            late, id=new_id(), at=at(date(2026, 2, 25)), household_id=village.households["梁水生"]
        ),
    )
    async with database.write() as db:
        for visit in (late, *others):
            assert await visits.add(db, visit)
        found = await claims(db, village)
    assert found
    assert found.paired_on == date(2026, 1, 1)
    assert found.visited_on == {date(2026, 3, 1), date(2026, 2, 20), date(2026, 2, 23)}
    assert found.entered == {date(2026, 3, 1): 1, date(2026, 2, 1): 3}


async def test_whoever_is_not_paired_claims_nothing(database, village):
    async with database.read() as db:
        assert await claims(db, village, OTHER) is None
        assert await claims(db, village, HELPER, "梁水生") is None


async def test_what_was_sent_back_is_known_until_it_is_made_good(database, village, late):
    refused = replace(late, state=State.REFUSED)
    older = replace(refused, id=new_id(), at=at(date(2026, 2, 14)))
    others = replace(refused, id=new_id(), person_id=village.people[OTHER])
    elsewhere = replace(late, id=new_id(), household_id=village.households["梁水生"])
    async with database.write() as db:
        for visit in (refused, older, others, elsewhere):
            await visits.add(db, visit)
        found = await late_visits.sent_back(db, village.people[HELPER], SINCE)
        assert [it.id for it in found] == [refused.id]
        await visits.add(db, replace(late, id=new_id(), at=late.at + timedelta(hours=2)))
        assert await late_visits.sent_back(db, village.people[HELPER], SINCE) == []


async def test_what_waits_is_listed_by_area_oldest_first(database, village, late, now):
    younger = replace(late, id=new_id(), handed_in_at=now + timedelta(hours=1))
    kept = replace(late, id=new_id(), state=State.KEPT)
    async with database.write() as db:
        for visit in (younger, late, kept):
            assert await visits.add(db, visit)
        for codes, count in (([VILLAGE], 2), ([TOWN], 2), ([OTHER_VILLAGE], 0), ([], 0)):
            found = await late_visits.waiting(db, codes, 9)
            assert [it.id for it in found] == [late.id, younger.id][:count]
            assert await late_visits.count_waiting(db, codes) == count
        assert [it.id for it in await late_visits.waiting(db, [VILLAGE], 1)] == [late.id]


async def test_of_two_officers_and_the_helper_one_is_first(database, village, late, now):
    async with database.write() as db:
        await visits.add(db, late)

    async def decide(state, name):
        async with database.write() as db:
            return await visits.move(db, late, state, village.people[name], now)

    wishes = ((State.KEPT, "莫小兰"), (State.REFUSED, "陆海燕"), (State.UNDONE, HELPER))
    answers = await asyncio.gather(*[decide(*it) for it in wishes])
    assert sorted(answers) == [False, False, True]
    async with database.read() as db:
        decided = await visits.by_id(db, late.id)
    assert decided
    winner = wishes[answers.index(True)]
    assert (decided.state, decided.version) == (winner[0], 2)


async def test_why_it_was_sent_back_stays_with_it(database, village, late):
    async with database.write() as db:
        await visits.add(db, late)
        await visits.put_given(db, replace(late, given={**late.given, "returned": "缺照片"}))
        found = await visits.by_id(db, late.id)
    assert found
    assert found.given == {"about": "黄大明", "returned": "缺照片"}
    assert found.answers == late.answers
