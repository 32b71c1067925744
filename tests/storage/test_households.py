"""A household's record: who may open it, how it is corrected, in which lists it is found."""

import asyncio
from datetime import date

import pytest
from sqlalchemy import event, update

from domain.areas import Area, Level
from domain.households import Household, Member, search_for
from domain.people import Duty, Person, Role
from domain.refusals import Refusal
from storage import areas, household_pages, households
from storage.tables import PairingRow
from tests.kit import cast

HEAD = Member(number="1", name="覃水生", id_number="450503196001011234",
              facts={"relation": "户主", "health": ["健康"], "nation": "壮族"})  # fmt: skip
WIFE = Member(number="2", name="陆阿妹", facts={"relation": "配偶"})
OTHER_TOWN = "450503100"
NAMES = ("覃水生", "覃大明", "黄水生", "黄小明", "欧阳大明")


def person_with(*duties, id=1):  # noqa: A002
    return Person(id=id, name="某", duties=tuple(Duty(role=r, area_code=c) for r, c in duties))


OFFICER = person_with((Role.INFORMATION_OFFICER, cast.VILLAGE))
DISTRICT = person_with((Role.DISTRICT_OFFICE, cast.DISTRICT))


@pytest.fixture
async def added(database, village):
    household = Household(number="H0012", area_code=cast.VILLAGE, head_name="覃水生",
                          facts={"state": "未脱贫", "phone": "13800000001"})  # fmt: skip
    async with database.write() as db:
        return await households.put(db, household, [HEAD, WIFE])


async def test_a_record_is_opened_whole(database, added):
    async with database.read() as db:
        known = await households.by_id(db, added)
        assert known is not None
        assert (known.id, known.version, known.area_name) == (added, 1, "关井村")
        assert known.members == (HEAD, WIFE)
        assert known.household.facts["state"] == "未脱贫"
        assert await households.by_id(db, 7) is None
        assert await households.names(db, [added, 7]) == {added: "覃水生"}


async def test_a_foreign_record_is_as_one_that_is_not_there(database, added):
    async with database.read() as db:
        assert await households.seen(db, OFFICER, added) is not None
        assert await households.seen(db, person_with((Role.ADMIN, "")), added) is None
        assert await households.seen(db, OFFICER, 7) is None


async def test_facts_and_members_are_corrected_together(database, added):
    facts = {"state": "已脱贫", "phone": ""}
    people = {"1": None, "2": {"relation": "户主", "name": "陆大妹"}, "3": {"name": "覃小明"}}
    async with database.write() as db:
        assert await households.correct(db, added, 1, facts, people)
    async with database.read() as db:
        known = await households.by_id(db, added)
    assert known is not None
    assert known.version == 2
    assert known.household.head_name == "陆大妹"
    assert known.household.facts == {"state": "已脱贫"}
    assert [(it.number, it.name) for it in known.members] == [("2", "陆大妹"), ("3", "覃小明")]


async def test_whoever_renames_a_household_finds_it_by_the_new_name(database, added):
    async with database.write() as db:
        assert await households.correct(db, added, 1, {}, {"1": {"name": "单水生"}})
        for words in ("ssh", "水生", "单"):
            found = await household_pages.page(db, OFFICER, search_for(words), 0)
            assert [it.head_name for it in found.entries if it.id == added] == (
                [] if words == "ssh" else ["单水生"]
            )


async def test_of_two_who_correct_the_same_version_one_wins(database, added):
    async def correct(word):
        async with database.write() as db:
            return await households.correct(db, added, 1, {"state": word}, {"1": {"nation": word}})

    words = [f"第{number}" for number in range(6)]
    done = await asyncio.gather(*map(correct, words))
    assert sorted(done) == [False] * 5 + [True]
    async with database.read() as db:
        known = await households.by_id(db, added)
    winner = words[done.index(True)]
    assert known is not None
    assert (known.version, known.household.facts["state"]) == (2, winner)
    assert known.members[0].facts["nation"] == winner
    assert len(known.members) == 2


async def test_a_record_that_was_imported_meanwhile_is_not_corrected(database, added):
    household = Household(number="H0012", area_code=cast.VILLAGE, head_name="覃水生")
    async with database.write() as db:
        await households.put(db, household, [HEAD])
        assert not await households.correct(db, added, 1, {"state": "已脱贫"}, {})
        known = await households.by_id(db, added)
    assert known is not None
    assert known.version == 2


async def _fill(database, count=5):
    """Add households of those names in the other village and in another town."""
    town = Area(code=OTHER_TOWN, name="福成镇", level=Level.TOWN, parent_code=cast.DISTRICT)
    far = Area(code=f"{OTHER_TOWN}201", name="大水村", level=Level.VILLAGE, parent_code=OTHER_TOWN)
    async with database.write() as db:
        await areas.put(db, town)
        await areas.put(db, far)
        for number in range(count):
            name = NAMES[number % len(NAMES)]
            for code in (cast.OTHER_VILLAGE, far.code):
                household = Household(number=f"{code[6:]}{number:04}", area_code=code,
                                      head_name=name, facts={"state": "已脱贫"})  # fmt: skip
                await households.put(db, household, [HEAD])


