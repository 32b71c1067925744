"""Days as people type them in Chinese, numerals as digits: 7月20日, 下周5, 月底, 3天后.

Each reading lists every day that may be meant; which of them is, the question decides.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from domain.calendar import in_month

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
SPOKEN = {"大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0}
SPOKEN |= {"明天": 1, "明日": 1, "后天": 2, "大后天": 3}
YEARS = {"去年": -1, "今年": 0, "明年": 1, "后年": 2}
MONTHS = {"上上": -2, "上": -1, "本": 0, "这": 0, "下": 1, "下下": 2}

Days = list[date | None]


def days(written: str, today: date) -> Days | None:
    """List what a day may mean; None when it is not said in this way."""
    if written in SPOKEN:
        return [today + SPOKEN[written] * A_DAY]
    for pattern, meaning in _PATTERNS:
        if found := pattern.fullmatch(written):
            try:
                return meaning(found, today)
            except OverflowError:
                return []
    return None


def _full(found: re.Match[str], _today: date) -> Days:
    year, month, day = found.groups()
    return [_said(int(year) + (2000 if len(year) == 2 else 0), month, day)]


def _in_year(found: re.Match[str], today: date) -> Days:
    year, month, day = found.groups()
    years = [YEARS[year]] if year else range(-8, 9)
    return [_said(today.year + it, month, day) for it in years]


def _said(year: int, month: str, day: str) -> date | None:
    return in_month(year, int(month), int(day)) if 1 <= int(month) <= 12 else None


def _in_month(found: re.Match[str], today: date) -> Days:
    shift, day = found.groups()
    shifts = [MONTHS[shift]] if shift else range(-2, 3)
    return [in_month(today.year, today.month + it, int(day)) for it in shifts]


def _weekday(found: re.Match[str], today: date) -> Days:
    shift, name = found.groups()
    weekday = 7 if name in "日天" else int(name)
    first = today - today.weekday() * A_DAY + (weekday - 1) * A_DAY
    shifts = [MONTHS[shift]] if shift else [-1, 0, 1]
    return [first + it * A_WEEK for it in shifts]


def _edge_of_month(found: re.Match[str], today: date) -> Days:
    """Read 月底, 三月底, 下月底, 下个月初."""
    shift, month, edge = found.groups()
    if month:
        firsts = [(today.year + it, int(month)) for it in (-1, 0, 1) if int(month) <= 12]
    else:
        shifts = [MONTHS[shift]] if shift else [-1, 0, 1]
        firsts = [(today.year, today.month + it) for it in shifts]
    ahead = 0 if edge == "初" else 1
    found_days = [in_month(year, at + ahead, 1) for year, at in firsts]
    return [it - ahead * A_DAY for it in found_days if it]


def _end_of_year(found: re.Match[str], today: date) -> Days:
    years = [YEARS[found[1]]] if found[1] else [-1, 0]
    return [in_month(today.year + it, 12, 31) for it in years]


def _end_of_quarter(_found: re.Match[str], today: date) -> Days:
    first = (today.month - 1) // 3 * 3 + 1
    nexts = [in_month(today.year, first + it, 1) for it in (0, 3)]
    return [it - A_DAY for it in nexts if it]


def _from_now(found: re.Match[str], today: date) -> Days:
    count, unit, way = found.groups()
    sign = -1 if way.endswith("前") else 1
    return [_shifted(today, sign * (0.5 if count == "半" else int(count)), unit[-1])]


def _shifted(day: date, count: float, unit: str) -> date | None:
    """Give the day so many days, weeks, months or years later; of a short month the last one."""
    if unit in "天日":
        return day + round(count) * A_DAY
    if unit in "周期拜":
        return day + round(count * 7) * A_DAY
    if unit == "月" and count % 1:
        return day + round(count * 30) * A_DAY
    months = round(count * (12 if unit == "年" else 1))
    same = (in_month(day.year, day.month + months, it) for it in range(day.day, 0, -1))
    return next(filter(None, same), None)


_WEEK, _SHIFT = "(?:周|星期|礼拜)", "(上上|上|本|这|下下|下)个?"
_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Days]], ...] = tuple(
    (re.compile(written), meaning)
    for written, meaning in (
        (r"(\d{4})[-/.年 ](\d{1,2})[-/.月 ](\d{1,2})[日号]?", _full),
        (r"(\d{4})(\d\d)(\d\d)", _full),
        (r"(\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?", _full),
        (r"(去年|今年|明年|后年)?(\d{1,2})[-/.月 ](\d{1,2})[日号]?", _in_year),
        (rf"(?:{_SHIFT}月的?)?(\d{{1,2}})[日号]", _in_month),
        (rf"(?:{_SHIFT})?{_WEEK}([1-7日天])", _weekday),
        (rf"(?:{_SHIFT}|(\d{{1,2}}))?月([底末初])", _edge_of_month),
        (r"(去年|今年|明年|后年)年?[底末]|年[底末]", _end_of_year),
        (r"(?:本|这个)?季度?[底末]", _end_of_quarter),
        (
            r"(?:过)?(\d{1,4}|半)(天|日|周|个?星期|个?礼拜|个?月|年)(之?后|以后|之?前|以前)",
            _from_now,
        ),
    )
)
