"""A district with many people and campaigns, of which one is due today in one town."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import campaign_times
from domain.areas import Area, Level
from domain.campaigns import Audience, Campaign, Criterion, Mark, State
from domain.people import Role
from storage import areas, campaigns
from storage.database import Database
from storage.ids import RANDOM_BITS, new_id
from storage.tables import CampaignMarkRow, DutyRow, PersonRow

BEGIN = datetime(2026, 3, 10, 2, tzinfo=UTC)
NOW = datetime(2026, 3, 13, 0, 0, 1, tzinfo=UTC)
"""08:00 in Shanghai on the day a week before one campaign is due."""
DUE_ON, A_DAY = datetime(2026, 3, 20, 10, tzinfo=UTC), timedelta(days=1)
CAMPAIGNS, DUE_PEOPLE, PIECE = 20, 500, 2000
DISTRICT, TOWNS, VILLAGES = "450503", 10, 20


@dataclass(frozen=True)
class Found:
    """What was founded: the district, and the people in the order of their ids."""

    code: str
    people: list[int]


def task(found: Found, number: int) -> Campaign:
    """Make a campaign; the first is due first, the last one is for everybody that day too."""
    later = 0 if number in (0, CAMPAIGNS) else 20 + number
    return Campaign(
        title=f"任务{number}",
        what="请完成。",
        criterion=Criterion.CONFIRMED,
        audience=Audience(roles=frozenset({Role.HELPER})),
        area_code=found.code if number else f"{DISTRICT}100",
        opens_on=date(2026, 3, 1),
        due_at=DUE_ON + later * A_DAY,
        state=State.RUNNING,
        set_at=BEGIN,
    )


async def found(database: Database, people: int) -> Found:
    """Found a district: a thousand people in its first town, half of whom are done."""
    async with database.write() as db:
        villages = await _places(db)
    first = new_id()
    ids = [first + (it << RANDOM_BITS) for it in range(people)]
    for start in range(0, people, PIECE):
        async with database.write() as db:
            await _enrol(db, ids[start : start + PIECE], start, villages)
    district = Found(DISTRICT, ids)
    async with database.write() as db:
        for number in range(CAMPAIGNS):
            kept = await campaigns.add(db, task(district, number))
            if kept:
                await campaign_times.retimed(db, kept, BEGIN)
                await _done(db, kept.number, ids[: 2 * DUE_PEOPLE][number % 2 :: 2])
    async with database.write() as db:
        await db.exec_driver_sql("ANALYZE")
    return district


async def _places(db: AsyncConnection) -> list[str]:
    await areas.put(db, Area(code=DISTRICT, name="区", level=Level.DISTRICT))
    codes = []
    for town in range(TOWNS):
        code = f"{DISTRICT}{100 + town}"
        await areas.put(db, Area(code=code, name=f"镇{town}", level=Level.TOWN))
        for village in range(VILLAGES):
            codes.append(f"{code}{200 + village}")
            await areas.put(db, Area(code=codes[-1], name=f"村{village}", level=Level.VILLAGE))
    return codes


async def _enrol(db: AsyncConnection, ids: Iterable[int], start: int, villages: list[str]) -> None:
    rows, duties = [], []
    for place, number in enumerate(ids, start):
        rows.append(_person(number, place))
        here = villages[:VILLAGES] if place < 2 * DUE_PEOPLE else villages[VILLAGES:]
        code = here[place % len(here)]
        duties.append({"person_id": number, "role": Role.HELPER, "area_code": code})
    await db.execute(insert(PersonRow), rows)
    await db.execute(insert(DutyRow), duties)


def _person(number: int, place: int) -> dict[str, Any]:
    return {
        "id": number,
        "name": f"某人{place}",
        "state": "active",
        "language": "zh_CN",
        "unit": "",
        "phone_sealed": None,
        "phone_index": None,
        "telegram_id": 10_000 + place,
        "bound_at": BEGIN,
        "unreachable_at": None,
    }


async def _done(db: AsyncConnection, campaign: int, ids: Iterable[int]) -> None:
    first = new_id()
    rows = [
        {
            "id": first + (place << RANDOM_BITS),
            "campaign_id": campaign,
            "person_id": number,
            "mark": Mark.CONFIRMED,
            "until_at": None,
            "by_id": number,
            "at": BEGIN,
            "words_sealed": None,
        }
        for place, number in enumerate(ids)
    ]
    await db.execute(insert(CampaignMarkRow), rows)
