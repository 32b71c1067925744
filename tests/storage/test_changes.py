"""Changes: sealed, one mover at a time, and reviewers' queues by village."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.changes import Deed, Wanted
from domain.people import Duty, Role
from domain.reviews import Review, give_back, propose, use
from storage import changes, people
from storage.ids import new_id
from tests.kit.cast import TOWN, VILLAGE
from tests.kit.tables import plainly_holds

SECRET = "丧失劳动能力证明"


@pytest.fixture
def make(village, now):
    def made(field="labour", new="丧失", author="韦秀英", member="H0001-1", later=0, **options):
        wanted = Wanted(
            field=field, old="普通", new=new, member_number=member, evidence=SECRET, **options
        )
        at = now + timedelta(minutes=later)
        author = village.people[author]
        return propose(new_id(), village.households["黄大明"], wanted, author, at)

    return made


async def keep(database, *made):
    async with database.write() as db:
        for each in made:
            await changes.propose(db, each)


async def person(database, village, name):
    async with database.read() as db:
        return await people.by_id(db, village.people[name])


async def test_what_is_kept_is_what_was_proposed_and_nobody_reads_it_in_the_tables(
    database, village, make
):
    change = make(files=(7, 8))
    await keep(database, change)
    async with database.read() as db:
        assert await changes.by_id(db, change.id) == change
        assert await changes.by_id(db, 1) is None
        assert await changes.open_of(db, change.household_id) == [change]
        assert await changes.of_author(db, change.household_id, change.person_id) == [change]
    assert not await plainly_holds(database, SECRET)
    assert not await plainly_holds(database, "丧失")


async def test_of_two_who_decide_at_once_one_does(database, village, make, now):
    change = make()
    await keep(database, change)
    review = Review(person_id=village.people["梁建国"], now=now, current="普通")
    outcomes = (use(change, review)[0], give_back(change, "不对", review))

    async def move(outcome):
        async with database.write() as db:
            return await changes.move(db, outcome)

    moved = await asyncio.gather(*map(move, outcomes))
    assert sorted(moved) == [False, True]
    async with database.read() as db:
        kept = await changes.by_id(db, change.id)
    assert kept == outcomes[moved.index(True)]
    assert kept.steps[0].deed is Deed.PROPOSED
    assert len(kept.steps) == 2


async def queue(database, who):
    async with database.read() as db:
        found = await changes.batches_for(db, who, 8)
        assert await changes.count_batches_for(db, who) == len(found)
        return [(it.person_id, it.count) for it in found]


async def test_residents_review_their_village_and_officers_where_there_is_no_resident(
    database, village, make
):
    names = ("韦秀英", "梁建国", "莫小兰", "陆海燕", "黄丽萍")
    helper, resident, officer, above, station = [
        await person(database, village, it) for it in names
    ]
    await keep(database, make(), make(field="health", new=["残疾"], later=1))
    assert await queue(database, resident) == [(helper.id, 2)]
    for who in (helper, officer, above, station):
        assert await queue(database, who) == []
    await keep(database, make(author="梁建国", later=2))
    assert await queue(database, resident) == [(helper.id, 2)]
    assert await queue(database, officer) == [(resident.id, 1)]
    async with database.write() as db:
        assert await changes.residents_of(db, VILLAGE) == {resident.id}
        await people.set_duties(db, resident.id, [Duty(role=Role.HELPER, area_code=VILLAGE)])
        assert await changes.residents_of(db, VILLAGE) == frozenset()
    for who in (officer, above):
        assert await queue(database, who) == [(helper.id, 2), (resident.id, 1)]
    elsewhere = replace(officer, duties=(Duty(role=Role.INFORMATION_OFFICER, area_code="45"),))
    assert len(await queue(database, elsewhere)) == 2
    other = Duty(role=Role.INFORMATION_OFFICER, area_code=f"{TOWN}201")
    assert await queue(database, replace(officer, duties=(other,))) == []


async def test_the_latest_are_listed_first_and_by_page(database, village, make):
    made = [make(field=field, member="", new="x") for field in ("hamlet", "phone", "state")]
    for each in made:
        await keep(database, each)
    home = village.households["黄大明"]
    async with database.read() as db:
        assert await changes.count_of_household(db, home) == 3
        newest = [it.field for it in await changes.of_household(db, home, 2)]
        assert newest == ["state", "phone"]
        assert [it.field for it in await changes.of_household(db, home, 2, 2)] == ["hamlet"]
