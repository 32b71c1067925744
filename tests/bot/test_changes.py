"""Whatever people do with changes, in any order, a record says what was accepted and no more."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import change_deeds, change_desk, change_fields, change_letters, change_part, entry_sheets
from bot.visit_parts import Settled
from domain import reviews
from domain.changes import Deed, State, Wanted
from domain.files import Kind as Sent
from domain.households import Household, Member
from domain.refusals import Refusal
from domain.visits import Visit
from storage import changes, entries, files, households, pairings, people, visits
from storage.database import Database
from storage.households import Known
from storage.ids import new_id
from storage.tables import FileRow, OutboxRow
from storage.vault import Vault
from tests.kit import cast

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
HELPERS, RESIDENTS = ("韦秀英", "覃志强"), ("梁建国", "莫小兰")
SPOTS = ("labour", "education")
VALUES = {"labour": ("普通", "无", "丧失"), "education": ("小学", "初中", "高中")}
PEOPLE = st.sampled_from(HELPERS + RESIDENTS)
DEEDS = ("propose", "accept", "correct", "return", "none", "withdraw", "enter", "undo", "import")
ACTS = st.tuples(
    st.sampled_from(DEEDS), PEOPLE, st.sampled_from(SPOTS), st.integers(0, 2), st.integers(0, 3)
)
LONG_DAY = [
    ("propose", "韦秀英", "labour", 1, 0), ("propose", "覃志强", "labour", 2, 0),
    ("accept", "梁建国", "labour", 0, 0), ("propose", "覃志强", "labour", 0, 0),
    ("return", "梁建国", "labour", 0, 0), ("propose", "覃志强", "labour", 2, 0),
    ("import", "莫小兰", "labour", 0, 0), ("correct", "梁建国", "labour", 1, 0),
    ("enter", "莫小兰", "labour", 0, 0), ("undo", "莫小兰", "labour", 0, 0),
]  # fmt: skip
numbers = count(1)
DECIDED = {Deed.ACCEPTED, Deed.CORRECTED, Deed.RETURNED, Deed.DROPPED}


async def the_record(db: AsyncConnection, household_id: int) -> Known:
    known = await households.by_id(db, household_id)
    assert known
    return known


@dataclass
class Desk:
    """One household, those who do things with its record, and what its record must say."""

    database: Database
    roster: cast.Roster
    household: int
    record: dict[str, Any] = field(default_factory=lambda: {"labour": "普通"})
    now: datetime = AT

    async def do(self, deed: str, who: str, spot: str, value: int, which: int) -> None:
        """Let somebody do something; what is refused changes nothing."""
        self.now += timedelta(minutes=1)
        try:
            async with self.database.write() as db:
                person = await people.by_id(db, self.roster.people[who])
                await getattr(self, f"_{deed}")(db, person, spot, VALUES[spot][value], which)
        except Refusal:
            return

    async def _propose(self, db, person, spot, value, _which):
        wanted = [Wanted(field=spot, member_number="1", old=self.record.get(spot), new=value)]
        made = await change_deeds.propose(db, person, self.household, wanted, self.now)
        await change_letters.show(db, person.id, made, self.now)

    async def _one(self, db, states, which):
        found = await changes.in_states(db, self.household, states)
        if not found:
            raise Refusal("none")
        return found[which % len(found)]

    async def _desk(self, db, person, which):
        change = await self._one(db, [State.WAITING], which)
        return await change_desk.desk_for(db, person, (change.id,))

    async def _close(self, db, desk, moved):
        await change_desk.close(db, desk.known, moved, self.now)
        for change in reversed(moved):
            if change.state is State.ACCEPTED:
                self.record[change.field] = change.new

    async def _accept(self, db, person, _spot, _value, which):
        desk = await self._desk(db, person, which)
        await self._close(db, desk, reviews.use(desk.change, desk.review(person, self.now)))

    async def _correct(self, db, person, _spot, value, which):
        desk = await self._desk(db, person, which)
        if value not in VALUES[desk.change.field]:
            return
        review = desk.review(person, self.now)
        await self._close(db, desk, reviews.correct(desk.change, value, review))

    async def _return(self, db, person, _spot, _value, which):
        desk = await self._desk(db, person, which)
        back = reviews.give_back(desk.change, "再看看", desk.review(person, self.now))
        await self._close(db, desk, [back])

    async def _none(self, db, person, _spot, _value, which):
        desk = await self._desk(db, person, which)
        review = desk.review(person, self.now)
        await self._close(db, desk, [reviews.drop(it, review) for it in desk.candidates])

    async def _withdraw(self, db, person, _spot, _value, which):
        change = await self._one(db, [State.WAITING, State.RETURNED], which)
        await change_deeds.keep(db, [reviews.withdraw(change, person.id, self.now)])

    async def _enter(self, db, person, _spot, _value, which):
        found = await entries.waiting_of(db, self.household)
        entry = found[which % len(found)] if found else None
        moved = [reviews.enter(it, person.id, self.now) for it in entry.all] if entry else []
        await change_deeds.keep(db, moved)

    async def _undo(self, db, person, _spot, _value, which):
        change = await self._one(db, [State.ENTERED], which)
        await change_deeds.keep(db, [reviews.take_tick_back(change, person.id, self.now)])

    async def _import(self, db, _person, spot, value, _which):
        known = await the_record(db, self.household)
        assert await households.correct(db, known.id, known.version, {}, {"1": {spot: value}})
        self.record[spot] = value

    async def check(self) -> None:
        """See that everything is as the rules of the house say."""
        async with self.database.read() as db:
            known = await the_record(db, self.household)
            facts = known.members[0].facts
            assert {spot: facts.get(spot) for spot in SPOTS if spot in facts} == self.record
            found = await changes.of_household(db, self.household, 100)
            keys = list(await db.scalars(select(OutboxRow.key)))
            open_entries = await entries.waiting_of(db, self.household)
        spots = [it.latest.spot for it in open_entries]
        assert len(spots) == len(set(spots))
        for change in found:
            authors = {change.person_id}
            decided = [it for it in change.steps if it.deed in DECIDED]
            assert not [
                it for it in decided if it.person_id in authors and it.deed is not Deed.DROPPED
            ]
            told = [key for key in keys if key.startswith(f"change:{change.id}:")]
            others = [it for it in decided if it.person_id not in authors]
            assert len(told) == len(others), (change.steps, told)
        waiting = [it for it in found if it.state in (State.WAITING, State.RETURNED)]
        assert len({(it.spot, it.person_id) for it in waiting}) == len(waiting)


async def settle(db, roster):
    """Put a household with two helpers into the village."""
    member = Member(number="1", name="李月梅", facts={"labour": "普通"})
    household = Household(
        number=f"P{next(numbers):05}", area_code=cast.VILLAGE, head_name="黄大明"
    )
    number = await households.put(db, household, [member])
    for who in HELPERS:
        await pairings.pair(db, number, roster.people[who], date(2026, 1, 1))
    return number


async def live(url, acts, roster_of):
    database = Database(url, Vault(b"k" * 32))
    try:
        if not roster_of:
            ids = {name: 1001 + place for place, name in enumerate(cast.CAST)}
            roster_of.append(await cast.enrol(database, ids, AT))
        async with database.write() as db:
            household = await settle(db, roster_of[0])
        desk = Desk(database, roster_of[0], household)
        for act in acts:
            await desk.do(*act)
            await desk.check()
    finally:
        await database.close()


def test_a_record_says_what_was_accepted_and_each_author_is_told_once(sqlite_url):
    roster: list[cast.Roster] = []

    @given(st.lists(ACTS, min_size=4, max_size=14))
    @settings(max_examples=15, suppress_health_check=list(HealthCheck), database=None)
    @example(LONG_DAY)
    def whatever_happens(acts):
        asyncio.run(live(sqlite_url, acts, roster))

    whatever_happens()


@pytest.fixture
async def village(database_url):
    database = Database(database_url, Vault(b"k" * 32))
    ids = {name: 1001 + place for place, name in enumerate(cast.CAST)}
    roster = await cast.enrol(database, ids, AT)
    async with database.write() as db:
        desk = Desk(database, roster, await settle(db, roster))
    yield desk
    await database.close()


async def test_of_a_reviewer_and_an_author_at_once_one_is_quicker(village):
    await village.do("propose", "韦秀英", "labour", 2, 0)
    await asyncio.gather(
        village.do("accept", "梁建国", "labour", 0, 0),
        village.do("withdraw", "韦秀英", "labour", 0, 0),
        village.do("return", "梁建国", "labour", 0, 0),
    )
    await village.check()
    async with village.database.read() as db:
        [change] = await changes.of_household(db, village.household)
    assert change.version == 2
    assert change.state is not State.WAITING


async def test_a_visit_that_settles_proposes_what_was_answered(village):
    who = village.roster.people["韦秀英"]
    async with village.database.write() as db:
        person = await people.by_id(db, who)
        photo = await files.receive(db, who, Sent.PHOTO, "x", "unique", AT)
        known = {"change": await change_part.given(db, village.household, AT)}
        answers = {
            "change.where": ["m0"],
            "change.m0": ["labour"],
            "change.m0.labour": "c3",
            "change.how": "看了证件",
            "change.photos": [{"file_id": "x", "file": photo}, {"file_id": "y", "file": None}],
        }
        visit = Visit(
            id=new_id(), household_id=village.household, person_id=who, at=AT, handed_in_at=AT
        )
        assert await visits.add(db, visit)
        settled = Settled(db=db, person=person, visit=visit, given=known, answers=answers, now=AT)
        for each in (settled, settled, replace(settled, answers={"change.where": None})):
            await change_part.keep(each)
    async with village.database.read() as db:
        [change] = await changes.of_household(db, village.household)
        mine = FileRow.subject == f"change:{change.id}"
        kept = list(await db.scalars(select(FileRow.id).where(mine)))
    said = change.field, change.old, change.new, change.evidence, change.files
    assert said == ("labour", "普通", "丧失", "看了证件", (photo,))
    assert kept == [photo]


async def test_the_sheet_names_the_national_columns_and_holds_no_formula(village, tmp_path):
    await village.do("propose", "韦秀英", "labour", 2, 0)
    await village.do("accept", "梁建国", "labour", 0, 0)
    async with village.database.write() as db:
        person = await people.by_id(db, village.roster.people["韦秀英"])
        wanted = [Wanted(field="phone", old=None, new="+4915112345678", evidence="=1+1")]
        await change_deeds.propose(db, person, village.household, wanted, village.now)
    await village.do("accept", "梁建国", "labour", 0, 0)
    officer = {"person": village.roster.people["莫小兰"]}
    made = await entry_sheets.make(village.database, tmp_path, officer)
    assert isinstance(made.content, Path)
    page: Any = load_workbook(made.content).active
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert tuple(rows[0]) == entry_sheets.HEADING
    places = ["银海区", "银滩镇", "关井村"]
    assert [row[:3] for row in rows[1:]] == [places, places]
    assert [row[5:11] for row in rows[1:]] == [
        ["1", "李月梅", "劳动技能", "普通", "丧失", "梁建国"],
        ["", "", "联系电话", "未填", "+4915112345678", "梁建国"],
    ]
    assert rows[2][12] == "=1+1"
    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)
    with pytest.raises(Refusal):
        await entry_sheets.make(
            village.database, tmp_path, {"person": village.roster.people["韦秀英"]}
        )


async def test_who_leaves_takes_no_facts_along_and_the_number_of_people_follows(village):
    async with village.database.write() as db:
        known = await the_record(db, village.household)
        await households.correct(db, known.id, known.version, {"size": 1}, {})
    new = {"name": "黄新生", "relation": "之女", "reason": "birth"}
    async with village.database.write() as db:
        person = await people.by_id(db, village.roster.people["韦秀英"])
        wanted = [
            Wanted(field="member", member_number="+黄新生", old=None, new=new),
            Wanted(field="member", member_number="1", old={"name": "李月梅"},
                   new={"reason": "death"}),
            Wanted(field="labour", member_number="1", old="普通", new="无"),
        ]  # fmt: skip
        await change_deeds.propose(db, person, village.household, wanted, AT)
    for which in (0, 0, 0):
        await village.do("accept", "梁建国", "labour", 0, which)
    async with village.database.read() as db:
        known = await the_record(db, village.household)
        left = await changes.in_states(db, village.household, [State.WAITING])
        now = await change_fields.current(db, known, left[0])
    assert [(it.number, it.name) for it in known.members] == [("+黄新生", "黄新生")]
    assert known.household.facts["size"] == 1
    assert [it.field for it in left] == ["labour"]
    assert now is None
