"""By when a holder of a case says he will say more: the end of an office day."""

from datetime import datetime

from domain.calendar import local_day
from domain.worktime import A_DAY, Calendar

DAYS = (0, 1, 3)
"""What is offered: today, tomorrow, within three office days."""


def promised(days: int, now: datetime, calendar: Calendar) -> datetime:
    """Give the end of the office day so many office days after this one, or after the next one.

    When the offices are closed for today, the next day they work is the first.
    """
    day, left = local_day(now), days
    while True:
        opened = calendar.open_on(day)
        if opened and opened[-1][1] > now:
            if not left:
                return opened[-1][1]
            left -= 1
        day += A_DAY
