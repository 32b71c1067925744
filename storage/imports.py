"""Applies what a file says to the database; the same file twice changes nothing."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.areas import Area
from domain.households import Member
from domain.pairings import Pairing
from domain.people import Duty
from imports.families import household_of, members_of
from imports.households import HouseholdRecord
from imports.pairings import Known, PairingRecord
from imports.people import PersonRecord
from imports.plan import Kind, Plan
from storage import areas, households, pairings, roster
from storage.households import Family
from storage.roster import Entry

BATCH = 500


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many records are new, changed and as they were."""

    new: int = 0
    changed: int = 0
    same: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            new=self.new + other.new,
            changed=self.changed + other.changed,
            same=self.same + other.same,
        )


async def apply(db: AsyncConnection, plan: Plan[Any], *, write: bool = True) -> Counts:
    """Apply a clean plan; without `write` only count what it would do."""
    return await APPLY[plan.kind](db, plan.records, write=write)


async def apply_areas(
    db: AsyncConnection, records: Sequence[Area], *, write: bool = True
) -> Counts:
    """Add and correct areas; a missing point leaves the stored one."""
    known = await areas.by_codes(db, [area.code for area in records])
    new = [area for area in records if area.code not in known]
    changed = [area for area in records if area.code in known and _moved(area, known[area.code])]
    for area in (*new, *changed) if write else ():
        await areas.put(db, area)
    return _counts(records, new, changed)


def _moved(area: Area, known: Area) -> bool:
    return replace(area, point=area.point or known.point) != known


async def apply_people(
    db: AsyncConnection, records: Sequence[PersonRecord], *, write: bool = True
) -> Counts:
    """Add people, and replace name, unit and duties of those whose phone number is known."""
    known = await roster.entries(db)
    accounts = {entry.phone: number for number, entry in known.items()}
    told = [_entry(record) for record in records]
    new = [entry for entry in told if entry.phone not in accounts]
    changed = [it for it in told if it.phone in accounts and known[accounts[it.phone]] != it]
    if write:
        await roster.add(db, new)
        for entry in changed:
            await roster.correct(db, accounts[entry.phone], entry)
    return _counts(records, new, changed)


def _entry(record: PersonRecord) -> Entry:
    """Every role is held in every one of the areas."""
    codes = record.area_codes or ("",)
    duties = frozenset(Duty(role=role, area_code=code) for role in record.roles for code in codes)
    return Entry(name=record.name, phone=record.phone, unit=record.unit, duties=duties)


async def apply_households(
    db: AsyncConnection, records: Sequence[HouseholdRecord], *, write: bool = True
) -> Counts:
    """Add households and replace those that differ, members included."""
    counts = Counts()
    for first in range(0, len(records), BATCH):
        told = [_family(record) for record in records[first : first + BATCH]]
        counts += await _apply_families(db, told, write=write)
    return counts


async def _apply_families(db: AsyncConnection, told: Sequence[Family], *, write: bool) -> Counts:
    known = await households.families(db, [family.household.number for family in told])
    new = [family for family in told if family.household.number not in known]
    changed = [it for it in told if _differs(it, known.get(it.household.number))]
    if write and (new or changed):
        await households.put_all(db, [*new, *changed])
    return _counts(told, new, changed)


def _family(record: HouseholdRecord) -> Family:
    return Family(household=household_of(record), members=members_of(record))


def _differs(told: Family, known: Family | None) -> bool:
    """Compare; neither a missing point nor another order of the rows is a difference."""
    if known is None:
        return False
    point = told.household.point or known.household.point
    is_same = replace(told.household, point=point) == known.household
    return not is_same or _by_number(told) != _by_number(known)


def _by_number(family: Family) -> dict[str, Member]:
    return {member.number: member for member in family.members}


async def apply_pairings(
    db: AsyncConnection, records: Sequence[PairingRecord], *, write: bool = True
) -> Counts:
    """Add pairings that are not open and never were; history stays as it is."""
    helpers = await roster.helpers(db)
    homes = await households.ids(db)
    history = await pairings.history(db)
    begun = {replace(pairing, until_on=None) for pairing in history}
    is_open = {pairing.between for pairing in history if pairing.until_on is None}
    told = [
        Pairing(
            household_id=homes[record.household_number],
            person_id=helpers[record.helper_phone],
            since_on=record.since_on,
        )
        for record in records
    ]
    new = [it for it in told if it not in begun and it.between not in is_open]
    if write:
        await pairings.add(db, new)
    return _counts(records, new, ())


async def known_for_pairings(db: AsyncConnection) -> Known:
    """Return what a file of pairings is checked against."""
    helpers, homes = await roster.helpers(db), await households.ids(db)
    phones = {number: phone for phone, number in helpers.items()}
    numbers = {number: name for name, number in homes.items()}
    paired: dict[str, set[str]] = {}
    for it in await pairings.history(db):
        if it.until_on is None and it.person_id in phones:
            paired.setdefault(phones[it.person_id], set()).add(numbers[it.household_id])
    return Known(household_numbers=homes, helper_phones=helpers, paired=paired)


def _counts(told: Sequence[Any], new: Sequence[Any], changed: Sequence[Any]) -> Counts:
    same = len(told) - len(new) - len(changed)
    return Counts(new=len(new), changed=len(changed), same=same)


APPLY: dict[Kind, Callable[..., Awaitable[Counts]]] = {
    Kind.AREAS: apply_areas,
    Kind.PEOPLE: apply_people,
    Kind.HOUSEHOLDS: apply_households,
    Kind.PAIRINGS: apply_pairings,
}
