"""Make our bot's database: helpers with accounts, paired households, an officer per village."""

import argparse

import uvloop
from sqlalchemy.ext.asyncio import AsyncConnection

from benchmarks.conversation import FIRST_USER, PAIRED, home_of
from bot import settings
from bot.clock import wall_clock
from bot.opening import open_database
from bot.settings import Settings
from domain.areas import Area, Level
from domain.geo import Point
from domain.households import Household
from domain.people import Duty, Role
from storage import areas, households, pairings, people

DISTRICT, TOWN = "450503", "450503100"
VILLAGES = [f"{TOWN}{number:03}" for number in range(200, 253)]
FIRST_OFFICER = 4_000_000_000


async def prepare(loaded: Settings, helpers: int) -> None:
    """Fill a new database in one transaction."""
    database = await open_database(loaded)
    try:
        async with database.write() as db:
            await _add_areas(db)
            for number, village in enumerate(VILLAGES):
                duty = Duty(role=Role.INFORMATION_OFFICER, area_code=village)
                await _add_person(db, f"信息员{number}", FIRST_OFFICER + number, duty)
            for first in range(0, helpers, PAIRED):
                await _add_group(db, first)
    finally:
        await database.close()


async def _add_areas(db: AsyncConnection) -> None:
    await areas.put(db, Area(code=DISTRICT, name="银海区", level=Level.DISTRICT))
    await areas.put(db, Area(code=TOWN, name="福成镇", level=Level.TOWN, parent_code=DISTRICT))
    for code in VILLAGES:
        area = Area(code=code, name=f"村{code[-3:]}", level=Level.VILLAGE, parent_code=TOWN)
        await areas.put(db, area)


async def _add_group(db: AsyncConnection, first: int) -> None:
    """Add some helpers and as many households, and pair each with each."""
    numbers = range(first, first + PAIRED)
    homes = [await _add_household(db, number) for number in numbers]
    for number in numbers:
        helper = await _add_person(
            db, f"帮扶人{number}", FIRST_USER + number, Duty(role=Role.HELPER)
        )
        for home in homes:
            await pairings.pair(db, home, helper, wall_clock().date())


async def _add_household(db: AsyncConnection, number: int) -> int:
    latitude, longitude = home_of(number)
    household = Household(
        number=f"4505031002{number:06}",
        area_code=VILLAGES[number // PAIRED % len(VILLAGES)],
        head_name=f"户主{number}",
        point=Point(latitude=latitude, longitude=longitude),
    )
    return await households.put(db, household, [])


async def _add_person(db: AsyncConnection, name: str, telegram_id: int, duty: Duty) -> int:
    person = await people.add(db, name, f"1{telegram_id:010}")
    await people.set_duties(db, person, [duty])
    await people.bind(db, person, telegram_id, wall_clock(), instead_of=None)
    return person


def main() -> None:
    """Prepare the database in BANGFU_DATA_DIR: `python -m benchmarks.prepare HELPERS`."""
    parser = argparse.ArgumentParser()
    parser.add_argument("helpers", type=int)
    uvloop.run(prepare(settings.load(), parser.parse_args().helpers))


if __name__ == "__main__":
    main()
