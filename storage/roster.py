"""The roster as a whole: everybody by phone number, many added at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, insert, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.people import Duty, Role, State
from storage import people
from storage.database import vault_of
from storage.ids import new_id
from storage.tables import DutyRow, PersonRow


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What the roster says about somebody."""

    name: str
    phone: str
    unit: str = ""
    duties: frozenset[Duty] = frozenset()


async def entries(db: AsyncConnection) -> dict[int, Entry]:
    """Return what the roster says about everybody with a phone number, by account."""
    return await _entries(db, true())


async def by_ids(db: AsyncConnection, ids: Sequence[int]) -> dict[int, Entry]:
    """Return what the roster says about some accounts."""
    return await _entries(db, PersonRow.id.in_(ids))


async def by_phones(db: AsyncConnection, phones: Sequence[str]) -> dict[str, tuple[int, Entry]]:
    """Return accounts and what the roster says about them, by phone number."""
    indexes = [vault_of(db).index("phone", phone) for phone in phones]
    found = await _entries(db, PersonRow.phone_index.in_(indexes))
    return {entry.phone: (number, entry) for number, entry in found.items()}


async def _entries(db: AsyncConnection, condition: ColumnElement[bool]) -> dict[int, Entry]:
    columns = PersonRow.id, PersonRow.name, PersonRow.unit, PersonRow.phone_sealed
    rows = (await db.execute(select(*columns).where(condition))).all()
    duties = await _duties(db, select(PersonRow.id).where(condition))
    vault, found = vault_of(db), {}
    for row in rows:
        phone = vault.open_text(f"people:{row.id}:phone", row.phone_sealed)
        if phone is not None:
            held = frozenset(duties.get(row.id, ()))
            found[row.id] = Entry(name=row.name, phone=phone, unit=row.unit, duties=held)
    return found


async def helpers(db: AsyncConnection) -> dict[str, int]:
    """Return the accounts of helpers who were not removed, by phone number."""
    holders = select(DutyRow.person_id).where(DutyRow.role == Role.HELPER)
    columns = select(PersonRow.id, PersonRow.phone_sealed)
    rows = await db.execute(
        columns.where(PersonRow.id.in_(holders), PersonRow.state != State.REMOVED)
    )
    vault, found = vault_of(db), {}
    for row in rows:
        phone = vault.open_text(f"people:{row.id}:phone", row.phone_sealed)
        if phone is not None:
            found[phone] = row.id
    return found


async def add(db: AsyncConnection, newcomers: Sequence[Entry]) -> None:
    """Open accounts for many people at once."""
    if newcomers:
        numbered = dict(enumerate(newcomers, start=new_id()))
        rows = [_values(db, number, entry) for number, entry in numbered.items()]
        await db.execute(insert(PersonRow), rows)
        await _add_duties(db, numbered)


async def correct(db: AsyncConnection, person_id: int, entry: Entry) -> None:
    """Replace name, unit and duties; phone number, state and Telegram user stay."""
    await people.rename(db, person_id, entry.name, entry.unit)
    await people.set_duties(db, person_id, entry.duties)


def _values(db: AsyncConnection, number: int, entry: Entry) -> dict[str, object]:
    vault = vault_of(db)
    return {
        "id": number,
        "name": entry.name,
        "state": State.ACTIVE,
        "language": "zh_CN",
        "unit": entry.unit,
        "phone_sealed": vault.seal_text(f"people:{number}:phone", entry.phone),
        "phone_index": vault.index("phone", entry.phone),
    }


async def _duties(db: AsyncConnection, of: Select[Any]) -> dict[int, list[Duty]]:
    found: dict[int, list[Duty]] = {}
    held = select(DutyRow.person_id, DutyRow.role, DutyRow.area_code)
    for row in await db.execute(held.where(DutyRow.person_id.in_(of))):
        duty = Duty(role=Role(row.role), area_code=row.area_code)
        found.setdefault(row.person_id, []).append(duty)
    return found


async def _add_duties(db: AsyncConnection, numbered: Mapping[int, Entry]) -> None:
    rows = [
        {"person_id": number, "role": duty.role, "area_code": duty.area_code}
        for number, entry in numbered.items()
        for duty in entry.duties
    ]
    if rows:
        await db.execute(insert(DutyRow), rows)
