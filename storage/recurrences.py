"""Duties that come back: the shipped ones, and what administrators made of them."""

import json
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.campaigns import Campaign, Criterion, Every, Recurrence
from domain.recurrences import SHIPPED
from storage import campaigns
from storage.campaigns import read, written
from storage.columns import AnyRow
from storage.tables import CampaignRow, RecurrenceRow

_IN_BODY = ("title", "what", "criterion", "every", "opens_day", "due_day", "is_on")


async def every(db: AsyncConnection) -> list[Recurrence]:
    """List all duties that come back, shipped ones first as they are now, then by age."""
    rows = await db.execute(select(RecurrenceRow).order_by(RecurrenceRow.set_at))
    kept = {row.name: _of(row) for row in rows}
    shipped = [kept.pop(it.name, it) for it in SHIPPED]
    return shipped + list(kept.values())


async def by_name(db: AsyncConnection, name: str) -> Recurrence | None:
    """Return one of them."""
    return next((it for it in await every(db) if it.name == name), None)


async def begun(db: AsyncConnection, name: str, period: int) -> Campaign | None:
    """Return the campaign with which a period of a duty began."""
    same = CampaignRow.recurrence == name, CampaignRow.period == period
    number = await db.scalar(select(CampaignRow.id).where(*same))
    return await campaigns.by_number(db, number) if number else None


async def newest(db: AsyncConnection, until: int | None = None) -> dict[str, int]:
    """Return the newest period that each duty has begun, by name.

    Later ones than `until` are left out: a clock that once ran ahead has begun them.
    """
    last = func.max(CampaignRow.period).label("last")
    begun: list[ColumnElement[bool]] = [CampaignRow.recurrence.is_not(None)]
    begun += [CampaignRow.period <= until] if until is not None else []
    wanted = select(CampaignRow.recurrence, last).where(*begun)
    rows = await db.execute(wanted.group_by(CampaignRow.recurrence))
    return {row.recurrence: row.last for row in rows}


async def keep(
    db: AsyncConnection, recurrence: Recurrence, by: int, now: datetime
) -> Recurrence | None:
    """Keep a duty in place of the version before it; None when somebody was quicker."""
    kept = replace(recurrence, set_at=now)
    values = {
        "body": json.dumps(_body(kept), ensure_ascii=False),
        "area_code": kept.area_code,
        "owner_id": kept.owner_id,
        "version": kept.version,
        "set_by": by,
        "set_at": now,
    }
    same = RecurrenceRow.name == kept.name, RecurrenceRow.version == kept.version - 1
    if (await db.execute(update(RecurrenceRow).where(*same).values(values))).rowcount == 1:
        return kept
    if kept.version > _first_version(kept.name):
        return None
    added = insert(RecurrenceRow).values(name=kept.name, **values).on_conflict_do_nothing()
    name = await db.scalar(added.returning(RecurrenceRow.name))
    return kept if name else None


def _first_version(name: str) -> int:
    """Give the version with which a duty first comes to be kept: a shipped one has one already."""
    return 2 if any(it.name == name for it in SHIPPED) else 1


def _body(recurrence: Recurrence) -> dict[str, object]:
    return {name: getattr(recurrence, name) for name in _IN_BODY} | written(recurrence)


def _of(row: AnyRow) -> Recurrence:
    body = json.loads(row.body)
    plain = {name: body[name] for name in _IN_BODY}
    plain |= {"criterion": Criterion(body["criterion"]), "every": Every(body["every"])}
    return Recurrence(
        name=row.name,
        area_code=row.area_code,
        owner_id=row.owner_id,
        version=row.version,
        set_at=row.set_at,
        **plain,
        **read(body),
    )
