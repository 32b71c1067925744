"""How often somebody was spoken to with a sound on a day, of what is not urgent.

What is written to him at one instant rings once, and is one push.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import Instant
from storage.prepared import Prepared
from storage.tables import PushRow

_here = (
    PushRow.person_id == bindparam("person_id", type_=PushRow.__table__.c.person_id.type),
    PushRow.day == bindparam("day", type_=PushRow.__table__.c.day.type),
)
_counted = Prepared(select(PushRow.count, PushRow.hushed, PushRow.last_at).where(*_here))
_row = insert(PushRow).values(
    person_id=bindparam("person_id"),
    day=bindparam("day"),
    count=1,
    hushed=0,
    last_at=bindparam("at", type_=Instant()),
)
_take = Prepared(
    _row.on_conflict_do_update(
        index_elements=["person_id", "day"],
        set_={"count": PushRow.count + 1, "last_at": bindparam("at", type_=Instant())},
        where=(PushRow.count < bindparam("most"))
        & (PushRow.last_at.is_(None) | (PushRow.last_at != bindparam("at", type_=Instant()))),
    )
)
_hush = Prepared(
    insert(PushRow)
    .values(person_id=bindparam("person_id"), day=bindparam("day"), count=0, hushed=1)
    .on_conflict_do_update(
        index_elements=["person_id", "day"], set_={"hushed": PushRow.hushed + 1}
    )
)


@dataclass(frozen=True, kw_only=True)
class Pushes:
    """A day of somebody: how often it rang, and what came without a sound."""

    count: int = 0
    hushed: int = 0
    last_at: datetime | None = None


async def on(db: AsyncConnection, person_id: int, day: date) -> Pushes:
    """Return how often somebody was spoken to on a day."""
    row = await _counted.first(db, {"person_id": person_id, "day": day})
    return Pushes(count=row.count, hushed=row.hushed, last_at=row.last_at) if row else Pushes()


async def hushed_since(
    db: AsyncConnection, person_ids: Iterable[int], day: date
) -> dict[int, int]:
    """Count what came to each of these people without a sound since a day."""
    here = PushRow.person_id.in_(list(person_ids)), PushRow.day >= day, PushRow.hushed > 0
    counted = select(PushRow.person_id, func.sum(PushRow.hushed).label("hushed")).where(*here)
    rows = await db.execute(counted.group_by(PushRow.person_id))
    return {row.person_id: int(row.hushed) for row in rows}


async def take(
    db: AsyncConnection, person_id: int, day: date, most: int, at: datetime | None = None
) -> bool:
    """Count one more push of a day unless there were enough; `at` is when it rings.

    What rings at the same instant as the last one is that push, and is not counted.
    """
    values = {"person_id": person_id, "day": day, "most": most, "at": at}
    if most > 0 and await _take.run(db, values) == 1:
        return True
    return at is not None and (await on(db, person_id, day)).last_at == at


async def hush(db: AsyncConnection, person_id: int, day: date) -> None:
    """Count what came without a sound."""
    await _hush.run(db, {"person_id": person_id, "day": day})
