"""Days as people type them: 7月20日, 下周五, 月底, 三天后, next friday (DOMAIN §5).

A day without its year, month or week is the next such day, the last one, or the nearest, as the
question asks. The lunar calendar is refused with a word: nobody could tell which day was meant.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum

from domain import spoken_chinese, spoken_english
from domain.calendar import SHANGHAI, local_day
from domain.dates import parse_time
from domain.refusals import Refusal
from domain.spoken_numerals import in_digits, plain

LUNAR = re.compile(
    r"农历|阴历|旧历|正月|腊月|冬月|闰|初[一二三四五六七八九十\d]|廿|三月三$|七月半"
)
BEHIND = re.compile(r"(之前|以前|前|为止|截止|止)$")
END_OF_DAY = re.compile(r"24[:点时](00?分?)?")
LAST_MINUTE = time(23, 59)
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
    for candidates in (
        spoken_chinese.days(in_digits(written), today),
        spoken_english.days(written, today),
    ):
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
            at = _time(written[cut:]) if _parts(written, cut) else None
            if at is not None and (day := parse_day(written[:cut], now, wanted)):
                return moment(day, at)
    return None


def _parts(written: str, cut: int) -> bool:
    """Tell whether a day can end there: nobody could tell which day 7月18点 is."""
    return not written[cut - 1 : cut + 1].isdecimal()


def _time(words: str) -> time | None:
    """Read a time; 24:00, as notices write it, is the last minute of the day they name."""
    return LAST_MINUTE if END_OF_DAY.fullmatch(words) else parse_time(words)


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
