"""Days as people type them: 7月20日, 下周五, 月底, 三天后, next friday (DOMAIN §5).

A day without its year, month or week is the next such day, the last one, or the nearest, as the
question asks. The lunar calendar is refused with a word: nobody could tell which day was meant.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from domain import spoken_english
from domain.calendar import SHANGHAI, local_day
from domain.dates import parse_time
from domain.refusals import Refusal
from domain.spoken_numerals import in_digits, plain

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
SPOKEN = {"大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0}
SPOKEN |= {"明天": 1, "明日": 1, "后天": 2, "大后天": 3}
LUNAR = re.compile(
    r"农历|阴历|旧历|正月|腊月|冬月|闰|初[一二三四五六七八九十\d]|廿|三月三$|七月半"
)
BEHIND = re.compile(r"(之前|以前|前|为止|截止|止)$")
YEARS = {"去年": -1, "今年": 0, "明年": 1, "后年": 2}
MONTHS = {"上上": -2, "上": -1, "本": 0, "这": 0, "下": 1, "下下": 2}
FURTHEST_YEARS = 100
LONGEST = 40
"""Characters; who writes more tells a story and names no day."""


class Toward(StrEnum):
    """Where a day lies of which not everything was said."""

    NEAR = "near"
    AHEAD = "ahead"
    """Today or later: due dates."""
    BACK = "back"
    """Today or earlier: what has happened."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a question takes for a day; with `at` also a time, which it is unless one is said."""

    toward: Toward = Toward.NEAR
    at: time | None = None


NEAR, AHEAD, BACK = (Wanted(toward=it) for it in Toward)


def parse_day(words: str, now: datetime, wanted: Wanted = NEAR) -> date | None:
    """Read a day as it is meant in Shanghai now; None when it is none.

    Raises:
        Refusal: it is one of the lunar calendar.
    """
    if len(words) > LONGEST:
        return None
    written = plain(words)
    if LUNAR.search(written):
        raise Refusal("Please give the day by the solar calendar (公历), for example 7月20日.")
    return _read(written, local_day(now), wanted.toward)


def _read(written: str, today: date, toward: Toward) -> date | None:
    for candidates in (_chinese(in_digits(written), today), spoken_english.days(written, today)):
        if candidates is not None:
            return _meant(candidates, today, toward)
    if toward is Toward.AHEAD and BEHIND.search(written):
        return _read(BEHIND.sub("", written), today, toward)
    return None


def parse_moment(words: str, now: datetime, wanted: Wanted) -> datetime | None:
    """Read a day with or without a time: 下周五下午5点, 明天17:30, 7月20日; None when it is none.

    Raises:
        Refusal: it is one of the lunar calendar.
    """
    if len(words) > LONGEST:
        return None
    if day := parse_day(words, now, wanted):
        return moment(day, wanted.at or time())
    said = BEHIND.sub("", plain(words)) if wanted.toward is Toward.AHEAD else plain(words)
    for written in (in_digits(said), said):
        for cut in range(len(written) - 1, 0, -1):
            at = parse_time(written[cut:])
            if at is not None and (day := parse_day(written[:cut], now, wanted)):
                return moment(day, at)
    return None


def answered(words: str, now: datetime, wanted: Wanted) -> str | None:
    """Read what a question keeps: 2026-07-20, or 2026-07-20T18:00 in Shanghai where time counts.

    Raises:
        Refusal: it is one of the lunar calendar.
    """
    if wanted.at is None:
        day = parse_day(words, now, wanted)
        return day.isoformat() if day else None
    at = parse_moment(words, now, wanted)
    return written(at.astimezone(SHANGHAI)) if at else None


def written(at: datetime) -> str:
    """Write a day with its time as a question keeps it."""
    return at.replace(tzinfo=None).isoformat(timespec="minutes")


def moment_of(answer: str) -> datetime:
    """Give the instant that a question kept with its time."""
    return datetime.fromisoformat(answer).replace(tzinfo=SHANGHAI).astimezone(UTC)


def moment(day: date, at: time) -> datetime:
    """Give the instant of a time in Shanghai."""
    return datetime.combine(day, at, SHANGHAI).astimezone(UTC)


def _meant(candidates: Iterable[date | None], today: date, toward: Toward) -> date | None:
    """Choose among the days that were said; a single one is meant wherever it lies."""
    days = [it for it in candidates if it and abs(it.year - today.year) <= FURTHEST_YEARS]
    if len(days) == 1:
        return days[0]
    if toward is Toward.AHEAD:
        days = [it for it in days if it >= today]
    elif toward is Toward.BACK:
        days = [it for it in days if it <= today]
    return min(days, key=lambda it: abs(it - today), default=None)


Days = list[date | None]


def _chinese(written: str, today: date) -> Days | None:
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
    return [shifted(today, sign * (0.5 if count == "半" else int(count)), unit[-1])]


def shifted(day: date, count: float, unit: str) -> date | None:
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


def in_month(year: int, month: int, day: int) -> date | None:
    """Give a day if there is one; months beyond December lie in later years."""
    try:
        return date(year + (month - 1) // 12, (month - 1) % 12 + 1, day)
    except ValueError:
        return None


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
