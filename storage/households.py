"""Households and their members."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.geo import Point
from domain.households import Household, Member
from storage.database import vault_of
from storage.ids import new_id
from storage.sealed import open_point, seal_facts, seal_point
from storage.tables import HouseholdRow, MemberRow


async def id_of(db: AsyncConnection, number: str) -> int | None:
    """Find a household by its number in the national system."""
    return await db.scalar(select(HouseholdRow.id).where(HouseholdRow.number == number))


async def numbers(db: AsyncConnection) -> frozenset[str]:
    """Return every known household number."""
    return frozenset(await db.scalars(select(HouseholdRow.number)))


async def put(db: AsyncConnection, household: Household, members: Sequence[Member]) -> int:
    """Add a household with its members or replace what is known; a missing point stays."""
    known = await id_of(db, household.number)
    number = known or new_id()
    values = _values(db, number, household, len(members))
    if known is None:
        await db.execute(insert(HouseholdRow).values(id=number, **{"point_sealed": None} | values))
    else:
        await db.execute(update(HouseholdRow).where(HouseholdRow.id == number).values(values))
        await db.execute(delete(MemberRow).where(MemberRow.household_id == number))
    if members:
        rows = [_member_values(db, number, member) for member in members]
        await db.execute(insert(MemberRow), rows)
    return number


async def set_point(db: AsyncConnection, household_id: int, point: Point) -> bool:
    """Give a household its coordinates; False when it has some already."""
    sealed = seal_point(vault_of(db), _point_place(household_id), point)
    missing = HouseholdRow.id == household_id, HouseholdRow.point_sealed.is_(None)
    done = await db.execute(update(HouseholdRow).where(*missing).values(point_sealed=sealed))
    return done.rowcount == 1


async def has_point(db: AsyncConnection, household_id: int) -> bool:
    """Tell whether a household's coordinates are known."""
    wanted = select(HouseholdRow.point_sealed.is_not(None)).where(HouseholdRow.id == household_id)
    return bool(await db.scalar(wanted))


async def point_of(db: AsyncConnection, household_id: int) -> Point | None:
    """Open a household's coordinates."""
    wanted = select(HouseholdRow.point_sealed).where(HouseholdRow.id == household_id)
    return open_point(vault_of(db), _point_place(household_id), await db.scalar(wanted))


def _point_place(household_id: int) -> str:
    return f"households:{household_id}:point"


def _values(
    db: AsyncConnection, number: int, household: Household, members: int
) -> dict[str, Any]:
    vault = vault_of(db)
    values = {
        "number": household.number,
        "area_code": household.area_code,
        "head_name": household.head_name,
        "members": members,
        "facts_sealed": seal_facts(vault, f"households:{number}:facts", dict(household.facts)),
    }
    if household.point:
        values["point_sealed"] = seal_point(vault, _point_place(number), household.point)
    return values


def _member_values(db: AsyncConnection, household_id: int, member: Member) -> dict[str, Any]:
    vault, number = vault_of(db), new_id()
    sealed = vault.seal_text(f"members:{number}:id_number", member.id_number or None)
    return {
        "id": number,
        "household_id": household_id,
        "number": member.number,
        "name": member.name,
        "id_number_sealed": sealed,
        "id_number_index": vault.index("id_number", member.id_number) if sealed else None,
        "facts_sealed": seal_facts(vault, f"members:{number}:facts", dict(member.facts)),
    }
