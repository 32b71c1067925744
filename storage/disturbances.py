"""How often a campaign would disturb people: those who still owe it, and who is told anyway."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.campaigns import Campaign, Standing
from storage import criteria


async def _open(db: AsyncConnection, campaign: Campaign, now: datetime) -> Select[Any]:
    """Select those who still owe it and can be reached."""
    who = (await criteria.standings(db, campaign, now)).subquery()
    reached = who.c.telegram_id.is_not(None), who.c.unreachable_at.is_(None)
    return select(who.c.person_id).where(who.c.standing == Standing.OPEN, *reached)


async def people(db: AsyncConnection, campaign: Campaign, now: datetime) -> int:
    """Count those who are in it: of households only whoever answers for some."""
    who = (await criteria.standings(db, campaign, now)).subquery()
    return await db.scalar(select(func.count()).select_from(who)) or 0


async def owing(db: AsyncConnection, campaign: Campaign, now: datetime) -> int:
    """Count those who still owe it and can be reached."""
    open_ones = (await _open(db, campaign, now)).subquery()
    return await db.scalar(select(func.count()).select_from(open_ones)) or 0


async def told_anyway(
    db: AsyncConnection, campaign: Campaign, others: Sequence[Campaign], now: datetime
) -> int:
    """Count those of them who still owe one of these others too."""
    if not others:
        return 0
    theirs = union(*[await _open(db, it, now) for it in others]).subquery()
    mine = (await _open(db, campaign, now)).subquery()
    both = mine.join(theirs, mine.c.person_id == theirs.c.person_id)
    return await db.scalar(select(func.count()).select_from(both)) or 0


async def first_open(db: AsyncConnection, campaign: Campaign, now: datetime) -> int | None:
    """Return somebody who still owes it, to show what he would read."""
    who = (await criteria.standings(db, campaign, now)).subquery()
    open_ones = select(who.c.person_id).where(who.c.standing == Standing.OPEN)
    return await db.scalar(open_ones.order_by(who.c.person_id).limit(1))
