"""Who an update is from: the account with its roles and the open form, in one read."""

from sqlalchemy import and_, bindparam, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.people import Person
from storage import drafts
from storage.drafts import Draft, draft_of
from storage.people import COLUMNS, JOINED, person_of
from storage.prepared import Prepared
from storage.tables import DraftRow, PersonRow

DRAFT_COLUMNS = tuple(column.label(f"draft_{column.name}") for column in drafts.COLUMNS)
_sender = Prepared(
    select(*COLUMNS, *DRAFT_COLUMNS)
    .select_from(
        JOINED.outerjoin(
            DraftRow.__table__, and_(DraftRow.person_id == PersonRow.id, DraftRow.is_open)
        )
    )
    .where(PersonRow.telegram_id == bindparam("telegram_id"))
)


_lock = text("SELECT pg_advisory_xact_lock(:key)")


async def lock(db: AsyncConnection, telegram_id: int) -> None:
    """Let nobody else handle this person's updates until this transaction ends.

    SQLite has one writer, so there it is so anyway.
    """
    if db.dialect.name != "sqlite":
        await db.execute(_lock, {"key": telegram_id})


async def by_telegram(db: AsyncConnection, telegram_id: int) -> tuple[Person | None, Draft | None]:
    """Find the account bound to a Telegram user and the form it is in the middle of."""
    rows = await _sender.all(db, {"telegram_id": telegram_id})
    if not rows:
        return None, None
    values = rows[0]._asdict()
    draft = {name.removeprefix("draft_"): values[name] for name in values if "draft_" in name}
    return person_of(rows), draft_of(db, draft) if draft["id"] else None
