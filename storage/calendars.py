"""When the offices of an area work: days kept by administrators, office hours, pauses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Integer, bindparam, cast, literal, null, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.areas import contains
from domain.calendar import SHANGHAI, local_day
from domain.worktime import Calendar, Hours, Piece, Rules
from storage.prepared import Prepared
from storage.rules import OFFICE
from storage.tables import CalendarDayRow, PauseRow, RuleRow

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
