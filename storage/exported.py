"""Everything of somebody's areas, page by page, for sheets; all of it through the scope filter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.people import Person, Role
from domain.visits import Visit
from storage import households, people, visits
from storage.households import Family
from storage.scope import seen_by
from storage.tables import HouseholdRow, PairingRow, PersonRow, VisitRow

EXPORTERS = frozenset({Role.INFORMATION_OFFICER, Role.TOWN_STATION, Role.DISTRICT_OFFICE})
"""Roles that take the households of their areas out as sheets."""
IN_FULL = frozenset({Role.INFORMATION_OFFICER})
"""Of those the ones whose work needs private numbers."""
PAGE = 200
Place = tuple[str, str]
"""Where a page ends: area code and household number."""


async def families(
    db: AsyncConnection, person: Person, after: Place, *, in_full: bool
) -> list[Family]:
    """Open the next households by area and number."""
    roles = IN_FULL if in_full else EXPORTERS
    wanted = select(HouseholdRow.number).where(seen_by(person, roles), _is_after(after))
    ordered = wanted.order_by(HouseholdRow.area_code, HouseholdRow.number).limit(PAGE)
    numbers = list(await db.scalars(ordered))
    found = await households.families(db, numbers)
    return [found[number] for number in numbers]


def _is_after(after: Place) -> ColumnElement[bool]:
    code, number = after
    same_area = and_(HouseholdRow.area_code == code, HouseholdRow.number > number)
    return or_(HouseholdRow.area_code > code, same_area)


@dataclass(frozen=True, kw_only=True)
class Paired:
    """A pairing with the names it is about."""

    id: int
    area_code: str
    number: str
    head_name: str
    helper: str
    unit: str
    since_on: date
    until_on: date | None
    rank: int


async def pairings(db: AsyncConnection, person: Person, after: int) -> list[Paired]:
    """List the next pairings, those that are over included."""
    columns = (
        PairingRow.id,
        HouseholdRow.area_code,
        HouseholdRow.number,
        HouseholdRow.head_name,
        PersonRow.name.label("helper"),
        PersonRow.unit,
        PairingRow.since_on,
        PairingRow.until_on,
        PairingRow.rank,
    )
    joined = (
        select(*columns)
        .join(HouseholdRow, HouseholdRow.id == PairingRow.household_id)
        .join(PersonRow, PersonRow.id == PairingRow.person_id)
    )
    mine = joined.where(seen_by(person, EXPORTERS), PairingRow.id > after)
    rows = (await db.execute(mine.order_by(PairingRow.id).limit(PAGE))).mappings().all()
    return [Paired(**row) for row in rows]


@dataclass(frozen=True, kw_only=True)
class Visited:
    """A kept visit with the names it is about."""

    visit: Visit
    area_code: str
    number: str
    head_name: str
    helper: str


async def visited(db: AsyncConnection, person: Person, after: int) -> list[Visited]:
    """List the next kept visits."""
    joined = select(
        VisitRow.id, HouseholdRow.area_code, HouseholdRow.number, HouseholdRow.head_name
    ).join(HouseholdRow, HouseholdRow.id == VisitRow.household_id)
    kept = VisitRow.state == "kept", VisitRow.id > after, seen_by(person, EXPORTERS)
    rows = (await db.execute(joined.where(*kept).order_by(VisitRow.id).limit(PAGE))).all()
    found = await visits.by_ids(db, [row.id for row in rows])
    names = await people.names(db, {visit.person_id for visit in found.values()})
    return [
        Visited(
            visit=found[row.id],
            area_code=row.area_code,
            number=row.number,
            head_name=row.head_name,
            helper=names.get(found[row.id].person_id, ""),
        )
        for row in rows
    ]


def last_place(page: Sequence[Family]) -> Place:
    """Tell where a page ends."""
    return page[-1].household.area_code, page[-1].household.number
