"""Working time: office hours on the working days of the official calendar, less an area's pauses.

Clocks of cases run in it, so that Friday 16:30 + 2 h = Monday 09:30. A day of a limit is one
office day: as many minutes as the offices of that day are open.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType

from domain.calendar import NO_OVERRIDES, SHANGHAI, is_working_day, local_day
from domain.ladders import Span

A_DAY, NO_TIME = timedelta(days=1), timedelta()
Piece = tuple[datetime, datetime]
"""Time from an instant until another."""


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Office hours, in minutes of the day; those of a day hold for the whole of it."""

    office_from_min: int = 9 * 60
    noon_from_min: int = 12 * 60
    noon_until_min: int = 14 * 60
    office_until_min: int = 18 * 60

    @property
    def pieces(self) -> tuple[tuple[int, int], ...]:
        """When offices are open; hours that leave none are those that are shipped."""
        morning = self.office_from_min, min(self.noon_from_min, self.office_until_min)
        noon_is_over = max(self.noon_until_min, self.noon_from_min, self.office_from_min)
        both = morning, (noon_is_over, self.office_until_min)
        return tuple(it for it in both if it[0] < it[1]) or Rules().pieces

    @property
    def is_in_order(self) -> bool:
        """Tell whether morning, noon and afternoon follow each other."""
        opens, noon = self.office_from_min, self.noon_from_min
        return opens < noon <= self.noon_until_min < self.office_until_min


Hours = Mapping[date, Rules]
"""Office hours by the day from which they hold; before the first one the shipped ones do."""
SHIPPED_HOURS: Hours = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """When the offices of an area work: hours, days other than the official ones, pauses."""

    hours: Hours = field(default_factory=lambda: SHIPPED_HOURS)
    overrides: Mapping[date, bool] = field(default_factory=lambda: NO_OVERRIDES)
    pauses: tuple[Piece, ...] = ()
    _days: dict[date, tuple[Piece, ...]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    _lengths: dict[date, timedelta] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def hours_on(self, day: date) -> Rules:
        """Give the office hours of a day."""
        since = max((it for it in self.hours if it <= day), default=None)
        return self.hours[since] if since else Rules()

    def open_on(self, day: date) -> tuple[Piece, ...]:
        """List when offices work on a day, in order."""
        if day not in self._days:
            self._days[day] = self._opened(day)
        return self._days[day]

    def _opened(self, day: date) -> tuple[Piece, ...]:
        if not is_working_day(day, self.overrides):
            return ()
        midnight = datetime.combine(day, time(), SHANGHAI).astimezone(UTC)
        found = [
            (midnight + timedelta(minutes=first), midnight + timedelta(minutes=last))
            for first, last in self.hours_on(day).pieces
        ]
        for pause in self.pauses:
            found = [left for piece in found for left in _without(piece, pause)]
        return tuple(found)

    def is_paused(self, day: date) -> bool:
        """Tell whether a pause covers the noon of a day."""
        noon = datetime.combine(day, time(12), SHANGHAI)
        return any(first <= noon < last for first, last in self.pauses)

    def length(self, span: Span, day: date) -> timedelta:
        """Give a limit that begins on a day as working time."""
        if day not in self._lengths:
            minutes = sum(last - first for first, last in self.hours_on(day).pieces)
            self._lengths[day] = timedelta(minutes=minutes)
        return span.days * self._lengths[day] + timedelta(minutes=span.minutes)


def _without(piece: Piece, pause: Piece) -> list[Piece]:
    """Cut a pause out of a piece of time."""
    before = piece[0], min(piece[1], pause[0])
    after = max(piece[0], pause[1]), piece[1]
    return [it for it in (before, after) if it[0] < it[1]]


def add(at: datetime, span: Span | timedelta, calendar: Calendar) -> datetime:
    """Give the first instant by which so much working time has passed since another.

    Raises:
        ValueError: the instant is naive.
    """
    day = local_day(at)
    left = calendar.length(span, day) if isinstance(span, Span) else span
    if left <= NO_TIME:
        return at
    while True:
        for opens_at, closes_at in calendar.open_on(day):
            if closes_at <= at:
                continue
            begins_at = opens_at if opens_at > at else at  # noqa: FURB136  # max costs thrice as much
            room = closes_at - begins_at
            if left <= room:
                return begins_at + left
            left -= room
        day += A_DAY


def back(at: datetime, worked_for: timedelta, calendar: Calendar) -> datetime:
    """Give the last instant since which so much working time has passed until another.

    Raises:
        ValueError: the instant is naive.
    """
    day, left = local_day(at), worked_for
    if left <= NO_TIME:
        return at
    while True:
        for opens_at, closes_at in reversed(calendar.open_on(day)):
            ends_at = min(closes_at, at)
            if ends_at - left >= opens_at:
                return ends_at - left
            left -= max(NO_TIME, ends_at - opens_at)
        day -= A_DAY


def worked(since: datetime, until: datetime, calendar: Calendar) -> timedelta:
    """Give the working time between two instants, none when the first is the later one.

    Raises:
        ValueError: an instant is naive.
    """
    day, last, found = local_day(since), local_day(until), NO_TIME
    while day <= last:
        for opens_at, closes_at in calendar.open_on(day):
            found += max(NO_TIME, min(closes_at, until) - max(opens_at, since))
        day += A_DAY
    return found


def between(since: datetime, until: datetime, calendar: Calendar) -> int:
    """Give the whole working minutes between two instants."""
    return worked(since, until, calendar) // timedelta(minutes=1)


def is_open(at: datetime, calendar: Calendar) -> bool:
    """Tell whether offices work at an instant."""
    return any(opens <= at < closes for opens, closes in calendar.open_on(local_day(at)))


def opening(at: datetime, calendar: Calendar) -> datetime:
    """Give the instant itself while offices work, else when they open next."""
    day = local_day(at)
    while True:
        for opens_at, closes_at in calendar.open_on(day):
            if at < closes_at:
                return max(opens_at, at)
        day += A_DAY
