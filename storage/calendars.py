"""When the offices of an area work: days kept by administrators, office hours, pauses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.areas import contains
from domain.calendar import SHANGHAI, local_day
from domain.worktime import Calendar, Hours, Piece
from storage import rules
from storage.prepared import Prepared
from storage.tables import CalendarDayRow, PauseRow

REMEMBERED = timedelta(days=800)
"""Pauses that ended before are of no clock any more."""
_days = Prepared(select(CalendarDayRow.day, CalendarDayRow.is_working))
_pauses = Prepared(
    select(PauseRow.area_code, PauseRow.since_on, PauseRow.until_on, PauseRow.lifted_at)
    .where(PauseRow.until_on >= bindparam("since"))
    .order_by(PauseRow.since_on)
)


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
    days = await _days.all(db, {})
    kept = await _pauses.all(db, {"since": local_day(now) - REMEMBERED})
    return Book(
        hours=await rules.office_hours(db),
        overrides={row.day: bool(row.is_working) for row in days},
        pauses=tuple(
            (row.area_code, piece_of(row.since_on, row.until_on, row.lifted_at)) for row in kept
        ),
    )


async def of_area(db: AsyncConnection, area_code: str, now: datetime) -> Calendar:
    """Return the calendar of an area."""
    return (await book(db, now)).of_area(area_code)


def piece_of(since_on: date, until_on: date, lifted_at: datetime | None = None) -> Piece:
    """Give whole days as a piece of time; one that was lifted ends there."""
    since = datetime.combine(since_on, time(), SHANGHAI).astimezone(UTC)
    until = datetime.combine(until_on + timedelta(days=1), time(), SHANGHAI).astimezone(UTC)
    return since, max(since, min(until, lifted_at or until))
