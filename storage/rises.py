"""What has risen to whom, and what officers decided about it."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.campaigns import Mark, Owing
from domain.rises import Noted
from storage.ids import RANDOM_BITS, new_id
from storage.tables import CampaignMarkRow, PersonRow

A_PIECE = 500
Matter = tuple[int, int]
"""A campaign's number and a person's id."""


async def noted(db: AsyncConnection, matters: Collection[Matter]) -> dict[Matter, list[Noted]]:
    """Return which officers know of whom that he is late, the oldest first."""
    found: dict[Matter, list[Noted]] = {}
    for campaign in sorted({it[0] for it in matters}):
        ids = sorted(person_id for number, person_id in matters if number == campaign)
        for start in range(0, len(ids), A_PIECE):
            for note in await _noted(db, campaign, ids[start : start + A_PIECE]):
                found.setdefault((campaign, note.person_id), []).append(note)
    return found


async def _noted(db: AsyncConnection, campaign: int, ids: Sequence[int]) -> list[Noted]:
    rows = await db.execute(
        select(CampaignMarkRow, PersonRow.name)
        .join(PersonRow, PersonRow.id == CampaignMarkRow.by_id)
        .where(CampaignMarkRow.campaign_id == campaign, CampaignMarkRow.person_id.in_(ids))
        .where(CampaignMarkRow.mark == Mark.NOTED)
        .order_by(CampaignMarkRow.id)
    )
    return [
        Noted(
            person_id=row.person_id, due_at=row.until_at, by_id=row.by_id, by=row.name, at=row.at
        )
        for row in rows
    ]


async def note(db: AsyncConnection, owings: Sequence[Owing], by: int, now: datetime) -> None:
    """Note that an officer knows of these people that they are late with what is due."""
    first = new_id()
    rows = [
        {
            "id": first + (place << RANDOM_BITS),
            "campaign_id": it.campaign,
            "person_id": it.person_id,
            "mark": Mark.NOTED,
            "until_at": it.due_at,
            "by_id": by,
            "at": now,
            "words_sealed": None,
        }
        for place, it in enumerate(owings)
    ]
    if rows:
        await db.execute(insert(CampaignMarkRow), rows)
