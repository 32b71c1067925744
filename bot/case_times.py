"""How the clocks of cases read: when something is due, how long is left, that a clock stands."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.texts import clock_time
from domain.calendar import SHANGHAI, local_day
from domain.ladders import Span
from domain.refusals import Text
from domain.worktime import Calendar, worked
from storage import calendars
from storage.cases import Entry

WEEKDAYS = (
    Text("Mon"),
    Text("Tue"),
    Text("Wed"),
    Text("Thu"),
    Text("Fri"),
    Text("Sat"),
    Text("Sun"),
)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def in_full(at: datetime) -> Text:
    """Write an instant with its day and weekday."""
    local = at.astimezone(SHANGHAI)
    weekday = WEEKDAYS[local.weekday()]
    return Text("{weekday} {month}-{day} {time}", weekday=weekday, month=local.month,
                day=local.day, time=clock_time(at))  # fmt: skip


def length(worked_for: timedelta, calendar: Calendar, at: datetime) -> Text:
    """Write working time in office days and hours, of little the minutes."""
    a_day = calendar.length(Span(days=1), local_day(at))
    exact = HOUR if worked_for >= a_day else MINUTE
    days, rest = divmod(round(worked_for / exact) * exact, a_day)
    hours, minutes = rest // HOUR, rest % HOUR // MINUTE
    if days:
        whole = Text("{days} d", days=days)
        return Text("{days} {hours} h", days=whole, hours=hours) if hours else whole
    return Text("{hours} h", hours=hours) if hours else Text("{minutes} min", minutes=minutes)


async def due_line(db: AsyncConnection, entry: Entry, now: datetime) -> Sequence[Text]:
    """Say when a case is due and how much working time is left, or how much too long it took."""
    due_at = entry.case.due_at
    if due_at is None or not entry.case.is_going_on:
        return ()
    calendar = await calendars.of_area(db, entry.case.area_code, now)
    if calendar.is_paused(local_day(now)):
        return (
            Text("⏸ Its clock stands: work rests in the area. Due {due}", due=in_full(due_at)),
        )
    if now >= due_at:
        late = length(worked(due_at, now, calendar), calendar, now)
        return (Text("🔴 Overdue by {late}: it was due {due}", late=late, due=in_full(due_at)),)
    left = length(worked(now, due_at, calendar), calendar, now)
    return (Text("⏱ Due {due}, {left} left", due=in_full(due_at), left=left),)
