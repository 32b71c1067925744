"""Doubts are kept per household, listed by area, and waived for the same facts only."""

from datetime import date, timedelta

from domain.doubts import Doubt, Rule
from domain.haves import Check, Item, Verdict
from domain.refusals import Text
from storage import haves, households, quality, quality_lists
from storage.quality import Examined
from tests.kit import cast
from tests.storage.conftest import NOW

HERE, ELSEWHERE = (cast.VILLAGE,), (cast.OTHER_VILLAGE,)


def doubt(rule=Rule.NO_HEAD, member="", **grounds):
    return Doubt(rule=rule, words=Text("?"), field="causes", member_number=member, grounds=grounds)


async def found(database, household_id, *doubts, at=NOW, version=1):
    async with database.write() as db:
        seen = Examined(household_id=household_id, version=version, doubts=doubts)
        await quality.keep(db, [seen], at)


async def counts(database, codes=HERE):
    async with database.read() as db:
        return await quality_lists.counts(db, codes)


async def test_what_is_found_is_counted_and_what_is_found_no_longer_is_gone(database, village):
    home = village.households["黄大明"]
    await found(database, home, doubt(), doubt(Rule.ID_WRONG, "1"), doubt(Rule.ID_WRONG, "2"))
    assert await counts(database) == {"no_head": 1, "id_wrong": 2}
    assert await counts(database, ELSEWHERE) == {}
    await found(database, home, doubt(Rule.ID_WRONG, "2"))
    assert await counts(database) == {"id_wrong": 1}
    await found(database, home, doubt(), doubt(Rule.ID_WRONG, "2"))
    assert await counts(database) == {"no_head": 1, "id_wrong": 1}


async def test_a_waiver_holds_while_the_facts_are_the_same(database, village):
    home, officer = village.households["黄大明"], village.people["莫小兰"]
    odd = doubt(Rule.ILLNESS_WITHOUT_ILL, causes=["因病"], b=1)
    await found(database, home, odd)
    async with database.write() as db:
        await quality.waive(db, home, odd, "户主去年病愈", (officer, NOW))
    assert await counts(database) == {}
    same_again = doubt(Rule.ILLNESS_WITHOUT_ILL, b=1, causes=["因病"])
    await found(database, home, same_again)
    assert await counts(database) == {}
    await found(database, home, doubt(Rule.ILLNESS_WITHOUT_ILL, b=1, causes=["因病", "因学"]))
    assert await counts(database) == {"illness_without_ill": 1}
    async with database.read() as db:
        (waiver,) = await quality.waivers(db, home)
    assert (waiver.reason, waiver.by, waiver.at) == ("户主去年病愈", "莫小兰", NOW)


async def test_households_are_listed_by_rule_most_doubts_first(database, village):
    first, second = village.households["黄大明"], village.households["梁水生"]
    await found(database, first, doubt())
    await found(database, second, doubt(), doubt(Rule.ID_WRONG, "1"))
    async with database.read() as db:
        listed = await quality_lists.homes(db, HERE, "", 8)
        assert [(it.head_name, it.count) for it in listed] == [("梁水生", 2), ("黄大明", 1)]
        assert await quality_lists.count_homes(db, HERE, "") == 2
        (only,) = await quality_lists.homes(db, HERE, "id_wrong", 8)
        assert (only.id, only.area) == (second, "关井村")
        assert await quality_lists.count_homes(db, HERE, "id_wrong") == 1
        assert await quality_lists.homes(db, HERE, "", 1, offset=1) == listed[1:]
        assert await quality_lists.homes(db, ELSEWHERE, "", 8) == []
        assert await quality_lists.homes(db, (), "", 8) == []


async def test_before_and_after_add_up(database, village):
    home, officer = village.households["黄大明"], village.people["莫小兰"]
    old, month = NOW - timedelta(days=9), NOW - timedelta(days=1)
    kept, mended, explained = (doubt(Rule.ID_WRONG, member) for member in "123")
    fresh, quickly_mended = (doubt(Rule.ID_SEX, member) for member in "45")
    await found(database, home, kept, mended, explained, at=old)
    await found(database, home, kept, explained, fresh, quickly_mended)
    await found(database, home, kept, explained, fresh, at=NOW + timedelta(hours=1))
    async with database.write() as db:
        await quality.waive(db, home, explained, "已核实", (officer, NOW))
    async with database.read() as db:
        it = await quality_lists.balance(db, HERE, month)
    assert (it.before, it.new, it.mended, it.waived, it.open) == (3, 2, 2, 1, 2)
    assert it.open == it.before + it.new - it.mended - it.waived


async def test_a_record_that_changes_is_looked_at_again(database, village):
    home = village.households["黄大明"]
    async with database.read() as db:
        assert set(await quality.outdated(db, 9)) == set(village.households.values())
        assert len(await quality.outdated(db, 1)) == 1
        assert await quality_lists.count_outdated(db, HERE) == 2
        assert await quality_lists.count_outdated(db, ELSEWHERE) == 0
    for number in village.households.values():
        await found(database, number)
    async with database.write() as db:
        assert await quality.outdated(db, 9) == []
        assert await households.correct(db, home, 1, {"causes": ["因病"]}, {})
        assert await quality.outdated(db, 9) == [home]
    await found(database, home, version=1)  # what was seen before the change is not enough
    async with database.read() as db:
        assert await quality.outdated(db, 9) == [home]
    await found(database, home, version=2)
    check = Check(household_id=home, item=Item.WATER, verdict=Verdict.UNMET,
                  checked_on=date(2026, 3, 2), standard="revised")  # fmt: skip
    async with database.write() as db:
        assert await quality.outdated(db, 9) == []
        await haves.add(db, check)
        assert await quality.outdated(db, 9) == [home]
        await quality.outdate_all(db)
        assert len(await quality.outdated(db, 9)) == 2
