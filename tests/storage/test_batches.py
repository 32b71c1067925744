"""Batches: one worker at a time, from where it was left, and back to what was before."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import update

from domain.batches import Batch, State
from domain.changes import Change
from domain.geo import Datum, Point
from domain.households import Household
from domain.people import Role
from imports.households import HouseholdRecord
from imports.members import MemberRecord
from imports.pairings import PairingRecord
from imports.people import PersonRecord
from imports.plan import Kind
from storage import areas, batches, changes, files, households, import_gaps, pairings
from storage.batches import Line
from storage.imported import mark
from storage.imports import IMPORTED
from storage.tables import BatchRow, FileRow, HouseholdRow
from tests.kit.cast import AREAS, VILLAGE

HEAD = MemberRecord(name="黄大明", relation="户主", number="H0001-0", health=("健康",))
TOLD = HouseholdRecord(number="H0001", area_code=VILLAGE, hamlet="一队", members=(HEAD,))
NEW = HouseholdRecord(number="H0009", area_code=VILLAGE, members=(HEAD,))
HERE = Point(latitude=21.4, longitude=109.1, datum=Datum.WGS84)


async def received(db, village, now, number=7):
    """A batch whose file is here."""
    person = village.people["莫小兰"]
    file_id = await files.receive(db, person, "document", "t", f"u{number}", now, "户.csv")
    batch = Batch(
        id=number,
        kind="households",
        person_id=person,
        file_id=file_id,
        state=State.CHECKING,
        version=1,
        at=now,
        outcome={"name": "户.csv"},
    )
    await batches.add(db, batch)
    return batch


async def come(db, batch, digest=b"d" * 16):
    here = update(FileRow).where(FileRow.id == batch.file_id)
    await db.execute(here.values(state="kept", digest=digest))


async def test_a_batch_is_claimed_once_and_only_when_its_file_has_come(database, village, now):
    async with database.write() as db:
        batch = await received(db, village, now)
        assert not await batches.any_due(db)
        assert await batches.claim(db, "a") is None
        await come(db, batch)
        assert await batches.any_due(db)
        claimed = await batches.claim(db, "a")
        assert claimed
        assert claimed == replace(batch, attempts=1)
        assert await batches.claim(db, "b") is None
        assert not await batches.hold(db, claimed, "b", done=1)
        assert await batches.hold(db, claimed, "a", done=5, outcome={"left": 1})
        await batches.release(db, claimed, "a")
        again = await batches.claim(db, "b")
    assert again == replace(batch, attempts=2, done=5, outcome={"left": 1})


async def test_a_lease_ends_and_whoever_held_it_writes_no_more(database, village, now):
    async with database.write() as db:
        batch = await received(db, village, now)
        await come(db, batch)
        first = await batches.claim(db, "a")
        await db.execute(update(BatchRow).values(lease_until=now))
        second = await batches.claim(db, "b")
        assert second
        assert first
        assert not await batches.hold(db, first, "a", done=200)
        assert await batches.move(db, second, state=State.CHECKED, seen=b"12345678")
        assert not await batches.move(db, second, state=State.DROPPED)
        known = await batches.by_id(db, batch.id)
        assert known
        assert (known.state, known.version) == (State.CHECKED, 2)
        assert await batches.seen(db, batch.id) == b"12345678"
        assert not await batches.any_due(db)
        assert [it.id for it in await batches.of_person(db, batch.person_id, 5)] == [batch.id]


async def test_the_same_file_is_known_again_once_it_was_written(database, village, now):
    async with database.write() as db:
        first, second = await received(db, village, now), await received(db, village, now, 8)
        for batch in (first, second):
            await come(db, batch)
        assert await batches.same_file(db, second) is None
        await batches.move(db, first, state=State.WRITTEN)
        found = await batches.same_file(db, second)
        assert found
        assert found.id == first.id


async def test_what_was_before_and_what_a_sheet_lists_are_sealed(database, village, now):
    async with database.write() as db:
        batch = await received(db, village, now)
        line = Line(place=3, subject="household:1", before={"name": "秘密"}, after=b"x" * 8)
        await batches.add_lines(db, batch.id, [line, replace(line, place=4, before=None)])
        sealed = batches.seal_details(db, batch.id, b"\xe7\xa7\x98")
        await batches.move(db, batch, details_sealed=sealed)
        assert await batches.details(db, batch.id) == b"\xe7\xa7\x98"
        assert [it.place for it in await batches.lines(db, batch.id, 9, 9)] == [4, 3]
        assert await batches.lines(db, batch.id, 4, 9) == [line]
        assert sealed.find(b"\xe7\xa7\x98") == -1


async def written(db, kind, *records, absent=()):
    imported = IMPORTED[kind]
    besides = await imported.beside(db, records, absent)
    subjects = await imported.write(db, besides)
    after = await imported.present(db, subjects)
    plain = [imported.plain(after[it]) for it in subjects]
    told = [imported.plain(it.after) for it in besides]
    return besides, subjects, plain == told


async def test_households_are_restored_to_what_they_were(database, village):
    imported = IMPORTED[Kind.HOUSEHOLDS]
    async with database.write() as db:
        before = await households.families(db, ["H0001", "H0002"])
        bare = replace(before["H0001"].household, point=None)
        await households.put(db, bare, before["H0001"].members)
        await db.execute(update(HouseholdRow).values(point_sealed=None))
        before = await households.families(db, ["H0001"])
        told = replace(TOLD, point=HERE)
        besides, subjects, is_as_told = await written(db, Kind.HOUSEHOLDS, told, NEW)
        assert is_as_told
        plain = imported.plain(besides[0].before)
        await imported.restore(db, {subjects[0]: imported.thing(plain)})
        assert await imported.remove(db, subjects[1:]) == frozenset()
        assert await households.families(db, ["H0001", "H0009"]) == before


async def test_a_household_that_is_used_by_now_stays(database, village):
    imported = IMPORTED[Kind.HOUSEHOLDS]
    async with database.write() as db:
        _, subjects, _ = await written(db, Kind.HOUSEHOLDS, NEW)
        number = (await households.ids(db, ["H0009"]))["H0009"]
        await pairings.pair(db, number, village.people["韦秀英"], date(2026, 3, 1))
        assert await imported.remove(db, subjects) == frozenset(subjects)
        assert await households.ids(db, ["H0009"])


async def test_what_a_file_has_no_column_for_stays_and_proposals_stay_too(database, village, now):
    number = village.households["黄大明"]
    async with database.write() as db:
        (family,) = (await households.families(db, ["H0001"])).values()
        facts = {"dibao_class": "A", "phone": "13800000001", "hamlet": "二队", "size": 3}
        rich = Household(**{**vars_of(family.household), "facts": facts})
        await households.put(db, rich, family.members)
        await changes.propose(
            db,
            Change(
                id=1,
                household_id=number,
                field="hamlet",
                old="二队",
                new="三队",
                person_id=village.people["韦秀英"],
                at=now,
            ),
        )
        (beside,) = await IMPORTED[Kind.HOUSEHOLDS].beside(db, [TOLD], {"phone"})
    assert beside.after.household.facts == {
        "dibao_class": "A",
        "phone": "13800000001",
        "hamlet": "二队",
    }
    assert [(it.field, it.told) for it in beside.held] == [("hamlet", "一队")]


def vars_of(household):
    names = ("number", "area_code", "head_name", "point", "facts")
    return {name: getattr(household, name) for name in names}


async def test_people_are_restored_and_new_ones_leave_unless_bound(database, village):
    imported = IMPORTED[Kind.PEOPLE]
    wei = PersonRecord(name="韦英", phone="13900000001", roles=(Role.RESIDENT,), unit="x")
    new = PersonRecord(name="新人", phone="13900000111", roles=(Role.HELPER,))
    async with database.write() as db:
        besides, subjects, is_as_told = await written(db, Kind.PEOPLE, wei, new)
        assert is_as_told
        before = imported.thing(imported.plain(besides[0].before))
        await imported.restore(db, {subjects[0]: before})
        assert await imported.remove(db, subjects) == frozenset({subjects[0]})
        found = await imported.present(db, subjects)
    assert found == {subjects[0]: besides[0].before}


async def test_pairings_leave_and_others_move_up(database, village):
    imported, number = IMPORTED[Kind.PAIRINGS], village.households["黄大明"]
    told = PairingRecord(
        household_number="H0001", helper_phone="13900000002", since_on=date(2026, 3, 1)
    )
    async with database.write() as db:
        besides, subjects, is_as_told = await written(db, Kind.PAIRINGS, told)
        assert is_as_told
        assert imported.thing(imported.plain(besides[0].after)) == besides[0].after
        await pairings.pair(db, number, village.people["黎新来"], date(2026, 3, 2))
        assert await imported.remove(db, subjects) == frozenset()
        assert [it.rank for it in await pairings.open_of_household(db, number)] == [1, 2]
        missing = await import_gaps.missing(db, Kind.PAIRINGS, [told], [VILLAGE])
    assert missing == ["H0001 · 韦秀英", "H0001 · 黎新来"]


async def test_areas_are_restored_and_used_ones_stay(database, village):
    imported = IMPORTED[Kind.AREAS]
    renamed = replace(AREAS[3], name="新名", point=HERE)
    new = replace(AREAS[3], code="450503101299", name="新村")
    async with database.write() as db:
        besides, subjects, is_as_told = await written(db, Kind.AREAS, renamed, new)
        assert is_as_told
        before = imported.thing(imported.plain(besides[0].before))
        await imported.restore(db, {subjects[0]: before})
        assert await imported.remove(db, [*subjects, f"area:{VILLAGE}"]) == {f"area:{VILLAGE}"}
        known = await areas.by_codes(db, [AREAS[3].code, new.code])
    assert known == {}


def test_the_mark_of_a_record_knows_no_order_and_tells_nothing(database):
    one, other = {"a": 1, "b": 2}, {"b": 2, "a": 1}
    assert mark(database.vault, one) == mark(database.vault, other)
    assert mark(database.vault, one) != mark(database.vault, {"a": 1})
    assert mark(database.vault, None) == bytes(8)


@pytest.mark.parametrize(("within", "missing"), [([VILLAGE], ["H0002"]), (["450599"], [])])
async def test_what_a_file_does_not_name_is_listed_within_the_senders_areas(
    database, village, within, missing
):
    async with database.write() as db:
        found = await import_gaps.missing(db, Kind.HOUSEHOLDS, [TOLD, NEW], within)
    assert found == missing
