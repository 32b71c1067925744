"""When people may be spoken to: waking hours of working days, their own quiet hours, few pushes.

What the bot says by itself (reminders, prompts, notices) waits for such a moment; urgent alerts
never wait. What somebody else just did arrives at once, and outside these hours without a sound.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.calendar import SHANGHAI, is_working_day, local_day
from domain.refusals import Refusal
from domain.worktime import Calendar

DAY_MIN = 24 * 60
LEAST_MIN = 4 * 60
"""So long a day somebody can be spoken to in any case."""
MOST_DAYS = 400
"""Longer than any pause; whoever looks further ahead has found no moment."""


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Figures of speaking, in minutes of the day; those of a day hold for the whole of it."""

    quiet_from_min: int = 21 * 60
    quiet_until_min: int = 7 * 60 + 30
    digest_min: int = 8 * 60
    pushes_a_day: int = 3

    @property
    def quiet(self) -> "Quiet":
        """The quiet hours of everybody."""
        return Quiet(from_min=self.quiet_from_min, until_min=self.quiet_until_min)


@dataclass(frozen=True, kw_only=True)
class Quiet:
    """Hours in which somebody is not spoken to, in minutes of the day; they may pass midnight."""

    from_min: int
    until_min: int

    def covers(self, minute: int) -> bool:
        """Tell whether a minute of the day lies in them."""
        if self.from_min <= self.until_min:
            return self.from_min <= minute < self.until_min
        return minute >= self.from_min or minute < self.until_min


SHIPPED = Rules()


def may_speak(
    now: datetime, calendar: Calendar, quiet: Quiet | None = None, rules: Rules = SHIPPED
) -> bool:
    """Tell whether somebody may be spoken to now."""
    local = now.astimezone(SHANGHAI)
    minute = local.hour * 60 + local.minute
    hushed = (it.covers(minute) for it in (rules.quiet, quiet) if it)
    return _works(local.date(), calendar) and not any(hushed)


def _works(day: date, calendar: Calendar) -> bool:
    return is_working_day(day, calendar.overrides) and not calendar.is_paused(day)


def next_moment(
    now: datetime,
    calendar: Calendar,
    quiet: Quiet | None,
    *,
    is_urgent: bool = False,
    rules: Rules = SHIPPED,
) -> datetime:
    """Give now, or the next instant at which somebody may be spoken to.

    In quiet hours, his own too, on rest days and in a pause of his area it waits; what is urgent
    does not. Own hours that leave no time at all are not heeded.
    """
    if is_urgent or may_speak(now, calendar, quiet, rules):
        return now
    found = (at for at in _openings(now, quiet, rules) if may_speak(at, calendar, quiet, rules))
    at = next(found, None)
    if at is None and quiet:
        return next_moment(now, calendar, None, rules=rules)
    return at or now


def next_digest(
    now: datetime, calendar: Calendar, quiet: Quiet | None, rules: Rules = SHIPPED
) -> datetime:
    """Give the first moment after now at which a digest may be said."""
    today = local_day(now)
    hours = (_at(today + timedelta(days=it), rules.digest_min) for it in range(MOST_DAYS))
    later = (at for at in hours if at > now)
    at = next((it for it in later if _works(local_day(it), calendar)), now)
    return next_moment(at, calendar, quiet, rules=rules)


def _openings(now: datetime, quiet: Quiet | None, rules: Rules) -> Iterator[datetime]:
    """List the instants after now at which any quiet hours end, in order."""
    ends = sorted({it.until_min % DAY_MIN for it in (rules.quiet, quiet) if it})
    today = local_day(now)
    for ahead in range(MOST_DAYS):
        for minute in ends:
            at = _at(today + timedelta(days=ahead), minute)
            if at > now:
                yield at


def _at(day: date, minute: int) -> datetime:
    return datetime.combine(day, time(minute // 60, minute % 60), SHANGHAI)


def keep_quiet(wished: Quiet, rules: Rules) -> Quiet:
    """Accept somebody's own quiet hours.

    Raises:
        Refusal: they are empty, or leave too little of the day.
    """
    if wished.from_min == wished.until_min:
        raise Refusal("Both times are the same. Please choose when it ends.")
    both = rules.quiet, wished
    left = sum(not any(it.covers(minute) for it in both) for minute in range(DAY_MIN))
    if left < LEAST_MIN:
        raise Refusal(
            "That leaves less than {hours} hours a day in which you can be told anything. "
            "Please choose shorter ones.",
            hours=LEAST_MIN // 60,
        )
    return wished
