"""Single-use links that bind an account to whoever opens them."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import InvitationRow

LIFE = timedelta(hours=24)
WORD_BYTES = 18


async def make(db: AsyncConnection, person_id: int, now: datetime) -> str:
    """Make an invitation and return the word of the link; only its hash is kept."""
    word = secrets.token_urlsafe(WORD_BYTES)
    row = {"word_hash": _hash(word), "person_id": person_id, "expires_at": now + LIFE}
    await db.execute(insert(InvitationRow).values(row))
    return word


async def person_of(db: AsyncConnection, word: str, now: datetime) -> int | None:
    """Return whose unused, unexpired invitation this is."""
    wanted = select(InvitationRow.person_id).where(
        InvitationRow.word_hash == _hash(word),
        InvitationRow.used_at.is_(None),
        InvitationRow.expires_at > now,
    )
    return await db.scalar(wanted)


async def use(db: AsyncConnection, word: str, now: datetime) -> bool:
    """Use an invitation up; False when somebody was faster."""
    unused = InvitationRow.word_hash == _hash(word), InvitationRow.used_at.is_(None)
    used = await db.execute(update(InvitationRow).where(*unused).values(used_at=now))
    return used.rowcount == 1


def _hash(word: str) -> bytes:
    return hashlib.sha256(word.encode()).digest()
