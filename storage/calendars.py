"""When the offices of an area work: days kept by administrators, office hours, pauses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    Integer,
    Select,
    bindparam,
    cast,
    delete,
    false,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.areas import Area, Level, contains
from domain.calendar import SHANGHAI, local_day
from domain.worktime import Calendar, Hours, Piece, Rules
from storage.prepared import Prepared
from storage.rules import OFFICE
from storage.tables import AreaRow, CalendarDayRow, PauseRow, PersonRow, RuleRow

REMEMBERED = timedelta(days=800)
"""Pauses that ended before are of no clock any more."""
PAUSE, DAY = "pause", "day"
_all = Prepared(
    union_all(
        select(
            literal(PAUSE).label("name"),
            PauseRow.area_code,
            PauseRow.since_on,
            PauseRow.until_on,
            PauseRow.lifted_at,
            literal(0).label("value"),
        ).where(PauseRow.until_on >= bindparam("since")),
        select(
            literal(DAY),
            literal(""),
            CalendarDayRow.day,
            CalendarDayRow.day,
            null(),
            cast(CalendarDayRow.is_working, Integer),
        ),
        select(
            RuleRow.name,
            literal(""),
            RuleRow.since_on,
            RuleRow.since_on,
            null(),
            cast(RuleRow.value, Integer),
        ).where(RuleRow.name.startswith(OFFICE)),
    ).order_by("since_on", "name")
)
"""One visit to the database: this is asked with every deed."""


@dataclass(frozen=True)
class Book:
    """The calendars of all areas; those with the same pauses are one."""

    hours: Hours
    overrides: Mapping[date, bool]
    pauses: tuple[tuple[str, Piece], ...]
    _made: dict[tuple[Piece, ...], Calendar] = field(default_factory=dict)

    def of_area(self, area_code: str) -> Calendar:
        """Return the calendar of an area."""
        here = tuple(piece for code, piece in self.pauses if contains(code, area_code))
        if here not in self._made:
            self._made[here] = Calendar(hours=self.hours, overrides=self.overrides, pauses=here)
        return self._made[here]


async def book(db: AsyncConnection, now: datetime) -> Book:
    """Return the calendars of all areas."""
    rows = await _all.all(db, {"since": local_day(now) - REMEMBERED})
    return Book(
        hours=_hours(rows),
        overrides={row.since_on: bool(row.value) for row in rows if row.name == DAY},
        pauses=tuple(
            (row.area_code, piece_of(row.since_on, row.until_on, row.lifted_at))
            for row in rows
            if row.name == PAUSE
        ),
    )


def _hours(rows: Iterable[Any]) -> Hours:
    """Put figures with their days together; what one does not say stays as it was."""
    found: dict[date, Rules] = {}
    hours, known = Rules(), {OFFICE + it.name for it in fields(Rules)}
    for row in rows:
        if row.name in known:
            hours = replace(hours, **{row.name.removeprefix(OFFICE): row.value})
            found[row.since_on] = hours
    return found


async def of_area(db: AsyncConnection, area_code: str, now: datetime) -> Calendar:
    """Return the calendar of an area."""
    return (await book(db, now)).of_area(area_code)


def piece_of(since_on: date, until_on: date, lifted_at: datetime | None = None) -> Piece:
    """Give whole days as a piece of time; one that was lifted ends there."""
    since = datetime.combine(since_on, time(), SHANGHAI).astimezone(UTC)
    until = datetime.combine(until_on + timedelta(days=1), time(), SHANGHAI).astimezone(UTC)
    return since, max(since, min(until, lifted_at or until))


@dataclass(frozen=True, kw_only=True)
class KeptDay:
    """A day on which offices work or rest other than the official calendar says; who said so."""

    day: date
    is_working: bool
    reason: str
    by: str


async def kept_days(db: AsyncConnection, year: int) -> list[KeptDay]:
    """List what administrators kept of a year, in order."""
    inside = CalendarDayRow.day.between(date(year, 1, 1), date(year, 12, 31))
    rows = await db.execute(
        select(CalendarDayRow, PersonRow.name)
        .outerjoin(PersonRow, PersonRow.id == CalendarDayRow.set_by)
        .where(inside)
        .order_by(CalendarDayRow.day)
    )
    return [
        KeptDay(day=row.day, is_working=row.is_working, reason=row.reason, by=row.name or "")
        for row in rows
    ]


async def keep_day(db: AsyncConnection, kept: KeptDay, by: int, now: datetime) -> None:
    """Let offices work or rest on a day; kept again it is corrected."""
    values = {"is_working": kept.is_working, "reason": kept.reason, "set_by": by, "set_at": now}
    statement = insert(CalendarDayRow).values(day=kept.day, **values)
    await db.execute(statement.on_conflict_do_update(index_elements=["day"], set_=values))


async def forget_day(db: AsyncConnection, day: date) -> bool:
    """Let the official calendar hold again on a day; False when it did."""
    this = delete(CalendarDayRow).where(CalendarDayRow.day == day)
    return (await db.execute(this)).rowcount == 1


async def areas_to_pause(db: AsyncConnection, codes: Iterable[str]) -> list[Area]:
    """List the districts and towns in these areas; "" stands for everywhere."""
    inside = or_(false(), *[AreaRow.code.startswith(code) for code in codes])
    wanted = select(AreaRow).where(inside, AreaRow.level != Level.VILLAGE)
    return await _areas(db, wanted)


async def villages_of(db: AsyncConnection, town_code: str) -> list[Area]:
    """List the villages of a town."""
    inside = AreaRow.code.startswith(town_code), AreaRow.level == Level.VILLAGE
    return await _areas(db, select(AreaRow).where(*inside))


async def _areas(db: AsyncConnection, wanted: Select[Any]) -> list[Area]:
    rows = await db.execute(wanted.order_by(AreaRow.code))
    return [Area(code=row.code, name=row.name, level=Level(row.level)) for row in rows]
