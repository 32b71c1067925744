"""Late entries of visits: what limits a claim, and what waits for an officer."""

from collections.abc import Iterable
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.calendar import SHANGHAI, local_day
from domain.late_visits import Claims
from domain.people import Person
from domain.visits import State, Visit
from storage import pairings, visits
from storage.tables import HouseholdRow, VisitRow

COUNTING = (State.WAITING, State.KEPT)
VISITED = (*COUNTING, State.FRESH)


async def claims(
    db: AsyncConnection, person: Person, household_id: int, since: date
) -> Claims | None:
    """Return what limits a helper's claims since a day; None when they are not paired."""
    paired = await pairings.open_of_household(db, household_id)
    mine = next((it for it in paired if it.person_id == person.id), None)
    if mine is None:
        return None
    return Claims(
        paired_on=mine.since_on,
        visited_on=await _visited_on(db, person.id, household_id, since),
        entered=await entered(db, person.id, since.replace(day=1)),
    )


async def _visited_on(
    db: AsyncConnection, person_id: int, household_id: int, since: date
) -> frozenset[date]:
    same = VisitRow.person_id == person_id, VisitRow.household_id == household_id
    lasting = VisitRow.state.in_(VISITED), VisitRow.at >= _midnight(since)
    return frozenset(map(local_day, await db.scalars(select(VisitRow.at).where(*same, *lasting))))


async def entered(db: AsyncConnection, person_id: int, since: date) -> dict[date, int]:
    """Count somebody's late entries by the first day of the month they claim."""
    late = VisitRow.is_late, VisitRow.state.in_(COUNTING), VisitRow.at >= _midnight(since)
    wanted = select(VisitRow.at).where(VisitRow.person_id == person_id, *late)
    found: dict[date, int] = {}
    for at in await db.scalars(wanted):
        month = local_day(at).replace(day=1)
        found[month] = found.get(month, 0) + 1
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)


async def sent_back(db: AsyncConnection, person_id: int, since: date) -> list[Visit]:
    """List somebody's late entries that were sent back and not made good since, newest first."""
    mine = VisitRow.person_id == person_id, VisitRow.at >= _midnight(since)
    refused = select(VisitRow.id).where(*mine, VisitRow.is_late, VisitRow.state == State.REFUSED)
    counting = select(VisitRow.household_id, VisitRow.at).where(*mine)
    rows = await db.execute(counting.where(VisitRow.state.in_(VISITED)))
    made_good = {(row.household_id, local_day(row.at)) for row in rows}
    numbers = list(await db.scalars(refused.order_by(VisitRow.id.desc())))
    found = [await visits.by_id(db, number) for number in numbers]
    return [it for it in found if it and (it.household_id, local_day(it.at)) not in made_good]


async def waiting(db: AsyncConnection, codes: Iterable[str], most: int) -> list[Visit]:
    """List the late entries in these areas and below that wait, the oldest first."""
    wanted = (
        select(VisitRow.id)
        .join(HouseholdRow, HouseholdRow.id == VisitRow.household_id)
        .where(VisitRow.state == State.WAITING, _inside(codes))
        .order_by(VisitRow.handed_in_at, VisitRow.id)
        .limit(most)
    )
    found = [await visits.by_id(db, number) for number in list(await db.scalars(wanted))]
    return [it for it in found if it]


async def count_waiting(db: AsyncConnection, codes: Iterable[str]) -> int:
    """Count them."""
    counted = select(func.count()).select_from(VisitRow).join(HouseholdRow)
    here = counted.where(VisitRow.state == State.WAITING, _inside(codes))
    return await db.scalar(here) or 0


def _inside(codes: Iterable[str]) -> ColumnElement[bool]:
    return or_(false(), *[HouseholdRow.area_code.startswith(code) for code in codes])
