"""Invented members of a household: a head, then whoever makes a family of that size."""

from collections.abc import Iterator

from demo.names import SURNAMES, Invention
from domain.idnumbers import Sex
from imports.members import MemberRecord

SCHOOLS = (
    (3, "非在校生"),
    (6, "学前教育"),
    (12, "小学"),
    (15, "初中"),
    (18, "高中"),
    (22, "大学"),
)
SCHOOLING = ((6, "学龄前儿童"), (12, "小学"), (15, "初中"), (19, "高中"))
WORK_PLACES = ("乡镇内", "乡外县内", "县外省内", "省外")
NATIONS = ("汉族",) * 6 + ("壮族",) * 3 + ("瑶族",)

Head = tuple[str, Sex, int]


def family(number: str, head: Head | None, invention: Invention) -> tuple[MemberRecord, ...]:
    """Make the members of a household; the head may be given with the number of members."""
    chance = invention.chance
    name, sex, size = head or (None, invention.sex(), chance.choice((1, 2, 2, 3, 3, 4, 4, 5, 6)))
    name = name or invention.name(sex, chance.choice(SURNAMES))
    nation = chance.choice(NATIONS)
    people = [(name, sex, chance.randint(38, 58), "户主")]
    people += list(_relatives(people[0], size - 1, invention))
    return tuple(
        _member(f"{number}{index:02}", person, nation, invention)
        for index, person in enumerate(people, start=1)
    )


_Person = tuple[str, Sex, int, str]
"""Name, sex, age and relation to the head."""


def _relatives(head: _Person, wanted: int, invention: Invention) -> Iterator[_Person]:
    name, sex, age, _ = head
    for index in range(wanted):
        if index == 0:
            other = Sex.FEMALE if sex is Sex.MALE else Sex.MALE
            yield invention.name(other), other, age + invention.chance.randint(-4, 4), "配偶"
        elif index < 4:
            child = invention.sex()
            relation = "之子" if child is Sex.MALE else "之女"
            years = age - 24 - 4 * index - invention.chance.randint(0, 3)
            yield invention.name(child, name[0]), child, max(years, 1), relation
        else:
            yield invention.name(Sex.FEMALE), Sex.FEMALE, age + 24, "之母"


def _member(number: str, person: _Person, nation: str, invention: Invention) -> MemberRecord:
    name, sex, age, relation = person
    id_number = invention.id_number(sex, age)
    health = _health(age, invention)
    labour = _labour(age, health)
    works = labour == "普通" and invention.chance.random() < 0.6
    return MemberRecord(
        name=name,
        relation=relation,
        number=number,
        id_number=id_number,
        disability_number=f"{id_number}43" if "残疾" in health else "",
        nation=nation,
        education=_by_age(SCHOOLING, age, "初中") if age < 19 else _education(age, invention),
        pupil_stage=_by_age(SCHOOLS, age, "非在校生"),
        health=health,
        labour=labour,
        work_place=invention.chance.choice(WORK_PLACES) if works else "",
        work_months=invention.chance.randint(3, 11) if works else None,
        has_serious_illness_cover=True,
    )


def _health(age: int, invention: Invention) -> tuple[str, ...]:
    draw = invention.chance.random()
    if draw < 0.06:
        return ("残疾",)
    if draw < 0.06 + age / 400:
        return ("长期慢性病",)
    return ("健康",)


def _labour(age: int, health: tuple[str, ...]) -> str:
    if age < 18 or age > 65:
        return "无"
    return "普通" if "健康" in health and age >= 22 else "弱(半)"


def _education(age: int, invention: Invention) -> str:
    return invention.chance.choice(("小学", "初中") if age > 45 else ("初中", "高中", "大专"))


def _by_age(table: tuple[tuple[int, str], ...], age: int, beyond: str) -> str:
    return next((name for below, name in table if age < below), beyond)
