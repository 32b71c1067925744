"""When people may be spoken to: waking hours of working days, their own quiet hours, few pushes.

What the bot says by itself (reminders, prompts, notices) waits for such a moment; urgent alerts
never wait. What somebody else just did arrives at once, and outside these hours without a sound.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.calendar import SHANGHAI, is_working_day, local_day
from domain.refusals import Refusal
from domain.worktime import Calendar

DAY_MIN = 24 * 60
LEAST_MIN = 4 * 60
"""So long a day somebody can be spoken to in any case."""
MOST_DAYS = 400
"""Longer than any pause; after that there is no moment."""


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

    @property
    def before_digest(self) -> "Quiet":
        """The hours in which no digest is said."""
        until_min = max(self.quiet_until_min, self.digest_min)
        return Quiet(from_min=self.quiet_from_min, until_min=until_min)


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
    return _is_free(now, calendar, [it for it in (rules.quiet, quiet) if it])


def _is_free(now: datetime, calendar: Calendar, quiets: Sequence[Quiet]) -> bool:
    local = now.astimezone(SHANGHAI)
    minute = local.hour * 60 + local.minute
    works = is_working_day(local.date(), calendar.overrides)
    rests = not works or calendar.is_paused(local.date())
    return not rests and not any(it.covers(minute) for it in quiets)


def next_moment(  # noqa: PLR0913  # when, where, whose hours, of what, by which figures
    now: datetime,
    calendar: Calendar,
    quiet: Quiet | None,
    *,
    is_urgent: bool = False,
    is_digest: bool = False,
    rules: Rules = SHIPPED,
) -> datetime:
    """Give now, or the next instant at which somebody may be spoken to.

    In quiet hours, his own too, on rest days and in a pause of his area it waits; what is urgent
    does not. A digest waits for its hour besides. Own hours that leave no time are not heeded.
    """
    if is_urgent:
        return now
    general = rules.before_digest if is_digest else rules.quiet
    quiets = [it for it in (general, quiet) if it]
    if _is_free(now, calendar, quiets):
        return now
    at = next((it for it in _ends(now, quiets) if _is_free(it, calendar, quiets)), None)
    if at is None and quiet:
        return next_moment(now, calendar, None, is_digest=is_digest, rules=rules)
    return at or now


def next_digest(
    now: datetime, calendar: Calendar, quiet: Quiet | None, rules: Rules = SHIPPED
) -> datetime:
    """Give the moment of the first digest that is not today's."""
    tomorrow = _at(local_day(now) + timedelta(days=1), 0)
    return next_moment(tomorrow, calendar, quiet, is_digest=True, rules=rules)


def _ends(now: datetime, quiets: Sequence[Quiet]) -> Iterator[datetime]:
    """List the instants after now at which any quiet hours end, in order."""
    minutes = sorted({it.until_min % DAY_MIN for it in quiets})
    today = local_day(now)
    for ahead in range(MOST_DAYS):
        for minute in minutes:
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
