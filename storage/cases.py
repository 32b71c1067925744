"""Cases: how each stands now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from domain.cases import UNENDED, Case, State
from domain.clocks import timed
from domain.ladders import Kind
from storage import calendars, ladders
from storage.columns import AnyRow
from storage.tables import AreaRow, CaseRow, HouseholdRow, PersonRow


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A case as people read it: `about` is the household's head, or the area."""

    case: Case
    about: str
    area: str
    holder: str = ""


_holder = aliased(PersonRow)
_entries = (
    select(
        CaseRow,
        HouseholdRow.head_name,
        AreaRow.name.label("area_name"),
        _holder.name.label("holder_name"),
    )
    .join(AreaRow, AreaRow.code == CaseRow.area_code)
    .outerjoin(HouseholdRow, HouseholdRow.id == CaseRow.household_id)
    .outerjoin(_holder, _holder.id == CaseRow.holder_id)
)
MOST_JOINED = 200
_MOVING = (
    "rung_index",
    "topic",
    "asker_id",
    "is_urgent",
    "holder_id",
    "joined_id",
    "version",
    "moved_at",
    "since_at",
    "runs_from_at",
    "spent_min",
    "heard_at",
    "quiet_until_at",
    "due_at",
    "next_at",
    "first_at",
    "ended_at",
    "confirmed_at",
    "reopenings",
    "satisfaction",
)
_LASTING = ("area_code", "household_id", "raised_at")


async def add(db: AsyncConnection, case: Case) -> Case:
    """Keep a new case, give it its number and set its clocks going."""
    case = timed(case, await calendars.of_area(db, case.area_code, case.moved_at))
    values = {name: getattr(case, name) for name in _LASTING} | _moving(case)
    values |= {"kind": case.kind, "town_code": case.area_code[:9]}
    number = await db.scalar(insert(CaseRow).values(values).returning(CaseRow.id))
    return replace(case, number=number or 0)


async def by_number(db: AsyncConnection, number: int) -> Entry | None:
    """Return a case."""
    row = (await db.execute(_entries.where(CaseRow.id == number))).one_or_none()
    return (await _read(db, [row]))[0] if row else None


async def by_numbers(db: AsyncConnection, numbers: Sequence[int]) -> list[Entry]:
    """Return some cases in the order of their numbers here; those that are none are left out."""
    rows = (await db.execute(_entries.where(CaseRow.id.in_(numbers)))).all()
    found = {entry.case.number: entry for entry in await _read(db, rows)}
    return [found[number] for number in numbers if number in found]


async def move_on(db: AsyncConnection, case: Case) -> Case | None:
    """Keep how a case stands after a deed and set its clocks; None when somebody was quicker."""
    case = timed(case, await calendars.of_area(db, case.area_code, case.moved_at))
    same = CaseRow.id == case.number, CaseRow.version == case.version - 1
    moved = update(CaseRow).where(*same).values(_moving(case))
    return case if (await db.execute(moved)).rowcount == 1 else None


def _moving(case: Case) -> dict[str, Any]:
    place = {"ladder_id": case.ladder.id, "level": case.level, "stage": case.stage}
    values = {name: getattr(case, name) for name in _MOVING} | place
    return values | {"role": case.rung.role, "state": case.state}


async def open_of_household(db: AsyncConnection, household_id: int, most: int) -> list[Entry]:
    """List the open cases of a household, the newest first."""
    here = CaseRow.household_id == household_id, CaseRow.state.in_(UNENDED)
    return await listed(db, _entries.where(*here).order_by(CaseRow.id.desc()), most, 0)


async def joined_to(db: AsyncConnection, number: int) -> list[Entry]:
    """List the cases that go on with another one, the oldest first."""
    here = CaseRow.joined_id == number, CaseRow.state == State.JOINED
    return await listed(db, _entries.where(*here).order_by(CaseRow.id), MOST_JOINED, 0)


async def raised_by(
    db: AsyncConnection, person_id: int, most: int, offset: int = 0
) -> list[Entry]:
    """List what somebody has raised, the newest first."""
    mine = _entries.where(CaseRow.asker_id == person_id).order_by(CaseRow.id.desc())
    return await listed(db, mine, most, offset)


async def count_raised_by(db: AsyncConnection, person_id: int) -> int:
    """Count them."""
    return await count(db, CaseRow.asker_id == person_id)


def whole() -> Select[*tuple[Any, ...]]:
    """Select cases as people read them, for other lists than these."""
    return _entries


async def listed(
    db: AsyncConnection, wanted: Select[*tuple[Any, ...]], most: int, offset: int = 0
) -> list[Entry]:
    """Return some of what is selected from `whole()`."""
    return await _read(db, (await db.execute(wanted.limit(most).offset(offset))).all())


async def count(db: AsyncConnection, condition: ColumnElement[bool]) -> int:
    """Count the cases for which this is so."""
    counted = select(func.count()).select_from(CaseRow).where(condition)
    return await db.scalar(counted) or 0


async def _read(db: AsyncConnection, rows: Sequence[AnyRow]) -> list[Entry]:
    """Make entries of rows, with the ladders they are on."""
    known = await ladders.known(db, {row.ladder_id for row in rows})
    return [_entry(row, known) for row in rows]


def _entry(row: AnyRow, known: ladders.Known) -> Entry:
    values = {name: getattr(row, name) for name in (*_LASTING, *_MOVING)}
    values["since_at"] = row.since_at or row.moved_at
    ladder = ladders.one(known, Kind(row.kind), row.ladder_id)
    return Entry(
        case=Case(number=row.id, ladder=ladder, state=State(row.state), **values),
        about=row.head_name or row.area_name,
        area=row.area_name,
        holder=row.holder_name or "",
    )
