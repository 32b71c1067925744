"""What offices made of campaigns: each version with the one before it, who, when and why.

Whom a change concerns is noted among the tellings; they are told page by page.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, exists, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.campaigns import Campaign, Criterion, State
from storage import tellings
from storage.campaigns import read, written
from storage.columns import AnyRow
from storage.database import vault_of
from storage.tables import CampaignChangeRow, CampaignRow, PersonRow, TellingRow
from storage.tellings import Outcome

PIECE = 500
"""So many people are noted with one statement."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing an office did to a campaign; `event` is what those concerned are told by."""

    campaign: int
    version: int
    action: str
    by: str
    at: datetime
    before: Campaign
    words: str = ""
    event: str | None = None


async def add(  # noqa: PLR0913  # who made what of which, and whom it concerns
    db: AsyncConnection,
    before: Campaign,
    after: Campaign,
    action: str,
    by: int,
    *,
    words: str = "",
    concerns: Sequence[int] = (),
) -> None:
    """Note a change of a campaign, and whom it is to be told."""
    place = _place(after.number, after.version)
    event = f"{action}{after.version}" if concerns else None
    row = {
        "campaign_id": after.number,
        "version": after.version,
        "action": action,
        "by_id": by,
        "at": after.set_at,
        "before": json.dumps(_dumped(before), ensure_ascii=False),
        "words_sealed": vault_of(db).seal_text(place, words) if words else None,
        "event": event,
    }
    await db.execute(insert(CampaignChangeRow).values(row))
    for start in range(0, len(concerns), PIECE):
        piece = concerns[start : start + PIECE]
        told = after.number, event or "", piece, after.set_at
        await tellings.stage(db, *told, Outcome.NEWS)


def _place(number: int, version: int) -> str:
    return f"campaign_changes:{number}.{version}:words"


def _dumped(campaign: Campaign) -> dict[str, object]:
    return {
        "title": campaign.title,
        "what": campaign.what,
        "criterion": campaign.criterion,
        "opens_on": campaign.opens_on.isoformat(),
        "due_at": campaign.due_at.isoformat(),
        "state": campaign.state,
        "version": campaign.version,
        **written(campaign),
    }


def _loaded(row: AnyRow) -> Campaign:
    said = json.loads(row.before)
    return Campaign(
        number=row.campaign_id,
        title=said["title"],
        what=said["what"],
        criterion=Criterion(said["criterion"]),
        area_code=row.area_code,
        owner_id=row.owner_id,
        opens_on=date.fromisoformat(said["opens_on"]),
        due_at=datetime.fromisoformat(said["due_at"]),
        state=State(said["state"]),
        version=said["version"],
        recurrence=row.recurrence,
        period=row.period,
        set_at=row.at,
        **read(said),
    )


async def last(db: AsyncConnection, number: int) -> Change | None:
    """Return the last change of a campaign."""
    return await _first(db, CampaignChangeRow.campaign_id == number)


async def after(db: AsyncConnection, number: int, version: int) -> Change | None:
    """Return the change that followed a version; None when nothing has."""
    here = CampaignChangeRow.campaign_id == number, CampaignChangeRow.version == version + 1
    return await _first(db, *here)


async def _first(db: AsyncConnection, *conditions: ColumnElement[bool]) -> Change | None:
    wanted = _selected().where(*conditions).order_by(CampaignChangeRow.version.desc()).limit(1)
    row = (await db.execute(wanted)).one_or_none()
    return _change(db, row) if row else None


def _selected() -> Select[*tuple[Any, ...]]:
    return (
        select(
            CampaignChangeRow,
            PersonRow.name,
            CampaignRow.area_code,
            CampaignRow.owner_id,
            CampaignRow.recurrence,
            CampaignRow.period,
        )
        .join(CampaignRow, CampaignRow.id == CampaignChangeRow.campaign_id)
        .join(PersonRow, PersonRow.id == CampaignChangeRow.by_id)
    )


def _change(db: AsyncConnection, row: AnyRow) -> Change:
    place, sealed = _place(row.campaign_id, row.version), row.words_sealed
    return Change(
        campaign=row.campaign_id,
        version=row.version,
        action=row.action,
        by=row.name,
        at=row.at,
        before=_loaded(row),
        words=(vault_of(db).open_text(place, sealed) or "") if sealed else "",
        event=row.event,
    )


async def is_untold(db: AsyncConnection) -> bool:
    """Tell whether anybody is still to be told of a change."""
    return bool(await db.scalar(select(exists().where(CampaignChangeRow.event.is_not(None)))))


async def untold(db: AsyncConnection) -> Change | None:
    """Return the oldest change of which somebody is still to be told and that nobody tells now."""
    wanted = _selected().where(CampaignChangeRow.event.is_not(None))
    oldest = wanted.order_by(CampaignChangeRow.at).limit(1)
    held = oldest.with_for_update(skip_locked=True, of=CampaignChangeRow)
    row = (await db.execute(held)).one_or_none()
    return _change(db, row) if row else None


async def newest_untold(db: AsyncConnection, number: int) -> Change | None:
    """Return the newest change of a campaign of which somebody is still to be told."""
    untold_of_it = CampaignChangeRow.campaign_id == number, CampaignChangeRow.event.is_not(None)
    return await _first(db, *untold_of_it)


async def concerned(db: AsyncConnection, change: Change, most: int) -> list[int]:
    """List people who are still to be told of a change, in the order of their ids."""
    here = _of(change)
    wanted = select(TellingRow.person_id).where(*here).order_by(TellingRow.person_id)
    return list(await db.scalars(wanted.limit(most)))


def _of(change: Change) -> tuple[ColumnElement[bool], ...]:
    return (
        TellingRow.campaign_id == change.campaign,
        TellingRow.event == change.event,
        TellingRow.outcome == Outcome.NEWS,
    )


async def settle(  # noqa: PLR0913  # what became of whose telling
    db: AsyncConnection,
    change: Change,
    person_ids: Sequence[int],
    outcome: Outcome,
    now: datetime,
    once: str = "",
    reader: int | None = None,
) -> None:
    """Note what became of telling these people; `once` names their letters in the outbox.

    `reader` is whoever was written to in their place.
    """
    own = cast(TellingRow.person_id, String) if reader is None else literal(str(reader))
    key = literal(f"{once}:") + own if once else literal("")
    noted = update(TellingRow).where(*_of(change), TellingRow.person_id.in_(person_ids))
    await db.execute(noted.values(outcome=outcome, at=now, key=key))


async def overtake(
    db: AsyncConnection, change: Change, person_ids: Sequence[int], now: datetime
) -> None:
    """Note that these people need not be told of later changes: what they were told has them."""
    later = (
        TellingRow.campaign_id == change.campaign,
        TellingRow.event != change.event,
        TellingRow.outcome == Outcome.NEWS,
        TellingRow.person_id.in_(person_ids),
    )
    await db.execute(update(TellingRow).where(*later).values(outcome=Outcome.OVERTAKEN, at=now))


async def over(db: AsyncConnection, change: Change) -> None:
    """Note that everybody was told of a change."""
    this = (
        CampaignChangeRow.campaign_id == change.campaign,
        CampaignChangeRow.version == change.version,
    )
    await db.execute(update(CampaignChangeRow).where(*this).values(event=None))
