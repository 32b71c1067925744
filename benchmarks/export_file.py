"""A made-up national export of any size, as a spreadsheet program writes it."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from bot.export_rows import HOUSEHOLDS
from demo.district import district
from domain.areas import Level
from domain.idnumbers import check_digit

FAMILY, GIVEN = "黄陈李梁覃韦陆莫周吴张王林", "大明水生秀英志强海燕丽华建国小兰新来丽萍启阿妹"
BORN_FROM = date(1940, 1, 1)


def rows(count: int) -> Iterator[list[Any]]:
    """Give so many people in households of two to six, in the villages of the demo."""
    chance = Random(7)  # noqa: S311 - invented people
    names = {area.code: area.name for area in district().areas.records}
    villages = [it for it in district().areas.records if it.level is Level.VILLAGE]
    made = number = 0
    while made < count:
        number += 1
        village = villages[number % len(villages)]
        size = min(chance.randint(2, 6), count - made)
        place = ["银海区", names[village.parent_code], village.name, "一队"]
        for member in range(size):
            yield [*place, *_person(chance, number, member, made + member, size), *_home(number)]
        made += size


def _person(chance: Random, household: int, member: int, place: int, size: int) -> list[Any]:
    return [
        f"4505{household:08}",
        f"4505{household:08}{member:02}",
        chance.choice(FAMILY) + chance.choice(GIVEN) + chance.choice(GIVEN),
        _id_number(place),
        size,
        "户主" if member == 0 else chance.choice(["配偶", "之子", "之女"]),
        "汉族",
        chance.choice(["小学", "初中", "高中"]),
        chance.choice(["非在校生", "小学"]),
        chance.choice(["健康", "长期慢性病"]),
        chance.choice(["普通劳动力", "弱劳动力或半劳动力", "无劳动力"]),
        chance.choice(["乡镇内", "区外", ""]),
        chance.choice([6, 10, 12, ""]),
        "是",
    ]


def _home(number: int) -> list[Any]:
    """Say what all rows of a household say alike."""
    state, attribute = ("已脱贫", "未脱贫")[number % 2], ("一般", "低保")[number % 3 == 0]
    causes = ("因病", "因残、缺技术", "缺资金")[number % 3]
    money = 3000 + number % 9000 + 0.5
    return [state, attribute, causes, "否", "是", "否", money, f"138{number:08}"]


def _id_number(place: int) -> str:
    born_on = BORN_FROM + timedelta(days=place % 25_000)
    digits = f"450503{born_on:%Y%m%d}{place // 25_000:03}"
    return digits + check_digit(digits)


def write(path: Path, count: int) -> None:
    """Write it with a title row above the headings and one table of shared texts."""
    from xlsxwriter import Workbook  # noqa: PLC0415

    with Workbook(str(path), {"strings_to_numbers": False}) as book:
        page = book.add_worksheet("农户")
        page.merge_range(0, 0, 0, len(HOUSEHOLDS) - 1, "银海区贫困户信息")
        page.write_row(1, 0, HOUSEHOLDS)
        for number, row in enumerate(rows(count), start=2):
            page.write_row(number, 0, row)
