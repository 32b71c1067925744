"""Duties that come back: a helper visits every paired household each month (DOMAIN §1, §5).

Nothing about who still owes a visit is stored: it is read off pairings, check-ins and late
entries. A check-in of the helper at the household is the visit, or a late entry of one (补录);
what waits for an officer counts until then.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from domain.calendar import SHANGHAI, is_working_day, local_day, working_day_by, working_day_from

SPEAKS_FROM, SPEAKS_UNTIL = time(8), time(21)
"""Duties are spoken of from 08:00, never in the quiet hours, never on a rest day."""
DUE_TIME = time(18)
A_DAY = timedelta(days=1)
NEWLY_PAIRED = timedelta(days=7)
"""Whoever is paired later than this before the deadline owes that household from next month."""
OPEN_FOR = timedelta(days=21)
"""How long after being passed on a month can still be made up for; then it is closed."""


@dataclass(frozen=True, kw_only=True)
class Period:
    """A month's visits and when they are due; `is_owed` is False where nobody asks for them."""

    first: date
    due_at: datetime
    is_owed: bool = True

    @property
    def number(self) -> int:
        """Year times 100 plus month, as buttons and keys name it."""
        return self.first.year * 100 + self.first.month

    @property
    def begins_at(self) -> datetime:
        """The midnight with which the month begins in Shanghai."""
        return _at(self.first, time())

    @property
    def paired_by(self) -> date:
        """The last day on which a pairing may begin and still be owed."""
        return local_day(self.due_at) - NEWLY_PAIRED

    @property
    def passed_on_at(self) -> datetime:
        """The morning of the working day after the due date."""
        return _at(working_day_from(local_day(self.due_at) + A_DAY), SPEAKS_FROM)

    @property
    def closes_at(self) -> datetime:
        """From then on nothing is made up for any more."""
        return self.passed_on_at + OPEN_FOR


LAST_DAY = 31
"""As a due day it stands for the last one of a month."""


def month_of(day: date, due_day: int = LAST_DAY) -> Period:
    """Give the visits' period of the month a day lies in.

    Due is the working day on or before the day of the duty that comes back.
    """
    first = day.replace(day=1)
    due_on = working_day_by(first.replace(day=min(due_day, _length(first))))
    return Period(first=first, due_at=_at(due_on, DUE_TIME))


def month_before(day: date) -> date:
    """Give the first day of the month before."""
    return (day.replace(day=1) - A_DAY).replace(day=1)


def month_after(day: date) -> date:
    """Give the first day of the month after."""
    return day.replace(day=1) + timedelta(days=_length(day))


def _length(day: date) -> int:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return (following - day.replace(day=1)).days


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, SHANGHAI)


def may_speak(now: datetime) -> bool:
    """Tell whether people may be reminded of duties now."""
    return next_hour(now) == now


def next_hour(now: datetime) -> datetime:
    """Give now, or the next instant at which people may be reminded of duties."""
    local = now.astimezone(SHANGHAI)
    if is_working_day(local.date()) and SPEAKS_FROM <= local.time() < SPEAKS_UNTIL:
        return now
    is_over = local.time() >= SPEAKS_FROM
    return _at(working_day_from(local.date() + is_over * A_DAY), SPEAKS_FROM)


def is_missed(period: Period, now: datetime) -> bool:
    """Tell whether a month is past its deadline, passed on, and not closed."""
    return period.passed_on_at <= now < period.closes_at


class Standing(StrEnum):
    """How one household of a month stands; waiting counts as done until an officer says more."""

    OPEN = "open"
    WAITING = "waiting"
    DONE = "done"
    LATE = "late"


def standing(period: Period, visited_at: datetime | None, *, is_waiting: bool) -> Standing:
    """Judge the first check-in a helper made at a household in or after a month."""
    if visited_at is None:
        return Standing.OPEN
    if visited_at > period.due_at:
        return Standing.LATE
    return Standing.WAITING if is_waiting else Standing.DONE


class Reach(StrEnum):
    """Whether the bot's letters get to somebody."""

    REACHED = "reached"
    UNBOUND = "unbound"
    UNREACHABLE = "unreachable"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A household that somebody owes a visit in a month, and how it stands."""

    household_id: int
    head_name: str
    area_code: str
    standing: Standing
    visited_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Round:
    """One helper's visits of a month."""

    person_id: int
    name: str
    visits: tuple[Visit, ...]

    @property
    def open(self) -> tuple[Visit, ...]:
        """What is still to be visited."""
        return tuple(it for it in self.visits if it.standing is Standing.OPEN)
