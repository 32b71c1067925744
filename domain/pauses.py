"""Pauses: days on which work rests in an area (typhoon, flood, festival) and clocks stand."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.calendar import local_day
from domain.refusals import Refusal

LONGEST = timedelta(days=60)
EARLIEST = timedelta(days=7)
"""How long ago a pause may have begun when it is entered: lines are down in a typhoon."""


@dataclass(frozen=True, kw_only=True)
class Pause:
    """Clocks stand in an area from a day until another, both included, unless lifted before."""

    id: int = 0
    area_code: str
    since_on: date
    until_on: date
    reason: str
    version: int = 1
    lifted_at: datetime | None = None

    def is_over(self, now: datetime) -> bool:
        """Tell whether clocks run again."""
        return self.lifted_at is not None or self.until_on < local_day(now)


def begin(wished: Pause, now: datetime) -> Pause:
    """Let clocks stand.

    Raises:
        Refusal: the days are past, or too many.
    """
    today = local_day(now)
    if wished.until_on < max(wished.since_on, today):
        raise Refusal("The last day lies before the first one, or is past. Please choose anew.")
    if wished.since_on < today - EARLIEST:
        raise Refusal("A pause can begin {days} days ago at the earliest.", days=EARLIEST.days)
    if wished.until_on - wished.since_on > LONGEST:
        raise Refusal("A pause lasts {days} days at the most; it can be extended.",
                      days=LONGEST.days)  # fmt: skip
    return wished


def extend(pause: Pause, until_on: date, now: datetime) -> Pause:
    """Let it last until another day, which may be sooner too.

    Raises:
        Refusal: it is over, the day is past or too late.
    """
    _check_holds(pause, now)
    changed = begin(replace(pause, until_on=until_on, since_on=max(pause.since_on, _first(now))),
                    now)  # fmt: skip
    return replace(changed, since_on=pause.since_on, version=pause.version + 1)


def _first(now: datetime) -> date:
    return local_day(now) - EARLIEST


def lift(pause: Pause, now: datetime) -> Pause:
    """Let clocks run again from now on.

    Raises:
        Refusal: it is over.
    """
    _check_holds(pause, now)
    return replace(pause, lifted_at=now, version=pause.version + 1)


def _check_holds(pause: Pause, now: datetime) -> None:
    if pause.is_over(now):
        raise Refusal("This pause is over already. Nothing was changed.")
