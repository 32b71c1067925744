"""Audiences: who holds one of these roles in one of these areas, of these units."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.campaigns import Audience
from domain.people import Person, Role, State
from storage import people
from storage.tables import DutyRow, HouseholdRow, PairingRow, PersonRow


def belongs(audience: Audience, area_code: str) -> ColumnElement[bool]:
    """Limit people to an audience within an office's area; "" is everywhere.

    A duty counts where it is held; a helper's also where his households are. Closed accounts are
    in no audience.
    """
    codes = codes_of(audience, area_code)
    ways = [_holding(audience.roles, codes)]
    if Role.HELPER in audience.roles:
        ways.append(_holding({Role.HELPER}, [""]) & _helping(codes))
    return and_(PersonRow.state == State.ACTIVE, of_unit(audience), or_(*ways))


def of_unit(audience: Audience) -> ColumnElement[bool]:
    """Limit people to the units an audience names; none are all."""
    return PersonRow.unit.in_(audience.units) if audience.units else true()


def codes_of(audience: Audience, area_code: str) -> list[str]:
    """List the areas an audience is in; those it names beyond the office's area are left out."""
    named = [code for code in audience.area_codes if code.startswith(area_code)]
    return named if audience.area_codes else [area_code]


def _holding(roles: Iterable[Role], codes: Iterable[str]) -> ColumnElement[bool]:
    held = DutyRow.person_id == PersonRow.id, DutyRow.role.in_(sorted(roles))
    return exists().where(*held, inside(DutyRow.area_code, codes))


def _helping(codes: Iterable[str]) -> ColumnElement[bool]:
    """Tell whether somebody is paired with a household there."""
    paired = PairingRow.person_id == PersonRow.id, PairingRow.until_on.is_(None)
    here = HouseholdRow.id == PairingRow.household_id, inside(HouseholdRow.area_code, codes)
    return exists().where(*paired, *here)


def inside(area_code: Any, codes: Iterable[str]) -> ColumnElement[bool]:
    """Limit a column of area codes to these areas and all below; "" is everywhere."""
    return or_(false(), *[area_code.startswith(code) if code else true() for code in codes])


async def count(db: AsyncConnection, audience: Audience, area_code: str) -> int:
    """Count the people of an audience."""
    counted = select(func.count()).select_from(PersonRow)
    return await db.scalar(counted.where(belongs(audience, area_code))) or 0


async def count_unbound(db: AsyncConnection, audience: Audience, area_code: str) -> int:
    """Count those of an audience who have no chat with the bot."""
    counted = select(func.count()).select_from(PersonRow)
    unbound = belongs(audience, area_code), PersonRow.telegram_id.is_(None)
    return await db.scalar(counted.where(*unbound)) or 0


async def page(
    db: AsyncConnection, audience: Audience, area_code: str, after_id: int, most: int
) -> list[Person]:
    """List the people of an audience with ids above one, in the order of their ids."""
    beyond = PersonRow.id > after_id, belongs(audience, area_code)
    ids = await db.scalars(select(PersonRow.id).where(*beyond).order_by(PersonRow.id).limit(most))
    return await people.by_ids(db, list(ids))


async def units(db: AsyncConnection, audience: Audience, area_code: str) -> list[str]:
    """Name the units of which somebody is in an audience, by name."""
    named = PersonRow.unit != "", belongs(audience, area_code)
    return list(
        await db.scalars(select(PersonRow.unit).where(*named).distinct().order_by(PersonRow.unit))
    )


async def roles(db: AsyncConnection, area_code: str) -> dict[Role, int]:
    """Count who holds which role in an area; nobody holds the others."""
    here = inside(DutyRow.area_code, [area_code])
    helps = (DutyRow.role == Role.HELPER) & _helping([area_code])
    counted = (
        select(DutyRow.role, func.count(PersonRow.id.distinct()).label("people"))
        .join(PersonRow, PersonRow.id == DutyRow.person_id)
        .where(PersonRow.state == State.ACTIVE, or_(here, helps))
        .group_by(DutyRow.role)
    )
    return {Role(row.role): row.people for row in await db.execute(counted)}
