"""Who may see which households: the one filter that lists, cards, links and exports go through.

Helpers see their own households; residents their village; information officers, town stations
and district offices their areas and everything below; everyone else nothing (DOMAIN §1). A unit
manager sees how much his helpers do (units.py), and no household.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, false, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.areas import contains
from domain.people import RESIDENTS, Person, Role
from storage.tables import HouseholdRow, PairingRow

OF_AREAS = RESIDENTS | {Role.INFORMATION_OFFICER, Role.TOWN_STATION, Role.DISTRICT_OFFICE}
"""Roles that see the households of the areas they are held in."""
SEES_HOUSEHOLDS = OF_AREAS | {Role.HELPER}
REVEALS = RESIDENTS | {Role.INFORMATION_OFFICER, Role.HELPER}
"""Roles whose work needs ID numbers and phones; offices above work with masked ones."""


def seen_by(person: Person, roles: Iterable[Role] = SEES_HOUSEHOLDS) -> ColumnElement[bool]:
    """Limit households to those somebody may see by these roles; no roles, no households."""
    wanted = frozenset(roles)
    inside: list[Any] = [is_inside(it) for it in codes_of(person, wanted)]
    if Role.HELPER in person.roles & wanted:
        inside.append(HouseholdRow.id.in_(paired_with(person.id)))
    return or_(false(), *inside)


def codes_of(person: Person, roles: Iterable[Role] = OF_AREAS) -> Sequence[str]:
    """List the areas somebody sees by these roles; one that lies in another is left out."""
    codes = person.areas(OF_AREAS & frozenset(roles))
    return [it for it in codes if not any(it != other and contains(other, it) for other in codes)]


def is_inside(code: str) -> ColumnElement[bool]:
    """Limit households to an area and everything below it, so that an index can find them."""
    return within(HouseholdRow.area_code, code)


def within(column: SQLColumnExpression[str], code: str) -> ColumnElement[bool]:
    """Limit a column of area codes to an area and everything below it."""
    following = f"{int(code) + 1:0{len(code)}}"
    if len(following) > len(code):  # nothing but nines
        return column >= code
    return and_(column >= code, column < following)


def paired_with(person_id: int) -> Select[int]:
    """Select the households somebody is paired with."""
    mine = PairingRow.person_id == person_id, PairingRow.until_on.is_(None)
    return select(PairingRow.household_id).where(*mine)


async def may_see(db: AsyncConnection, person: Person, household_id: int) -> bool:
    """Tell whether somebody may see a household, at this moment."""
    return await _is_among(db, household_id, seen_by(person))


async def visible(
    db: AsyncConnection, person: Person, household_ids: Collection[int]
) -> frozenset[int]:
    """Return those of these households that somebody may see, at this moment."""
    if not household_ids:
        return frozenset()
    here = HouseholdRow.id.in_(household_ids), seen_by(person)
    return frozenset(await db.scalars(select(HouseholdRow.id).where(*here)))


async def may_reveal(db: AsyncConnection, person: Person, household_id: int) -> bool:
    """Tell whether somebody may see a household's ID numbers and phones, at this moment."""
    return await _is_among(db, household_id, seen_by(person, REVEALS))


async def _is_among(
    db: AsyncConnection, household_id: int, condition: ColumnElement[bool]
) -> bool:
    wanted = select(HouseholdRow.id).where(HouseholdRow.id == household_id, condition)
    return (await db.execute(wanted)).one_or_none() is not None
