"""Asking everybody of a view again at once, without loading them."""

from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.selectable import Subquery

from domain.campaigns import Standing
from domain.people import State
from storage.progress import Asked
from storage.tables import TellingRow
from storage.tellings import Outcome

_COLUMNS = ("campaign_id", "event", "person_id", "at", "outcome", "key", "by_id")


def _holder(who: Subquery) -> ColumnElement[int]:
    return func.coalesce(who.c.taken_by, who.c.person_id)


def _open(asked: Asked, by: int) -> tuple[Subquery, ColumnElement[bool]]:
    """Limit a view to those who still have something to do, whoever asks left out."""
    who, wanted = asked.who()
    return who, and_(wanted, who.c.standing == Standing.OPEN, _holder(who) != by)


def _is_reached(who: Subquery) -> ColumnElement[bool]:
    is_bound = who.c.telegram_id.is_not(None), who.c.unreachable_at.is_(None)
    return and_(who.c.state == State.ACTIVE, *is_bound)


async def stage(db: AsyncConnection, asked: Asked, event: str, by: int) -> tuple[int, int]:
    """Note that those who are reached are to be told; returns how many, and how many had been."""
    who, wanted = _open(asked, by)
    reached = and_(wanted, _is_reached(who))
    holders = select(func.count(_holder(who).distinct())).where(reached)
    count = await db.scalar(holders) or 0
    values: tuple[Any, ...] = (
        asked.campaign.number,
        event,
        _holder(who),
        asked.now,
        Outcome.WAITING.value,
        "",
        by,
    )
    columns = [
        it if name == "person_id" else literal(it, getattr(TellingRow, name).type).label(name)
        for name, it in zip(_COLUMNS, values, strict=True)
    ]
    noted = insert(TellingRow).from_select(_COLUMNS, select(*columns).where(reached).distinct())
    once = noted.on_conflict_do_nothing().returning(TellingRow.person_id)
    fresh = len((await db.scalars(once)).all())
    return fresh, count - fresh


async def unreached(
    db: AsyncConnection, asked: Asked, by: int, most: int
) -> tuple[int, list[str]]:
    """Count those whom no letter reaches, and name the first of them."""
    who, wanted = _open(asked, by)
    lost = and_(wanted, ~_is_reached(who))
    count = await db.scalar(select(func.count()).select_from(who).where(lost)) or 0
    named = select(who.c.name).where(lost).order_by(who.c.name, who.c.person_id).limit(most)
    return count, list(await db.scalars(named)) if count else []
