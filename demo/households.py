"""Invented households, about six in a village, each with a home somewhere around its centre."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from demo.members import family
from demo.names import Invention
from domain.areas import Area
from domain.geo import Datum, Point, destination, to
from domain.idnumbers import Sex
from imports.households import HouseholdRecord
from imports.members import MemberRecord

PERSONA_VILLAGE = "450503101204"  # 关井村, 银滩镇
HEADS = (
    ("黄大明", Sex.MALE, 3),
    ("陆阿妹", Sex.FEMALE, 2),
    ("莫永福", Sex.MALE, 4),
    ("梁水生", Sex.MALE, 5),
)
"""The first households of that village, which the personas visit: head and members."""
PERSONA_DATUMS = (Datum.WGS84, Datum.GCJ02, Datum.WGS84, None)
"""What their coordinates are declared in; the last household has none."""

DATUMS = (Datum.WGS84,) * 6 + (Datum.GCJ02,) * 3 + (None,)
STATES = ("已脱贫",) * 7 + ("未脱贫",) * 2 + ("脱贫不稳定户",)
ATTRIBUTES = ("一般",) * 5 + ("低保",) * 3 + ("特困供养",)
HAMLETS = ("一队", "二队", "三队", "新屋", "老屋", "塘边", "岭脚", "海边")
DISEASES = frozenset({"长期慢性病", "大病"})


@dataclass(frozen=True, kw_only=True)
class Home:
    """A household and where it really is (WGS-84), also when its record does not say."""

    record: HouseholdRecord
    at: Point


def homes(villages: Iterable[Area], invention: Invention) -> Iterator[Home]:
    """Give the households of each village in turn."""
    for village in villages:
        is_personas = village.code == PERSONA_VILLAGE
        number = 6 if is_personas else invention.chance.choice((5, 6, 6, 6, 7))
        for index in range(number):
            yield _home(village, index, number, invention)


def _home(village: Area, index: int, among: int, invention: Invention) -> Home:
    number = f"9{village.code[6:]}{index + 1:02}"
    at = _place(village, index / among, invention)
    datum = invention.chance.choice(DATUMS)
    head = None
    if village.code == PERSONA_VILLAGE and index < len(HEADS):
        head, datum = HEADS[index], PERSONA_DATUMS[index]
    people = family(number, head, invention)
    return Home(record=_record(number, village, people, _declared(at, datum), invention), at=at)


def _place(village: Area, turn: float, invention: Invention) -> Point:
    """Find a place 250-700 m from the centre; the homes of a village go round it."""
    if village.point is None:
        raise ValueError("a village of the demo has a centre")
    bearing = 360 * turn + invention.chance.uniform(-15, 15)
    return _rounded(destination(village.point, bearing, invention.chance.uniform(250, 700)))


def _declared(at: Point, datum: Datum | None) -> Point | None:
    return None if datum is None else _rounded(to(at, datum))


def _rounded(point: Point) -> Point:
    return Point(
        latitude=round(point.latitude, 6), longitude=round(point.longitude, 6), datum=point.datum
    )


def _record(
    number: str,
    village: Area,
    people: tuple[MemberRecord, ...],
    point: Point | None,
    invention: Invention,
) -> HouseholdRecord:
    chance = invention.chance
    state = chance.choice(STATES)
    is_exited = state != "未脱贫"
    return HouseholdRecord(
        number=number,
        area_code=village.code,
        hamlet=chance.choice(HAMLETS),
        size=len(people),
        state=state,
        attribute=chance.choice(ATTRIBUTES),
        causes=_causes(people, invention),
        is_housing_unsafe=not is_exited and chance.random() < 0.4,
        is_water_safe=is_exited or chance.random() < 0.6,
        is_water_hard_to_get=not is_exited and chance.random() < 0.3,
        net_income_per_head_yuan=Decimal(chance.randrange(*_INCOMES[is_exited], 10)),
        phone=invention.village_phone(),
        point=point,
        members=people,
    )


_INCOMES = {True: (6000, 14_000), False: (2500, 3900)}


def _causes(people: Iterable[MemberRecord], invention: Invention) -> tuple[str, ...]:
    """Give causes that the members explain, the first one being the main cause."""
    members = tuple(people)
    found = []
    if any(DISEASES & set(person.health) for person in members):
        found.append("因病")
    if any("残疾" in person.health for person in members):
        found.append("因残")
    if any(person.pupil_stage in {"高中", "中职", "大学"} for person in members):
        found.append("因学")
    others = [invention.chance.choice(("缺技术", "缺资金", "缺土地", "自身发展动力不足"))]
    return tuple((found + others)[:3])
