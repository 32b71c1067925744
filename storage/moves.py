"""Requests to move an account to another Telegram user; an officer confirms them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.ids import new_id
from storage.tables import MoveRow


@dataclass(frozen=True, kw_only=True)
class Move:
    """An account that somebody asks to use from another Telegram user."""

    id: int
    person_id: int
    telegram_id: int
    outcome: str | None = None


async def ask(db: AsyncConnection, person_id: int, telegram_id: int, now: datetime) -> Move:
    """Keep a request; one asked before for the same account is replaced by the newer."""
    waiting = MoveRow.person_id == person_id, MoveRow.outcome.is_(None)
    await db.execute(update(MoveRow).where(*waiting).values(outcome="replaced", decided_at=now))
    move = Move(id=new_id(), person_id=person_id, telegram_id=telegram_id)
    row = {"id": move.id, "person_id": person_id, "telegram_id": telegram_id, "asked_at": now}
    await db.execute(insert(MoveRow).values(row))
    return move


async def waiting_for(db: AsyncConnection, person_id: int) -> Move | None:
    """Return the open request for an account."""
    wanted = select(MoveRow).where(MoveRow.person_id == person_id, MoveRow.outcome.is_(None))
    row = (await db.execute(wanted)).one_or_none()
    return Move(id=row.id, person_id=person_id, telegram_id=row.telegram_id) if row else None


async def by_id(db: AsyncConnection, number: int) -> Move | None:
    """Return one request."""
    row = (await db.execute(select(MoveRow).where(MoveRow.id == number))).one_or_none()
    if row is None:
        return None
    return Move(
        id=row.id, person_id=row.person_id, telegram_id=row.telegram_id, outcome=row.outcome
    )


async def decide(
    db: AsyncConnection, move: Move, outcome: str, officer_id: int, now: datetime
) -> bool:
    """Settle a request; False when it was settled meanwhile."""
    waiting = MoveRow.id == move.id, MoveRow.outcome.is_(None)
    values = {"outcome": outcome, "decided_by": officer_id, "decided_at": now}
    return (await db.execute(update(MoveRow).where(*waiting).values(values))).rowcount == 1
