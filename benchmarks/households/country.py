"""An invented district with as many households as asked: 200 a village, 25 villages a town."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from demo.names import SURNAMES, Invention
from domain.areas import Area, Level
from domain.geo import Point
from domain.households import Household, Member
from domain.idnumbers import Sex
from domain.people import Duty, Person, Role
from storage import areas, households, people
from storage.database import Database, vault_of
from storage.households import Family
from storage.ids import new_id
from storage.sealed import seal_facts
from storage.tables import CheckInRow, CheckRow, PairingRow

NOW = datetime(2026, 3, 20, 2, tzinfo=UTC)
A_VILLAGE, A_TOWN, A_HELPER, PIECE = 200, 25, 5, 1000
DISTRICT = "450503"
STATES = ("已脱贫", "已脱贫", "未脱贫", "脱贫不稳定户")


def village_of(number: int) -> str:
    """Give the code of the village a household stands in."""
    village = number // A_VILLAGE
    return f"{DISTRICT}{100 + village // A_TOWN:03}{200 + village % A_TOWN:03}"


def number_of(number: int) -> str:
    """Give a household's number in the national system."""
    return f"{village_of(number)}{number:06}"


async def found(database: Database, count: int) -> dict[str, Person]:
    """Fill an empty database; returns a helper, an officer and somebody of the district."""
    invention = Invention(Random(count))  # noqa: S311  # the same district every time
    async with database.write() as db:
        for area in _areas(count):
            await areas.put(db, area)
        helpers = [await _account(db, Role.HELPER, "", it) for it in range(3)]
        officer = await _account(db, Role.INFORMATION_OFFICER, village_of(0), 3)
        office = await _account(db, Role.DISTRICT_OFFICE, DISTRICT, 4)
    for first in range(0, count, PIECE):
        numbers = range(first, min(first + PIECE, count))
        async with database.write() as db:
            told = [_family(number, invention) for number in numbers]
            ids = await households.put_all(db, told)
            await _history(db, [ids[number_of(it)] for it in numbers], first, helpers)
    return {"helper": helpers[0], "village officer": officer, "district office": office}


def _areas(count: int) -> Iterator[Area]:
    yield Area(code=DISTRICT, name="银海区", level=Level.DISTRICT)
    towns = dict.fromkeys(village_of(it)[:9] for it in range(0, count, A_VILLAGE))
    for town in towns:
        yield Area(code=town, name=f"{town[6:]}镇", level=Level.TOWN, parent_code=DISTRICT)
    for code in [village_of(it) for it in range(0, count, A_VILLAGE)]:
        name = f"{code[6:]}村"
        yield Area(code=code, name=name, level=Level.VILLAGE, parent_code=code[:9])


async def _account(db: AsyncConnection, role: Role, code: str, number: int) -> Person:
    person = await people.add(db, f"某人{number}", f"1390000{number:04}")
    await people.set_duties(db, person, [Duty(role=role, area_code=code)])
    return await people.by_id(db, person)


def _family(number: int, invention: Invention) -> Family:
    chance = invention.chance
    head = invention.name(Sex.MALE, chance.choice(SURNAMES))
    members = tuple(
        Member(
            number=f"{number}-{place}",
            name=head if place == 0 else invention.name(Sex.FEMALE),
            id_number=f"4505031960010{place}{number:05}"[:18],
            facts={"relation": "户主" if place == 0 else "之女", "health": ["健康"]},
        )
        for place in range(3)
    )
    household = Household(
        number=number_of(number),
        area_code=village_of(number),
        head_name=head,
        point=Point(latitude=21.4 + chance.random() / 10, longitude=109.1 + chance.random() / 10),
        facts={"state": chance.choice(STATES), "causes": ["因病"], "phone": "13800000001"},
    )
    return Family(household=household, members=members)


async def _history(db: AsyncConnection, ids: list[int], first: int, helpers: list[Person]) -> None:
    """Pair the first households with the helper, the others with somebody; add what happened."""
    places = list(enumerate(ids, start=first))
    await db.execute(
        insert(PairingRow),
        [
            {
                "id": new_id() + place,
                "household_id": it,
                "person_id": helpers[0 if place < A_HELPER else 1 + place % 2].id,
                "since_on": date(2026, 1, 1),
                "rank": 1,
            }
            for place, it in places
        ],
    )
    await db.execute(insert(CheckInRow), [_checkin(place, it, helpers[1]) for place, it in places])
    await db.execute(insert(CheckRow), [_check(db, place, it) for place, it in places])


def _checkin(place: int, household_id: int, helper: Person) -> dict[str, Any]:
    return {
        "id": new_id() + place,
        "person_id": helper.id,
        "place": f"h{household_id}",
        "area_code": village_of(place),
        "household_id": household_id,
        "at": NOW - timedelta(days=place % 60),
        "local_on": date(2026, 3, 1),
        "state": "verified",
        "grade": "plain",
        "flags": "",
        "proof_sealed": b"",
        "proof_index": b"",
        "version": 1,
    }


def _check(db: AsyncConnection, place: int, household_id: int) -> dict[str, Any]:
    number = new_id() + place
    sealed = seal_facts(vault_of(db), f"checks:{number}:facts", {"facts": {}, "reason": ""})
    return {
        "id": number,
        "household_id": household_id,
        "item": "water",
        "standard": "revised",
        "checked_on": date(2026, 2, 1),
        "verdict": "unmet" if place % 7 == 0 else "met",
        "facts_sealed": sealed,
    }
