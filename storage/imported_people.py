"""People of a file; see imported.py."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain import phones
from domain.people import Duty, Role
from imports.people import PersonRecord
from storage import roster
from storage.imported import Beside, in_use, numbers
from storage.roster import Entry
from storage.tables import DutyRow, PersonRow


def entry_of(record: PersonRecord) -> Entry:
    """Make the entry; every role is held in every one of the areas."""
    codes = record.area_codes or ("",)
    duties = frozenset(Duty(role=role, area_code=code) for role in record.roles for code in codes)
    return Entry(name=record.name, phone=record.phone, unit=record.unit, duties=duties)


async def beside(
    db: AsyncConnection, records: Sequence[PersonRecord], absent: Collection[str]
) -> list[Beside]:
    """Put people beside the accounts with their phone numbers."""
    known = await roster.by_phones(db, [record.phone for record in records])
    return [_beside(record, known.get(record.phone), absent) for record in records]


def _beside(
    record: PersonRecord, known: tuple[int, Entry] | None, absent: Collection[str]
) -> Beside:
    told, name = entry_of(record), phones.mask(record.phone)
    if known is None:
        return Beside(name=name, after=told, row=record.row)
    number, before = known
    if "unit" in absent:
        told = Entry(name=told.name, phone=told.phone, unit=before.unit, duties=told.duties)
    subject = f"person:{number}"
    return Beside(name=name, after=told, before=before, subject=subject, row=record.row)


async def write(db: AsyncConnection, besides: Sequence[Beside]) -> list[str]:
    """Open accounts, and correct those there are."""
    await roster.add(db, [it.after for it in besides if it.is_new])
    for it in besides:
        if not it.is_new:
            await roster.correct(db, int(it.subject.partition(":")[2]), it.after)
    known = await roster.by_phones(db, [it.after.phone for it in besides])
    return [f"person:{known[it.after.phone][0]}" for it in besides]


async def present(db: AsyncConnection, subjects: Sequence[str]) -> dict[str, Entry]:
    """Return accounts as they are."""
    named = numbers(subjects)
    found = await roster.by_ids(db, list(named))
    return {named[number]: entry for number, entry in found.items()}


async def restore(db: AsyncConnection, things: Mapping[str, Entry]) -> None:
    """Make accounts what they were."""
    for number, subject in numbers(list(things)).items():
        await roster.correct(db, number, things[subject])


async def remove(db: AsyncConnection, subjects: Sequence[str]) -> frozenset[str]:
    """Close accounts nobody has used and nothing refers to."""
    named = numbers(subjects)
    used = await in_use(db, "people", named, besides={"duties"})
    bound = PersonRow.id.in_(list(named)), PersonRow.telegram_id.is_not(None)
    used |= set(await db.scalars(select(PersonRow.id).where(*bound)))
    gone = [number for number in named if number not in used]
    await db.execute(delete(DutyRow).where(DutyRow.person_id.in_(gone)))
    await db.execute(delete(PersonRow).where(PersonRow.id.in_(gone)))
    return frozenset(named[number] for number in used)


def plain(entry: Entry) -> dict[str, Any]:
    """Write an entry as plain values."""
    duties = sorted([duty.role.value, duty.area_code] for duty in entry.duties)
    return {"name": entry.name, "phone": entry.phone, "unit": entry.unit, "duties": duties}


def thing(plain: Mapping[str, Any]) -> Entry:
    """Read an entry from plain values."""
    return Entry(**{**plain, "duties": frozenset(_duties(plain["duties"]))})


def _duties(pairs: Iterable[Sequence[str]]) -> Iterable[Duty]:
    return (Duty(role=Role(role), area_code=code) for role, code in pairs)
