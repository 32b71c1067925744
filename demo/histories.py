"""What is invented of the past: checks of the standard, income of a year, a visit every month.

Only the households of the personas have one; the others are as an import leaves them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from demo.households import PERSONA_VILLAGE, Home
from domain.calendar import SHANGHAI, local_day
from domain.checkins import CheckIn, Grade, Place, Proof
from domain.checkins import State as CheckInState
from domain.geo import destination
from domain.haves import Check, Item, Verdict
from domain.incomes import Line
from domain.visits import State, Visit, next_on
from imports.households import HouseholdRecord
from imports.pairings import PairingRecord
from storage import checkins, haves, households, incomes, people, visits
from storage.ids import new_id

MONTHS = 3
"""So many months before this one have a visit."""
CHECKED_DAYS_AGO = (20, 60, 110, 200)
WITHOUT_COSTS = frozenset({f"9{PERSONA_VILLAGE[6:]}05"})
"""Whose costs nobody has written down: something for the data check-up to ask about."""
SEEN = (
    "身体还好，按时吃药。家里干净，米和油都有。",
    "虾塘这季收成不错，准备再放一批苗。说好下次带技术员来看看。",
    "屋顶补好了，下雨不漏。商量了下半年去务工的事。",
)
WAGES = {
    "乡镇内": "wages.town",
    "乡外县内": "wages.county",
    "县外省内": "wages.region",
    "省外": "wages.outside",
}
MEASURES = (["talk", "policy"], ["talk", "industry"], ["talk", "work"])


@dataclass(frozen=True, kw_only=True)
class Past:
    """A household whose past is told: its record and its helper, both by their stored ids."""

    home: Home
    household_id: int
    person_id: int
    today: date

    @property
    def record(self) -> HouseholdRecord:
        """What the export says."""
        return self.home.record

    @property
    def chance(self) -> Random:
        """The same chance at every start."""
        return Random(self.home.record.number)  # noqa: S311 - no secret


async def write(
    db: AsyncConnection, homes: Iterable[Home], paired: Iterable[PairingRecord], now: datetime
) -> None:
    """Write the past of the personas' village."""
    helpers = {it.household_number: it.helper_phone for it in paired}
    told = [it for it in homes if it.record.area_code == PERSONA_VILLAGE]
    ids = await households.ids(db, [it.record.number for it in told])
    for home in told:
        helper = await people.by_phone(db, helpers.get(home.record.number, ""))
        if helper is not None:
            past = Past(
                home=home,
                household_id=ids[home.record.number],
                person_id=helper.id,
                today=local_day(now),
            )
            await _write(db, past)


async def _write(db: AsyncConnection, past: Past) -> None:
    for check in checks(past):
        await haves.add(db, check)
    for line in lines(past):
        await incomes.add(db, line)
    for number, day in enumerate(days(past)):
        await _visited(db, past, day, number)


def checks(past: Past) -> Iterator[Check]:
    """Check every item once: what the record doubts is unmet, some are long ago."""
    chance, size = past.chance, len(past.record.members)
    is_hard = past.record.is_water_hard_to_get
    facts: dict[Item, dict[str, Any]] = {
        Item.INCOME_SOURCE: {"source": "paddy", "mu": str(size)},
        Item.HOUSING: {"grade": "C" if past.record.is_housing_unsafe else "B", "m2": "90"},
        Item.MEDICAL: {"uninsured": "0"},
        Item.SCHOOLING: {"out_of_school": "0"},
        Item.WATER: {
            "clear": "yes",
            "litres": "20" if is_hard else "60",
            "minutes": "0",
            "percent": "95",
        },
        Item.ROAD: {"hamlet": "large", "surface": "hard", "width": "4"},
        Item.POWER: {"power": "yes"},
        Item.TV: {"set": "tv"},
    }
    unmet = {Item.HOUSING: past.record.is_housing_unsafe, Item.WATER: is_hard}
    for item, known in facts.items():
        yield Check(
            household_id=past.household_id,
            item=item,
            verdict=Verdict.UNMET if unmet.get(item) else Verdict.MET,
            checked_on=past.today - timedelta(days=chance.choice(CHECKED_DAYS_AGO)),
            standard="revised",
            facts=known,
            reason="等危房改造批复" if unmet.get(item) and item is Item.HOUSING else "",
            person_id=past.person_id,
        )


def lines(past: Past) -> Iterator[Line]:
    """Write down a year: wages of those who work away, two harvests, pensions, costs."""
    chance, workers = past.chance, [it for it in past.record.members if it.work_months]
    for back in range(12):
        month = _months_before(past.today, back)
        for worker in workers:
            if 0 < back <= (worker.work_months or 0):
                amount = 1800 + chance.randrange(0, 600, 50)
                yield _line(past, month, WAGES[worker.work_place], amount, 1)
        if month.month in (6, 10):
            yield _line(past, month, "business.planting.grain", chance.randrange(1800, 4200, 100))
            costs = _line(past, month, "cost.planting", chance.randrange(500, 900, 50))
            if past.record.number not in WITHOUT_COSTS:
                yield costs
        if any("之母" in it.relation for it in past.record.members):
            yield _line(past, month, "transfer.other.pension", 145)


def _line(past: Past, month: date, category: str, yuan: int, heads: int | None = None) -> Line:
    at = datetime.combine(month + timedelta(days=27), time(16), SHANGHAI)
    return Line(
        id=0,
        household_id=past.household_id,
        month_on=month,
        category=category,
        amount_yuan=Decimal(yuan),
        person_id=past.person_id,
        at=min(at, datetime.combine(past.today, time(), SHANGHAI)),
        heads=heads,
    )


def days(past: Past) -> list[date]:
    """Give a day of each of the months before this one, the earliest first."""
    first = [_months_before(past.today, back) for back in range(MONTHS, 0, -1)]
    return [day + timedelta(days=past.chance.randrange(8, 24)) for day in first]


async def _visited(db: AsyncConnection, past: Past, day: date, number: int) -> None:
    at = datetime.combine(day, time(9, 30 + number * 7), SHANGHAI)
    checkin = _checkin(past, at)
    await checkins.add(db, checkin)
    names = [member.name for member in past.record.members]
    given = {"household": past.household_id, "about": names[0], "people": names}
    answers = {"met": ["m0"], "measures": MEASURES[number], "seen": SEEN[number]}
    await visits.add(
        db,
        Visit(
            id=new_id(),
            household_id=past.household_id,
            person_id=past.person_id,
            checkin_id=checkin.id,
            at=at,
            handed_in_at=at + timedelta(minutes=15),
            state=State.KEPT,
            next_on=next_on(day),
            given=given,
            answers=answers,
        ),
    )


def _checkin(past: Past, at: datetime) -> CheckIn:
    """Check in some metres from the door."""
    metres = past.chance.randrange(8, 60)
    point = destination(past.home.at, past.chance.randrange(360), metres)
    return CheckIn(
        id=new_id(),
        person_id=past.person_id,
        place=Place(
            key=f"h{past.household_id}",
            name=past.record.members[0].name,
            area_code=past.record.area_code,
            household_id=past.household_id,
            point=past.home.at,
        ),
        at=at,
        local_on=local_day(at),
        state=CheckInState.VERIFIED,
        proof=Proof(point=point, sent_at=at, accuracy_m=12.0, grade=Grade.MEASURED),
        flags=frozenset(),
        distance_m=metres,
    )


def _months_before(day: date, back: int) -> date:
    months = day.year * 12 + day.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)
