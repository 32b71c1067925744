"""Quiet hours that people keep for themselves."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.speaking import Quiet
from storage.tables import QuietRow


async def of(db: AsyncConnection, person_ids: Iterable[int]) -> dict[int, Quiet]:
    """Return the quiet hours of those of these people who keep any."""
    wanted = select(QuietRow).where(QuietRow.person_id.in_(set(person_ids)))
    rows = await db.execute(wanted)
    return {it.person_id: Quiet(from_min=it.from_min, until_min=it.until_min) for it in rows}


async def keep(db: AsyncConnection, person_id: int, quiet: Quiet, now: datetime) -> None:
    """Keep somebody's quiet hours in place of those before."""
    values = {"from_min": quiet.from_min, "until_min": quiet.until_min, "set_at": now}
    kept = insert(QuietRow).values(person_id=person_id, **values)
    await db.execute(kept.on_conflict_do_update(index_elements=["person_id"], set_=values))


async def forget(db: AsyncConnection, person_id: int) -> bool:
    """Let only everybody's quiet hours hold for somebody; False when they did."""
    gone = delete(QuietRow).where(QuietRow.person_id == person_id)
    return (await db.execute(gone)).rowcount == 1
