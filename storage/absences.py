"""Absences: who is away on a day, who stands in for whom, and what a deputy may do for it."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.absences import Absence, can_stand_in, deputy_of, desk_duties
from domain.areas import ancestors
from domain.ladders import DESKS
from domain.people import Person, State
from storage import people
from storage.ids import new_id
from storage.prepared import Prepared
from storage.tables import AbsenceRow

_COLUMNS = (
    AbsenceRow.id,
    AbsenceRow.person_id,
    AbsenceRow.deputy_id,
    AbsenceRow.since_on,
    AbsenceRow.until_on,
    AbsenceRow.set_by,
    AbsenceRow.ended_at,
)
_open = (
    select(*_COLUMNS)
    .where(AbsenceRow.ended_at.is_(None), AbsenceRow.until_on >= bindparam("day"))
    .order_by(AbsenceRow.since_on, AbsenceRow.id)
)
_away = Prepared(
    select(AbsenceRow.person_id, AbsenceRow.deputy_id).where(
        AbsenceRow.ended_at.is_(None),
        AbsenceRow.since_on <= bindparam("day"),
        AbsenceRow.until_on >= bindparam("day"),
    )
)


async def away(db: AsyncConnection, day: date) -> dict[int, int]:
    """Return who is away on a day, and whom he named to stand in."""
    rows = await _away.all(db, {"day": day})
    return {row.person_id: row.deputy_id for row in rows}


async def deputies(db: AsyncConnection, person_ids: Iterable[int], day: date) -> dict[int, Person]:
    """Return who stands in for those of these people who are away on a day.

    A deputy who is away himself is followed by his own; whoever has none left is not named.
    """
    gone = await away(db, day)
    found = {it: deputy_of(it, gone) for it in person_ids if it in gone}
    there = {it: await people.by_id(db, it) for it in set(found.values()) if it}
    return {
        absent: there[deputy]
        for absent, deputy in found.items()
        if deputy and there[deputy].state is State.ACTIVE
    }


async def absent(db: AsyncConnection, deputy_id: int, day: date) -> list[Person]:
    """List for whom somebody stands in on a day."""
    gone = await away(db, day)
    if not gone:
        return []
    wanted = [it for it in sorted(gone) if deputy_of(it, gone) == deputy_id]
    return [await people.by_id(db, it) for it in wanted]


async def acting(db: AsyncConnection, person: Person, day: date) -> Person:
    """Give somebody what those work on for whom he stands in on a day: their duties at desks."""
    lent = [duty for it in await absent(db, person.id, day) for duty in desk_duties(it)]
    return replace(person, duties=tuple(dict.fromkeys([*person.duties, *lent])))


async def candidates(db: AsyncConnection, person: Person) -> list[Person]:
    """List who can stand in for somebody: those of his offices first, then those above."""
    areas = person.areas(DESKS)
    codes = {code for area in areas for code in ancestors(area)}
    found = await people.at_desks(db, DESKS, codes)
    able = [it for it in found if can_stand_in(it, person)]
    return sorted(able, key=lambda it: -max(map(len, it.areas(DESKS))))


async def not_over(db: AsyncConnection, day: date) -> list[Absence]:
    """List the absences that hold on a day or later."""
    return [_absence(row) for row in await db.execute(_open, {"day": day})]


async def over_since(
    db: AsyncConnection, day: date, today: date, *mine: ColumnElement[bool]
) -> list[Absence]:
    """List the absences that were over, by their last day or earlier, between two days."""
    rows = await db.execute(select(*_COLUMNS).where(AbsenceRow.until_on >= day, *mine))
    return [it for it in map(_absence, rows) if it.ended_at or it.until_on < today]


async def over_of_deputy(
    db: AsyncConnection, deputy_id: int, since: date, today: date
) -> list[Absence]:
    """List those in which somebody stood in, the latest first."""
    found = await over_since(db, since, today, AbsenceRow.deputy_id == deputy_id)
    return sorted(found, key=lambda it: it.until_on, reverse=True)


async def by_id(db: AsyncConnection, number: int) -> Absence | None:
    """Return an absence."""
    wanted = select(*_COLUMNS).where(AbsenceRow.id == number)
    row = (await db.execute(wanted)).one_or_none()
    return _absence(row) if row else None


async def add(db: AsyncConnection, absence: Absence, now: datetime) -> Absence:
    """Keep an absence under an id of its own."""
    kept = replace(absence, id=new_id())
    await db.execute(insert(AbsenceRow).values(asdict(kept) | {"set_at": now}))
    return kept


async def end(db: AsyncConnection, number: int, now: datetime) -> bool:
    """End an absence early; False when it was ended before."""
    this = AbsenceRow.id == number, AbsenceRow.ended_at.is_(None)
    ended = update(AbsenceRow).where(*this).values(ended_at=now)
    return (await db.execute(ended)).rowcount == 1


def _absence(row: Any) -> Absence:
    return Absence(**{column.key: getattr(row, column.key) for column in _COLUMNS})
