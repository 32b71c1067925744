"""Files being imported: how far each is, who has it in hand, and what was there before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.batches import WORKING, Batch, State
from domain.files import State as FileState
from storage.columns import AnyRow, DatabaseClock, SecondsFromNow
from storage.database import vault_of
from storage.prepared import Prepared
from storage.sealed import open_facts, seal_facts
from storage.tables import BatchLineRow, BatchRow, FileRow

LEASE_S = 60
_COLUMNS = ("id", "kind", "person_id", "file_id", "version", "at", "done", "attempts")
_seen_columns = [getattr(BatchRow, name) for name in (*_COLUMNS, "state", "outcome_sealed")]


async def add(db: AsyncConnection, batch: Batch) -> None:
    """Keep a new batch."""
    values = {name: getattr(batch, name) for name in _COLUMNS} | {"state": batch.state}
    sealed = _sealed(db, batch.id, batch.outcome)
    await db.execute(insert(BatchRow).values(**values, outcome_sealed=sealed))


async def by_id(db: AsyncConnection, number: int) -> Batch | None:
    """Return a batch."""
    return await _one(db, select(*_seen_columns).where(BatchRow.id == number))


async def of_person(db: AsyncConnection, person_id: int, most: int) -> list[Batch]:
    """List somebody's latest batches, the newest first."""
    mine = select(*_seen_columns).where(BatchRow.person_id == person_id)
    rows = await db.execute(mine.order_by(BatchRow.id.desc()).limit(most))
    return [_batch(db, row) for row in rows]


async def same_file(db: AsyncConnection, batch: Batch) -> Batch | None:
    """Find the latest batch in which the same file, byte for byte, was written before."""
    digest = select(FileRow.digest).where(FileRow.id == batch.file_id).scalar_subquery()
    written = (
        select(*_seen_columns)
        .join(FileRow, FileRow.id == BatchRow.file_id)
        .where(FileRow.digest == digest, BatchRow.id != batch.id)
        .where(BatchRow.state == State.WRITTEN.value, BatchRow.kind == batch.kind)
        .order_by(BatchRow.id.desc())
        .limit(1)
    )
    return await _one(db, written)


async def move(db: AsyncConnection, batch: Batch, **values: Any) -> bool:
    """Change a batch that is still at this version; False when it is not."""
    if "outcome" in values:
        values["outcome_sealed"] = _sealed(db, batch.id, values.pop("outcome"))
    same = BatchRow.id == batch.id, BatchRow.version == batch.version
    fresh = {"version": batch.version + 1, "lease_owner": None, "lease_until": None, **values}
    return (await db.execute(update(BatchRow).where(*same).values(fresh))).rowcount == 1


_is_free = or_(BatchRow.lease_until.is_(None), BatchRow.lease_until < DatabaseClock())
_has_file = BatchRow.file_id.in_(
    select(FileRow.id).where(FileRow.state != FileState.WAITING.value)
)
_working = BatchRow.state.in_([state.value for state in sorted(WORKING)])
_due = select(BatchRow.id).where(_working, _is_free, _has_file)
_oldest = _due.order_by(BatchRow.id).limit(1).with_for_update(skip_locked=True)
_claim = (
    update(BatchRow)
    .where(BatchRow.id.in_(_oldest.scalar_subquery()))
    .values(
        lease_owner=bindparam("owner"),
        lease_until=SecondsFromNow(LEASE_S),
        attempts=BatchRow.attempts + 1,
    )
    .returning(*_seen_columns)
)


async def any_due(db: AsyncConnection) -> bool:
    """Tell whether a claim could find anything; reads only."""
    return await db.scalar(_due.limit(1)) is not None


async def claim(db: AsyncConnection, owner: str) -> Batch | None:
    """Lease the oldest batch that has something to be done, and whose file has come."""
    row = (await db.execute(_claim, {"owner": owner})).one_or_none()
    return _batch(db, row) if row else None


async def hold(db: AsyncConnection, batch: Batch, owner: str, **values: Any) -> bool:
    """Prolong a lease and note progress; False when somebody else has the batch by now."""
    if "outcome" in values:
        values["outcome_sealed"] = _sealed(db, batch.id, values.pop("outcome"))
    mine = BatchRow.id == batch.id, BatchRow.lease_owner == owner
    still = update(BatchRow).where(*mine, BatchRow.version == batch.version)
    done = await db.execute(still.values(lease_until=SecondsFromNow(LEASE_S), **values))
    return done.rowcount == 1


