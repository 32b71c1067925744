"""The eight haves and the income in a visit: what is asked, and what is kept of the answers."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from typing import cast as as_type

import pytest
from sqlalchemy import select

from bot import haves_part, income_part
from bot.form_screens import steps_of
from bot.forms import Filling, Form
from bot.replies import Reply
from bot.visit_parts import Settled
from domain.haves import Check, Item, Verdict
from domain.incomes import Line
from domain.refusals import Text
from domain.visits import Visit
from storage import changes, drafts, haves, incomes, people
from storage.database import Database
from storage.tables import OutboxRow
from storage.vault import Vault
from tests.kit import cast
from tests.storage.conftest import KEY, NOW, USERS

TODAY = date(2026, 3, 2)
YEAR = date(2025, 10, 1), date(2026, 9, 30)
TV = {"set": "tv"}


@pytest.fixture
async def database(sqlite_url):
    database = Database(sqlite_url, Vault(KEY))
    yield database
    await database.close()


@pytest.fixture
async def village(database):
    return await cast.enrol(database, USERS, NOW)


async def unsubmitted(_filling: Filling) -> Reply:
    raise AssertionError("nobody hands this in")


class Visiting:
    """A visit of 韦秀英 at 黄大明's, from what is asked to what is kept."""

    def __init__(self, database, village):
        self.database = database
        self.home = village.households["黄大明"]
        self.who = village.people["韦秀英"]
        self.given: dict[str, Any] = {}

    async def check(self, item, **known):
        values: dict[str, Any] = {
            "verdict": Verdict.MET,
            "checked_on": TODAY,
            "standard": "revised",
        }
        async with self.database.write() as db:
            found = Check(household_id=self.home, item=item, **values | known)
            await haves.add(db, found)

    async def begin(self, part):
        async with self.database.read() as db:
            self.given[part.name] = await part.given(db, self.home, NOW)

    async def asked(self, part, **answers):
        """Name the steps that are asked with these answers."""
        named = {f"{part.name}.{name}": it for name, it in answers.items()}
        async with self.database.read() as db:
            person = await people.by_id(db, self.who)
            draft = drafts.begin(self.who, "visit", 1, self.given)
            filling = Filling(db=db, person=person, draft=replace(draft, answers=named), now=NOW)
            form = Form(name="x", title=Text("x"), steps=part.steps, submit=unsubmitted)
            return [it.name.removeprefix(f"{part.name}.") for it in steps_of(form, filling)]

    async def keep(self, part, answers, at=NOW):
        visit = Visit(id=5, household_id=self.home, person_id=self.who, at=at, handed_in_at=NOW)
        named = {f"{part.name}.{name}": it for name, it in answers.items()}
        async with self.database.write() as db:
            person = await people.by_id(db, self.who)
            settled = Settled(db=db, person=person, visit=replace(visit, id=as_type(int, None)),
                              given=self.given, answers=named, now=NOW)  # fmt: skip
            await part.keep(settled)

    async def state(self):
        async with self.database.read() as db:
            return await haves.state(db, self.home)

    async def proposed(self):
        async with self.database.read() as db:
            return await changes.open_of(db, self.home)


@pytest.fixture
def visiting(database, village):
    return Visiting(database, village)


async def test_what_is_met_and_fresh_is_not_asked_about(visiting):
    for item in Item:
        await visiting.check(item, facts=TV if item is Item.TV else {})
    await visiting.begin(haves_part.PART)
    assert await visiting.asked(haves_part.PART) == []
    await visiting.keep(haves_part.PART, {})
    assert {it.checked_on for it in (await visiting.state()).values()} == {TODAY}


async def test_a_late_entry_does_not_undo_what_was_seen_after_it(visiting):
    for item in Item:
        await visiting.check(item)
    await visiting.check(Item.TV, checked_on=TODAY - timedelta(days=1), verdict=Verdict.UNMET)
    await visiting.check(Item.ROAD, checked_on=TODAY - timedelta(days=181))
    await visiting.begin(haves_part.PART)
    assert await visiting.asked(haves_part.PART) == []


async def test_one_tap_confirms_everything_that_was_known(visiting):
    old = TODAY - timedelta(days=181)
    await visiting.check(Item.TV, facts=TV, checked_on=old, verdict=Verdict.UNMET, reason="坏了")
    await visiting.check(Item.ROAD, facts={"hamlet": "small"}, checked_on=old)
    await visiting.begin(haves_part.PART)
    assert await visiting.asked(haves_part.PART) == ["changed"]
    await visiting.keep(haves_part.PART, {"changed": None})
    state = await visiting.state()
    assert set(state) == {Item.TV, Item.ROAD}
    assert state[Item.TV].value == {"verdict": "unmet", "facts": TV, "reason": "坏了"}
    assert {(it.checked_on, it.person_id) for it in state.values()} == {(TODAY, visiting.who)}
    assert await visiting.proposed() == []


