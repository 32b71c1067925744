"""Support units: who of their people helps, and with how many households. No household shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.people import Role, State
from storage.tables import DutyRow, PairingRow, PersonRow


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A helper a unit has sent, and how many households are paired with him."""

    person_id: int
    name: str
    households: int


async def helpers(db: AsyncConnection, unit: str) -> Sequence[Sent]:
    """List the active helpers of a unit, by name; of no unit nobody."""
    paired = PairingRow.person_id == PersonRow.id, PairingRow.until_on.is_(None)
    count = select(func.count()).where(*paired).correlate(PersonRow).scalar_subquery()
    helps = exists().where(DutyRow.person_id == PersonRow.id, DutyRow.role == Role.HELPER)
    wanted = (
        select(PersonRow.id, PersonRow.name, count.label("households"))
        .where(PersonRow.unit == unit, PersonRow.unit != "", PersonRow.state == State.ACTIVE)
        .where(helps)
        .order_by(PersonRow.name, PersonRow.id)
    )
    rows = await db.execute(wanted)
    return [Sent(person_id=it.id, name=it.name, households=it.households) for it in rows]
