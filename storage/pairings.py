"""Who is paired with which household, and where somebody may therefore check in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, insert, select
from sqlalchemy.dialects.postgresql import insert as insert_once
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.areas import Area
from domain.checkins import Place
from domain.people import RESIDENTS, Person, Role
from storage import areas
from storage.columns import AnyRow
from storage.database import vault_of
from storage.ids import new_id
from storage.prepared import Prepared
from storage.sealed import open_point
from storage.tables import HouseholdRow, PairingRow

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
        places = [_household_place(db, row) for row in rows]
    if villages := person.areas(RESIDENTS):
        found = await areas.by_codes(db, villages)
        places += [_village_place(area) for area in found.values()]
    return places


async def place_of(db: AsyncConnection, person: Person, key: str) -> Place | None:
    """Return one of a person's own places; None when it is no longer his."""
    return next((place for place in await places_of(db, person) if place.key == key), None)


async def pair(db: AsyncConnection, household_id: int, person_id: int, since_on: date) -> bool:
    """Pair a household with a helper; False when they are paired already."""
    values = {"household_id": household_id, "person_id": person_id, "since_on": since_on}
    fresh = insert_once(PairingRow).values(id=new_id(), **values)
    once = fresh.on_conflict_do_nothing(
        index_elements=["household_id", "person_id"], index_where=PairingRow.until_on.is_(None)
    )
    return (await db.execute(once.returning(PairingRow.id))).one_or_none() is not None


@dataclass(frozen=True, kw_only=True)
class Pairing:
    """A household and its helper; open while it has no end."""

    household_id: int
    person_id: int
    since_on: date
    until_on: date | None = None

    @property
    def between(self) -> tuple[int, int]:
        """Who is paired: household and helper."""
        return self.household_id, self.person_id


async def history(db: AsyncConnection) -> list[Pairing]:
    """List every pairing there ever was."""
    columns = (
        PairingRow.household_id,
        PairingRow.person_id,
        PairingRow.since_on,
        PairingRow.until_on,
    )
    return [Pairing(**row) for row in (await db.execute(select(*columns))).mappings()]


async def add(db: AsyncConnection, new: Sequence[Pairing]) -> None:
    """Add many pairings that are known not to be open yet."""
    rows = [{"id": number} | vars(it) for number, it in enumerate(new, start=new_id())]
    if rows:
        await db.execute(insert(PairingRow), rows)


def _household_place(db: AsyncConnection, row: AnyRow) -> Place:
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
