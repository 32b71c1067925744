"""Events of a campaign: when it is spoken of, whom a miss is shown when, when it is over.

Days are those of an area's calendar: a day on which its offices rest, or that a pause covers, is
no working day. An event's name carries the due day it is about, so that a due date that moves
brings new ones.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from domain.areas import Level
from domain.calendar import SHANGHAI, is_working_day, local_day
from domain.campaigns import Campaign
from domain.duties import A_DAY, NEWLY_PAIRED, OPEN_FOR, SPEAKS_FROM
from domain.worktime import Calendar


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something to be said about a due date; `level` is whom a miss is shown, else one's own."""

    name: str
    at: datetime
    due_at: datetime
    level: Level | None = None


def events(campaign: Campaign, due_at: datetime, calendar: Calendar) -> tuple[Event, ...]:
    """List the reminders and rises of one due date, in order of time."""
    found = [*_before(campaign, due_at, calendar), *_after(campaign, due_at, calendar)]
    found += _rises(campaign, due_at, calendar)
    return tuple(sorted(found, key=lambda it: (it.at, it.level is not None)))


def _before(campaign: Campaign, due_at: datetime, calendar: Calendar) -> list[Event]:
    """On a rest day a reminder comes on the working day before; of several the last is said."""
    due_on = local_day(due_at)
    days = {
        _by(due_on - it * A_DAY, calendar): it for it in sorted(campaign.days_before, reverse=True)
    }
    return [
        Event(name=_name(f"t{before}", due_on), at=_morning(on), due_at=due_at)
        for on, before in days.items()
        if on >= campaign.opens_on and _morning(on) < due_at
    ]


def _after(campaign: Campaign, due_at: datetime, calendar: Calendar) -> list[Event]:
    """What is said after the due date waits for a working day."""
    due_on = local_day(due_at)
    days = {_from(due_on + it * A_DAY, calendar): it for it in sorted(campaign.days_after)}
    return [
        Event(name=_name(f"after{after}", due_on), at=_morning(on), due_at=due_at)
        for on, after in days.items()
    ]


def _rises(campaign: Campaign, due_at: datetime, calendar: Calendar) -> list[Event]:
    due_on = local_day(due_at)
    return [
        Event(
            name=_name(it.level, due_on),
            at=_morning(working_day_after(due_on, it.days_after, calendar)),
            due_at=due_at,
            level=it.level,
        )
        for it in campaign.rises
    ]


def own_due(
    campaign: Campaign,
    extended_until: datetime | None,
    calendar: Calendar,
    *,
    extended_on: date | None = None,
) -> datetime:
    """Give somebody's own due date: the later one of the campaign's and his extension.

    Working days that a pause took before a due date are given back after it; of an extension
    those after the day on which it was given.
    """
    own = moved(campaign.due_at, campaign.opens_on, calendar)
    if extended_until is None:
        return own
    since = extended_on + A_DAY if extended_on else campaign.opens_on
    return max(own, moved(extended_until, since, calendar))


def moved(due_at: datetime, since: date, calendar: Calendar) -> datetime:
    """Move a due date by the working days that pauses took from a day on."""
    if not calendar.pauses:
        return due_at
    due_on = local_day(due_at)
    days = ((since + it * A_DAY) for it in range((due_on - since).days + 1))
    taken = sum(_is_taken(day, calendar) for day in days)
    if not taken and not calendar.is_paused(due_on):
        return due_at
    hour = due_at.astimezone(SHANGHAI).time()
    return datetime.combine(working_day_after(due_on, taken, calendar), hour, SHANGHAI)


def _is_taken(day: date, calendar: Calendar) -> bool:
    return calendar.is_paused(day) and is_working_day(day, calendar.overrides)


def opens_at(campaign: Campaign) -> datetime:
    """Give the midnight with which a campaign begins: records count from then on."""
    return datetime.combine(campaign.opens_on, time(), SHANGHAI)


def paired_by(campaign: Campaign) -> date:
    """Give the last day on which a pairing may begin and its household still be owed."""
    return local_day(campaign.due_at) - NEWLY_PAIRED


def closes_at(due_at: datetime, calendar: Calendar) -> datetime:
    """Give when nothing is made up for any more, of the latest due date of all."""
    return _morning(working_day_after(local_day(due_at), 1, calendar)) + OPEN_FOR


def _name(step: str, due_on: date) -> str:
    return f"{step}@{due_on:%Y%m%d}"


def _morning(day: date) -> datetime:
    return datetime.combine(day, SPEAKS_FROM, SHANGHAI)


def _works(day: date, calendar: Calendar) -> bool:
    return is_working_day(day, calendar.overrides) and not calendar.is_paused(day)


def _by(day: date, calendar: Calendar) -> date:
    while not _works(day, calendar):
        day -= A_DAY
    return day


def _from(day: date, calendar: Calendar) -> date:
    while not _works(day, calendar):
        day += A_DAY
    return day


def working_day_after(day: date, count: int, calendar: Calendar) -> date:
    """Give the so manieth working day after a day, at least the first one."""
    for _ in range(max(count, 1)):
        day = _from(day + A_DAY, calendar)
    return day
