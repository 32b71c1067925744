"""Pairings of a file; see imported.py. Those once begun are never begun again."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import and_, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain import phones
from domain.pairings import Pairing
from imports.pairings import PairingRecord
from storage import households, pairings, roster
from storage.imported import Beside, numbers
from storage.tables import CheckInRow, PairingRow, VisitRow


async def beside(
    db: AsyncConnection, records: Sequence[PairingRecord], _absent: Collection[str]
) -> list[Beside]:
    """Put pairings beside those there ever were; one that is open stays as it is."""
    homes = await households.ids(db, [record.household_number for record in records])
    helpers = await roster.by_phones(db, [record.helper_phone for record in records])
    history = await pairings.of_households(db, list(homes.values()))
    is_open = {it.between: it for it in history if it.until_on is None}
    begun = {replace(it, until_on=None): it for it in history}
    found = []
    for record in records:
        told = Pairing(
            household_id=homes[record.household_number],
            person_id=helpers[record.helper_phone][0],
            since_on=record.since_on,
        )
        found.append(_beside(record, told, is_open.get(told.between) or begun.get(told)))
    return found


def _beside(record: PairingRecord, told: Pairing, known: Pairing | None) -> Beside:
    name = f"{record.household_number} · {phones.mask(record.helper_phone)}"
    if known is None:
        return Beside(name=name, after=told, row=record.row)
    subject = f"pairing:{known.id}"
    return Beside(name=name, after=known, before=known, subject=subject, row=record.row)


async def write(db: AsyncConnection, besides: Sequence[Beside]) -> list[str]:
    """Add pairings."""
    new = [it.after for it in besides]
    await pairings.add(db, new)
    found = await pairings.of_households(db, [it.household_id for it in new])
    ids = {it.between: it.id for it in found if it.until_on is None}
    return [f"pairing:{ids[it.between]}" for it in new]


async def present(db: AsyncConnection, subjects: Sequence[str]) -> dict[str, Pairing]:
    """Return pairings as they are."""
    named = numbers(subjects)
    return {named[it.id]: it for it in await pairings.by_ids(db, list(named))}


async def restore(_db: AsyncConnection, _things: Mapping[str, Pairing]) -> None:
    """Do nothing: a file changes no pairing there is."""


async def remove(db: AsyncConnection, subjects: Sequence[str]) -> frozenset[str]:
    """Take pairings away in which nobody has been at the household; others move up."""
    named = numbers(subjects)
    used = set()
    for pairing in await pairings.by_ids(db, list(named)):
        if await _has_worked(db, pairing):
            used.add(named[pairing.id])
            continue
        await db.execute(delete(PairingRow).where(PairingRow.id == pairing.id))
        behind = (
            PairingRow.household_id == pairing.household_id,
            PairingRow.until_on.is_(None),
            PairingRow.rank > pairing.rank,
        )
        await db.execute(update(PairingRow).where(*behind).values(rank=PairingRow.rank - 1))
    return frozenset(used)


async def _has_worked(db: AsyncConnection, pairing: Pairing) -> bool:
    found = [
        exists().where(
            and_(row.household_id == pairing.household_id, row.person_id == pairing.person_id)
        )
        for row in (VisitRow, CheckInRow)
    ]
    return any([await db.scalar(select(it)) for it in found])


def plain(pairing: Pairing) -> dict[str, Any]:
    """Write a pairing as plain values."""
    until_on = pairing.until_on and pairing.until_on.isoformat()
    return {
        "household_id": pairing.household_id,
        "person_id": pairing.person_id,
        "since_on": pairing.since_on.isoformat(),
        "until_on": until_on,
    }


def thing(plain: Mapping[str, Any]) -> Pairing:
    """Read a pairing from plain values."""
    since_on, until_on = plain["since_on"], plain["until_on"]
    days = {
        "since_on": date.fromisoformat(since_on),
        "until_on": until_on and date.fromisoformat(until_on),
    }
    return Pairing(**{**plain, **days})


def between(records: Iterable[PairingRecord]) -> set[tuple[str, str]]:
    """Name household and helper of each."""
    return {(record.household_number, record.helper_phone) for record in records}
