"""Times of day as people type them; days are in spoken_dates."""

import re
import unicodedata
from datetime import time

PART = "凌晨|早上|早|上午|中午|下午|傍晚|晚上|晚|am|pm"
TIME = re.compile(rf"({PART})?(\d{{1,2}})(?:[:点时](半|\d{{1,2}})?分?)?({PART})?")
EVENING = 5
"""The first hour that is called one of the evening."""
DIGITS = re.compile(r"(\d\d)(\d\d)")


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
    if part in ("晚上", "晚") and hour % 12 < EVENING:
        raise ValueError  # 晚上12点 and 晚上1点 are of the next day, or meant so: nobody can tell
    if part in ("下午", "傍晚", "晚上", "晚", "pm") and hour < 12:
        return hour + 12
    if part == "中午" and hour < 11:
        return hour + 12
    return 0 if part in ("凌晨", "am") and hour == 12 else hour
