"""Which cells of a workbook are days: a number whose format shows a year, a month or a day."""

import re
from datetime import date, timedelta
from math import floor
from xml.etree.ElementTree import Element

DAYS = {14, 15, 16, 17, 22}
"""Formats that every program knows by number and that show a day."""
TIMES = {18, 19, 20, 21, 45, 46, 47}
NO_LETTERS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""What a format shows as it is written."""
PLAIN = re.compile(r"(?:[-#0?.,%/()+;@\s¥￥$€]|General|E\+)*")
LETTERS = re.compile(r"[-/.,年月日\sdmyhs:;@]*", re.IGNORECASE)
BEGAN = date(1899, 12, 30)
FIRST, LAST = 61, 2_958_465
"""Before the first one the invented 29 February 1900 is in the way."""
NEARLY = 0.99999


def day_formats(styles: Element) -> list[bool | None]:
    """Tell for each look of a cell whether its number is a day; None where it is hard to tell."""
    own = {
        int(it.get("numFmtId") or 0): it.get("formatCode") or ""
        for it in styles.iterfind("{*}numFmts/{*}numFmt")
    }
    looks = styles.iterfind("{*}cellXfs/{*}xf")
    return [_is_day(int(look.get("numFmtId") or 0), own) for look in looks]


def _is_day(number: int, own: dict[int, str]) -> bool | None:
    if number not in own:
        return None if number in TIMES else number in DAYS
    shown = NO_LETTERS.sub("", own[number])
    if PLAIN.fullmatch(shown):
        return False
    return True if LETTERS.fullmatch(shown) and re.search("[yd]", shown, re.IGNORECASE) else None


def day_of(number: float) -> date | None:
    """Give the day a number stands for; None where it is hard to tell."""
    if not FIRST <= number <= LAST or number % 1 > NEARLY:
        return None
    return BEGAN + timedelta(days=floor(number))
