"""Households of a file; see imported.py. What the file does not tell stays as it is known."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.changes import State
from domain.geo import Datum, Point
from domain.households import Household, Member, head_name
from imports.families import (
    HOUSEHOLD_FACTS,
    MEMBER_FACTS,
    Told,
    household_of,
    members_of,
    told_of,
)
from imports.households import HouseholdRecord
from storage import households, members
from storage.households import Family
from storage.imported import Beside, Held, in_use, number_of, numbers
from storage.tables import ChangeRow, DoubtRow, HouseholdRow

UNSETTLED = (State.WAITING.value, State.RETURNED.value, State.ACCEPTED.value)
"""Proposals that the national system does not know yet: a file must not take them back."""
Fields = set[tuple[str, str]]


async def beside(
    db: AsyncConnection, records: Sequence[Told | HouseholdRecord], absent: Collection[str]
) -> list[Beside]:
    """Put households beside the known ones."""
    families = [it if isinstance(it, Told) else told_of(it) for it in records]
    wanted = [family.number for family in families]
    known = await households.families(db, wanted)
    ids = await households.ids(db, wanted) if known else {}
    open_fields = await _proposed(db, ids.values()) if ids else {}
    found = []
    for record in families:
        told = Family(household=household_of(record), members=members_of(record))
        before, number = known.get(record.number), ids.get(record.number, 0)
        if before is None:
            found.append(Beside(name=record.number, after=told, row=record.row))
            continue
        after, held = _merged(told, before, absent, open_fields.get(number, set()))
        subject = f"household:{number}"
        found.append(
            Beside(
                name=record.number, before=before, after=after, subject=subject, held=held,
                row=record.row,
            )
        )  # fmt: skip
    return found


async def _proposed(db: AsyncConnection, ids: Collection[int]) -> dict[int, Fields]:
    """Return the fields of households about which proposals are not settled."""
    columns = ChangeRow.household_id, ChangeRow.member_number, ChangeRow.field
    unsettled = ChangeRow.household_id.in_(list(ids)), ChangeRow.state.in_(UNSETTLED)
    found: dict[int, Fields] = {}
    for row in await db.execute(select(*columns).where(*unsettled)):
        found.setdefault(row.household_id, set()).add((row.member_number, row.field))
    return found


def _merged(
    told: Family, known: Family, absent: Collection[str], proposed: Fields
) -> tuple[Family, tuple[Held, ...]]:
    """Lay a file over what is known, and tell what stays because it is proposed otherwise."""
    held: list[Held] = []
    kept = {key for of, key in proposed if not of}
    facts = _facts(told.household.facts, known.household.facts, absent, HOUSEHOLD_FACTS)
    facts = _held_back("", facts, known.household.facts, kept, held)
    before = {member.number: member for member in known.members}
    family = tuple(
        _member(it, before.get(it.number), absent, proposed, held) for it in told.members
    )
    if _by_number(family) == before:
        family = known.members  # another order of the rows is no difference
    household = replace(
        told.household,
        point=told.household.point or known.household.point,
        head_name=head_name(family, told.household.head_name),
        facts=facts,
    )
    return Family(household=household, members=family), tuple(held)


def _facts(
    told: Mapping[str, Any],
    known: Mapping[str, Any],
    absent: Collection[str],
    tellable: Collection[str],
) -> dict[str, Any]:
    """Facts that no file has, or this one has no column for, stay."""
    silent = {key: it for key, it in known.items() if key in absent or key not in tellable}
    return {**told, **silent}


def _member(
    told: Member, known: Member | None, absent: Collection[str], proposed: Fields, held: list[Held]
) -> Member:
    """Lay a person over the known one; an empty cell does not take an ID number away."""
    if known is None:
        return told
    values = {"name": told.name, "id_number": told.id_number or known.id_number}
    was = {"name": known.name, "id_number": known.id_number}
    facts = _facts(told.facts, known.facts, absent, MEMBER_FACTS)
    kept = {key for of, key in proposed if of == told.number}
    values = _held_back(told.number, values, was, kept & values.keys(), held)
    facts = _held_back(told.number, facts, known.facts, kept - values.keys(), held)
    return Member(number=told.number, facts=facts, **values)


def _held_back(
    number: str,
    told: dict[str, Any],
    known: Mapping[str, Any],
    kept: Collection[str],
    held: list[Held],
) -> dict[str, Any]:
    """Leave proposed fields as they are known."""
    other = (key for key in sorted(kept) if told.get(key) != known.get(key))
    held.extend(Held(member_number=number, field=key, told=told.get(key)) for key in other)
    rest = {key: it for key, it in told.items() if key not in kept}
    return rest | {key: known[key] for key in kept if key in known}


def _by_number(family: Sequence[Member]) -> dict[str, Member]:
    return {member.number: member for member in family}


async def write(db: AsyncConnection, besides: Sequence[Beside]) -> list[str]:
    """Add and replace families."""
    known = {it.after.household.number: number_of(it.subject) for it in besides if it.subject}
    ids = await households.put_all(db, [it.after for it in besides], known)
    return [f"household:{ids[it.after.household.number]}" for it in besides]


async def present(db: AsyncConnection, subjects: Sequence[str]) -> dict[str, Family]:
    """Return families as they are."""
    named = numbers(subjects)
    wanted = select(HouseholdRow.id, HouseholdRow.number).where(HouseholdRow.id.in_(list(named)))
    by_number = {row.number: named[row.id] for row in await db.execute(wanted)}
    found = await households.families(db, list(by_number))
    return {by_number[number]: family for number, family in found.items()}


async def restore(db: AsyncConnection, things: Mapping[str, Family]) -> None:
    """Make families what they were, a missing point included."""
    await households.put_all(db, list(things.values()))
    pointless = [subject for subject, it in things.items() if it.household.point is None]
    bare = HouseholdRow.id.in_(list(numbers(pointless)))
    await db.execute(update(HouseholdRow).where(bare).values(point_sealed=None))


async def remove(db: AsyncConnection, subjects: Sequence[str]) -> frozenset[str]:
    """Take households away that nothing refers to."""
    named = numbers(subjects)
    own = {"members", "doubts"}
    used = await in_use(db, "households", named, besides=own)
    gone = [number for number in named if number not in used]
    await members.remove(db, gone)
    await db.execute(delete(DoubtRow).where(DoubtRow.household_id.in_(gone)))
    await db.execute(delete(HouseholdRow).where(HouseholdRow.id.in_(gone)))
    return frozenset(named[number] for number in used)


def plain(family: Family) -> dict[str, Any]:
    """Write a family as plain values."""
    household, point = family.household, family.household.point
    at = point and {"latitude": point.latitude, "longitude": point.longitude, "datum": point.datum}
    return {
        "number": household.number,
        "area_code": household.area_code,
        "head_name": household.head_name,
        "point": at,
        "facts": dict(household.facts),
        "members": {
            it.number: {"name": it.name, "id_number": it.id_number, "facts": dict(it.facts)}
            for it in family.members
        },
    }


def thing(plain: Mapping[str, Any]) -> Family:
    """Read a family from plain values."""
    at = plain["point"]
    point = at and Point(**{**at, "datum": Datum(at["datum"])})
    columns = {name: plain[name] for name in ("number", "area_code", "head_name", "facts")}
    people = (Member(number=number, **it) for number, it in plain["members"].items())
    return Family(household=Household(point=point, **columns), members=tuple(people))
