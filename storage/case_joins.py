"""Open cases that may be the same as one that somebody is about to raise."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from domain.cases import State
from domain.ladders import DESKS, Kind
from storage.case_queues import GOES_ON
from storage.tables import CaseRow


@dataclass(frozen=True, kw_only=True)
class Alike:
    """An open case as those may know it who have nothing to do with its household."""

    number: int
    topic: str
    raised_at: datetime
    joined: int


_other = aliased(CaseRow)
_joined = (
    select(func.count())
    .select_from(_other)
    .where(_other.joined_id == CaseRow.id, _other.state == State.JOINED.value)
    .correlate(CaseRow)
    .scalar_subquery()
)


async def alike(
    db: AsyncConnection, kind: Kind, area_code: str, topics: Collection[str], most: int
) -> list[Alike]:
    """List the open cases of a kind in one area about any of these topics, the newest first."""
    is_open = CaseRow.role.in_(sorted(DESKS)), CaseRow.area_code == area_code, GOES_ON
    wanted = (
        select(CaseRow.id, CaseRow.topic, CaseRow.raised_at, _joined.label("joined"))
        .where(*is_open, CaseRow.kind == kind, CaseRow.topic.in_(topics))
        .order_by(CaseRow.raised_at.desc(), CaseRow.id.desc())
        .limit(most)
    )
    return [
        Alike(number=row.id, topic=row.topic, raised_at=row.raised_at, joined=row.joined)
        for row in await db.execute(wanted)
    ]
