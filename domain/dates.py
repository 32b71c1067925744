"""Days and times as people type them."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from domain.calendar import local_day

SPOKEN = {"前天": -2, "昨天": -1, "今天": 0, "明天": 1, "后天": 2}
SPOKEN |= {"yesterday": -1, "today": 0, "tomorrow": 1}
FULL = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?")
SHORT = re.compile(r"(\d{1,2})[-/.月](\d{1,2})[日号]?")
PART = "凌晨|早上|上午|中午|下午|晚上|am|pm"
TIME = re.compile(rf"({PART})?(\d{{1,2}})(?:[:点时](半|\d{{1,2}})?分?)?({PART})?")
DIGITS = re.compile(r"(\d\d)(\d\d)")


def parse_day(words: str, now: datetime) -> date | None:
    """Read a day; without a year it is the one nearest to today in Shanghai."""
    plain = unicodedata.normalize("NFKC", words).strip().casefold()
    today = local_day(now)
    if plain in SPOKEN:
        return today + timedelta(days=SPOKEN[plain])
    if found := FULL.fullmatch(plain):
        year, month, day = found.groups()
        return _day(int(year), int(month), int(day))
    if found := SHORT.fullmatch(plain):
        month, day = found.groups()
        near = [_day(today.year + shift, int(month), int(day)) for shift in (-1, 0, 1)]
        return min(filter(None, near), key=lambda it: abs(it - today), default=None)
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_time(words: str) -> time | None:
    """Read a time of day as people write it: 14:30, 1430, 下午2点半, 9点."""
    plain = "".join(unicodedata.normalize("NFKC", words).casefold().split())
    found = TIME.fullmatch(DIGITS.sub(r"\1:\2", plain) if DIGITS.fullmatch(plain) else plain)
    if not found:
        return None
    before, hour, minute, behind = found.groups()
    try:
        hours = _on_24_hours(int(hour), before or behind or "")
        return time(hours, 30 if minute == "半" else int(minute or 0))
    except ValueError:
        return None


def _on_24_hours(hour: int, part: str) -> int:
    if part in ("下午", "晚上", "pm") and hour < 12:
        return hour + 12
    if part == "中午" and hour < 11:
        return hour + 12
    return 0 if part in ("凌晨", "am") and hour == 12 else hour
