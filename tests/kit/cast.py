"""Who plays: a small village with its people, households and places."""

from dataclasses import dataclass, field
from datetime import date

from domain.areas import Area, Level
from domain.geo import Datum, Point
from domain.households import Household, Member
from domain.people import Duty, Role
from storage import areas, households, pairings, people
from storage.database import Database

DISTRICT, TOWN, VILLAGE, OTHER_VILLAGE = "450503", "450503101", "450503101204", "450503101201"
PLACES = {
    "黄大明": Point(latitude=21.4810, longitude=109.1860),
    "关井村": Point(latitude=21.4850, longitude=109.1900),
}
AREAS = (
    Area(code=DISTRICT, name="银海区", level=Level.DISTRICT),
    Area(code=TOWN, name="银滩镇", level=Level.TOWN, parent_code=DISTRICT),
    Area(
        code=VILLAGE,
        name="关井村",
        level=Level.VILLAGE,
        parent_code=TOWN,
        point=PLACES["关井村"],
    ),
    Area(code=OTHER_VILLAGE, name="曲湾村", level=Level.VILLAGE, parent_code=TOWN),
)


@dataclass(frozen=True, kw_only=True)
class Part:
    """Somebody on the roster."""

    phone: str
    duties: tuple[Duty, ...]
    unit: str = ""
    is_bound: bool = True


CAST = {
    "韦秀英": Part(
        phone="13900000001", unit="区教育局", duties=(Duty(role=Role.HELPER, area_code=VILLAGE),)
    ),
    "覃志强": Part(phone="13900000002", duties=(Duty(role=Role.HELPER),)),
    "莫小兰": Part(
        phone="13900000003", duties=(Duty(role=Role.INFORMATION_OFFICER, area_code=VILLAGE),)
    ),
    "梁建国": Part(phone="13900000004", duties=(Duty(role=Role.RESIDENT, area_code=VILLAGE),)),
    "陆海燕": Part(
        phone="13900000005", duties=(Duty(role=Role.INFORMATION_OFFICER, area_code=TOWN),)
    ),
    "陈丽华": Part(phone="13900000006", duties=(Duty(role=Role.ADMIN),)),
    "黎新来": Part(
        phone="13900000007",
        duties=(Duty(role=Role.HELPER, area_code=VILLAGE),),
        is_bound=False,
    ),
    "黄丽萍": Part(phone="13900000008", duties=(Duty(role=Role.TOWN_STATION, area_code=TOWN),)),
    "周启明": Part(
        phone="13900000009", duties=(Duty(role=Role.DISTRICT_OFFICE, area_code=DISTRICT),)
    ),
}


@dataclass
class Home:
    """A household and who helps it."""

    number: str
    helpers: tuple[str, ...]
    members: int
    point: Point | None = None


HOMES = {
    "黄大明": Home("H0001", ("韦秀英",), 3, PLACES["黄大明"]),
    "梁水生": Home("H0002", ("覃志强",), 2),
}


@dataclass
class Roster:
    """Ids of those who were put into the database, by name."""

    people: dict[str, int] = field(default_factory=dict)
    households: dict[str, int] = field(default_factory=dict)


async def enrol(database: Database, telegram_ids: dict[str, int], now: object) -> Roster:
    """Put areas, people, households and pairings into the database."""
    roster = Roster()
    async with database.write() as db:
        for area in AREAS:
            await areas.put(db, area)
        for name, part in CAST.items():
            number = await people.add(db, name, part.phone, part.unit)
            await people.set_duties(db, number, part.duties)
            if part.is_bound:
                await people.bind(db, number, telegram_ids[name], now, None)  # type: ignore[arg-type]
            roster.people[name] = number
        for head, home in HOMES.items():
            roster.households[head] = await _settle(db, head, home, roster)
    return roster


async def _settle(db: object, head: str, home: Home, roster: Roster) -> int:
    members = [
        Member(number=f"{home.number}-{n}", name=f"{head}{n or ''}") for n in range(home.members)
    ]
    household = Household(
        number=home.number, area_code=VILLAGE, head_name=head, point=home.point, facts={}
    )
    number = await households.put(db, household, members)  # type: ignore[arg-type]
    for helper in home.helpers:
        await pairings.pair(db, number, roster.people[helper], date(2026, 1, 1))  # type: ignore[arg-type]
    return number


def picked_on_chinese_map(name: str) -> Point:
    """Return the numbers of a place as a Chinese map shows them."""
    from domain.geo import to  # noqa: PLC0415

    return to(PLACES[name], Datum.GCJ02)
