"""Areas, households and pairings: where somebody may check in."""

import asyncio
from dataclasses import replace
from datetime import date

from sqlalchemy import func, select, update

from domain.areas import Area, Level
from domain.geo import Datum, Point
from domain.households import Household, Member
from storage import areas, households, pairings, people
from storage.tables import MemberRow, PairingRow
from tests.kit import cast

POINT = Point(latitude=21.5, longitude=109.2, datum=Datum.GCJ02)


async def test_an_area_is_added_corrected_and_keeps_its_point(database, village):
    fresh = Area(code=cast.VILLAGE, name="新关井村", level=Level.VILLAGE, parent_code=cast.TOWN)
    async with database.write() as db:
        await areas.put(db, fresh)
        found = await areas.by_codes(db, [cast.VILLAGE, "999"])
        assert found == {cast.VILLAGE: replace(fresh, point=cast.PLACES["关井村"])}
        await areas.put(db, replace(fresh, point=POINT))
        assert (await areas.by_codes(db, [cast.VILLAGE]))[cast.VILLAGE].point == POINT
        assert await areas.name_of(db, cast.VILLAGE) == "新关井村"
        assert await areas.name_of(db, "999") == "999"
        assert cast.DISTRICT in await areas.codes(db)


async def test_a_household_put_again_replaces_its_members_and_keeps_its_point(database, village):
    household = Household(number="H0001", area_code=cast.VILLAGE, head_name="黄大明")
    members = [Member(number="1", name="黄大明", id_number="450503196001011234")]
    async with database.write() as db:
        number = await households.put(db, household, members)
        assert number == village.households["黄大明"]
        wanted = select(func.count()).select_from(MemberRow)
        assert await db.scalar(wanted.where(MemberRow.household_id == number)) == 1
        assert await households.point_of(db, number) == cast.PLACES["黄大明"]


async def test_a_point_is_set_once(database, village):
    number = village.households["梁水生"]

    async def set_point(latitude):
        async with database.write() as db:
            return await households.set_point(db, number, replace(POINT, latitude=latitude))

    answers = await asyncio.gather(*[set_point(21.4 + n / 1000) for n in range(6)])
    assert sorted(answers) == [False] * 5 + [True]
    async with database.read() as db:
        kept = await households.point_of(db, number)
    assert kept == replace(POINT, latitude=21.4 + answers.index(True) / 1000)


async def test_a_pair_is_paired_once_however_many_try(database, village):
    async def pair():
        async with database.write() as db:
            numbers = village.households["梁水生"], village.people["韦秀英"]
            return await pairings.pair(db, *numbers, date(2026, 3, 1))

    assert sorted(await asyncio.gather(*[pair() for _ in range(8)])) == [False] * 7 + [True]


async def places_of(database, village, name):
    async with database.read() as db:
        person = await people.by_id(db, village.people[name])
        return await pairings.places_of(db, person)


async def test_a_helper_checks_in_at_paired_households(database, village):
    [place] = await places_of(database, village, "韦秀英")
    assert (place.name, place.point) == ("黄大明", cast.PLACES["黄大明"])
    assert place.key == f"h{village.households['黄大明']}"
    [without_point] = await places_of(database, village, "覃志强")
    assert without_point.point is None


async def test_a_resident_checks_in_at_the_village(database, village):
    [place] = await places_of(database, village, "梁建国")
    assert (place.key, place.point) == (f"a{cast.VILLAGE}", cast.PLACES["关井村"])
    assert place.household_id is None


async def test_an_officer_has_nowhere_to_check_in(database, village):
    assert await places_of(database, village, "莫小兰") == []


async def test_an_ended_pairing_is_no_place_any_more(database, village):
    async with database.write() as db:
        await db.execute(update(PairingRow).values(until_on=date(2026, 2, 1)))
    assert await places_of(database, village, "韦秀英") == []
    async with database.write() as db:
        numbers = village.households["黄大明"], village.people["韦秀英"]
        assert await pairings.pair(db, *numbers, date(2026, 3, 1))
        person = await people.by_id(db, village.people["韦秀英"])
        assert await pairings.place_of(db, person, "h1") is None
        assert await pairings.place_of(db, person, f"h{numbers[0]}") is not None
