"""An invented district with as many cases as asked: 300 villages, one case in ten goes on.

The first cases are made one by one; the others are copies of them, made by the database.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.areas import Area, Level
from domain.cases import Case, State
from domain.clocks import timed
from domain.households import Household
from domain.ladders import SHIPPED, Deed, Kind
from domain.people import Duty, Person, Role
from domain.worktime import Calendar
from storage import areas, case_steps, cases, households, people
from storage.case_steps import Doing
from storage.database import Database
from storage.tables import CaseRow, Row, StepRow

NOW = datetime(2026, 3, 20, 2, tzinfo=UTC)
DISTRICT, TOWNS, VILLAGES, HOMES = "450503", 12, 25, 500
TOWN, VILLAGE = f"{DISTRICT}100", f"{DISTRICT}100200"
MADE, SHOWN, PIECE, STEPS = 4_000, 400, 1_000, 3
CALENDAR = Calendar()
KINDS = (Kind.NEED,) * 6 + (Kind.QUESTION,) * 3 + (Kind.ALERT,)


@dataclass(frozen=True)
class District:
    """Who looks at queues, by office, and the cases whose cards are shown."""

    people: dict[str, Person]
    shown: list[int]


async def found(database: Database, count: int) -> District:
    """Fill an empty database."""
    chance, made = Random(count), min(count, MADE)  # noqa: S311  # the same every time
    async with database.write() as db:
        for area in _areas():
            await areas.put(db, area)
        offices = {
            "village": await _account(db, Role.INFORMATION_OFFICER, VILLAGE, 1),
            "town": await _account(db, Role.TOWN_STATION, TOWN, 2),
            "district": await _account(db, Role.DISTRICT_OFFICE, DISTRICT, 3),
        }
        asker = await _account(db, Role.HELPER, "", 4)
        homes = [await households.put(db, it, ()) for it in _homes(chance)]
    numbers: list[int] = []
    for first in range(0, made, PIECE):
        async with database.write() as db:
            for place in range(first, min(first + PIECE, made)):
                case = _case(chance, place, list(offices.values()), asker, chance.choice(homes))
                numbers.append((await cases.add(db, case)).number)
                await _tell(db, numbers[-1], case, asker, is_shown=place < SHOWN)
    await _copy(database, count, made)
    return District(people=offices, shown=numbers[:SHOWN])


def _areas() -> Iterator[Area]:
    yield Area(code=DISTRICT, name="银海区", level=Level.DISTRICT)
    for town in range(TOWNS):
        code = f"{DISTRICT}{100 + town}"
        yield Area(code=code, name=f"{town}镇", level=Level.TOWN, parent_code=DISTRICT)
        for village in range(VILLAGES):
            name = f"{town}镇{village}村"
            yield Area(
                code=f"{code}{200 + village}", name=name, level=Level.VILLAGE, parent_code=code
            )


def _homes(chance: Random) -> Iterator[Household]:
    for number in range(HOMES):
        yield Household(
            number=f"H{number:06}", area_code=_village(chance), head_name=f"户{number}"
        )


def _village(chance: Random) -> str:
    town, village = chance.randrange(TOWNS), chance.randrange(VILLAGES)
    return f"{DISTRICT}{100 + town}{200 + village}"


async def _account(db: AsyncConnection, role: Role, code: str, number: int) -> Person:
    person = await people.add(db, f"某人{number}", f"1390000{number:04}")
    await people.set_duties(db, person, [Duty(role=role, area_code=code)])
    return await people.by_id(db, person)


def _case(
    chance: Random, place: int, officers: list[Person], asker: Person, household_id: int
) -> Case:
    """Invent a case; those that go on are at any office, half of them in somebody's hands."""
    kind = KINDS[place % len(KINDS)]
    at = NOW - timedelta(hours=chance.randrange(24 * 14))
    goes_on = chance.random() < 0.1
    ladder = SHIPPED[kind]
    rung = min(chance.choice((0, 0, 0, 0, 0, 0, 0, 1, 1, 2)), len(ladder.rungs) - 1)
    role = ladder.rungs[rung].role
    holder = next((it for it in officers if role in it.roles), None)
    case = Case(
        ladder=ladder,
        rung_index=rung,
        topic="other",
        asker_id=asker.id,
        area_code=VILLAGE if place % 300 == 0 else _village(chance),
        household_id=household_id,
        is_urgent=chance.random() < 0.05,
        holder_id=holder.id if holder and goes_on and chance.random() < 0.02 else None,
        state=State.SOLVED if not goes_on else chance.choice((State.OPEN,) * 9 + (State.WAITING,)),
        version=STEPS,
        raised_at=at,
        moved_at=at,
        since_at=at,
        ended_at=None if goes_on else at,
    )
    return timed(case, CALENDAR)


async def _tell(
    db: AsyncConnection, number: int, case: Case, person: Person, *, is_shown: bool
) -> None:
    """Give a case its steps; those that are shown have many, with words."""
    for version in range(1, (8 if is_shown else STEPS) + 1):
        deed = Deed.RAISED if version == 1 else Deed.UPDATED
        words = f"第{version}步：水管裂了三天，家里没水" if is_shown else None
        then = replace(case, number=number, version=version)
        await case_steps.add(db, then, Doing(person, deed, words))


async def _copy(database: Database, count: int, made: int) -> None:
    """Let the database make the others of those."""
    for copy in range(1, -(-count // made)):
        async with database.write() as db:
            await _copied(db, CaseRow, "id", copy * made, made)
            await _copied(db, StepRow, "case_id", copy * made, made)


async def _copied(db: AsyncConnection, row: type[Row], key: str, by: int, made: int) -> None:
    table = row.__table__
    number = table.c[key]
    others = [it.name for it in table.columns if it.name not in {key, "words_sealed"}]
    shifted = select(number + by, *[table.c[it] for it in others]).where(number <= made)
    await db.execute(insert(row).from_select([key, *others], shifted))
