"""Files people sent: what is known of them; their contents lie sealed in a folder (0026)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, bindparam, delete, exists, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as insert_once
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.files import File, Kind, State, bands, is_alike
from storage.columns import AnyRow, DatabaseClock, SecondsFromNow
from storage.database import vault_of
from storage.ids import new_id
from storage.sealed import open_facts, seal_facts
from storage.tables import BatchRow, FileMarkRow, FileRow
from storage.vault import Vault

LEASE_S = 90
MOST_COMPARED = 500
NEVER_USED_FOR = timedelta(days=30)
"""So long a file stays that belongs to nothing: drafts are taken up again after weeks."""


async def receive(  # noqa: PLR0913  # what a message says of a file, and when
    db: AsyncConnection,
    person_id: int,
    kind: str,
    telegram_id: str,
    unique_id: str,
    now: datetime,
    name: str = "",
) -> int:
    """Note a file somebody sent, in the turn that hears of it; it is fetched after the turn."""
    number = new_id()
    facts = {"file_id": telegram_id, "name": name}
    row = {
        "id": number,
        "person_id": person_id,
        "kind": Kind(kind),
        "state": State.WAITING,
        "telegram_sealed": _seal(vault_of(db), number, facts),
        "unique_id": unique_id,
        "received_at": now,
        "attempts": 0,
    }
    await db.execute(insert(FileRow).values(row))
    return number


async def known(db: AsyncConnection, ids: Iterable[int]) -> dict[int, File]:
    """Return files by their ids; what was forgotten is not among them."""
    rows = await db.execute(select(FileRow).where(FileRow.id.in_(list(ids))))
    return {row.id: _file(db, row) for row in rows}


async def link(db: AsyncConnection, ids: Iterable[int], subject: str) -> None:
    """Say what files belong to; what belongs to something already stays there."""
    free = FileRow.id.in_(list(ids)), FileRow.subject.is_(None)
    await db.execute(update(FileRow).where(*free).values(subject=subject))


async def pass_on(db: AsyncConnection, subject: str, to: str | None) -> None:
    """Let what belonged to something taken back belong to what replaces it, or to nothing."""
    await db.execute(update(FileRow).where(FileRow.subject == subject).values(subject=to))


async def used_before(db: AsyncConnection, ids: Iterable[int]) -> dict[int, tuple[str, datetime]]:
    """Tell which of these belong, as the same file or picture, to something else, and since when.

    What belongs to nothing yet is compared with everything, what was handed in with earlier
    files only. Pictures are compared when they are fetched; until then, Telegram's ids alone.
    """
    mine = await known(db, ids)
    others = [*await _same(db, mine.values()), *await _perhaps_alike(db, mine.values())]
    found = {}
    for number, file in mine.items():
        same = [it for it in others if _is_reused(file, it)]
        if same:
            first = min(same, key=lambda it: it.received_at)
            found[number] = (first.subject or "", first.received_at)
    return found


def _is_reused(file: File, other: File) -> bool:
    if other.id == file.id or other.subject in (None, file.subject):
        return False
    if file.subject is not None and other.received_at > file.received_at:
        return False
    is_same = file.digest is not None and file.digest == other.digest
    likenesses = file.likeness, other.likeness
    return is_same or file.unique_id == other.unique_id or is_alike(*likenesses)


async def _same(db: AsyncConnection, files: Iterable[File]) -> list[File]:
    unique_ids = [file.unique_id for file in files]
    digests = [file.digest for file in files if file.digest]
    same = or_(FileRow.unique_id.in_(unique_ids), FileRow.digest.in_(digests))
    return await _used(db, select(FileRow).where(same))


async def _perhaps_alike(db: AsyncConnection, files: Iterable[File]) -> list[File]:
    marks = [mark for file in files for mark in _marks(vault_of(db), file.likeness)]
    marked = select(FileMarkRow.file_id).where(FileMarkRow.mark.in_(marks))
    return await _used(db, select(FileRow).where(FileRow.id.in_(marked))) if marks else []


async def _used(db: AsyncConnection, files: Select[Any]) -> list[File]:
    used = files.where(FileRow.subject.is_not(None)).order_by(FileRow.id).limit(MOST_COMPARED)
    return [_file(db, row) for row in await db.execute(used)]


def _seal(vault: Vault, number: int, facts: dict[str, Any]) -> bytes:
    return seal_facts(vault, _place(number), facts)


def _place(number: int) -> str:
    return f"files:{number}:telegram"


def _file(db: AsyncConnection, row: AnyRow) -> File:
    facts = open_facts(vault_of(db), _place(row.id), row.telegram_sealed)
    likeness = facts.get("likeness")
    return File(
        id=row.id,
        person_id=row.person_id,
        kind=Kind(row.kind),
        state=State(row.state),
        telegram_id=facts["file_id"],
        unique_id=row.unique_id,
        received_at=row.received_at,
        digest=row.digest,
        size=row.size,
        subject=row.subject,
        name=facts.get("name", ""),
        likeness=None if likeness is None else int(likeness, 16),
        attempts=row.attempts,
    )


_is_free = or_(FileRow.lease_until.is_(None), FileRow.lease_until < DatabaseClock())
_due = select(FileRow.id).where(FileRow.state == State.WAITING.value, _is_free)
_oldest = _due.order_by(FileRow.id).limit(bindparam("most")).with_for_update(skip_locked=True)
_claim = (
    update(FileRow)
    .where(FileRow.id.in_(_oldest.scalar_subquery()))
    .values(
        lease_owner=bindparam("owner"),
        lease_until=SecondsFromNow(LEASE_S),
        attempts=FileRow.attempts + 1,
    )
    .returning(FileRow)
)


async def any_due(db: AsyncConnection) -> bool:
    """Tell whether a claim could find anything; reads only."""
    return await db.scalar(_due.limit(1)) is not None


async def claim(db: AsyncConnection, owner: str, most: int) -> list[File]:
    """Lease files that wait to be fetched, the oldest first."""
    rows = (await db.execute(_claim, {"owner": owner, "most": most})).all()
    return sorted((_file(db, row) for row in rows), key=lambda file: file.id)


@dataclass(frozen=True, kw_only=True)
class Content:
    """What was found in a file: the digest that names its kept content, and its size."""

    digest: bytes
    size: int
    likeness: int | None = None


async def keep(db: AsyncConnection, file: File, content: Content) -> None:
    """Note that the content is kept, and by which marks alike pictures find it."""
    facts = {"file_id": file.telegram_id, "name": file.name}
    if content.likeness is not None:
        facts["likeness"] = f"{content.likeness:x}"
    fresh = {"state": State.KEPT, "digest": content.digest, "size": content.size}
    sealed = _seal(vault_of(db), file.id, facts)
    await _end(db, file.id, telegram_sealed=sealed, **fresh)
    marks = [{"mark": it, "file_id": file.id} for it in _marks(vault_of(db), content.likeness)]
    if marks:
        await db.execute(insert_once(FileMarkRow).on_conflict_do_nothing(), marks)


async def lose(db: AsyncConnection, file_id: int) -> None:
    """Give a file up."""
    await _end(db, file_id, state=State.LOST)


async def _end(db: AsyncConnection, file_id: int, **fresh: Any) -> None:
    """End the lease; another worker may have been faster, with the same outcome."""
    waiting = FileRow.id == file_id, FileRow.state == State.WAITING.value
    ended = {"lease_owner": None, "lease_until": None}
    await db.execute(update(FileRow).where(*waiting).values(**fresh, **ended))


async def put_off(db: AsyncConnection, file: File, seconds: int, *, counts: bool) -> None:
    """Try again after so many seconds; what is nobody's fault does not count as an attempt."""
    attempts = file.attempts if counts else file.attempts - 1
    waiting = FileRow.id == file.id, FileRow.state == State.WAITING.value
    later = {"lease_owner": None, "lease_until": SecondsFromNow(seconds), "attempts": attempts}
    await db.execute(update(FileRow).where(*waiting).values(later))


