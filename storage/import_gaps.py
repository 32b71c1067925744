"""What is known in the places a file is about, and the file does not name. It is only shown."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain import phones
from imports.plan import Kind
from storage import households, pairings, roster
from storage.tables import AreaRow, DutyRow


class Named(NamedTuple):
    """As much of a household as tells that it is in a file."""

    number: str
    area_code: str


def names_of(kind: Kind, records: Sequence[Any]) -> Sequence[Any]:
    """Give as much of records as is needed here; a hundred thousand people stay small."""
    if kind is not Kind.HOUSEHOLDS:
        return records
    return [Named(it.number, it.area_code) for it in records]


async def missing(
    db: AsyncConnection, kind: Kind, records: Sequence[Any], within: Sequence[str]
) -> list[str]:
    """Name what is known and missing in a file, among what its sender may see."""
    return sorted(await MISSING[kind](db, records, within))


async def _households(
    db: AsyncConnection, records: Sequence[Any], within: Sequence[str]
) -> set[str]:
    told, places = set(), set()
    for record in records:
        told.add(record.number)
        places.add(record.area_code)
    inside = [code for code in places if code.startswith(tuple(within))]
    return set(await households.ids_within(db, inside)) - told


async def _people(db: AsyncConnection, records: Sequence[Any], within: Sequence[str]) -> set[str]:
    """Name the accounts that work in the areas the file names."""
    places = {code for record in records for code in record.area_codes}
    inside = [code for code in places if code.startswith(tuple(within))] if within else places
    held = select(DutyRow.person_id).where(DutyRow.area_code.in_(inside)).distinct()
    numbers, told = list(await db.scalars(held)), {record.phone for record in records}
    found = set()
    for first in range(0, len(numbers), PIECE):
        there = await roster.by_ids(db, numbers[first : first + PIECE])
        missing = (it for it in there.values() if it.phone not in told)
        found |= {f"{it.name} {phones.mask(it.phone)}" for it in missing}
    return found


async def _pairings(
    db: AsyncConnection, records: Sequence[Any], _within: Sequence[str]
) -> set[str]:
    """Name the helpers that the file's households have besides."""
    told = {(record.household_number, record.helper_phone) for record in records}
    homes, found = sorted({number for number, _ in told}), set()
    for first in range(0, len(homes), PIECE):
        ids = await households.ids(db, homes[first : first + PIECE])
        numbers = {number: name for name, number in ids.items()}
        now = [it for it in await pairings.of_households(db, list(numbers)) if it.is_open]
        helpers = await roster.by_ids(db, [it.person_id for it in now])
        for it in now:
            helper, number = helpers.get(it.person_id), numbers[it.household_id]
            if helper and (number, helper.phone) not in told:
                found.add(f"{number} · {helper.name}")
    return found


async def _areas(db: AsyncConnection, records: Sequence[Any], _within: Sequence[str]) -> set[str]:
    """Name the areas of the file's districts."""
    districts = {area.code[:6] for area in records}
    told = {area.code for area in records}
    rows = await db.execute(select(AreaRow.code, AreaRow.name))
    there = {row.code: row.name for row in rows if row.code[:6] in districts}
    return {f"{code} {name}" for code, name in there.items() if code not in told}


PIECE = 500
MISSING = {
    Kind.HOUSEHOLDS: _households,
    Kind.PEOPLE: _people,
    Kind.PAIRINGS: _pairings,
    Kind.AREAS: _areas,
}
