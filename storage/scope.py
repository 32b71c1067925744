"""Who may see which households: the one filter that lists, cards, links and exports go through.

Helpers see their own households; residents their village; information officers, town stations
and district offices their areas and everything below; everyone else nothing (DOMAIN §1).
"""

from typing import Any

from sqlalchemy import ColumnElement, exists, false, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.people import RESIDENTS, Person, Role
from storage.tables import HouseholdRow, PairingRow

OF_AREAS = RESIDENTS | {Role.INFORMATION_OFFICER, Role.TOWN_STATION, Role.DISTRICT_OFFICE}
"""Roles that see the households of the areas they are held in."""
SEES_HOUSEHOLDS = OF_AREAS | {Role.HELPER}


def seen_by(person: Person) -> ColumnElement[bool]:
    """Limit households to those somebody may see; nobody's roles, no households."""
    inside: list[Any] = [HouseholdRow.area_code.startswith(it) for it in person.areas(OF_AREAS)]
    if Role.HELPER in person.roles:
        inside.append(_is_paired_with(person.id))
    return or_(false(), *inside)


def _is_paired_with(person_id: int) -> ColumnElement[bool]:
    return exists().where(
        PairingRow.household_id == HouseholdRow.id,
        PairingRow.person_id == person_id,
        PairingRow.until_on.is_(None),
    )


async def may_see(db: AsyncConnection, person: Person, household_id: int) -> bool:
    """Tell whether somebody may see a household, at this moment."""
    wanted = select(HouseholdRow.id).where(HouseholdRow.id == household_id, seen_by(person))
    return (await db.execute(wanted)).one_or_none() is not None
