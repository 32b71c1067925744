"""Cases: numbers, one mover at a time, steps in order and sealed, queues by office and area."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import IntegrityError

from domain.areas import Level
from domain.case_deeds import claim
from domain.cases import Case, State
from domain.ladders import SHIPPED, Deed, Kind
from storage import case_steps, cases, people
from storage.case_steps import Doing
from tests.kit.cast import VILLAGE
from tests.kit.tables import plainly_holds

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
SECRET = "水管裂了三天家里没水"
VOICE = {"voice": "AwACAgUAAxkBAAIB", "seconds": 7}


async def person(database, village, name):
    async with database.read() as db:
        return await people.by_id(db, village.people[name])


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


async def add(database, *made):
    async with database.write() as db:
        return [await cases.add(db, each) for each in made]


async def kept(database, number):
    async with database.read() as db:
        return await cases.by_number(db, number)


async def test_what_is_kept_is_what_was_made_under_a_number_of_its_own(database, need):
    first, second = await add(database, need, replace(need, household_id=None, is_urgent=True))
    assert 0 < first.number < second.number
    entry, other = await kept(database, first.number), await kept(database, second.number)
    assert (entry.case, entry.about, entry.area) == (first, "黄大明", "关井村")
    assert (other.case, other.about) == (second, "关井村")
    assert await kept(database, second.number + 1) is None


async def test_of_two_who_claim_at_once_one_has_it(database, village, need):
    [case] = await add(database, need)
    officers = [await person(database, village, name) for name in ("莫小兰", "陆海燕")]

    async def take(officer):
        async with database.write() as db:
            return await cases.move_on(db, claim(case, officer, AT)) is not None

    answers = await asyncio.gather(*map(take, officers))
    assert sorted(answers) == [False, True]
    entry = await kept(database, case.number)
    assert entry.holder == officers[answers.index(True)].name


async def test_steps_come_in_order_and_one_a_version(database, village, need):
    [case] = await add(database, need)
    asker = await person(database, village, "韦秀英")
    officer = await person(database, village, "莫小兰")
    held = claim(case, officer, AT)
    up = replace(held, version=3, rung_index=1)
    async with database.write() as db:
        await case_steps.add(db, up, Doing(officer, Deed.PASSED_UP, VOICE))
        await case_steps.add(db, case, Doing(asker, Deed.RAISED, SECRET))
        await case_steps.add(db, held, Doing(officer, Deed.CLAIMED))
        done = await case_steps.of_case(db, case.number)
    assert [(it.deed, it.by, it.level, it.text) for it in done] == [
        (Deed.RAISED, "韦秀英", Level.VILLAGE, SECRET),
        (Deed.CLAIMED, "莫小兰", Level.VILLAGE, ""),
        (Deed.PASSED_UP, "莫小兰", Level.TOWN, "🎤 7″"),
    ]
    assert case_steps.voices(done) == [VOICE["voice"]]
    with pytest.raises(IntegrityError):
        async with database.write() as db:
            await case_steps.add(db, held, Doing(officer, Deed.GIVEN_BACK))


async def test_what_was_said_cannot_be_read_in_the_database(database, village, need):
    [case] = await add(database, need)
    asker = await person(database, village, "韦秀英")
    async with database.write() as db:
        await case_steps.add(db, case, Doing(asker, Deed.RAISED, SECRET))
    assert not await plainly_holds(database, SECRET)


async def test_ones_own_are_listed_newest_first(database, village, need):
    first, second = await add(database, need, replace(need, state=State.SOLVED))
    await add(database, replace(need, asker_id=village.people["覃志强"]))
    async with database.read() as db:
        mine = await cases.raised_by(db, need.asker_id, 8)
        assert [it.case.number for it in mine] == [second.number, first.number]
        assert await cases.count_raised_by(db, need.asker_id) == 2
