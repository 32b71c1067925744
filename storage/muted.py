"""Muted households: the newest request of each; who may see it, asks storage/scope.py before."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.muted import Muting, State
from domain.people import Person
from storage.columns import AnyRow
from storage.database import vault_of
from storage.scope import OF_AREAS, seen_by
from storage.tables import HouseholdRow, MutedRow

_PLAIN = tuple(it.name for it in fields(Muting) if it.name != "reason")


def is_muted(household_id: Any, first: date, last: date | None = None) -> ColumnElement[bool]:
    """Tell in SQL whether a household is muted on a day, or on any from a day to another.

    A round that is due soon is spared when the household is muted in the days before: from the
    last day on which a pairing would still be owed (decision 0016) to the due day.
    """
    return exists().where(
        MutedRow.household_id == household_id,
        MutedRow.since_on <= (last or first),
        MutedRow.until_on >= first,
        MutedRow.since_on <= MutedRow.until_on,  # ended on its first day it never held
    )


async def of(db: AsyncConnection, household_ids: Iterable[int]) -> dict[int, Muting]:
    """Return the newest requests of some households, by household."""
    wanted = select(MutedRow).where(MutedRow.household_id.in_(list(household_ids)))
    return {row.household_id: _muting(db, row) for row in await db.execute(wanted)}


async def resting(db: AsyncConnection, household_ids: Iterable[int], day: date) -> frozenset[int]:
    """Return which of these households rest on a day."""
    here = HouseholdRow.id.in_(list(household_ids)), is_muted(HouseholdRow.id, day)
    return frozenset(await db.scalars(select(HouseholdRow.id).where(*here)))


async def of_household(db: AsyncConnection, household_id: int) -> Muting | None:
    """Return a household's newest request."""
    return (await of(db, [household_id])).get(household_id)


async def open_for(db: AsyncConnection, officer: Person, day: date, most: int) -> list[Muting]:
    """List what waits in an officer's areas and what holds on a day, what waits first."""
    here = MutedRow.household_id.in_(
        select(HouseholdRow.id).where(seen_by(officer, OF_AREAS & officer.roles))
    )
    holds = (MutedRow.since_on <= day) & (MutedRow.until_on >= day)
    wanted = (
        select(MutedRow)
        .where(here, or_(MutedRow.state == State.ASKED, holds))
        .order_by(MutedRow.state, MutedRow.until_on, MutedRow.household_id)
        .limit(most)
    )
    return [_muting(db, row) for row in await db.execute(wanted)]


async def keep(db: AsyncConnection, muting: Muting) -> bool:
    """Keep a request in place of the version before it; False when somebody was quicker."""
    values = {name: getattr(muting, name) for name in _PLAIN}
    values["reason_sealed"] = vault_of(db).seal_text(_place(muting.household_id), muting.reason)
    if muting.version == 1:
        added = insert(MutedRow).values(values).on_conflict_do_nothing()
        return await db.scalar(added.returning(MutedRow.household_id)) is not None
    same = MutedRow.household_id == muting.household_id, MutedRow.version == muting.version - 1
    return (await db.execute(update(MutedRow).where(*same).values(values))).rowcount == 1


def _place(household_id: int) -> str:
    return f"muted_households:{household_id}:reason"


def _muting(db: AsyncConnection, row: AnyRow) -> Muting:
    plain = {name: getattr(row, name) for name in _PLAIN} | {"state": State(row.state)}
    reason = vault_of(db).open_text(_place(row.household_id), row.reason_sealed) or ""
    return Muting(**plain, reason=reason)
