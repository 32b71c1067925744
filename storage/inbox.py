"""The inbox: which updates took effect, and those put in quarantine."""

from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import vault_of
from storage.prepared import Prepared
from storage.tables import InboxRow

KEPT = timedelta(days=3)
"""Longer than the 24 hours Telegram keeps an update that was not confirmed."""

_note = Prepared(
    insert(InboxRow)
    .values(update_id=bindparam("update_id"), received_at=bindparam("received_at"))
    .on_conflict_do_nothing(index_elements=["update_id"])
    .returning(InboxRow.update_id)
)


async def note(db: AsyncConnection, update_id: int, now: datetime) -> bool:
    """Write down that an update takes effect now; False when it already did."""
    noted = await _note.first(db, {"update_id": update_id, "received_at": now})
    return noted is not None


async def quarantine(db: AsyncConnection, raw: dict[str, Any], fault: str, now: datetime) -> bool:
    """Put an update aside, sealed, with the class of the fault; False when it was handled."""
    number = raw["update_id"]
    sealed = vault_of(db).seal(f"inbox:{number}:raw", _written(raw))
    row = {"update_id": number, "received_at": now, "fault": fault, "raw_sealed": sealed}
    kept = insert(InboxRow).values(row).on_conflict_do_nothing(index_elements=["update_id"])
    return (await db.execute(kept.returning(InboxRow.update_id))).one_or_none() is not None


def _written(raw: dict[str, Any]) -> bytes:
    """Write an update as JSON; as Python shows it, or its keys alone, when that cannot be."""
    try:
        return orjson.dumps(raw)
    except TypeError:  # too deep, a number too large, half a character
        pass
    try:
        return repr(raw).encode()
    except RecursionError:
        return repr(list(raw)).encode()


async def quarantined(db: AsyncConnection) -> int:
    """Count the updates in quarantine."""
    wanted = select(func.count()).select_from(InboxRow).where(InboxRow.fault.is_not(None))
    return await db.scalar(wanted) or 0


async def purge(db: AsyncConnection, now: datetime) -> int:
    """Forget handled updates Telegram can no longer send again; quarantine stays."""
    old = (InboxRow.received_at < now - KEPT) & InboxRow.fault.is_(None)
    return (await db.execute(delete(InboxRow).where(old))).rowcount
