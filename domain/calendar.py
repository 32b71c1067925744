"""Days in Shanghai: which day an instant falls on, and on which days offices work.

The official calendar moves working days around the holidays (调休) and is announced a year
ahead. `chinesecalendar` is the seed; overrides, which officers keep, win.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

import chinese_calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
NO_OVERRIDES: Mapping[date, bool] = MappingProxyType({})

_KNOWN = frozenset(day.year for day in chinese_calendar.holidays)


def local_day(instant: datetime) -> date:
    """Give the day it is in Shanghai at this instant.

    Raises:
        ValueError: the instant is naive.
    """
    if instant.tzinfo is None:
        raise ValueError("a naive time is no instant")
    return instant.astimezone(SHANGHAI).date()


def is_working_day(day: date, overrides: Mapping[date, bool] = NO_OVERRIDES) -> bool:
    """Tell whether offices work; in presumed years they do from Monday to Friday."""
    if day in overrides:
        return overrides[day]
    if is_presumed(day.year):
        return day.weekday() < 5
    return bool(chinese_calendar.is_workday(day))


def is_presumed(year: int) -> bool:
    """Tell whether a year's holidays are not known yet."""
    return year not in _KNOWN


def working_day_by(day: date, overrides: Mapping[date, bool] = NO_OVERRIDES) -> date:
    """Give this day, or the last working day before it when offices rest."""
    while not is_working_day(day, overrides):
        day -= timedelta(days=1)
    return day


def working_day_from(day: date, overrides: Mapping[date, bool] = NO_OVERRIDES) -> date:
    """Give this day, or the first working day after it when offices rest."""
    while not is_working_day(day, overrides):
        day += timedelta(days=1)
    return day


def in_month(year: int, month: int, day: int) -> date | None:
    """Give a day if there is one; months beyond December lie in later years."""
    try:
        return date(year + (month - 1) // 12, (month - 1) % 12 + 1, day)
    except ValueError:
        return None


def rests(year: int, overrides: Mapping[date, bool] = NO_OVERRIDES) -> list[tuple[date, date]]:
    """List the holidays of a year: days in a row on which offices rest, a weekday among them."""
    found: list[tuple[date, date]] = []
    first = None
    for day in _days_of(year):
        if is_working_day(day, overrides):
            first = None
        elif first is None:
            first = day
            found.append((day, day))
        else:
            found[-1] = first, day
    return [run for run in found if any(day.weekday() < 5 for day in _between(*run))]


def worked_weekends(year: int, overrides: Mapping[date, bool] = NO_OVERRIDES) -> list[date]:
    """List the Saturdays and Sundays of a year on which offices work."""
    weekends = (day for day in _days_of(year) if day.weekday() >= 5)
    return [day for day in weekends if is_working_day(day, overrides)]


def _days_of(year: int) -> Iterator[date]:
    return _between(date(year, 1, 1), date(year, 12, 31))


def _between(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=it) for it in range((last - first).days + 1))
