"""What a look at a campaign finds to say: of several reminders the last, of rises every one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.calendar import local_day
from domain.campaign_events import Event, events, own_due
from domain.campaigns import Campaign
from domain.worktime import Calendar

Extension = tuple[datetime, datetime]
"""Until when somebody has time, and when that was said."""
AGAIN, CALL, NUDGE = "again", "call", "nudge"
"""Events beside reminders and rises: put off; whom an officer has to call; asked again."""


@dataclass(frozen=True, kw_only=True)
class Come:
    """The events of one due date whose time has come since the last look.

    A reminder that a later one has overtaken is not said any more; a rise always is.
    """

    reminder: Event | None = None
    overtaken: tuple[Event, ...] = ()
    rises: tuple[Event, ...] = ()


def come(found: Iterable[Event], since: datetime, now: datetime) -> Come:
    """Sort the events between two instants, both included."""
    here = [it for it in found if since <= it.at <= now]
    reminders = [it for it in here if it.level is None]
    return Come(
        reminder=reminders[-1] if reminders else None,
        overtaken=tuple(reminders[:-1]),
        rises=tuple(it for it in here if it.level is not None),
    )


def timeline(
    campaign: Campaign, calendars: Iterable[Calendar], extensions: Iterable[Extension] = ()
) -> list[Event]:
    """List the events of every due date of a campaign: its own and its extensions', everywhere."""
    given = {(until_at, local_day(at)) for until_at, at in extensions}
    found: list[Event] = []
    for calendar in calendars:
        found += events(campaign, own_due(campaign, None, calendar), calendar)
        for until_at, on in given:
            due_at = own_due(campaign, until_at, calendar, extended_on=on)
            found += events(campaign, due_at, calendar)
    return found


def named(step: str, at: datetime) -> str:
    """Name an event of a day that is no due date's."""
    return f"{step}@{local_day(at):%Y%m%d}"


def is_about(event: str, due_at: datetime) -> bool:
    """Tell whether a reminder speaks of this due date and not of one that has moved since."""
    step, _, day = event.partition("@")
    is_dated = step.startswith("after") or (step[:1] == "t" and step[1:].isdigit())
    return not is_dated or day == f"{local_day(due_at):%Y%m%d}"


def is_put_off(event: str, until_at: datetime | None, now: datetime) -> bool:
    """Tell whether somebody who put a task off until an instant hears of an event later.

    On the day he chose he hears of it: its hour was that of his quiet hours then.
    """
    step = event.partition("@")[0]
    if until_at is None or step == NUDGE:
        return False
    if step == AGAIN:
        return local_day(until_at) > local_day(now)
    return until_at > now
