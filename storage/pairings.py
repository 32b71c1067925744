"""Who is paired with which household, and where somebody may therefore check in."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_once
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.areas import Area
from domain.checkins import Place
from domain.pairings import Pairing
from domain.people import RESIDENTS, Person, Role
from storage import areas, people
from storage.columns import AnyRow
from storage.database import vault_of
from storage.ids import new_id
from storage.prepared import Prepared
from storage.sealed import open_point
from storage.tables import HouseholdRow, PairingRow, PersonRow

_paired = Prepared(
    select(
        HouseholdRow.id,
        HouseholdRow.head_name,
        HouseholdRow.area_code,
        HouseholdRow.point_sealed,
    )
    .join(PairingRow, PairingRow.household_id == HouseholdRow.id)
    .where(PairingRow.person_id == bindparam("person_id"), PairingRow.until_on.is_(None))
    .order_by(HouseholdRow.head_name)
)


async def places_of(db: AsyncConnection, person: Person) -> list[Place]:
    """List where somebody may check in: paired households of helpers, villages of residents."""
    places: list[Place] = []
    if Role.HELPER in person.roles:
        rows = await _paired.all(db, {"person_id": person.id})
        places = [household_place(db, row) for row in rows]
    if villages := person.areas(RESIDENTS):
        found = await areas.by_codes(db, villages)
        places += [_village_place(area) for area in found.values()]
    return places


async def place_of(db: AsyncConnection, person: Person, key: str) -> Place | None:
    """Return one of a person's own places; None when it is no longer his."""
    return next((place for place in await places_of(db, person) if place.key == key), None)


async def pair(db: AsyncConnection, household_id: int, person_id: int, since_on: date) -> bool:
    """Pair a household with a helper, as its last; False when they are paired already."""
    helping = select(func.count() + 1).where(_is_open(household_id))
    rank = await db.scalar(helping.select_from(PairingRow))
    pairing = Pairing(
        household_id=household_id, person_id=person_id, since_on=since_on, rank=rank or 1
    )
    return await add_one(db, pairing) is not None


async def add_one(db: AsyncConnection, pairing: Pairing) -> int | None:
    """Add an open pairing and return its id; None when the two are paired already."""
    fresh = insert_once(PairingRow).values(_values(pairing, new_id()))
    once = fresh.on_conflict_do_nothing(
        index_elements=["household_id", "person_id"], index_where=PairingRow.until_on.is_(None)
    )
    number: int | None = await db.scalar(once.returning(PairingRow.id))
    return number


async def lock(db: AsyncConnection, household_id: int, *person_ids: int) -> None:
    """Let nobody else pair or hand over this household or these people meanwhile.

    SQLite has one writer, so there it is so anyway.
    """
    home = select(HouseholdRow.id).where(HouseholdRow.id == household_id)
    await db.execute(home.with_for_update())
    helpers = select(PersonRow.id).where(PersonRow.id.in_(person_ids)).order_by(PersonRow.id)
    await db.execute(helpers.with_for_update())


async def by_id(db: AsyncConnection, pairing_id: int) -> Pairing | None:
    """Return a pairing, open or over."""
    return next(iter(await _listed(db, _all.where(PairingRow.id == pairing_id))), None)


async def by_ids(db: AsyncConnection, pairing_ids: Sequence[int]) -> list[Pairing]:
    """Return pairings, open or over."""
    return await _listed(db, _all.where(PairingRow.id.in_(pairing_ids)))


async def of_households(db: AsyncConnection, household_ids: Sequence[int]) -> list[Pairing]:
    """List every pairing of some hundred households."""
    return await _listed(db, _all.where(PairingRow.household_id.in_(household_ids)))


async def history(db: AsyncConnection) -> list[Pairing]:
    """List every pairing there ever was."""
    return await _listed(db, _all)


async def of_household(db: AsyncConnection, household_id: int) -> list[Pairing]:
    """List every pairing of a household, the latest first."""
    order = PairingRow.since_on.desc(), PairingRow.id.desc()
    wanted = _all.where(PairingRow.household_id == household_id)
    return await _listed(db, wanted.order_by(*order))


async def open_of_household(db: AsyncConnection, household_id: int) -> list[Pairing]:
    """List the pairings of a household that hold now, the first helper first."""
    order = PairingRow.rank, PairingRow.id
    return await _listed(db, _all.where(_is_open(household_id)).order_by(*order))


async def open_of_person(db: AsyncConnection, person_id: int) -> list[Pairing]:
    """List the pairings of a helper that hold now, the oldest first."""
    mine = PairingRow.person_id == person_id, PairingRow.until_on.is_(None)
    return await _listed(db, _all.where(*mine).order_by(PairingRow.since_on, PairingRow.id))


