"""A file applied once adds, with other words it changes, and again it does nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from demo.district import district
from domain.areas import Area, Level
from domain.geo import Datum, Point
from domain.pairings import Pairing
from domain.people import Duty, Role, State
from imports.households import HouseholdRecord
from imports.members import MemberRecord
from imports.pairings import Known, PairingRecord
from imports.people import PersonRecord
from imports.plan import Kind, Plan
from storage import areas, households, pairings, people, roster
from storage.imports import (
    Counts,
    apply,
    apply_areas,
    apply_households,
    apply_pairings,
    apply_people,
    known_for_pairings,
)
from tests.kit.cast import VILLAGE
from tests.kit.tables import contents

HERE = Point(latitude=21.481, longitude=109.186, datum=Datum.GCJ02)
WEI = PersonRecord(name="韦秀英", phone="13900000001", roles=(Role.HELPER,), unit="区教育局")
MO = PersonRecord(
    name="莫小兰",
    phone="13900000002",
    roles=(Role.INFORMATION_OFFICER, Role.FIRST_SECRETARY),
    area_codes=("450503101201", "450503101204"),
)
HUANG = HouseholdRecord(
    number="H1",
    area_code=VILLAGE,
    hamlet="二队",
    size=2,
    causes=("因病", "缺资金"),
    is_housing_unsafe=False,
    net_income_per_head_yuan=Decimal("4000.50"),
    phone="13800000001",
    point=HERE,
    members=(
        MemberRecord(
            name="黄小红", relation="之女", number="H102", id_number="450599201501010027"
        ),
        MemberRecord(name="黄大明", relation="户主", number="H101", health=("健康",)),
    ),
)
LU = HouseholdRecord(
    number="H2", area_code=VILLAGE, members=(MemberRecord(name="陆阿妹", relation="户主"),)
)
PAIRED = PairingRecord(household_number="H1", helper_phone=WEI.phone, since_on=date(2026, 1, 5))


async def person(db, phone):
    found = await people.by_phone(db, phone)
    assert found
    return found


async def applied(database, kind, *records, write=True):
    async with database.write() as db:
        return await apply(db, Plan(kind=kind, records=records), write=write)


@pytest.fixture
async def district_of_two(database):
    """A village with two people, two households and one pairing."""
    village = Area(code=VILLAGE, name="关井村", level=Level.VILLAGE, parent_code=VILLAGE[:9])
    await applied(database, Kind.AREAS, village)
    await applied(database, Kind.PEOPLE, WEI, MO)
    await applied(database, Kind.HOUSEHOLDS, HUANG, LU)
    await applied(database, Kind.PAIRINGS, PAIRED)
    return database


async def test_the_demo_is_loaded_and_loaded_again(database):
    made = district()
    for kind, plan in vars(made).items():
        if isinstance(plan, Plan):
            first = await applied(database, plan.kind, *plan.records)
            assert first == Counts(new=len(plan.records)), kind
    before = await contents(database)
    for plan in (made.areas, made.people, made.households, made.pairings):
        again = await applied(database, plan.kind, *plan.records)
        assert again == Counts(same=len(plan.records))
    assert await contents(database) == before


async def test_without_writing_it_only_counts(district_of_two):
    before = await contents(district_of_two)
    told = replace(WEI, name="韦小英"), replace(WEI, phone="13900000009"), MO
    counts = await applied(district_of_two, Kind.PEOPLE, *told, write=False)
    assert counts == Counts(new=1, changed=1, same=1)
    assert await contents(district_of_two) == before


async def test_an_area_is_renamed_and_keeps_its_point(district_of_two):
    area = Area(
        code=VILLAGE, name="关井村", level=Level.VILLAGE, parent_code=VILLAGE[:9], point=HERE
    )
    async with district_of_two.write() as db:
        assert await apply_areas(db, [area]) == Counts(changed=1)
        renamed = replace(area, name="关井村委会", point=None)
        assert await apply_areas(db, [renamed]) == Counts(changed=1)
        assert await apply_areas(db, [renamed]) == Counts(same=1)
        assert (await areas.by_codes(db, [VILLAGE]))[VILLAGE] == replace(renamed, point=HERE)


async def test_a_person_has_every_role_in_every_area(district_of_two):
    async with district_of_two.read() as db:
        mo = await person(db, MO.phone)
        wei = await person(db, WEI.phone)
    assert set(mo.duties) == {
        Duty(role=role, area_code=code) for role in MO.roles for code in MO.area_codes
    }
    assert wei.duties == (Duty(role=Role.HELPER),)


async def test_the_roster_changes_what_it_says_and_nothing_else(district_of_two):
    async with district_of_two.write() as db:
        wei = await person(db, WEI.phone)
        await people.bind(db, wei.id, 1001, datetime(2026, 3, 2, tzinfo=UTC), None)
        await people.set_state(db, wei.id, State.SUSPENDED)
        moved = replace(WEI, unit="区水利局", roles=(Role.UNIT_MANAGER,))
        assert await apply_people(db, [moved]) == Counts(changed=1)
        after = await person(db, WEI.phone)
        assert (await person(db, MO.phone)).name == "莫小兰"
    assert after == replace(
        wei,
        unit="区水利局",
        duties=(Duty(role=Role.UNIT_MANAGER),),
        telegram_id=1001,
        state=State.SUSPENDED,
    )


async def test_a_household_is_kept_whole_and_called_by_its_head(district_of_two):
    async with district_of_two.read() as db:
        huang = (await households.families(db, ["H1"]))["H1"]
    assert (huang.household.head_name, huang.household.point) == ("黄大明", HERE)
    assert huang.household.facts == {
        "hamlet": "二队",
        "size": 2,
        "causes": ["因病", "缺资金"],
        "is_housing_unsafe": False,
        "net_income_per_head_yuan": "4000.5",
        "phone": "13800000001",
    }
    girl, head = huang.members
    assert (girl.number, girl.id_number, girl.facts) == (
        "H102",
        "450599201501010027",
        {"relation": "之女"},
    )
    assert (head.number, head.id_number, head.facts["health"]) == ("H101", "", ["健康"])


async def test_a_household_changes_with_its_members_and_keeps_its_point(district_of_two):
    smaller = replace(HUANG, size=1, point=None, members=HUANG.members[1:])
    async with district_of_two.write() as db:
        number = (await households.ids(db))["H1"]
        assert await apply_households(db, [smaller, LU]) == Counts(changed=1, same=1)
        assert await apply_households(db, [smaller]) == Counts(same=1)
        family = (await households.families(db, ["H1"]))["H1"]
        assert await households.ids(db, ["H1"]) == {"H1": number}
        assert await households.point_of(db, number) == HERE
    assert [member.name for member in family.members] == ["黄大明"]


async def test_the_order_of_the_rows_and_the_zeros_of_a_sum_are_no_change(district_of_two):
    turned = replace(
        HUANG, members=HUANG.members[::-1], net_income_per_head_yuan=Decimal("4000.5")
    )
    assert await applied(district_of_two, Kind.HOUSEHOLDS, turned) == Counts(same=1)


async def test_members_without_a_number_or_with_the_same_one_are_all_kept(database):
    await applied(
        database,
        Kind.AREAS,
        Area(code=VILLAGE, name="关井村", level=Level.VILLAGE, parent_code=VILLAGE[:9]),
    )
    names = ("甲", ""), ("乙", ""), ("丙", "H301"), ("丁", "H301")
    members = tuple(MemberRecord(name=n, relation="其他", number=number) for n, number in names)
    record = HouseholdRecord(number="H3", area_code=VILLAGE, members=members)
    assert await applied(database, Kind.HOUSEHOLDS, record) == Counts(new=1)
    assert await applied(database, Kind.HOUSEHOLDS, record) == Counts(same=1)
    async with database.read() as db:
        family = (await households.families(db, ["H3"]))["H3"]
    assert family.household.head_name == "甲"
    assert [(m.name, m.number) for m in family.members] == [
        ("甲", "#1"),
        ("乙", "#2"),
        ("丙", "H301"),
        ("丁", "H301#4"),
    ]


async def test_many_households_are_written_in_batches(database):
    await applied(
        database,
        Kind.AREAS,
        Area(code=VILLAGE, name="关井村", level=Level.VILLAGE, parent_code=VILLAGE[:9]),
    )
    many = [replace(LU, number=f"H{n}") for n in range(1201)]
    assert await applied(database, Kind.HOUSEHOLDS, *many) == Counts(new=1201)
    many[600] = replace(many[600], hamlet="三队")
    assert await applied(database, Kind.HOUSEHOLDS, *many) == Counts(changed=1, same=1200)


async def test_a_pairing_once_begun_is_never_begun_again(district_of_two):
    async with district_of_two.write() as db:
        (before,) = await pairings.history(db)
        other_day = replace(PAIRED, since_on=date(2026, 2, 1))
        assert await apply_pairings(db, [PAIRED]) == Counts(same=1)
        assert await apply_pairings(db, [other_day]) == Counts(same=1)
        assert await pairings.history(db) == [before]


async def test_an_ended_pairing_stays_ended_until_it_begins_on_another_day(district_of_two):
    again = replace(PAIRED, since_on=date(2026, 4, 1))
    async with district_of_two.write() as db:
        (open_one,) = await pairings.history(db)
        ended = replace(open_one, since_on=date(2025, 1, 5), until_on=date(2025, 6, 30))
        other = replace(ended, household_id=(await households.ids(db))["H2"])
        await pairings.add(db, [other])
        told = replace(PAIRED, household_number="H2", since_on=date(2025, 1, 5))
        assert await apply_pairings(db, [told]) == Counts(same=1)
        assert await apply_pairings(db, [replace(again, household_number="H2")]) == Counts(new=1)
        assert set(await pairings.history(db)) == {
            open_one,
            other,
            Pairing(
                household_id=other.household_id,
                person_id=other.person_id,
                since_on=again.since_on,
            ),
        }


async def test_pairings_are_checked_against_open_ones_and_helpers_still_here(district_of_two):
    async with district_of_two.write() as db:
        known = await known_for_pairings(db)
        wei = await person(db, WEI.phone)
        await people.set_state(db, wei.id, State.REMOVED)
        without_her = await known_for_pairings(db)
        homes = await households.ids(db)
    assert known == Known(
        household_numbers=homes, helper_phones={WEI.phone: wei.id}, paired={WEI.phone: {"H1"}}
    )
    assert without_her == Known(household_numbers=homes, helper_phones={}, paired={})


async def test_accounts_without_a_phone_are_not_on_the_roster(district_of_two):
    async with district_of_two.write() as db:
        await people.add(db, "管理员", None)
        listed = await roster.entries(db)
    assert sorted(entry.name for entry in listed.values()) == ["莫小兰", "韦秀英"]
