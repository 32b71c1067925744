"""Pauses of areas: kept with a version, so that two who change one at once do not mix."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.cases import GOING_ON
from domain.ladders import DESKS
from domain.pauses import Pause
from domain.people import Person
from storage import people
from storage.ids import new_id
from storage.tables import AreaRow, CaseRow, PauseRow

_COLUMNS = (
    PauseRow.id,
    PauseRow.area_code,
    PauseRow.since_on,
    PauseRow.until_on,
    PauseRow.reason,
    PauseRow.version,
    PauseRow.lifted_at,
)


async def not_over(db: AsyncConnection, day: date, codes: Iterable[str]) -> list[Pause]:
    """List the pauses in these areas, or over them, that hold on a day or later."""
    holds = PauseRow.lifted_at.is_(None), PauseRow.until_on >= day
    wanted = select(*_COLUMNS).where(*holds).order_by(PauseRow.since_on, PauseRow.id)
    found = [_pause(row) for row in await db.execute(wanted)]
    near = tuple(codes)
    return [it for it in found if any(_touches(it.area_code, code) for code in near)]


def _touches(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


async def by_id(db: AsyncConnection, number: int) -> Pause | None:
    """Return a pause."""
    row = (await db.execute(select(*_COLUMNS).where(PauseRow.id == number))).one_or_none()
    return _pause(row) if row else None


async def add(db: AsyncConnection, pause: Pause, by: int, now: datetime) -> Pause:
    """Keep a pause under an id of its own."""
    kept = replace(pause, id=new_id())
    await db.execute(insert(PauseRow).values(asdict(kept) | {"set_by": by, "set_at": now}))
    return kept


async def move_on(db: AsyncConnection, pause: Pause) -> bool:
    """Keep a changed pause; False when somebody else was quicker."""
    same = PauseRow.id == pause.id, PauseRow.version == pause.version - 1
    values = {name: getattr(pause, name) for name in ("until_on", "version", "lifted_at")}
    return (await db.execute(update(PauseRow).where(*same).values(values))).rowcount == 1


async def open_cases(db: AsyncConnection, area_code: str) -> int:
    """Count the cases that go on in an area."""
    inside = CaseRow.area_code.startswith(area_code), CaseRow.state.in_(GOING_ON)
    return await db.scalar(select(func.count()).select_from(CaseRow).where(*inside)) or 0


async def officers(db: AsyncConnection, area_code: str) -> list[Person]:
    """List who works on cases in an area, below it or right above."""
    wanted = or_(
        AreaRow.code.startswith(area_code),
        AreaRow.code.in_([area_code[:length] for length in (6, 9) if length <= len(area_code)]),
    )
    codes = await db.scalars(select(AreaRow.code).where(wanted))
    return await people.at_desks(db, DESKS, list(codes))


def _pause(row: Any) -> Pause:
    return Pause(**{column.key: getattr(row, column.key) for column in _COLUMNS})
