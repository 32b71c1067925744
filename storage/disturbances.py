"""Whom a campaign would disturb: those who still owe it, and whether letters get to them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.campaigns import Campaign, Standing
from storage import criteria

Reached = Mapping[int, bool]
"""People by their ids, and whether letters get to them."""


async def members(db: AsyncConnection, campaign: Campaign, now: datetime) -> frozenset[int]:
    """Return who is in it: of households only whoever answers for some."""
    who = (await criteria.standings(db, campaign, now)).subquery()
    return frozenset(await db.scalars(select(who.c.person_id)))


async def still_open(
    db: AsyncConnection, campaign: Campaign, now: datetime, ids: Sequence[int] | None = None
) -> Reached:
    """Return who still owes it, or who of these people does."""
    who = (await criteria.standings(db, campaign, now, ids)).subquery()
    wanted = select(who.c.person_id, who.c.telegram_id, who.c.unreachable_at)
    rows = await db.execute(wanted.where(who.c.standing == Standing.OPEN))
    return {
        row.person_id: row.telegram_id is not None and row.unreachable_at is None for row in rows
    }


async def people(db: AsyncConnection, campaign: Campaign, now: datetime) -> int:
    """Count those who are in it."""
    who = (await criteria.standings(db, campaign, now)).subquery()
    return await db.scalar(select(func.count()).select_from(who)) or 0


async def owing(db: AsyncConnection, campaign: Campaign, now: datetime) -> int:
    """Count those who still owe it and can be reached."""
    return sum((await still_open(db, campaign, now)).values())
