"""Days as people type them in English: tomorrow, next friday, 20 July, end of month."""

import calendar
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from domain.calendar import in_month

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
SPOKEN = {"day before yesterday": -2, "yesterday": -1, "today": 0, "tomorrow": 1}
SPOKEN |= {"day after tomorrow": 2, "the day after tomorrow": 2}
WEEKDAYS = tuple(it.casefold() for it in calendar.day_name)
MONTHS = tuple(it.casefold() for it in calendar.month_name[1:])
WEEKS = {"last": -1, "this": 0, "next": 1}
_DAY, _MONTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<month>[a-z]+)\.?"
_YEAR = r"(?:,? (?P<year>\d{4}))?"

Days = list[date | None]


def days(written: str, today: date) -> Days | None:
    """List what a day may mean; None when it is not said in this way."""
    if written in SPOKEN:
        return [today + SPOKEN[written] * A_DAY]
    for pattern, meaning in _PATTERNS:
        if found := pattern.fullmatch(written):
            return meaning(found.groupdict(), today)
    return None


Said = Mapping[str, str]


def _place(name: str, names: tuple[str, ...]) -> int | None:
    """Find a weekday or month by its name or the first three letters of it."""
    return next((at for at, it in enumerate(names) if name in (it, it[:3])), None)


def _weekday(said: Said, today: date) -> Days | None:
    place = _place(said["name"], WEEKDAYS)
    if place is None:
        return None
    first = today + (place - today.weekday()) * A_DAY
    weeks = [WEEKS[said["week"]]] if said["week"] else [-1, 0, 1]
    return [first + it * A_WEEK for it in weeks]


def _dated(said: Said, today: date) -> Days | None:
    place = _place(said["month"], MONTHS)
    if place is None:
        return None
    years = [int(said["year"])] if said["year"] else [today.year + it for it in range(-8, 9)]
    return [in_month(year, place + 1, int(said["day"])) for year in years]


def _end(said: Said, today: date) -> Days:
    """Read the end of this month or year, or of the next one."""
    if said["what"] == "year":
        return [date(today.year + bool(said["next"]), 12, 31)]
    first = in_month(today.year, today.month + 1 + bool(said["next"]), 1)
    return [first - A_DAY] if first else []


def _from_now(said: Said, today: date) -> Days:
    count = int(said["count"]) if said["count"].isdecimal() else 1
    if said["unit"] == "month":
        same = (in_month(today.year, today.month + count, it) for it in range(today.day, 0, -1))
        return [next(filter(None, same), None)]
    return [today + count * (A_WEEK if said["unit"] == "week" else A_DAY)]


_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[Said, date], Days | None]], ...] = tuple(
    (re.compile(written), meaning)
    for written, meaning in (
        (r"(?:the )?end of (?:the |this )?(?P<next>next )?(?P<what>month|year)", _end),
        (r"in (?P<count>\d{1,3}|an?) (?P<unit>day|week|month)s?", _from_now),
        (rf"{_DAY} (?:of )?{_MONTH}{_YEAR}", _dated),
        (rf"{_MONTH} {_DAY}{_YEAR}", _dated),
        (r"(?:on )?(?:(?P<week>last|this|next) )?(?P<name>[a-z]+)", _weekday),
    )
)
