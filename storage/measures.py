"""Measures of relapse alerts: whose each is, by when, and whether it is done."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.cases import GOING_ON
from domain.measures import Measure, State
from storage.columns import AnyRow
from storage.database import vault_of
from storage.ids import new_id
from storage.sealed import open_facts, seal_facts
from storage.tables import CaseRow, HouseholdRow, MeasureRow, PersonRow

_PLAIN = ("id", "owner_id", "due_on", "state", "version", "set_at", "done_at")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A measure as people read it: its owner's name, and the head of the household."""

    measure: Measure
    owner: str
    about: str


async def add(db: AsyncConnection, measure: Measure) -> Measure:
    """Keep a new measure under a number of its own, whatever id it came with."""
    number = new_id()
    fresh = Measure(**{**vars(measure), "id": number})
    await db.execute(insert(MeasureRow).values(_values(db, fresh)))
    return fresh


async def by_id(db: AsyncConnection, number: int) -> Entry | None:
    """Return one measure."""
    return next(iter(await _listed(db, _all().where(MeasureRow.id == number))), None)


async def of_alert(db: AsyncConnection, number: int) -> list[Entry]:
    """List the measures of an alert, in the order in which they were set."""
    wanted = _all().where(MeasureRow.case_id == number)
    return await _listed(db, wanted.order_by(MeasureRow.set_at, MeasureRow.id))


async def open_of_owner(db: AsyncConnection, person_id: int) -> list[Entry]:
    """List what somebody still has to do for alerts that go on, what is due first at the top."""
    goes_on = CaseRow.state.in_(GOING_ON)
    mine = MeasureRow.owner_id == person_id, MeasureRow.state == State.OPEN, goes_on
    order = MeasureRow.due_on, MeasureRow.id
    return await _listed(db, _all().where(*mine).order_by(*order))


async def open_at(db: AsyncConnection, person_id: int, household_id: int) -> list[Entry]:
    """List what somebody still has to do for a household."""
    here = (
        MeasureRow.owner_id == person_id,
        MeasureRow.state == State.OPEN,
        CaseRow.household_id == household_id,
    )
    return await _listed(db, _all().where(*here).order_by(MeasureRow.id))


async def open_and_due(
    db: AsyncConnection, since: date, until: date
) -> list[tuple[int, int, date]]:
    """List the open measures of alerts that go on, due within some days: number, owner, day."""
    goes_on = MeasureRow.state == State.OPEN, CaseRow.state.in_(GOING_ON)
    rows = await db.execute(
        select(MeasureRow.id, MeasureRow.owner_id, MeasureRow.due_on)
        .join(CaseRow, CaseRow.id == MeasureRow.case_id)
        .where(*goes_on, MeasureRow.due_on.between(since, until))
        .order_by(MeasureRow.due_on, MeasureRow.id)
    )
    return [(row.id, row.owner_id, row.due_on) for row in rows]


async def count_open(db: AsyncConnection, number: int) -> int:
    """Count the open measures of an alert."""
    here = MeasureRow.case_id == number, MeasureRow.state == State.OPEN
    return await db.scalar(select(func.count()).select_from(MeasureRow).where(*here)) or 0


async def move_on(db: AsyncConnection, measure: Measure) -> bool:
    """Keep a measure at its next version; False when somebody else was quicker."""
    same = MeasureRow.id == measure.id, MeasureRow.version == measure.version - 1
    changed = update(MeasureRow).where(*same).values(_values(db, measure))
    return (await db.execute(changed)).rowcount == 1


def _all() -> Select[*tuple[Any, ...]]:
    return (
        select(MeasureRow, PersonRow.name.label("owner_name"), HouseholdRow.head_name)
        .join(PersonRow, PersonRow.id == MeasureRow.owner_id)
        .join(CaseRow, CaseRow.id == MeasureRow.case_id)
        .outerjoin(HouseholdRow, HouseholdRow.id == CaseRow.household_id)
    )


async def _listed(db: AsyncConnection, wanted: Select[*tuple[Any, ...]]) -> list[Entry]:
    return [_entry(db, row) for row in await db.execute(wanted)]


def _values(db: AsyncConnection, measure: Measure) -> dict[str, Any]:
    said = {"what": measure.what, "outcome": measure.outcome, "files": list(measure.files)}
    sealed = seal_facts(vault_of(db), _words_place(measure.id), said)
    values = {name: getattr(measure, name) for name in _PLAIN}
    about = {"case_id": measure.number, "set_by": measure.set_by_id, "words_sealed": sealed}
    return values | about


def _words_place(number: int) -> str:
    return f"measures:{number}:words"


def _entry(db: AsyncConnection, row: AnyRow) -> Entry:
    said = open_facts(vault_of(db), _words_place(row.id), row.words_sealed)
    values = {name: getattr(row, name) for name in _PLAIN}
    values |= {"state": State(row.state), "number": row.case_id, "set_by_id": row.set_by}
    measure = Measure(**values | said | {"files": tuple(said["files"])})
    return Entry(measure=measure, owner=row.owner_name, about=row.head_name or "")
