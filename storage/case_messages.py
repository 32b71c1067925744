"""Messages that belong to a case: what its asker wrote or sent, and posts about it in groups."""

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.cases import Case
from storage.tables import CaseMessageRow

_fresh = insert(CaseMessageRow)
_note = _fresh.on_conflict_do_update(
    index_elements=["chat_id", "message_id"],
    set_={"case_id": _fresh.excluded.case_id, "version": _fresh.excluded.version},
)
_found = select(CaseMessageRow.case_id, CaseMessageRow.version).where(
    CaseMessageRow.chat_id == bindparam("chat"), CaseMessageRow.message_id == bindparam("message")
)


async def note(db: AsyncConnection, chat_id: int, message_id: int, case: Case) -> None:
    """Say that a message belongs to a case, to its step of this version; a later word holds."""
    row = {"chat_id": chat_id, "message_id": message_id}
    await db.execute(_note, row | {"case_id": case.number, "version": case.version})


async def case_of(db: AsyncConnection, chat_id: int, message_id: int) -> int | None:
    """Return the number of the case to which a message belongs."""
    found = await step_of(db, chat_id, message_id)
    return found[0] if found else None


async def step_of(db: AsyncConnection, chat_id: int, message_id: int) -> tuple[int, int] | None:
    """Return the number of that case, and the version of the step to which it belongs."""
    asked = {"chat": chat_id, "message": message_id}
    row = (await db.execute(_found, asked)).one_or_none()
    return (row.case_id, row.version) if row else None
