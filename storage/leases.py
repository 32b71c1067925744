"""Leases on parcels of the outbox: prolonged while they are sent, found again after an outage."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import LeaseEnd
from storage.outbox import Parcel, parcel_of
from storage.tables import OutboxRow


async def renew(db: AsyncConnection, ids: Sequence[int], owner: str) -> frozenset[int]:
    """Prolong the leases of parcels still being sent; returns those that are still the owner's."""
    statement = update(OutboxRow).where(OutboxRow.id.in_(ids), *_held_by(owner))
    prolonged = statement.values(lease_until=LeaseEnd()).returning(OutboxRow.id)
    return frozenset(await db.scalars(prolonged))


async def give_back(db: AsyncConnection, ids: Sequence[int], owner: str) -> None:
    """Let anybody take up these parcels of an owner."""
    statement = update(OutboxRow).where(OutboxRow.id.in_(ids), *_held_by(owner))
    await db.execute(statement.values(lease_owner=None, lease_until=None))


async def left_behind(db: AsyncConnection, owner: str, update_id: int) -> list[Parcel]:
    """Find the replies to an update that wait under an owner's name; their leases begin anew."""
    of_update = OutboxRow.key.startswith(f"u{update_id}:", autoescape=True)
    statement = update(OutboxRow).where(of_update, *_held_by(owner))
    found = await db.execute(statement.values(lease_until=LeaseEnd()).returning(OutboxRow))
    return sorted([parcel_of(db, row) for row in found], key=lambda parcel: parcel.id)


def _held_by(owner: str) -> tuple[ColumnElement[bool], ...]:
    """Match what waits under any of an owner's names: they all begin alike."""
    named = OutboxRow.lease_owner.startswith(owner, autoescape=True)
    return OutboxRow.state == "waiting", named
