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
from domain.people import Person, Role, State
from storage import audiences, progress
from storage.columns import AnyRow
from storage.database import vault_of
from storage.tables import CampaignMarkRow, CampaignRow, FileRow, PersonRow

LOOKED_AT = (Criterion.CHECKED, Criterion.HANDED_IN)
"""Criteria where somebody looks at what was said or handed in."""
LOOKS = frozenset({Role.INFORMATION_OFFICER, Role.TOWN_STATION, Role.DISTRICT_OFFICE})
"""Who looks, in the own areas; an administrator does everywhere."""
_SAID = (Mark.CONFIRMED, Mark.HANDED_IN)
ENDS = (*_SAID, Mark.CHECKED, Mark.SENT_BACK)
"""Marks that say how far what was said is: the last of them counts."""


@dataclass(frozen=True, kw_only=True)
class SaidDone:
    """One person's word that a campaign is done; `mark` names it, `files` came with it.

    `by` said it: himself, or whoever took it over. `times` is how often it was said since somebody
    looked last.
    """

    campaign: int
    mark: int
    person_id: int
    name: str
    unit: str
    by_id: int
    by: str
    at: datetime
    words: str
    files: tuple[int, ...] = ()
    times: int = 1


def subject_of(mark: int) -> str:
    """Name what a mark's files belong to, for `files.link`."""
    return f"campaign_mark:{mark}"


def looked_at_by(reader: Person) -> ColumnElement[bool]:
    """Limit people to those whose word somebody looks at: of his areas, never his own.

    Closed accounts owe nothing any more.
    """
    if Role.ADMIN in reader.roles:
        return and_(PersonRow.id != reader.id, PersonRow.state == State.ACTIVE)
    codes = reader.areas(LOOKS)
    if not codes:
        return false()
    there = Audience(roles=frozenset(Role), area_codes=codes)
    return and_(PersonRow.id != reader.id, audiences.belongs(there, ""))


_later, _teller = aliased(CampaignMarkRow), aliased(PersonRow)
_nobody_looked = ~exists().where(
    _later.campaign_id == CampaignMarkRow.campaign_id,
    _later.person_id == CampaignMarkRow.person_id,
    _later.id > CampaignMarkRow.id,
    _later.mark.in_(ENDS),
)


def _waiting(reader: Person, *conditions: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(CampaignMarkRow, PersonRow.name, PersonRow.unit, _teller.name.label("by"))
        .join(PersonRow, PersonRow.id == CampaignMarkRow.person_id)
        .join(_teller, _teller.id == CampaignMarkRow.by_id)
        .join(CampaignRow, CampaignRow.id == CampaignMarkRow.campaign_id)
        .where(CampaignRow.state == CampaignState.RUNNING, CampaignRow.criterion.in_(LOOKED_AT))
        .where(CampaignMarkRow.mark.in_(_SAID), _nobody_looked, looked_at_by(reader))
        .where(CampaignMarkRow.by_id != reader.id)
        .where(*conditions)
    )


async def _of_few(db: AsyncConnection, reader: Person) -> list[ColumnElement[bool]]:
    """Name a reader's people where they are few: the marks of all others need no look."""
    ids = await progress.few(db, reader)
    return [] if ids is None else [CampaignMarkRow.person_id.in_(ids)]


async def counts(
    db: AsyncConnection, reader: Person, campaign: int | None = None
) -> dict[int, int]:
    """Count what waits for somebody, by campaign; of one only when it is named."""
    of_it = [CampaignMarkRow.campaign_id == campaign] if campaign is not None else []
    found = _waiting(reader, *of_it, *await _of_few(db, reader)).subquery()
    counted = select(found.c.campaign_id, func.count().label("waiting"))
    rows = await db.execute(counted.group_by(found.c.campaign_id).order_by(found.c.campaign_id))
    return {row.campaign_id: row.waiting for row in rows}


async def page(
    db: AsyncConnection, reader: Person, campaign: int, most: int, offset: int = 0
) -> list[SaidDone]:
    """List what waits for somebody of a campaign, the oldest first."""
    named = CampaignMarkRow.campaign_id == campaign, *await _of_few(db, reader)
    of_it = _waiting(reader, *named)
    rows = await db.execute(of_it.order_by(CampaignMarkRow.id).limit(most).offset(offset))
    return [await _said(db, row) for row in rows.all()]


async def by_mark(db: AsyncConnection, reader: Person, mark: int) -> SaidDone | None:
    """Return one thing that waits for somebody; None when it does not, or not for him."""
    row = (await db.execute(_waiting(reader, CampaignMarkRow.id == mark))).one_or_none()
    return await _said(db, row) if row else None


async def since(db: AsyncConnection, reader: Person, mark: int) -> tuple[Mark, str] | None:
    """Tell what came last of something that waited once for somebody, and by whom."""
    whose = select(CampaignMarkRow.campaign_id, CampaignMarkRow.person_id)
    seen = whose.join(PersonRow, PersonRow.id == CampaignMarkRow.person_id)
    row = (
        await db.execute(seen.where(CampaignMarkRow.id == mark, looked_at_by(reader)))
    ).one_or_none()
    if row is None:
        return None
    last = (
        select(CampaignMarkRow.mark, PersonRow.name)
        .join(PersonRow, PersonRow.id == CampaignMarkRow.by_id)
        .where(CampaignMarkRow.campaign_id == row.campaign_id)
        .where(CampaignMarkRow.person_id == row.person_id)
        .where(CampaignMarkRow.mark.in_(ENDS), CampaignMarkRow.id > mark)
        .order_by(CampaignMarkRow.id.desc())
        .limit(1)
    )
    found = (await db.execute(last)).one_or_none()
    return (Mark(found.mark), found.name) if found else None


async def _said(db: AsyncConnection, row: AnyRow) -> SaidDone:
    """Open somebody's word, with all he has handed in since somebody looked last."""
    looked, said = aliased(CampaignMarkRow), aliased(CampaignMarkRow)
    last = select(func.max(looked.id)).where(
        looked.campaign_id == row.campaign_id,
        looked.person_id == row.person_id,
        looked.mark.in_((Mark.CHECKED, Mark.SENT_BACK)),
    )
    wanted = (
        select(said.id, said.words_sealed)
        .where(said.campaign_id == row.campaign_id, said.person_id == row.person_id)
        .where(said.mark.in_(_SAID))
        .where(said.id > func.coalesce(last.scalar_subquery(), 0), said.id <= row.id)
        .order_by(said.id)
    )
    found = (await db.execute(wanted)).all()
    words = [_words(db, it.id, it.words_sealed) for it in found]
    return SaidDone(
        campaign=row.campaign_id,
        mark=row.id,
        person_id=row.person_id,
        name=row.name,
        unit=row.unit,
        by_id=row.by_id,
        by=row.by,
        at=row.at,
        words="\n".join(it for it in words if it),
        files=tuple(await _files_of(db, [it.id for it in found])),
        times=len(found),
    )


def _words(db: AsyncConnection, mark: int, sealed: bytes | None) -> str:
    place = f"campaign_marks:{mark}:words"
    return vault_of(db).open_text(place, sealed) or "" if sealed else ""


async def _files_of(db: AsyncConnection, marks: Sequence[int]) -> Sequence[int]:
    subjects = [subject_of(it) for it in marks]
    wanted = select(FileRow.id).where(FileRow.subject.in_(subjects)).order_by(FileRow.id)
    return list(await db.scalars(wanted))
