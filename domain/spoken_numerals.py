"""Words as people type them, written in one way: half width, simplified, digits for numerals."""

import re
import unicodedata

DIGITS = {"〇": "0", "零": "0", "两": "2"} | dict(
    zip("一二三四五六七八九", "123456789", strict=True)
)
NUMERAL = re.compile(r"[〇零一二三四五六七八九十两]+")
SIMPLE = str.maketrans("號週後個禮兩農曆陰舊臘閏過這點—–~", "号周后个礼两农历阴旧腊闰过这点---")
_PLACE = rf"[\d十{''.join(DIGITS)}]"
SPACE = re.compile(rf"(?<!{_PLACE})\s+|\s+(?!{_PLACE})")
"""White space that does not stand between two numbers: 7.2 10:00 and 七月二 10点 are no 7.21."""
WEEKDAY = re.compile(r"(?<=[周期拜])([一二三四五六])(?=[〇零一二三四五六七八九十两])")
"""The number of a weekday that the number of an hour follows: 周五十点 is no 周50点."""
IN_BRACKETS = re.compile(r"\([^()]*\)")
PART_OF_DAY = re.compile(r"([今明昨])([早晚])上?")


def plain(words: str) -> str:
    """Write words in one way, those in brackets left out; English keeps single spaces."""
    half = unicodedata.normalize("NFKC", words).casefold().translate(SIMPLE)
    return re.sub(r"\s+", " ", IN_BRACKETS.sub("", half)).strip()


def in_digits(written: str) -> str:
    """Write Chinese words close together and with digits: 七月 二十日 is 7月20日."""
    close = PART_OF_DAY.sub(r"\1天\2上", SPACE.sub("", written))
    apart = WEEKDAY.sub(r"\1 ", close)
    return NUMERAL.sub(lambda found: _digits(found[0]), apart)


def _digits(numeral: str) -> str:
    """Read 二十一 by its places and 二〇二六 digit by digit."""
    if "十" not in numeral:
        return "".join(DIGITS[it] for it in numeral)
    tens, _, ones = numeral.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return numeral
    return (DIGITS[tens] if tens else "1") + (DIGITS[ones] if ones else "0")
