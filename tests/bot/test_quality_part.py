"""The data doctor in a visit: only what the answers give rise to, and what becomes of it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot import change_part, income_part, quality_part
from bot.forms import Filling
from bot.visit_parts import Settled
from domain.households import Household, Member
from domain.people import Person
from domain.visits import Visit
from storage import changes, households, people, quality, visits
from storage.database import Database
from storage.drafts import begin
from storage.vault import Vault
from tests.kit import cast
from tests.storage.conftest import KEY, NOW, USERS

CAUSES = {
    "change.where": ["h"],
    "change.h": ["causes"],
    "change.h.causes": ["c2"],  # 因学
    "change.how": "村委证明",
}


@pytest.fixture
async def database(sqlite_url):
    database = Database(sqlite_url, Vault(KEY))
    yield database
    await database.close()


async def told(db, **facts):
    """Write a record, and gather what the part's steps know about it."""
    roster = await cast.enrol(db, USERS, NOW)
    async with db.write() as it:
        home = Household(number="H0001", area_code=cast.VILLAGE, head_name="黄大明", facts=facts)
        head = Member(number="1", name="黄大明", facts={"relation": "户主", "health": ["健康"]})
        number = await households.put(it, home, [head])
        given = {
            part.name: await part.given(it, number, NOW)
            for part in (change_part.PART, income_part.PART, quality_part.PART)
        }
    return roster, number, given


def asked(db, given, answers):
    draft = replace(begin(1, "visit", 1, given), answers=answers)
    filling = Filling(db=db, person=Person(id=1, name="韦秀英"), draft=draft, now=NOW)
    return [step.name for step in quality_part.PART.steps(filling)]


async def test_a_visit_where_nothing_changed_is_asked_nothing(database):
    _, _, given = await told(database, causes=["因病"], state="已脱贫", is_housing_unsafe=True)
    async with database.read() as db:
        assert asked(db, given, {}) == []
        assert asked(db, given, {"change.where": []}) == []


async def test_what_a_change_gives_rise_to_is_asked_and_leads_on(database):
    _, _, given = await told(database)
    name = "quality.school_costs_without_pupil"
    async with database.read() as db:
        assert asked(db, given, CAUSES) == [name]
        assert asked(db, given, CAUSES | {name: "right"}) == [name, f"{name}.right"]
        assert asked(db, given, CAUSES | {name: "mend"}) == [name, f"{name}.mend"]


async def test_a_verdict_that_does_not_fit_is_not_mended_in_a_field_that_is_right(database):
    _, _, given = await told(database, state="已脱贫", is_housing_unsafe=False)
    name = "quality.exited_unsafe_house"
    unmet = {"haves.changed": ["housing"], "haves.housing.verdict": "unmet"}
    async with database.read() as db:
        assert asked(db, given, unmet) == [name]
        assert asked(db, given, unmet | {name: "mend"}) == [name]


async def test_new_lines_of_income_are_looked_at_too(database):
    _, _, given = await told(database)
    line = {"income.1.group": "civil", "income.1.category": "transfer.civil.dibao",
            "income.1.month": "2026-03", "income.1.amount": "600"}  # fmt: skip
    async with database.read() as db:
        assert asked(db, given, line) == ["quality.payment_without_dibao"]


async def test_a_verdict_about_the_house_is_looked_at_too(database):
    _, _, given = await told(database, state="已脱贫")
    unmet = {"haves.changed": ["housing", "tv"], "haves.housing.verdict": "unmet"}
    async with database.read() as db:
        assert asked(db, given, unmet) == ["quality.exited_unsafe_house"]
        assert asked(db, given, unmet | {"haves.housing.verdict": "met"}) == []


async def test_somebody_who_joins_or_leaves_is_looked_at(database):
    _, _, given = await told(database)
    joins = {"change.where": ["new"], "change.new.name": "黄小妹", "change.new.relation": "户主"}
    async with database.read() as db:
        assert asked(db, given, joins) == ["quality.several_heads"]


def settled(db, person, number, given, answers):
    visit = Visit(id=7, household_id=number, person_id=person.id, at=NOW, handed_in_at=NOW)
    return Settled(db=db, person=person, visit=visit, given=given, answers=answers, now=NOW)


async def test_a_reason_is_kept_and_not_asked_again_for_the_same_facts(database):
    roster, number, given = await told(database)
    name = "quality.school_costs_without_pupil"
    answers = CAUSES | {name: "right", f"{name}.right": "孩子今年刚毕业"}
    async with database.write() as db:
        person = await people.by_id(db, roster.people["韦秀英"])
        await quality_part.PART.keep(settled(db, person, number, given, answers))
        (waiver,) = await quality.waivers(db, number)
        assert (waiver.reason, waiver.by) == ("孩子今年刚毕业", "韦秀英")
        assert await changes.open_of(db, number) == []
        again = given | {"quality": await quality_part.PART.given(db, number, NOW)}
        assert asked(db, again, CAUSES) == []


async def test_another_value_is_proposed_like_any_change(database):
    roster, number, given = await told(database)
    name = "quality.school_costs_without_pupil"
    answers: dict[str, Any] = CAUSES | {name: "mend", f"{name}.mend": ["c0"]}
    async with database.write() as db:
        person = await people.by_id(db, roster.people["韦秀英"])
        assert await visits.add(db, settled(db, person, number, given, answers).visit)
        await change_part.PART.keep(settled(db, person, number, given, answers))
        await quality_part.PART.keep(settled(db, person, number, given, answers))
        (change,) = await changes.open_of(db, number)
        assert (change.field, change.new, change.evidence) == ("causes", ["因病"], "村委证明")
        assert await quality.waivers(db, number) == []


async def test_a_part_begun_before_it_knew_anything_asks_nothing(database):
    async with database.read() as db:
        assert asked(db, {}, CAUSES) == []
        assert await quality_part.PART.given(db, 7, datetime(2026, 3, 2, tzinfo=UTC)) == {}
