"""Who helps in some areas: households without a helper, helpers without a household, who leaves.

An officer finds those who may help in his areas: by a duty inside or above them, by one without
an area, or as a colleague of the same unit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.areas import ancestors
from domain.handovers import OPEN
from domain.people import Person, Role, State
from storage.columns import AnyRow
from storage.database import vault_of
from storage.scope import is_inside
from storage.tables import AreaRow, DutyRow, HandoverRow, HouseholdRow, PairingRow, PersonRow

MOST_LIKELY = 8
MOST_SEARCHED = 3000
"""So many phone numbers are opened when somebody is looked for by its last digits."""


@dataclass(frozen=True, kw_only=True)
class Home:
    """A household as lists of pairings name it."""

    id: int
    head_name: str
    area_code: str
    area: str


@dataclass(frozen=True, kw_only=True)
class Helper:
    """Somebody who may help, with the last digits of his phone and how many households he has."""

    id: int
    name: str
    unit: str
    homes: int
    tail: str = ""


@dataclass(frozen=True, kw_only=True)
class Village:
    """A village with households, and how many of them have no helper."""

    code: str
    name: str
    homes: int
    unpaired: int


def _inside(codes: Iterable[str]) -> ColumnElement[bool]:
    return or_(false(), *[is_inside(code) for code in codes])


_has_helper = exists().where(
    PairingRow.household_id == HouseholdRow.id, PairingRow.until_on.is_(None)
)
_homes = select(
    HouseholdRow.id, HouseholdRow.head_name, HouseholdRow.area_code, AreaRow.name.label("area")
).join(AreaRow, AreaRow.code == HouseholdRow.area_code)


async def home(db: AsyncConnection, household_id: int) -> Home | None:
    """Return a household by its id."""
    return next(iter(await _listed(db, _homes.where(HouseholdRow.id == household_id))), None)


async def homes(db: AsyncConnection, ids: Iterable[int]) -> dict[int, Home]:
    """Return some households by id."""
    found = await _listed(db, _homes.where(HouseholdRow.id.in_(list(ids))))
    return {it.id: it for it in found}


async def villages(db: AsyncConnection, codes: Iterable[str]) -> list[Village]:
    """List the villages with households in these areas, those with most to do first."""
    count = func.count().label("homes")
    unpaired = (func.count() - func.count(PairingRow.id)).label("unpaired")
    first = (PairingRow.household_id == HouseholdRow.id) & PairingRow.until_on.is_(None)
    wanted = (
        select(HouseholdRow.area_code, AreaRow.name, count, unpaired)
        .join(AreaRow, AreaRow.code == HouseholdRow.area_code)
        .outerjoin(PairingRow, first & (PairingRow.rank == 1))
        .where(_inside(codes))
        .group_by(HouseholdRow.area_code, AreaRow.name)
        .order_by(unpaired.desc(), HouseholdRow.area_code)
    )
    return [Village(code=it[0], name=it[1], homes=it[2], unpaired=it[3])
            for it in await db.execute(wanted)]  # fmt: skip


async def unpaired(
    db: AsyncConnection, codes: Iterable[str], most: int, offset: int = 0
) -> list[Home]:
    """List households without a helper, by village and name."""
    order = HouseholdRow.area_code, HouseholdRow.head_name, HouseholdRow.id
    wanted = _homes.where(_inside(codes), ~_has_helper).order_by(*order)
    return await _listed(db, wanted.limit(most).offset(offset))


async def count_unpaired(db: AsyncConnection, codes: Iterable[str]) -> int:
    """Count them."""
    counted = select(func.count()).select_from(HouseholdRow)
    return await db.scalar(counted.where(_inside(codes), ~_has_helper)) or 0


async def _listed(db: AsyncConnection, wanted: Select[*tuple[Any, ...]]) -> list[Home]:
    return [Home(**row) for row in (await db.execute(wanted)).mappings()]


_count = (
    select(func.count())
    .where(PairingRow.person_id == PersonRow.id, PairingRow.until_on.is_(None))
    .correlate(PersonRow)
    .scalar_subquery()
)
_helpers = select(
    PersonRow.id, PersonRow.name, PersonRow.unit, PersonRow.phone_sealed, _count.label("homes")
)


def _serves(codes: Sequence[str], unit: str = "") -> ColumnElement[bool]:
    """Limit people to active helpers of these areas, of none, or of this unit."""
    above = {outer for code in codes for outer in ancestors(code)} | {""}
    here = [DutyRow.area_code.startswith(code) for code in codes]
    where = or_(DutyRow.area_code.in_(sorted(above)), *here)
    duty = exists().where(DutyRow.person_id == PersonRow.id, DutyRow.role == Role.HELPER)
    near: ColumnElement[bool] = duty.where(where)
    if unit:
        near = or_(near, duty & (PersonRow.unit == unit))
    return (PersonRow.state == State.ACTIVE) & near


async def find(db: AsyncConnection, officer: Person, words: str, most: int) -> list[Helper]:
    """Find helpers by a part of the name, the last digits of the phone, or both."""
    codes = officer.areas({Role.INFORMATION_OFFICER})
    parts = words.split()
    wanted = _helpers.where(_serves(codes, officer.unit))
    for part in parts:
        if not part.isdigit():
            wanted = wanted.where(PersonRow.name.contains(part, autoescape=True))
    tails = tuple(part for part in parts if part.isdigit())
    rows = await db.execute(wanted.order_by(PersonRow.name, PersonRow.id).limit(MOST_SEARCHED))
    found = [(_phone(db, row), row) for row in rows]
    return [_helper(row, phone) for phone, row in found
            if all(phone.endswith(tail) for tail in tails)][:most]  # fmt: skip


async def visible(db: AsyncConnection, officer: Person, person_id: int) -> Helper | None:
    """Return a helper whom an officer may pair; None when there is none in his areas."""
    serving = _serves(officer.areas({Role.INFORMATION_OFFICER}), officer.unit)
    return await _one(db, _helpers.where(PersonRow.id == person_id, serving))


async def by_id(db: AsyncConnection, person_id: int) -> Helper | None:
    """Return somebody as a helper, whatever became of role and account."""
    return await _one(db, _helpers.where(PersonRow.id == person_id))


async def _one(db: AsyncConnection, wanted: Select[*tuple[Any, ...]]) -> Helper | None:
    row = (await db.execute(wanted)).one_or_none()
    return _helper(row, _phone(db, row)) if row else None


async def likely(
    db: AsyncConnection, officer: Person, home: Home, full_at: int, *, registered: bool = False
) -> list[Helper]:
    """List whom one would ask first: who helps in the village, colleagues, then the others.

    Those with the fewest households come first among them; who helps the household already, or
    has so many that he is full, is left out.
    """
    serving = _serves(officer.areas({Role.INFORMATION_OFFICER}), officer.unit)
    helping = select(PairingRow.person_id).where(
        PairingRow.household_id == home.id, PairingRow.until_on.is_(None)
    )
    wanted = _helpers.where(serving, _count < full_at, PersonRow.id.not_in(helping))
    if registered:
        wanted = wanted.where(PersonRow.telegram_id.is_not(None))
    order = _nearness(home.area_code, officer.unit), _count, PersonRow.name, PersonRow.id
    rows = await db.execute(wanted.order_by(*order).limit(MOST_LIKELY))
    return [_helper(row, _phone(db, row)) for row in rows]


def _nearness(village: str, unit: str) -> ColumnElement[int]:
    """Rank people by how near they are: of the village, of the unit, elsewhere."""
    there = (
        select(PairingRow.person_id)
        .join(HouseholdRow, HouseholdRow.id == PairingRow.household_id)
        .where(PairingRow.until_on.is_(None), HouseholdRow.area_code == village)
    )
    duty = select(DutyRow.person_id).where(
        DutyRow.role == Role.HELPER, DutyRow.area_code == village
    )
    is_there = or_(PersonRow.id.in_(there), PersonRow.id.in_(duty))
    return case((is_there, 0), (and_(PersonRow.unit == unit, PersonRow.unit != ""), 1), else_=2)


async def idle(
    db: AsyncConnection, codes: Sequence[str], most: int, offset: int = 0
) -> list[Helper]:
    """List helpers without a household, by name."""
    wanted = _helpers.where(_serves(codes), _count == 0).order_by(PersonRow.name, PersonRow.id)
    rows = await db.execute(wanted.limit(most).offset(offset))
    return [_helper(row, _phone(db, row)) for row in rows]


async def count_idle(db: AsyncConnection, codes: Sequence[str]) -> int:
    """Count them."""
    counted = select(func.count()).select_from(PersonRow)
    return await db.scalar(counted.where(_serves(codes), _count == 0)) or 0


async def leaving(
    db: AsyncConnection, codes: Sequence[str], most: int, offset: int = 0
) -> list[Helper]:
    """List who still has households here but hands one over, lost the role or the account."""
    wanted = _helpers.where(_leaves(codes)).order_by(PersonRow.name, PersonRow.id)
    rows = await db.execute(wanted.limit(most).offset(offset))
    return [_helper(row, _phone(db, row)) for row in rows]


async def count_leaving(db: AsyncConnection, codes: Sequence[str]) -> int:
    """Count them."""
    counted = select(func.count()).select_from(PersonRow).where(_leaves(codes))
    return await db.scalar(counted) or 0


def _leaves(codes: Sequence[str]) -> ColumnElement[bool]:
    here = (
        select(PairingRow.person_id)
        .join(HouseholdRow, HouseholdRow.id == PairingRow.household_id)
        .where(PairingRow.until_on.is_(None), _inside(codes))
    )
    helps = exists().where(DutyRow.person_id == PersonRow.id, DutyRow.role == Role.HELPER)
    gives = exists().where(
        HandoverRow.from_id == PersonRow.id, HandoverRow.state.in_(sorted(OPEN))
    )
    return PersonRow.id.in_(here) & or_(PersonRow.state != State.ACTIVE, ~helps, gives)


def _phone(db: AsyncConnection, row: AnyRow) -> str:
    return vault_of(db).open_text(f"people:{row.id}:phone", row.phone_sealed) or ""


def _helper(row: AnyRow, phone: str) -> Helper:
    return Helper(id=row.id, name=row.name, unit=row.unit, homes=row.homes, tail=phone[-4:])
