"""Households and their members."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.geo import Point
from domain.households import Household, Member
from storage.columns import AnyRow
from storage.database import vault_of
from storage.ids import new_id
from storage.sealed import open_facts, open_point, seal_facts, seal_point
from storage.tables import HouseholdRow, MemberRow


@dataclass(frozen=True, kw_only=True)
class Family:
    """A household with its members."""

    household: Household
    members: tuple[Member, ...]


_correct = (
    update(HouseholdRow)
    .where(HouseholdRow.id == bindparam("row_id"))
    .values(
        area_code=bindparam("area_code"),
        head_name=bindparam("head_name"),
        members=bindparam("members"),
        facts_sealed=bindparam("facts_sealed"),
        point_sealed=func.coalesce(bindparam("point_sealed"), HouseholdRow.point_sealed),
    )
)


async def id_of(db: AsyncConnection, number: str) -> int | None:
    """Find a household by its number in the national system."""
    return await db.scalar(select(HouseholdRow.id).where(HouseholdRow.number == number))


async def numbers(db: AsyncConnection) -> frozenset[str]:
    """Return every known household number."""
    return frozenset(await db.scalars(select(HouseholdRow.number)))


async def ids(db: AsyncConnection, of: Iterable[str] | None = None) -> dict[str, int]:
    """Return the ids of every household, or of those with these numbers, by number."""
    wanted = select(HouseholdRow.number, HouseholdRow.id)
    if of is not None:
        wanted = wanted.where(HouseholdRow.number.in_(list(of)))
    return {row.number: row.id for row in await db.execute(wanted)}


async def put(db: AsyncConnection, household: Household, members: Sequence[Member]) -> int:
    """Add a household with its members or replace what is known; a missing point stays."""
    family = Family(household=household, members=tuple(members))
    return (await put_all(db, [family]))[household.number]


async def put_all(db: AsyncConnection, families: Sequence[Family]) -> dict[str, int]:
    """Add or replace some hundred families at once, and return the households' ids."""
    known = await ids(db, (family.household.number for family in families))
    new = [family for family in families if family.household.number not in known]
    fresh = {it.household.number: number for number, it in enumerate(new, start=new_id())}
    if new:
        rows = [{"id": fresh[it.household.number]} | _values(db, fresh, it) for it in new]
        await db.execute(insert(HouseholdRow), rows)
    if known:
        old = [family for family in families if family.household.number in known]
        rows = [{"row_id": known[it.household.number]} | _values(db, known, it) for it in old]
        await db.execute(_correct, rows)
        await db.execute(delete(MemberRow).where(MemberRow.household_id.in_(known.values())))
    await _add_members(db, families, known | fresh)
    return known | fresh


async def families(db: AsyncConnection, of: Sequence[str]) -> dict[str, Family]:
    """Open everything known about the households with these numbers, by number."""
    members = await _members(db, of)
    rows = await db.execute(select(HouseholdRow).where(HouseholdRow.number.in_(of)))
    return {
        row.number: Family(household=_household(db, row), members=members.get(row.id, ()))
        for row in rows
    }


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


def _values(db: AsyncConnection, at: Mapping[str, int], family: Family) -> dict[str, Any]:
    vault, household = vault_of(db), family.household
    number = at[household.number]
    return {
        "number": household.number,
        "area_code": household.area_code,
        "head_name": household.head_name,
        "members": len(family.members),
        "facts_sealed": seal_facts(vault, _facts_place(number), dict(household.facts)),
        "point_sealed": seal_point(vault, _point_place(number), household.point),
    }


def _facts_place(household_id: int) -> str:
    return f"households:{household_id}:facts"


def _household(db: AsyncConnection, row: AnyRow) -> Household:
    vault = vault_of(db)
    return Household(
        number=row.number,
        area_code=row.area_code,
        head_name=row.head_name,
        point=open_point(vault, _point_place(row.id), row.point_sealed),
        facts=open_facts(vault, _facts_place(row.id), row.facts_sealed),
    )


async def _add_members(
    db: AsyncConnection, families: Iterable[Family], at: Mapping[str, int]
) -> None:
    numbers = count(new_id())
    rows = [
        _member_values(db, next(numbers), at[family.household.number], member)
        for family in families
        for member in family.members
    ]
    if rows:
        await db.execute(insert(MemberRow), rows)


async def _members(db: AsyncConnection, of: Sequence[str]) -> dict[int, tuple[Member, ...]]:
    """Return the members of each household, in the order they were added."""
    inside = select(HouseholdRow.id).where(HouseholdRow.number.in_(of))
    wanted = select(MemberRow).where(MemberRow.household_id.in_(inside)).order_by(MemberRow.id)
    found: dict[int, tuple[Member, ...]] = {}
    for row in await db.execute(wanted):
        found[row.household_id] = (*found.get(row.household_id, ()), _member(db, row))
    return found


def _member(db: AsyncConnection, row: AnyRow) -> Member:
    vault = vault_of(db)
    return Member(
        number=row.number,
        name=row.name,
        id_number=vault.open_text(_id_number_place(row.id), row.id_number_sealed) or "",
        facts=open_facts(vault, f"members:{row.id}:facts", row.facts_sealed),
    )


def _id_number_place(member_id: int) -> str:
    return f"members:{member_id}:id_number"


def _member_values(
    db: AsyncConnection, number: int, household_id: int, member: Member
) -> dict[str, Any]:
    vault = vault_of(db)
    sealed = vault.seal_text(_id_number_place(number), member.id_number or None)
    return {
        "id": number,
        "household_id": household_id,
        "number": member.number,
        "name": member.name,
        "id_number_sealed": sealed,
        "id_number_index": vault.index("id_number", member.id_number) if sealed else None,
        "facts_sealed": seal_facts(vault, f"members:{number}:facts", dict(member.facts)),
    }
