"""Pairings keep their order and their history; helpers are found in their officer's area."""

from dataclasses import replace
from datetime import date

from domain.households import Household
from domain.pairings import Pairing
from domain.people import Duty, Person, Role, State
from storage import helpers, households, pairings, people
from tests.kit import cast

DAY = date(2026, 3, 2)
OFFICER = Duty(role=Role.INFORMATION_OFFICER, area_code=cast.VILLAGE)


async def order(db, home):
    return [(it.person_id, it.rank) for it in await pairings.open_of_household(db, home)]


async def test_helpers_move_up_when_one_leaves_and_back_when_one_is_put_first(database, village):
    home, who = village.households["黄大明"], village.people
    one, two, three = who["韦秀英"], who["覃志强"], who["黎新来"]
    async with database.write() as db:
        assert await pairings.pair(db, home, two, DAY)
        assert not await pairings.pair(db, home, two, DAY)
        assert await pairings.pair(db, home, three, DAY)
        assert await order(db, home) == [(one, 1), (two, 2), (three, 3)]
        last = (await pairings.open_of_household(db, home))[-1]
        await pairings.move_to(db, last, 1)
        assert await order(db, home) == [(three, 1), (one, 2), (two, 3)]
        first = (await pairings.open_of_household(db, home))[0]
        assert await pairings.end(db, replace(first, until_on=DAY), "调走了")
        assert not await pairings.end(db, replace(first, until_on=DAY), "又一次")
        assert await order(db, home) == [(one, 1), (two, 2)]
        assert [it.id for it in await pairings.helpers_of(db, home)] == [one, two]
        assert await pairings.reasons(db, home) == {first.id: "调走了"}
        assert [it.person_id for it in await pairings.of_household(db, home)][-1] == one
        assert await pairings.of_person(db, three) == [replace(first, until_on=DAY)]
        assert await pairings.open_of_person(db, three) == []
        assert await pairings.pair(db, home, three, DAY)  # who comes back is paired anew
        assert len(await pairings.of_person(db, three)) == 2


async def test_many_added_at_once_are_each_the_last_of_their_household(database, village):
    home, other = village.households["黄大明"], village.households["梁水生"]
    who = village.people
    new = [
        Pairing(household_id=home, person_id=who["覃志强"], since_on=DAY),
        Pairing(household_id=home, person_id=who["黎新来"], since_on=DAY),
        Pairing(household_id=other, person_id=who["黎新来"], since_on=DAY),
    ]
    async with database.write() as db:
        await pairings.add(db, new)
        assert [rank for _, rank in await order(db, home)] == [1, 2, 3]
        assert [rank for _, rank in await order(db, other)] == [1, 2]


async def test_lists_of_what_is_to_do(database, village):
    async with database.write() as db:
        home = Household(number="Q1", area_code=cast.OTHER_VILLAGE, head_name="吴一")
        number = await households.put(db, home, [])
        codes, here = (cast.TOWN,), (cast.VILLAGE,)
        (only,) = await helpers.unpaired(db, codes, 8)
        assert (only.id, only.area) == (number, "曲湾村")
        assert await helpers.count_unpaired(db, codes) == 1
        assert await helpers.count_unpaired(db, here) == 0
        assert [(it.name, it.homes, it.unpaired) for it in await helpers.villages(db, codes)] == [
            ("曲湾村", 1, 1),
            ("关井村", 2, 0),
        ]
        assert [it.name for it in await helpers.idle(db, here, 8)] == ["黎新来"]
        assert await helpers.count_idle(db, here) == 1
        assert await helpers.leaving(db, here, 8) == []
        await people.set_state(db, village.people["韦秀英"], State.SUSPENDED)
        await people.set_duties(db, village.people["覃志强"], ())
        leaving = await helpers.leaving(db, here, 8)
        assert [(it.name, it.homes) for it in leaving] == [("覃志强", 1), ("韦秀英", 1)]
        assert await helpers.count_leaving(db, here) == 2
        assert await helpers.count_leaving(db, (cast.OTHER_VILLAGE,)) == 0


async def test_helpers_of_the_village_and_colleagues_are_offered_first(database, village):
    officer = Person(id=1, name="莫小兰", duties=(OFFICER,), unit="区教育局")
    async with database.write() as db:
        for name, unit in (("安一", ""), ("安二", "区教育局")):
            number = await people.add(db, name, None, unit)
            await people.set_duties(db, number, [Duty(role=Role.HELPER)])
        home = await helpers.home(db, village.households["黄大明"])
        assert home

        async def offered(who=officer, full_at=5, **narrowed):
            found = await helpers.likely(db, who, home, full_at, **narrowed)
            return [it.name for it in found]

        assert await offered() == ["黎新来", "覃志强", "安二", "安一"]
        assert await offered(replace(officer, unit="")) == ["黎新来", "覃志强", "安一", "安二"]
        assert await offered(full_at=1) == ["黎新来", "安二", "安一"]
        assert await offered(registered=True) == ["覃志强"]


async def test_helpers_are_found_by_name_end_of_the_phone_and_unit(database, village):
    officer = Person(id=village.people["莫小兰"], name="莫小兰", duties=(OFFICER,))
    elsewhere = Duty(role=Role.INFORMATION_OFFICER, area_code="450521100200")
    async with database.write() as db:

        async def found(words, who=officer):
            return [it.name for it in await helpers.find(db, who, words, 8)]

        assert await found("韦") == ["韦秀英"]
        assert await found("0002") == ["覃志强"]
        assert await found("覃 0002") == ["覃志强"]
        assert await found("覃 0001") == []
        assert await found("莫小兰") == []  # no helper
        assert await found("%") == []
        stranger = replace(officer, duties=(elsewhere,))
        assert await found("0001", stranger) == []
        assert await found("0001", replace(stranger, unit="区教育局")) == ["韦秀英"]
        assert await helpers.visible(db, officer, village.people["陈丽华"]) is None
