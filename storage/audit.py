"""Who did what that others must be able to trace."""

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.ids import new_id
from storage.tables import AuditRow


async def write(
    db: AsyncConnection, person_id: int | None, action: str, subject: str, now: datetime
) -> None:
    """Add a line: an action and what it was done to, ids only."""
    row = {"id": new_id(), "at": now, "person_id": person_id, "action": action, "subject": subject}
    await db.execute(insert(AuditRow).values(row))
