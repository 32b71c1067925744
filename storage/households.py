"""Households: the record of each, opened and corrected. Lists are in household_pages.py."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import bindparam, false, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.geo import Point
from domain.households import Household, Member, corrected, head_name, with_facts
from domain.people import Person
from storage import initials, members
from storage.columns import AnyRow
from storage.database import vault_of
from storage.ids import new_id
from storage.prepared import Prepared
from storage.scope import seen_by
from storage.sealed import open_facts, open_point, seal_facts, seal_point
from storage.tables import AreaRow, HouseholdRow


@dataclass(frozen=True, kw_only=True)
class Family:
    """A household with its members."""

    household: Household
    members: tuple[Member, ...]


@dataclass(frozen=True, kw_only=True)
class Known:
    """A household's record as it is now; `version` grows with every change of it."""

    id: int
    version: int
    household: Household
    members: tuple[Member, ...]
    area_name: str


_SEARCHED = ("head_name", "initials", "name_backwards")
_COLUMNS = ("area_code", *_SEARCHED, "members", "facts_sealed")


_insert = Prepared(
    insert(HouseholdRow), "id", "number", "number_backwards", "point_sealed", *_COLUMNS
)
_correct = (
    update(HouseholdRow)
    .where(HouseholdRow.id == bindparam("row_id"))
    .values(
        **{name: bindparam(name) for name in _COLUMNS},
        point_sealed=func.coalesce(bindparam("point_sealed"), HouseholdRow.point_sealed),
        version=HouseholdRow.version + 1,
    )
)


async def by_id(db: AsyncConnection, household_id: int) -> Known | None:
    """Open a household's whole record; whether the reader may see it is asked before."""
    return await _known(db, HouseholdRow.id == household_id)


async def seen(db: AsyncConnection, person: Person, household_id: int) -> Known | None:
    """Open a household somebody may see; another one is as if it did not exist."""
    return await _known(db, HouseholdRow.id == household_id, seen_by(person))


async def by_ids(db: AsyncConnection, household_ids: Sequence[int]) -> list[Known]:
    """Open the whole records of some households, whether or not the reader may see them."""
    return await _listed(db, HouseholdRow.id.in_(household_ids))


async def _known(db: AsyncConnection, *conditions: Any) -> Known | None:
    return next(iter(await _listed(db, *conditions)), None)


async def _listed(db: AsyncConnection, *conditions: Any) -> list[Known]:
    wanted = (
        select(HouseholdRow, AreaRow.name.label("area_name"))
        .join(AreaRow, AreaRow.code == HouseholdRow.area_code)
        .where(*conditions)
    )
    rows = (await db.execute(wanted)).all()
    people = await members.of(db, [row.id for row in rows]) if rows else {}
    return [
        Known(
            id=row.id,
            version=row.version,
            household=_household(db, row),
            members=people.get(row.id, ()),
            area_name=row.area_name,
        )
        for row in rows
    ]


async def names(db: AsyncConnection, household_ids: Iterable[int]) -> dict[int, str]:
    """Return what households are called by, by id."""
    inside = HouseholdRow.id.in_(list(household_ids))
    rows = await db.execute(select(HouseholdRow.id, HouseholdRow.head_name).where(inside))
    return {row.id: row.head_name for row in rows}


async def correct(
    db: AsyncConnection,
    household_id: int,
    version: int,
    facts: Mapping[str, Any],
    of_members: Mapping[str, Mapping[str, Any] | None],
) -> bool:
    """Change facts of a record that is still at this version; False when it is not.

    Members are given by number: what changes of them, None for one who leaves. The household is
    called by its head's name.
    """
    known = await by_id(db, household_id)
    if known is None or known.version != version:
        return False
    people = corrected(known.members, of_members)
    household = replace(
        known.household,
        head_name=head_name(people, known.household.head_name),
        facts=with_facts(known.household.facts, facts),
    )
    values = _values(db, household_id, Family(household=household, members=people))
    same = HouseholdRow.id == household_id, HouseholdRow.version == version
    changed = {name: values[name] for name in _COLUMNS} | {"version": version + 1}
    if (await db.execute(update(HouseholdRow).where(*same).values(changed))).rowcount != 1:
        return False
    if of_members:
        await members.remove(db, [household_id])
        await members.add(db, {household_id: people})
    return True