async def of_person(db: AsyncConnection, person_id: int) -> list[Pairing]:
    """List every pairing of somebody, the latest first."""
    order = PairingRow.since_on.desc(), PairingRow.id.desc()
    return await _listed(db, _all.where(PairingRow.person_id == person_id).order_by(*order))


async def helpers_of(db: AsyncConnection, household_id: int) -> list[Person]:
    """List who helps a household now, the first helper first."""
    paired = await open_of_household(db, household_id)
    return [await people.by_id(db, it.person_id) for it in paired]


async def end(db: AsyncConnection, pairing: Pairing, reason: str = "") -> bool:
    """Keep the end of a pairing; those behind move up. False when it was over already."""
    still = PairingRow.id == pairing.id, PairingRow.until_on.is_(None)
    sealed = vault_of(db).seal_text(_reason_place(pairing.id), reason or None)
    values = {"until_on": pairing.until_on, "reason_sealed": sealed}
    if (await db.execute(update(PairingRow).where(*still).values(values))).rowcount == 0:
        return False
    behind = _is_open(pairing.household_id), PairingRow.rank > pairing.rank
    await db.execute(update(PairingRow).where(*behind).values(rank=PairingRow.rank - 1))
    return True


async def reasons(db: AsyncConnection, household_id: int) -> dict[int, str]:
    """Open why pairings of a household ended, by their ids."""
    columns = select(PairingRow.id, PairingRow.reason_sealed)
    told = PairingRow.household_id == household_id, PairingRow.reason_sealed.is_not(None)
    vault = vault_of(db)
    return {
        row.id: vault.open_text(_reason_place(row.id), row.reason_sealed) or ""
        for row in await db.execute(columns.where(*told))
    }


async def move_to(db: AsyncConnection, pairing: Pairing, rank: int) -> None:
    """Move a helper up among those of the household; those passed move back."""
    passed = PairingRow.rank.between(rank, pairing.rank - 1)
    behind = update(PairingRow).where(_is_open(pairing.household_id), passed)
    await db.execute(behind.values(rank=PairingRow.rank + 1))
    this = update(PairingRow).where(PairingRow.id == pairing.id)
    await db.execute(this.values(rank=rank))


async def add(db: AsyncConnection, new: Sequence[Pairing]) -> None:
    """Add many pairings that are known not to be open yet, each as its household's last."""
    taken = await _counts(db, {it.household_id for it in new})
    rows = []
    for number, it in enumerate(new, start=new_id()):
        taken[it.household_id] = taken.get(it.household_id, 0) + 1
        rows.append(_values(it, number) | {"rank": taken[it.household_id]})
    if rows:
        await db.execute(insert(PairingRow), rows)


async def _counts(db: AsyncConnection, households: Iterable[int]) -> dict[int, int]:
    """Count the helpers of some households; a thousand numbers a statement."""
    numbers = list(households)
    found: dict[int, int] = {}
    for first in range(0, len(numbers), 1000):
        inside = PairingRow.household_id.in_(numbers[first : first + 1000])
        counted = select(PairingRow.household_id, func.count().label("helpers")).where(inside)
        is_open = counted.where(PairingRow.until_on.is_(None))
        rows = await db.execute(is_open.group_by(PairingRow.household_id))
        found |= {row.household_id: row.helpers for row in rows}
    return found


_COLUMNS = ("id", "household_id", "person_id", "since_on", "until_on", "rank")
_all = select(*[getattr(PairingRow, name) for name in _COLUMNS])


def _is_open(household_id: int) -> Any:
    return (PairingRow.household_id == household_id) & PairingRow.until_on.is_(None)


async def _listed(db: AsyncConnection, wanted: Select[Any]) -> list[Pairing]:
    return [Pairing(**row) for row in (await db.execute(wanted)).mappings()]


def _values(pairing: Pairing, number: int) -> dict[str, Any]:
    return {name: getattr(pairing, name) for name in _COLUMNS} | {"id": number}


def _reason_place(pairing_id: int) -> str:
    return f"pairings:{pairing_id}:reason"


def household_place(db: AsyncConnection, row: AnyRow) -> Place:
    """Make a household's row the place where one checks in."""
    point = open_point(vault_of(db), f"households:{row.id}:point", row.point_sealed)
    return Place(
        key=f"h{row.id}",
        name=row.head_name,
        area_code=row.area_code,
        household_id=row.id,
        point=point,
    )


def _village_place(area: Area) -> Place:
    return Place(key=f"a{area.code}", name=area.name, area_code=area.code, point=area.point)
