"""What lies with somebody beside campaigns."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from domain.people import Duty, Person, Role
from storage import own_work
from storage.tables import CaseRow, ChangeRow
from tests.kit import realm
from tests.kit.realm import HEADS, OWN, SAME_VILLAGE, Realm


@pytest.fixture
async def homes(database, village, now) -> Realm:
    return await realm.found(database, now)


async def test_returned_changes_of_households_one_still_sees(database, homes):
    async with database.write() as db:
        mine = [homes.things[it]["change"] for it in (OWN, SAME_VILLAGE)]
        here = update(ChangeRow).where(ChangeRow.id.in_(mine))
        await db.execute(here.values(state="returned", person_id=homes.helper))
        person = Person(id=homes.helper, name="某", duties=(Duty(role=Role.HELPER),))
        found = await own_work.returned_changes(db, person)
    assert [(number, head) for number, _, head in found] == [(mine[0], HEADS[OWN])]


async def test_cases_he_holds_that_are_due(database, homes, now):
    tonight = now + timedelta(hours=12)
    async with database.write() as db:
        dues = [now - timedelta(hours=1), tonight, tonight + timedelta(days=1), None]
        numbers = list(await db.scalars(select(CaseRow.id).order_by(CaseRow.id).limit(4)))
        for number, due_at in zip(numbers, dues, strict=True):
            held = update(CaseRow).where(CaseRow.id == number)
            await db.execute(held.values(holder_id=homes.helper, due_at=due_at, state="open"))
        person = Person(id=homes.helper, name="某")
        assert await own_work.due_cases(db, person, now, tonight) == (2, 1)
        assert await own_work.due_cases(db, Person(id=1, name="他"), now, tonight) == (0, 0)
