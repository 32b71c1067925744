"""What speaks for visiting each of a helper's households, in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.calendar import local_day
from domain.cases import GOING_ON
from domain.checkins import Place
from domain.geo import Point
from domain.navigation import place_name
from domain.outings import Stop
from domain.people import Person
from domain.visits import State
from storage import areas, checkins, haves, pairings, visits
from storage.tables import AreaRow, CaseRow, HouseholdRow, VisitRow


@dataclass(frozen=True, kw_only=True)
class Start:
    """Where a helper sets out: where he checked in last today, or the village's centre."""

    point: Point
    name: str
    is_checkin: bool


async def stops(
    db: AsyncConnection, person: Person, owed: Mapping[int, date], today: date
) -> list[Stop]:
    """List a helper's own households; `owed` are the months whose visits are to make, by id."""
    mine = {it.household_id: it for it in await _places(db, person)}
    ids = [it for it in mine if it]
    seen = await visits.latest(db, ids)
    unmet = await haves.unmet(db, ids)
    cases = await _open_cases(db, ids)
    planned = await _planned(db, ids)
    return [
        Stop(
            household_id=number,
            name=mine[number].name,
            point=mine[number].point,
            owes_from=owed.get(number),
            days_since=(today - local_day(seen[number])).days if number in seen else None,
            unmet=len(unmet.get(number, ())),
            cases=cases.get(number, (0, 0))[0],
            urgent_cases=cases.get(number, (0, 0))[1],
            planned_on=planned.get(number),
        )
        for number in ids
    ]


async def _places(db: AsyncConnection, person: Person) -> list[Place]:
    return [it for it in await pairings.places_of(db, person) if it.household_id]


async def _open_cases(db: AsyncConnection, ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Count the open cases of households, and the urgent ones among them."""
    urgent = func.sum(cast(CaseRow.is_urgent, Integer))
    wanted = (
        select(CaseRow.household_id, func.count().label("all"), urgent.label("urgent"))
        .where(CaseRow.household_id.in_(ids), CaseRow.state.in_(GOING_ON))
        .group_by(CaseRow.household_id)
    )
    return {row.household_id: (row.all, row.urgent) for row in await db.execute(wanted)}


async def _planned(db: AsyncConnection, ids: Sequence[int]) -> dict[int, date]:
    """Return the day that the latest kept visit to each household promised."""
    kept = VisitRow.household_id.in_(ids), VisitRow.state == State.KEPT
    last = func.row_number().over(
        partition_by=VisitRow.household_id, order_by=(VisitRow.at.desc(), VisitRow.id.desc())
    )
    ranked = select(VisitRow.household_id, VisitRow.next_on, last.label("place")).where(*kept)
    newest = ranked.subquery()
    rows = await db.execute(select(newest).where(newest.c.place == 1))
    return {row.household_id: row.next_on for row in rows if row.next_on}


async def start(db: AsyncConnection, person: Person, today: date) -> Start | None:
    """Find where a helper sets out today; None when no village of his has a point."""
    done = await checkins.in_month(db, person.id, today, today)
    if done:
        return Start(point=done[-1].proof.point, name=done[-1].place.name, is_checkin=True)
    codes = [it.area_code for it in await _places(db, person)]
    if not codes:
        return None
    village = (await areas.by_codes(db, [max(codes, key=codes.count)])).popitem()[1]
    if village.point is None:
        return None
    return Start(point=village.point, name=village.name, is_checkin=False)


async def places(db: AsyncConnection, ids: Sequence[int]) -> dict[int, str]:
    """Call households as a map service may know them: without anybody's name."""
    wanted = (
        select(HouseholdRow.id, HouseholdRow.number, AreaRow.name)
        .join(AreaRow, AreaRow.code == HouseholdRow.area_code)
        .where(HouseholdRow.id.in_(ids))
    )
    return {row.id: place_name(row.name, row.number) for row in await db.execute(wanted)}
