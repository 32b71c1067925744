"""Invented people: names with the surnames of the place, phones and ID numbers of nobody."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from random import Random

from domain.idnumbers import Sex, check_digit

SURNAMES = "韦覃黄陆梁莫陈李罗蒙蓝农吴张林刘杨何苏庞钟谢廖曾邓潘"
GIVEN = {
    Sex.FEMALE: [
        "秀英",
        "小兰",
        "丽华",
        "海燕",
        "美玲",
        "桂花",
        "春梅",
        "玉珍",
        "彩霞",
        "丽萍",
        "小红",
        "艳芳",
        "雪梅",
        "金凤",
        "月娥",
        "惠珍",
    ],
    Sex.MALE: [
        "志强",
        "建国",
        "大明",
        "海波",
        "文斌",
        "永福",
        "国华",
        "建军",
        "德才",
        "小龙",
        "家富",
        "光明",
        "伟杰",
        "振宁",
        "水生",
        "世荣",
    ],
}
NOBODYS_PLACE = "450599"  # a code that was never given, so that no ID number is anybody's


class Invention:
    """Gives new people, the same ones for the same seed."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self._staff_phones = _phones("1390000")
        self._village_phones = _phones("1380000")
        self._serials = count(1)
        self._taken: set[str] = set()

    def sex(self) -> Sex:
        """Toss a coin."""
        return self.chance.choice(tuple(Sex))

    def name(self, sex: Sex, surname: str = "") -> str:
        """Make a name, in a family with its surname."""
        return (surname or self.chance.choice(SURNAMES)) + self.chance.choice(GIVEN[sex])

    def staff_name(self) -> str:
        """Make a name that no other member of the staff has."""
        name = self.name(self.sex())
        while name in self._taken:
            name = self.name(self.sex())
        self.take(name)
        return name

    def take(self, name: str) -> None:
        """Keep a name for somebody in particular."""
        self._taken.add(name)

    def staff_phone(self) -> str:
        """Give the next number of the staff's range."""
        return next(self._staff_phones)

    def village_phone(self) -> str:
        """Give the next number of the villagers' range."""
        return next(self._village_phones)

    def id_number(self, sex: Sex, age: int) -> str:
        """Make a number with a valid check digit for somebody of this age in 2026."""
        serial = next(self._serials)
        born_on = date(2026 - age, 1, 1) + timedelta(days=serial // 500 * 17 + serial % 17)
        first = f"{NOBODYS_PLACE}{born_on:%Y%m%d}{serial % 500 * 2 + (sex is Sex.MALE):03}"
        return first + check_digit(first)


def _phones(prefix: str) -> Iterator[str]:
    return (f"{prefix}{number:04}" for number in count(1))
