"""Days as people type them."""

import re
import unicodedata
from datetime import date, datetime, timedelta

from domain.calendar import local_day

SPOKEN = {"前天": -2, "昨天": -1, "今天": 0, "明天": 1, "后天": 2}
SPOKEN |= {"yesterday": -1, "today": 0, "tomorrow": 1}
FULL = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?")
SHORT = re.compile(r"(\d{1,2})[-/.月](\d{1,2})[日号]?")


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