async def purge(db: AsyncConnection, now: datetime) -> int:
    """Forget files that never came to belong to anything; returns how many."""
    old = FileRow.subject.is_(None), FileRow.received_at < now - NEVER_USED_FOR
    read = exists().where(BatchRow.file_id == FileRow.id)
    gone = list(await db.scalars(select(FileRow.id).where(*old, ~read).limit(MOST_COMPARED)))
    await db.execute(delete(FileMarkRow).where(FileMarkRow.file_id.in_(gone)))
    await db.execute(delete(FileRow).where(FileRow.id.in_(gone)))
    return len(gone)


async def forget(db: AsyncConnection, file_id: int) -> None:
    """Give up the content of a file that is not needed any more."""
    fresh = {"state": State.LOST, "digest": None, "size": None}
    await db.execute(update(FileRow).where(FileRow.id == file_id).values(fresh))


async def unnamed(db: AsyncConnection, digests: Iterable[bytes]) -> frozenset[bytes]:
    """Return which of these contents no file has."""
    asked = frozenset(digests)
    named = await db.scalars(select(FileRow.digest).where(FileRow.digest.in_(asked)))
    return asked - frozenset(it for it in named if it)


def _marks(vault: Vault, likeness: int | None) -> list[bytes]:
    """Make the marks of a likeness: nobody without the key can draw a picture from them."""
    return [
        vault.index("files.mark", f"{number}:{band}")[:8]
        for number, band in enumerate(bands(likeness))
    ]
