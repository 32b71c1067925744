"""Cases: how each stands now, its steps, and the queues of the offices."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from domain.areas import Level
from domain.cases import GOING_ON, Case, State
from domain.ladders import DESKS, Deed, Kind, Stage
from domain.people import Person
from storage import ladders
from storage.columns import AnyRow
from storage.database import vault_of
from storage.sealed import open_facts, seal_facts
from storage.tables import AreaRow, CaseRow, HouseholdRow, PersonRow, StepRow


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A case as people read it: `about` is the household's head, or the area."""

    case: Case
    about: str
    area: str
    holder: str = ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One deed of a case's history; `level` is where the case stood after it.

    `voice` is Telegram's id of a spoken message, of which `text` tells the length.
    """

    deed: Deed
    by: str
    level: Level
    stage: Stage = Stage.WORK
    at: datetime
    text: str = ""
    voice: str = ""


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
    """Keep a new case and give it its number."""
    values = {name: getattr(case, name) for name in _LASTING} | _moving(case)
    values |= {"kind": case.kind, "town_code": case.area_code[:9]}
    number = await db.scalar(insert(CaseRow).values(values).returning(CaseRow.id))
    return replace(case, number=number or 0)


async def by_number(db: AsyncConnection, number: int) -> Entry | None:
    """Return a case."""
    row = (await db.execute(_entries.where(CaseRow.id == number))).one_or_none()
    return _entry(row, await ladders.known(db)) if row else None


async def by_numbers(db: AsyncConnection, numbers: Sequence[int]) -> list[Entry]:
    """Return some cases in the order of their numbers here; those that are none are left out."""
    kept = await ladders.known(db)
    rows = await db.execute(_entries.where(CaseRow.id.in_(numbers)))
    found = {row.id: _entry(row, kept) for row in rows}
    return [found[number] for number in numbers if number in found]


async def move_on(db: AsyncConnection, case: Case) -> bool:
    """Keep how a case stands after a deed; False when somebody else was quicker."""
    same = CaseRow.id == case.number, CaseRow.version == case.version - 1
    moved = update(CaseRow).where(*same).values(_moving(case))
    return (await db.execute(moved)).rowcount == 1


def _moving(case: Case) -> dict[str, Any]:
    place = {"ladder_id": case.ladder.id, "level": case.level, "stage": case.stage}
    values = {name: getattr(case, name) for name in _MOVING} | place
    return values | {"role": case.rung.role, "state": case.state}


async def add_step(
    db: AsyncConnection, case: Case, person: Person, deed: Deed, words: Any = None
) -> None:
    """Append what somebody did to bring a case to this version, and what he said about it."""
    row = {
        "case_id": case.number,
        "version": case.version,
        "person_id": person.id,
        "deed": deed,
        "level": case.level,
        "stage": case.stage,
        "at": case.moved_at,
        "words_sealed": _seal(db, case, words) if words else None,
    }
    await db.execute(insert(StepRow).values(row))


async def steps(db: AsyncConnection, number: int) -> list[Step]:
    """List what was done with a case, oldest first."""
    return (await steps_of(db, [number])).get(number, [])


async def steps_of(db: AsyncConnection, numbers: Sequence[int]) -> dict[int, list[Step]]:
    """Do the same for several cases at once."""
    wanted = (
        select(StepRow, PersonRow.name)
        .join(PersonRow, PersonRow.id == StepRow.person_id)
        .where(StepRow.case_id.in_(numbers))
        .order_by(StepRow.case_id, StepRow.version)
    )
    found: dict[int, list[Step]] = {}
    for row in await db.execute(wanted):
        found.setdefault(row.case_id, []).append(_step(db, row))
    return found


async def waiting_for(
    db: AsyncConnection, person: Person, most: int, offset: int = 0
) -> list[Entry]:
    """List the open cases at the offices somebody works in: urgent first, then the oldest."""
    order = CaseRow.is_urgent.desc(), CaseRow.id
    return await _listed(db, _entries.where(_at_offices_of(person)).order_by(*order), most, offset)


async def count_waiting_for(db: AsyncConnection, person: Person) -> int:
    """Count them."""
    return await _count(db, _at_offices_of(person))


async def open_of_household(db: AsyncConnection, household_id: int, most: int) -> list[Entry]:
    """List the open cases of a household, the newest first."""
    here = CaseRow.household_id == household_id, CaseRow.state.in_(GOING_ON)
    return await _listed(db, _entries.where(*here).order_by(CaseRow.id.desc()), most, 0)


async def raised_by(
    db: AsyncConnection, person_id: int, most: int, offset: int = 0
) -> list[Entry]:
    """List what somebody has raised, the newest first."""
    mine = _entries.where(CaseRow.asker_id == person_id).order_by(CaseRow.id.desc())
    return await _listed(db, mine, most, offset)


async def count_raised_by(db: AsyncConnection, person_id: int) -> int:
    """Count them."""
    return await _count(db, CaseRow.asker_id == person_id)


def _at_offices_of(person: Person) -> ColumnElement[bool]:
    """Limit to cases going on that somebody may act on: by role and area."""
    served = [
        and_(CaseRow.role == role, CaseRow.area_code.startswith(code, autoescape=True))
        for role in sorted(DESKS)
        for code in person.areas({role})
    ]
    goes_on = CaseRow.state.in_(GOING_ON), CaseRow.asker_id != person.id
    return and_(*goes_on, or_(false(), *served))


async def _listed(
    db: AsyncConnection, wanted: Select[*tuple[Any, ...]], most: int, offset: int
) -> list[Entry]:
    known = await ladders.known(db)
    return [_entry(row, known) for row in await db.execute(wanted.limit(most).offset(offset))]


async def _count(db: AsyncConnection, condition: ColumnElement[bool]) -> int:
    counted = select(func.count()).select_from(CaseRow).where(condition)
    return await db.scalar(counted) or 0


def _seal(db: AsyncConnection, case: Case, words: Any) -> bytes:
    said = {"text": words} if isinstance(words, str) else dict(words)
    return seal_facts(vault_of(db), _words_place(case.number, case.version), said)


def _words_place(number: int, version: int) -> str:
    return f"steps:{number}:{version}:words"


def _step(db: AsyncConnection, row: AnyRow) -> Step:
    sealed = row.words_sealed
    said = (
        open_facts(vault_of(db), _words_place(row.case_id, row.version), sealed) if sealed else {}
    )
    voice = said.get("voice", "")
    return Step(
        deed=Deed(row.deed),
        by=row.name,
        level=Level(row.level),
        stage=Stage(row.stage),
        at=row.at,
        text=f"🎤 {said['seconds']}″" if voice else said.get("text", ""),
        voice=voice,
    )


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


def voices(done: Sequence[Step]) -> list[str]:
    """List the spoken messages among steps."""
    return [step.voice for step in done if step.voice]
