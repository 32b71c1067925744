"""Forgetting imports that are over: their files, and what was before them."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.batches import KEPT_FOR, UNDECIDED, Batch, State, is_over
from storage import batches, files
from storage.tables import BatchLineRow, BatchRow

MOST_BATCHES = 20
MOST_LINES = 2000
"""So many are forgotten at once, for no turn should wait."""


async def purge(db: AsyncConnection, now: datetime, days: int) -> int:
    """Forget what batches are not needed for any more; returns how much.

    A batch itself stays in its sender's list. `days` is how long one can be taken back.
    """
    ended = await batches.ended(db, now - KEPT_FOR)
    over = [batch for batch in ended if is_over(batch, now, days)]
    gone = [batch for batch in over[:MOST_BATCHES] if await _forget(db, batch)]
    return len(gone) + await _purge_lines(db)


async def _forget(db: AsyncConnection, batch: Batch) -> bool:
    state = State.DROPPED if batch.state in UNDECIDED else batch.state
    outcome = {**batch.outcome, "is_forgotten": True}
    fresh = {"state": state, "seen": None, "details_sealed": None, "outcome": outcome}
    is_mine = await batches.move(db, batch, **fresh)
    if is_mine:
        await files.forget(db, batch.file_id)
    return is_mine


_forgotten_lines = (
    select(BatchLineRow.batch_id, BatchLineRow.place)
    .join(BatchRow, BatchRow.id == BatchLineRow.batch_id)
    .where(BatchRow.seen.is_(None))
)


async def _purge_lines(db: AsyncConnection) -> int:
    """Delete lines of forgotten batches: only these have no marks of what was shown."""
    keys = (await db.execute(_forgotten_lines.limit(MOST_LINES))).all()
    for batch_id in {key.batch_id for key in keys}:
        places = [key.place for key in keys if key.batch_id == batch_id]
        lines = BatchLineRow.batch_id == batch_id, BatchLineRow.place.in_(places)
        await db.execute(delete(BatchLineRow).where(*lines))
    return len(keys)