async def test_what_is_different_is_asked_in_detail_and_proposed_once(visiting):
    await visiting.check(Item.TV, facts=TV, verdict=Verdict.UNMET, reason="坏了")
    await visiting.begin(haves_part.PART)
    known = {"changed": ["tv", "power"], "tv.set": "phone"}
    assert await visiting.asked(haves_part.PART, **known) == [
        "changed", "power.power", "power.verdict", "tv.set", "tv.verdict",
    ]  # fmt: skip
    known |= {"tv.verdict": "met", "power.power": "no", "power.verdict": "unmet"}
    assert (await visiting.asked(haves_part.PART, **known))[3] == "power.reason"
    await visiting.keep(haves_part.PART, known | {"power.reason": "没拉线"})
    power, tv = sorted(await visiting.proposed(), key=lambda it: it.field)
    assert (power.field, power.old, power.new["reason"]) == ("have.power", None, "没拉线")
    assert (tv.old["facts"], tv.new["facts"], tv.new["verdict"]) == (TV, {"set": "phone"}, "met")
    async with visiting.database.read() as db:
        cards = list(await db.scalars(select(OutboxRow.card)))
    assert len(cards) == len(set(cards)) == 1
    await visiting.begin(haves_part.PART)
    assert not {"tv", "power"} & set(visiting.given["haves"]["ask"])


async def test_a_verdict_against_the_facts_needs_a_reason(visiting):
    await visiting.begin(haves_part.PART)
    known = {"changed": ["power"], "power.power": "no", "power.verdict": "met"}
    assert (await visiting.asked(haves_part.PART, **known))[-1] == "power.reason"


async def test_the_same_answers_again_are_no_change(visiting):
    await visiting.check(Item.TV, facts=TV, checked_on=date(2025, 3, 1))
    await visiting.begin(haves_part.PART)
    same = {"changed": ["tv"], "tv.set": "tv", "tv.verdict": "met"}
    await visiting.keep(haves_part.PART, same)
    assert await visiting.proposed() == []
    assert (await visiting.state())[Item.TV].checked_on == TODAY


@pytest.mark.parametrize("seen", ["other", "later"])
async def test_what_somebody_found_meanwhile_stays(visiting, seen):
    await visiting.check(Item.TV, facts=TV, checked_on=date(2025, 3, 1))
    await visiting.begin(haves_part.PART)
    if seen == "other":
        await visiting.check(Item.TV, verdict=Verdict.UNMET, reason="坏了")
    else:
        await visiting.check(Item.TV, facts=TV, checked_on=TODAY)
    before = await visiting.state()
    at = NOW if seen == "other" else NOW - timedelta(days=9)
    await visiting.keep(haves_part.PART, {"changed": None}, at)
    assert await visiting.state() == before


async def test_the_income_item_is_confirmed_only_if_its_figures_agree(visiting, village):
    await visiting.check(Item.INCOME, verdict=Verdict.UNMET, reason="收成差", checked_on=TODAY,
                         facts={"income": "0", "line": 4000, "months": 0})  # fmt: skip
    for yuan, income in ((3000, "1000.00"), (30000, "11000.00")):
        async with visiting.database.write() as db:
            line = Line(id=0, household_id=visiting.home, month_on=date(2026, 1, 1),
                        category="wages.town", amount_yuan=Decimal(yuan), at=NOW,
                        person_id=visiting.who)  # fmt: skip
            await incomes.add(db, line)
        await visiting.begin(haves_part.PART)
        assert visiting.given["haves"]["grounds"]["income"] == income
        await visiting.keep(haves_part.PART, {"changed": None})
    found = (await visiting.state())[Item.INCOME]
    assert (found.verdict, found.facts["income"]) == (Verdict.UNMET, "1000.00")


async def test_nothing_new_writes_no_line_down(visiting):
    await visiting.begin(income_part.PART)
    assert await visiting.asked(income_part.PART) == ["1.group"]
    await visiting.keep(income_part.PART, {"1.group": None})
    async with visiting.database.read() as db:
        assert await incomes.lines(db, visiting.home, *YEAR) == []


async def test_line_after_line_is_asked_and_written_down(visiting):
    await visiting.begin(income_part.PART)
    known = {"1.group": "wages"}
    first = ["1.group", "1.category", "1.month", "1.amount"]
    assert await visiting.asked(income_part.PART, **known) == first
    known |= {"1.category": "wages.town", "1.month": "2026-02", "1.amount": "1200"}
    assert await visiting.asked(income_part.PART, **known) == [*first, "1.heads"]
    known |= {"1.heads": "2", "2.group": "other"}
    assert (await visiting.asked(income_part.PART, **known))[5:] == [
        "2.group", "2.month", "2.amount",
    ]  # fmt: skip
    known |= {"2.month": "2026-03", "2.amount": "80.50"}
    await visiting.keep(income_part.PART, {**known, "3.group": None})
    async with visiting.database.read() as db:
        lines = await incomes.lines(db, visiting.home, *YEAR)
    assert [(it.category, it.amount_yuan, it.heads, it.person_id) for it in lines] == [
        ("wages.town", Decimal(1200), 2, visiting.who),
        ("other.other", Decimal("80.50"), None, visiting.who),
    ]


async def test_a_group_changed_afterwards_drops_the_category_of_the_other(visiting):
    await visiting.begin(income_part.PART)
    known = {"1.group": "cost", "1.category": "wages.town", "1.month": "2026-02", "1.amount": "9"}
    assert "2.group" not in await visiting.asked(income_part.PART, **known)
    await visiting.keep(income_part.PART, known)
    async with visiting.database.read() as db:
        assert await incomes.lines(db, visiting.home, *YEAR) == []


async def test_nine_lines_are_the_most_at_once(visiting):
    await visiting.begin(income_part.PART)
    known: dict[str, str] = {}
    for n in range(1, 12):
        known |= {f"{n}.group": "other", f"{n}.month": "2026-02", f"{n}.amount": "1"}
    asked = await visiting.asked(income_part.PART, **known)
    assert (asked[-1], len(asked)) == ("9.amount", 27)
