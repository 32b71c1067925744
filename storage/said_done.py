"""What people said is done or handed in for a campaign, as long as nobody has looked at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from domain.campaigns import Audience, Criterion, Mark
from domain.campaigns import State as CampaignState
from domain.people import Person, Role
from storage import audiences
from storage.columns import AnyRow
from storage.database import vault_of
from storage.tables import CampaignMarkRow, CampaignRow, FileRow, PersonRow

LOOKED_AT = (Criterion.CHECKED, Criterion.HANDED_IN)
"""Criteria where somebody looks at what was said or handed in."""
LOOKS = frozenset({Role.INFORMATION_OFFICER, Role.TOWN_STATION, Role.DISTRICT_OFFICE})
"""Who looks, in the own areas; an administrator does everywhere."""
_SAID = (Mark.CONFIRMED, Mark.HANDED_IN)
_ENDS = (*_SAID, Mark.CHECKED, Mark.SENT_BACK)


@dataclass(frozen=True, kw_only=True)
class SaidDone:
    """One person's word that a campaign is done; `mark` names it, `files` came with it."""

    campaign: int
    mark: int
    person_id: int
    name: str
    unit: str
    at: datetime
    words: str
    files: tuple[int, ...] = ()


def subject_of(mark: int) -> str:
    """Name what a mark's files belong to, for `files.link`."""
    return f"campaign_mark:{mark}"


def looked_at_by(reader: Person) -> ColumnElement[bool]:
    """Limit people to those whose word somebody looks at: of his areas, never his own."""
    if Role.ADMIN in reader.roles:
        return PersonRow.id != reader.id
    codes = reader.areas(LOOKS)
    if not codes:
        return false()
    there = Audience(roles=frozenset(Role), area_codes=codes)
    return and_(PersonRow.id != reader.id, audiences.belongs(there, ""))


_later = aliased(CampaignMarkRow)
_nobody_looked = ~exists().where(
    _later.campaign_id == CampaignMarkRow.campaign_id,
    _later.person_id == CampaignMarkRow.person_id,
    _later.id > CampaignMarkRow.id,
    _later.mark.in_(_ENDS),
)


def _waiting(reader: Person, *conditions: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(CampaignMarkRow, PersonRow.name, PersonRow.unit)
        .join(PersonRow, PersonRow.id == CampaignMarkRow.person_id)
        .join(CampaignRow, CampaignRow.id == CampaignMarkRow.campaign_id)
        .where(CampaignRow.state == CampaignState.RUNNING, CampaignRow.criterion.in_(LOOKED_AT))
        .where(CampaignMarkRow.mark.in_(_SAID), _nobody_looked, looked_at_by(reader))
        .where(*conditions)
    )


async def counts(db: AsyncConnection, reader: Person) -> dict[int, int]:
    """Count what waits for somebody, by campaign."""
    found = _waiting(reader).subquery()
    counted = select(found.c.campaign_id, func.count().label("waiting"))
    rows = await db.execute(counted.group_by(found.c.campaign_id).order_by(found.c.campaign_id))
    return {row.campaign_id: row.waiting for row in rows}


async def page(
    db: AsyncConnection, reader: Person, campaign: int, most: int, offset: int = 0
) -> list[SaidDone]:
    """List what waits for somebody of a campaign, the oldest first."""
    of_it = _waiting(reader, CampaignMarkRow.campaign_id == campaign)
    rows = await db.execute(of_it.order_by(CampaignMarkRow.id).limit(most).offset(offset))
    return [await _said(db, row) for row in rows.all()]


async def by_mark(db: AsyncConnection, reader: Person, mark: int) -> SaidDone | None:
    """Return one thing that waits for somebody; None when it does not, or not for him."""
    row = (await db.execute(_waiting(reader, CampaignMarkRow.id == mark))).one_or_none()
    return await _said(db, row) if row else None


async def _said(db: AsyncConnection, row: AnyRow) -> SaidDone:
    place = f"campaign_marks:{row.id}:words"
    return SaidDone(
        campaign=row.campaign_id,
        mark=row.id,
        person_id=row.person_id,
        name=row.name,
        unit=row.unit,
        at=row.at,
        words=vault_of(db).open_text(place, row.words_sealed) or "" if row.words_sealed else "",
        files=tuple(await files_of(db, row.id)),
    )


async def files_of(db: AsyncConnection, mark: int) -> Sequence[int]:
    """List the files that came with a mark, in their order."""
    wanted = select(FileRow.id).where(FileRow.subject == subject_of(mark)).order_by(FileRow.id)
    return list(await db.scalars(wanted))