async def release(db: AsyncConnection, batch: Batch, owner: str) -> None:
    """Let anybody take up a batch at once."""
    mine = BatchRow.id == batch.id, BatchRow.lease_owner == owner
    await db.execute(update(BatchRow).where(*mine).values(lease_until=None, lease_owner=None))


async def seen(db: AsyncConnection, batch_id: int) -> bytes:
    """Return the marks of the records as they were shown, in the order of the file."""
    return await db.scalar(select(BatchRow.seen).where(BatchRow.id == batch_id)) or b""


def seal_details(db: AsyncConnection, batch_id: int, details: bytes) -> bytes:
    """Seal what the workbook of a batch lists."""
    return vault_of(db).seal(_details_place(batch_id), details)


async def details(db: AsyncConnection, batch_id: int) -> bytes:
    """Open what the workbook of a batch lists."""
    sealed = await db.scalar(select(BatchRow.details_sealed).where(BatchRow.id == batch_id))
    return vault_of(db).open(_details_place(batch_id), sealed) if sealed else b""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One record a batch changed: what it was before, and the mark of what the batch left."""

    place: int
    subject: str
    before: Mapping[str, Any] | None
    after: bytes


async def add_lines(db: AsyncConnection, batch_id: int, lines: Sequence[Line]) -> None:
    """Keep what was before."""
    rows = [
        {
            "batch_id": batch_id,
            "place": line.place,
            "subject": line.subject,
            "before_sealed": _sealed_line(db, batch_id, line),
            "after_index": line.after,
        }
        for line in lines
    ]
    await _insert_line.many(db, rows)


_insert_line = Prepared(insert(BatchLineRow), *[it.name for it in BatchLineRow.__table__.columns])


def _sealed_line(db: AsyncConnection, batch_id: int, line: Line) -> bytes | None:
    if line.before is None:
        return None
    return seal_facts(vault_of(db), _line_place(batch_id, line.place), dict(line.before))


async def lines(db: AsyncConnection, batch_id: int, before: int, most: int) -> list[Line]:
    """List what a batch changed, the last first, from before a place on."""
    wanted = select(BatchLineRow).where(
        BatchLineRow.batch_id == batch_id, BatchLineRow.place < before
    )
    rows = await db.execute(wanted.order_by(BatchLineRow.place.desc()).limit(most))
    return [_line(db, row) for row in rows]


def _line(db: AsyncConnection, row: AnyRow) -> Line:
    place, sealed = _line_place(row.batch_id, row.place), row.before_sealed
    return Line(
        place=row.place,
        subject=row.subject,
        before=open_facts(vault_of(db), place, sealed) if sealed else None,
        after=row.after_index,
    )


_ended = (
    select(*_seen_columns)
    .join(FileRow, FileRow.id == BatchRow.file_id)
    .where(FileRow.state == FileState.KEPT.value, ~_working)
    .order_by(BatchRow.id)
)


async def ended(db: AsyncConnection, before: datetime) -> list[Batch]:
    """List batches begun before a moment that wait for nothing here and still have their file."""
    rows = await db.execute(_ended.where(BatchRow.at <= before))
    return [_batch(db, row) for row in rows]


async def _one(db: AsyncConnection, wanted: Select[Any]) -> Batch | None:
    row = (await db.execute(wanted)).one_or_none()
    return _batch(db, row) if row else None


def _batch(db: AsyncConnection, row: AnyRow) -> Batch:
    place = f"batches:{row.id}:outcome"
    sealed = row.outcome_sealed
    return Batch(
        **{name: getattr(row, name) for name in _COLUMNS},
        state=State(row.state),
        outcome=open_facts(vault_of(db), place, sealed) if sealed else {},
    )


def _sealed(db: AsyncConnection, batch_id: int, outcome: Mapping[str, Any]) -> bytes:
    return seal_facts(vault_of(db), f"batches:{batch_id}:outcome", dict(outcome))


def _details_place(batch_id: int) -> str:
    return f"batches:{batch_id}:details"


def _line_place(batch_id: int, place: int) -> str:
    return f"batch_lines:{batch_id}/{place}:before"