async def ids(db: AsyncConnection, of: Iterable[str] | None = None) -> dict[str, int]:
    """Return the ids of every household, or of those with these numbers, by number."""
    wanted = select(HouseholdRow.number, HouseholdRow.id)
    if of is not None:
        wanted = wanted.where(HouseholdRow.number.in_(list(of)))
    return {row.number: row.id for row in await db.execute(wanted)}


async def ids_within(db: AsyncConnection, area_codes: Iterable[str]) -> dict[str, int]:
    """Return the ids of the households in some areas, by number."""
    inside = or_(false(), *[HouseholdRow.area_code.startswith(code) for code in area_codes])
    rows = await db.execute(select(HouseholdRow.number, HouseholdRow.id).where(inside))
    return {row.number: row.id for row in rows}


async def put(db: AsyncConnection, household: Household, family: Sequence[Member]) -> int:
    """Add a household with its members or replace what is known; a missing point stays."""
    told = Family(household=household, members=tuple(family))
    return (await put_all(db, [told]))[household.number]


async def put_all(
    db: AsyncConnection, told: Sequence[Family], known: Mapping[str, int] | None = None
) -> dict[str, int]:
    """Add or replace some hundred families at once, and return the households' ids.

    Who has just looked gives the ids that are known.
    """
    if known is None:
        known = await ids(db, (family.household.number for family in told))
    new = [family for family in told if family.household.number not in known]
    fresh = {it.household.number: number for number, it in enumerate(new, start=new_id())}
    if new:
        rows = [{"id": fresh[it.household.number]} | _new_values(db, fresh, it) for it in new]
        await _insert.many(db, rows)
    if known:
        old = [family for family in told if family.household.number in known]
        at = [known[it.household.number] for it in old]
        rows = [
            {"row_id": number} | _values(db, number, it)
            for number, it in zip(at, old, strict=True)
        ]
        await db.execute(_correct, rows)
        await members.remove(db, at)
    everywhere = {**known, **fresh}
    await members.add(db, {everywhere[it.household.number]: it.members for it in told})
    return everywhere


async def families(db: AsyncConnection, of: Sequence[str]) -> dict[str, Family]:
    """Open everything known about the households with these numbers, by number."""
    rows = (await db.execute(select(HouseholdRow).where(HouseholdRow.number.in_(of)))).all()
    people = await members.of(db, [row.id for row in rows]) if rows else {}
    return {
        row.number: Family(household=_household(db, row), members=people.get(row.id, ()))
        for row in rows
    }


async def set_point(db: AsyncConnection, household_id: int, point: Point) -> bool:
    """Give a household its coordinates; False when it has some already."""
    sealed = seal_point(vault_of(db), _point_place(household_id), point)
    missing = HouseholdRow.id == household_id, HouseholdRow.point_sealed.is_(None)
    done = await db.execute(update(HouseholdRow).where(*missing).values(point_sealed=sealed))
    return done.rowcount == 1


async def point_of(db: AsyncConnection, household_id: int) -> Point | None:
    """Open a household's coordinates."""
    wanted = select(HouseholdRow.point_sealed).where(HouseholdRow.id == household_id)
    return open_point(vault_of(db), _point_place(household_id), await db.scalar(wanted))


def _point_place(household_id: int) -> str:
    return f"households:{household_id}:point"


def _new_values(db: AsyncConnection, at: Mapping[str, int], family: Family) -> dict[str, Any]:
    number = family.household.number
    values = _values(db, at[number], family)
    return values | {"number": number, "number_backwards": number[::-1]}


def _values(db: AsyncConnection, household_id: int, family: Family) -> dict[str, Any]:
    vault, household = vault_of(db), family.household
    return {
        "area_code": household.area_code,
        "head_name": household.head_name,
        "initials": initials.of(household.head_name),
        "name_backwards": household.head_name[::-1],
        "members": len(family.members),
        "facts_sealed": seal_facts(vault, facts_place(household_id), dict(household.facts)),
        "point_sealed": seal_point(vault, _point_place(household_id), household.point),
    }


def facts_place(household_id: int) -> str:
    """Name the place a household's facts are sealed for."""
    return f"households:{household_id}:facts"


def _household(db: AsyncConnection, row: AnyRow) -> Household:
    vault = vault_of(db)
    return Household(
        number=row.number,
        area_code=row.area_code,
        head_name=row.head_name,
        point=open_point(vault, _point_place(row.id), row.point_sealed),
        facts=open_facts(vault, facts_place(row.id), row.facts_sealed),
    )
