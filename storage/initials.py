"""The first letters of a name's pinyin, to search by: 覃水生 is `qss`.

A surname is read as a surname (覃 qín, 仇 qiú, 尉迟 yùchí). Of every other character the most
common reading alone counts: a given name has one spelling, not all it might have.
"""

import os
import unicodedata
from functools import cache

SURNAMES = {
    "覃": "q", "曾": "z", "单": "s", "翟": "z", "查": "z", "解": "x", "仇": "q", "区": "o",
    "乐": "y", "郇": "x", "阚": "k", "乜": "n", "秘": "b", "繁": "p", "种": "c", "召": "s",
    "折": "s", "祭": "z", "句": "g", "尉迟": "yc", "万俟": "mq", "长孙": "zs", "单于": "cy",
    "澹台": "tt",
}  # fmt: skip
"""Surnames whose first letter is another one than that of the character's common reading."""
LONGEST_SURNAME = 2


def of(name: str) -> str:
    """Give the initials of a name, in small letters; what has no pinyin is left out."""
    plain = unicodedata.normalize("NFKC", name).strip()
    for length in range(LONGEST_SURNAME, 0, -1):
        if (surname := plain[:length]) in SURNAMES:
            return SURNAMES[surname] + "".join(map(_initial, plain[length:]))
    return "".join(map(_initial, plain))


@cache
def _initial(character: str) -> str:
    """Read one character; there are some thousands in names, so each is looked up once."""
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    reading = _readings().get(ord(character), "").partition(",")[0]
    letters = unicodedata.normalize("NFD", reading)
    return letters[:1] if letters[:1].isascii() else ""


@cache
def _readings() -> dict[int, str]:
    """Load the readings of single characters, without the phrases, which take 40 MB."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
    from pypinyin.constants import PINYIN_DICT  # noqa: PLC0415  # 0.2 s that few commands need

    readings: dict[int, str] = PINYIN_DICT
    return readings
