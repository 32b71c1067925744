"""Checks of the exit standard: the latest day holds, all are sealed, none is lost."""

from dataclasses import replace
from datetime import date

from domain.haves import Check, Item, Verdict
from domain.standards import Amendment
from storage import haves, rules, standards
from storage.rules import Figure
from tests.kit.tables import plainly_holds

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
SECRET = "屋顶漏雨三个月没修"


def check(village, item=Item.HOUSING, **known):
    values = {
        "household_id": village.households["黄大明"],
        "item": item,
        "verdict": Verdict.UNMET,
        "checked_on": MARCH,
        "standard": "revised",
        "facts": {"grade": "C", "m2": "60"},
        "reason": SECRET,
        "person_id": village.people["韦秀英"],
    }
    return Check(**values | known)


async def add(database, *checks):
    async with database.write() as db:
        for each in checks:
            await haves.add(db, each)


async def read(database, question, *about):
    async with database.read() as db:
        return await question(db, *about)


async def test_of_each_item_the_latest_day_holds_however_it_came_in(database, village):
    home = village.households["黄大明"]
    old = check(village)
    new = check(village, checked_on=APRIL, verdict=Verdict.MET, reason="")
    late = check(village, checked_on=date(2026, 3, 20))
    water = check(village, Item.WATER, facts={"clear": "no"})
    await add(database, old, new, late, water)
    assert await read(database, haves.state, home) == {Item.HOUSING: new, Item.WATER: water}
    assert await read(database, haves.history, home) == [new, late, water, old]
    assert await read(database, haves.history, home, 2) == [new, late]


async def test_of_two_checks_of_one_day_the_later_holds(database, village):
    second = check(village, verdict=Verdict.MET)
    await add(database, check(village), second)
    assert await read(database, haves.state, second.household_id) == {Item.HOUSING: second}


async def test_unmet_items_are_listed_by_household_in_the_official_order(database, village):
    here, there = village.households.values()
    await add(
        database,
        check(village, Item.WATER),
        check(village, Item.HOUSING),
        check(village, Item.TV),
        check(village, Item.TV, checked_on=APRIL, verdict=Verdict.MET),
        check(village, Item.TV, household_id=there, verdict=Verdict.MET),
    )
    assert await read(database, haves.unmet, [here, there]) == {here: (Item.HOUSING, Item.WATER)}
    assert await read(database, haves.unmet, []) == {}


async def test_nobody_reads_facts_and_reasons_in_the_database(database, village):
    await add(database, check(village))
    assert not await plainly_holds(database, SECRET)


async def test_an_item_of_another_version_is_passed_over(database, village):
    await add(database, replace(check(village), item="moon"))
    home = village.households["黄大明"]
    assert await read(database, haves.state, home) == {}
    assert await read(database, haves.history, home) == []
    assert await read(database, haves.unmet, [home]) == {}


async def test_the_standard_of_a_day_is_the_official_one_with_what_was_amended(database, now):
    async with database.write() as db:
        await standards.amend(
            db, Amendment(since_on=APRIL, item=Item.TV, words="有电视机"), None, now
        )
        await standards.amend(
            db, Amendment(since_on=APRIL, item=Item.TV, words="有电视"), None, now
        )
        await rules.set_figure(db, Figure("checked_for_days", 90, MARCH), None, now)
    before = await read(database, standards.on, MARCH)
    assert (before.code, before.rules.checked_for_days) == ("revised", 90)
    after = await read(database, standards.on, APRIL)
    assert (after.code, after.criteria[Item.TV]) == ("2026-04-01", "有电视")
    assert after.criteria[Item.POWER] == before.criteria[Item.POWER]
    async with database.write() as db:
        await rules.set_figure(db, Figure("housing_m2", 15, date(2026, 5, 1)), None, now)
    assert (await read(database, standards.on, date(2026, 5, 2))).code == "2026-05-01"
