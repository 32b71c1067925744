"""Who takes part in a sweep: helpers with their homes, an officer a village, an admin."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.opening import open_database
from bot.settings import Settings
from domain.areas import Area, Level
from domain.geo import Point, destination
from domain.households import Household
from domain.people import Duty, Role
from sandbox.world import World
from storage import areas, households, pairings, people

DISTRICT = "450503"
CORNER = Point(latitude=21.48, longitude=109.18)
APART_M = 3000


@dataclass(frozen=True)
class Home:
    """A household of one helper; its name is found in one chat only."""

    name: str
    point: Point


@dataclass(frozen=True)
class Helper:
    """Somebody who visits homes."""

    user_id: int
    person_id: int
    village: str
    homes: tuple[Home, ...]


@dataclass(frozen=True)
class Cast:
    """Everybody; officers by village, the admin by Telegram user."""

    helpers: list[Helper]
    officers: dict[str, int]
    admin: int


@dataclass(frozen=True)
class Size:
    """How many take part."""

    villages: int = 30
    helpers: int = 60
    homes: int = 12


async def settle(settings: Settings, world: World, size: Size) -> Cast:
    """Put everybody into a database and a phone into every hand."""
    database = await open_database(settings)
    async with database.write() as db:
        villages = [f"{DISTRICT}101{number:03}" for number in range(size.villages)]
        await areas.put(db, Area(code=DISTRICT, name="银海区", level=Level.DISTRICT))
        officers = {code: await _village(db, world, code) for code in villages}
        admin, _ = await _person(db, world, "管理员", Duty(role=Role.ADMIN))
        helpers = []
        for number in range(size.helpers):
            code = villages[number % size.villages]
            helpers.append(await _helper(db, world, number, code, size.homes))
    await database.close()
    return Cast(helpers, officers, admin)


async def _village(db: AsyncConnection, world: World, code: str) -> int:
    village = Area(
        code=code, name=f"村{code[-3:]}", level=Level.VILLAGE, parent_code=DISTRICT, point=CORNER
    )
    await areas.put(db, village)
    duty = Duty(role=Role.INFORMATION_OFFICER, area_code=code)
    officer, _ = await _person(db, world, f"信息员{code[-3:]}", duty)
    return officer


async def _person(db: AsyncConnection, world: World, name: str, duty: Duty) -> tuple[int, int]:
    """Add somebody with a phone; gives the Telegram user and the account."""
    user: int = world.add_user(name, started=True)["id"]
    number = await people.add(db, name, None)
    await people.set_duties(db, number, [duty])
    await people.bind(db, number, user, world.clock.now(), None)
    return user, number


async def _helper(db: AsyncConnection, world: World, number: int, code: str, count: int) -> Helper:
    duty = Duty(role=Role.HELPER, area_code=code)
    user, person = await _person(db, world, f"联系人{number:03}", duty)
    homes = []
    for nth in range(count):
        home = Home(f"户{number:03}{nth:02}", destination(CORNER, 90, APART_M * nth))
        household = Household(
            number=home.name, area_code=code, head_name=home.name, point=home.point, facts={}
        )
        row = await households.put(db, household, [])
        await pairings.pair(db, row, person, date(2026, 1, 1))
        homes.append(home)
    return Helper(user, person, code, tuple(homes))
