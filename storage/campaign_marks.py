"""What was decided about single people of a campaign: appended, never changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.campaigns import Mark
from storage.columns import AnyRow
from storage.database import vault_of
from storage.ids import new_id
from storage.tables import CampaignMarkRow, PersonRow


@dataclass(frozen=True, kw_only=True)
class Marked:
    """What somebody decided about one person; `until_at` is what an extension runs to."""

    id: int
    campaign: int
    person_id: int
    mark: Mark
    until_at: datetime | None
    by_id: int
    by: str
    at: datetime
    words: str


async def keep(  # noqa: PLR0913  # who decides what about whom
    db: AsyncConnection,
    campaign: int,
    person_id: int,
    marked: Mark,
    by: int,
    now: datetime,
    *,
    until_at: datetime | None = None,
    words: str = "",
) -> int:
    """Append what somebody decided about one person, and return its id."""
    number = new_id()
    sealed = vault_of(db).seal_text(_place(number), words) if words else None
    row = {
        "id": number,
        "campaign_id": campaign,
        "person_id": person_id,
        "mark": marked,
        "until_at": until_at,
        "by_id": by,
        "at": now,
        "words_sealed": sealed,
    }
    await db.execute(insert(CampaignMarkRow).values(row))
    return number


async def of_campaign(
    db: AsyncConnection, campaign: int, person_ids: Iterable[int] | None = None
) -> list[Marked]:
    """List what was decided about people of a campaign, the oldest first."""
    wanted = (
        select(CampaignMarkRow, PersonRow.name)
        .join(PersonRow, PersonRow.id == CampaignMarkRow.by_id)
        .where(CampaignMarkRow.campaign_id == campaign)
        .order_by(CampaignMarkRow.id)
    )
    if person_ids is not None:
        wanted = wanted.where(CampaignMarkRow.person_id.in_(list(person_ids)))
    return [_marked(db, row) for row in await db.execute(wanted)]


def _place(number: int) -> str:
    return f"campaign_marks:{number}:words"


def _marked(db: AsyncConnection, row: AnyRow) -> Marked:
    sealed = row.words_sealed
    return Marked(
        id=row.id,
        campaign=row.campaign_id,
        person_id=row.person_id,
        mark=Mark(row.mark),
        until_at=row.until_at,
        by_id=row.by_id,
        by=row.name,
        at=row.at,
        words=(vault_of(db).open_text(_place(row.id), sealed) or "") if sealed else "",
    )


async def extended(
    db: AsyncConnection, campaign: int, person_ids: Iterable[int] | None = None
) -> dict[int, tuple[datetime, datetime]]:
    """Return until when people have time by the last word of an officer, and when he said so."""
    mine = CampaignMarkRow.campaign_id == campaign, CampaignMarkRow.mark == Mark.EXTENDED
    wanted = select(CampaignMarkRow).where(*mine)
    if person_ids is not None:
        wanted = wanted.where(CampaignMarkRow.person_id.in_(list(person_ids)))
    rows = await db.execute(wanted.order_by(CampaignMarkRow.id))
    return {row.person_id: (row.until_at, row.at) for row in rows if row.until_at}


async def taken_over(
    db: AsyncConnection, numbers: Iterable[int], person_ids: Iterable[int]
) -> set[tuple[int, int]]:
    """Return in whose place any of these people took over something: campaign, person."""
    is_taken = CampaignMarkRow.mark == literal_column(f"'{Mark.TAKEN_OVER}'")
    taken = is_taken, CampaignMarkRow.campaign_id.in_(set(numbers))
    wanted = select(CampaignMarkRow.campaign_id, CampaignMarkRow.person_id).distinct()
    rows = await db.execute(wanted.where(*taken, CampaignMarkRow.by_id.in_(set(person_ids))))
    return {(row.campaign_id, row.person_id) for row in rows}


async def snoozed(
    db: AsyncConnection, person_ids: Iterable[int], now: datetime
) -> dict[tuple[int, int], datetime]:
    """Return who wants to be left alone about which campaign until when: campaign, person.

    Of several times the last one counts.
    """
    asked = CampaignMarkRow.mark == Mark.SNOOZED, CampaignMarkRow.until_at > now
    who = CampaignMarkRow.person_id.in_(set(person_ids))
    wanted = select(CampaignMarkRow).where(who, *asked).order_by(CampaignMarkRow.until_at)
    rows = await db.execute(wanted)
    return {(row.campaign_id, row.person_id): row.until_at for row in rows if row.until_at}
