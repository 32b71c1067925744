"""What goes to very many: posted at once, counted while it waits, found when it was sent."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.outbox import NAMES, Parcel, values_of
from storage.prepared import Prepared
from storage.tables import OutboxRow

_each = Prepared(
    insert(OutboxRow)
    .values({name: bindparam(name) for name in (*NAMES, "payload_sealed")})
    .values(state="waiting", attempts=0)
    .on_conflict_do_nothing(index_elements=["key"])
)


async def post_all(db: AsyncConnection, parcels: Iterable[Parcel]) -> None:
    """Put many parcels into the outbox at once; a key seen before changes nothing."""
    await _each.many(db, [values_of(db, it) for it in parcels])


async def count_waiting(db: AsyncConnection, lane: int, now: datetime, most: int) -> int:
    """Count what waits in a lane and is due, up to so many."""
    waiting = OutboxRow.state == "waiting", OutboxRow.lane == lane, OutboxRow.due_at <= now
    some = select(OutboxRow.id).where(*waiting).limit(most).subquery()
    return await db.scalar(select(func.count()).select_from(some)) or 0


async def sent_under(db: AsyncConnection, keys: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Return the chat and message of what was sent under these keys."""
    wanted = select(OutboxRow.key, OutboxRow.chat_id, OutboxRow.message_id)
    sent = OutboxRow.key.in_(keys), OutboxRow.message_id.is_not(None)
    return {
        row.key: (row.chat_id, row.message_id) for row in await db.execute(wanted.where(*sent))
    }


async def waiting_under(db: AsyncConnection, keys: Sequence[str]) -> frozenset[str]:
    """Return those of these keys under which something waits or is just being sent."""
    waiting = OutboxRow.key.in_(keys), OutboxRow.state == "waiting"
    return frozenset(await db.scalars(select(OutboxRow.key).where(*waiting)))