async def found(database, person, words, number=0):
    async with database.read() as db:
        search = search_for(words) if words else None
        return await household_pages.page(db, person, search, number)


async def named(database, person, words):
    page = await found(database, person, words)
    return [(it.area_name, it.head_name) for it in page.entries]


async def test_a_helper_lists_own_households_and_searches_anywhere_in_a_name(database, village):
    await _fill(database)
    helper = person_with((Role.HELPER, ""), id=village.people["韦秀英"])
    for words in ("", "黄大明", "大", "明", "hdm", "HD", "000", "H0001", "关井"):
        assert await named(database, helper, words) == [("关井村", "黄大明")], words
    for words in ("水", "dm", "0002", "曲湾", "曲湾村", "大水村", "qss"):
        assert await named(database, helper, words) == [], words


async def test_an_ended_pairing_lists_nothing(database, village):
    async with database.write() as db:
        await db.execute(update(PairingRow).values(until_on=date(2026, 2, 1)))
    person = person_with((Role.HELPER, ""), id=village.people["韦秀英"])
    assert await named(database, person, "") == []


async def test_a_district_searches_from_both_ends_of_names_and_numbers(database, village):
    await _fill(database)
    far, near = "大水村", "曲湾村"
    assert await named(database, DISTRICT, "qss") == [(far, "覃水生"), (near, "覃水生")]
    assert await named(database, DISTRICT, "ssh") == []
    assert await named(database, DISTRICT, "阳") == []  # the middle of a name
    assert await named(database, DISTRICT, "欧阳大") == [(far, "欧阳大明"), (near, "欧阳大明")]
    assert await named(database, DISTRICT, "大明") == [
        (far, "欧阳大明"), (far, "覃大明"), (near, "欧阳大明"), (near, "覃大明"),
        ("关井村", "黄大明"),
    ]  # fmt: skip
    assert await named(database, DISTRICT, "0003") == [(far, "黄小明"), (near, "黄小明")]
    assert await named(database, DISTRICT, "1002010003") == [(far, "黄小明")]
    assert await named(database, DISTRICT, "曲湾") == [(near, it) for it in sorted(NAMES)]
    assert len(await named(database, DISTRICT, "福成镇")) == 5


async def test_a_village_is_searched_anywhere_in_a_name(database, village):
    await _fill(database)
    officer = person_with((Role.INFORMATION_OFFICER, cast.OTHER_VILLAGE))
    assert await named(database, officer, "阳") == [("曲湾村", "欧阳大明")]
    assert await named(database, officer, "10003") == [("曲湾村", "黄小明")]
    assert await named(database, officer, "大水") == []


async def test_whoever_works_in_two_ways_sees_each_household_once(database, village):
    everything = person_with(
        (Role.HELPER, cast.VILLAGE), (Role.INFORMATION_OFFICER, cast.VILLAGE),
        (Role.TOWN_STATION, cast.TOWN), id=village.people["韦秀英"],
    )  # fmt: skip
    page = await found(database, everything, "")
    assert [it.head_name for it in page.entries] == ["梁水生", "黄大明"]
    assert [it.head_name for it in (await found(database, everything, "大明")).entries] == [
        "黄大明"
    ]


async def test_pages_are_turned_and_end_where_the_list_does(database, village):
    await _fill(database, 10)
    pages = [await found(database, DISTRICT, "", number) for number in range(4)]
    assert [len(it.entries) for it in pages] == [8, 8, 6, 6]
    assert [it.number for it in pages] == [0, 1, 2, 2]
    assert {(it.count, it.pages, it.is_cut) for it in pages} == {(22, 3, False)}
    seen = [entry.id for page in pages[:3] for entry in page.entries]
    assert len(set(seen)) == 22


async def test_a_long_list_is_cut_where_nobody_turns_pages_any_more(
    database, village, monkeypatch
):
    monkeypatch.setattr(household_pages, "MOST", 16)
    await _fill(database, 10)
    last = await found(database, DISTRICT, "", 9)
    assert (last.number, last.count, last.is_cut) == (1, 17, True)


@pytest.mark.parametrize("words", ["%", "_", "大%", "_明", "'; --", "\\", "😀"])
async def test_signs_find_what_they_are_and_nothing_else(database, village, words):
    for person in (DISTRICT, OFFICER):
        assert await named(database, person, words) == []


@pytest.mark.parametrize(
    "words", ["", " ", "12", "村9", "一" * 31, "黄\0", "\ud800", "\U0010ffff"]
)
def test_too_little_or_too_much_to_search_for_is_refused(words):
    with pytest.raises(Refusal):
        search_for(words)


async def test_the_number_of_statements_does_not_depend_on_the_list(database, village):
    async def statements(person, words):
        said = []
        engine = database._reader.sync_engine
        event.listen(engine, "before_cursor_execute", lambda *it: said.append(it[2]))
        await found(database, person, words)
        return len(said)

    before = await statements(DISTRICT, "明")
    await _fill(database, 10)
    assert before == await statements(DISTRICT, "明") == 3
