"""Escalation as it reads: the one card of all that has risen to somebody."""

from datetime import datetime

from bot.texts import clock_time
from domain.areas import Level
from domain.calendar import SHANGHAI
from domain.refusals import Text

OFFICE_NAMES = {
    Level.VILLAGE: Text("information officer"),
    Level.TOWN: Text("town station"),
    Level.DISTRICT: Text("district office"),
}


def office_of(level: Level) -> Text:
    """Name who reads a rise to a level."""
    return OFFICE_NAMES[level]


def due(at: datetime) -> Text:
    """Write a due date, 11月30日18:00."""
    local = at.astimezone(SHANGHAI)
    return Text("{month}-{day} {time}", month=local.month, day=local.day, time=clock_time(at))
