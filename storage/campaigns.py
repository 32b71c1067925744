"""Campaigns as they are kept, and what was decided about single people of them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    false,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert as insert_or_leave
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.areas import Level
from domain.campaign_edits import DISTRICT_DIGITS
from domain.campaigns import Audience, Campaign, Criterion, Rise, State
from domain.people import Role
from storage.columns import AnyRow
from storage.tables import CampaignRow

_PLAIN = (
    "title",
    "what",
    "criterion",
    "area_code",
    "owner_id",
    "opens_on",
    "due_at",
    "state",
    "version",
    "recurrence",
    "period",
    "next_at",
    "set_at",
)


async def add(db: AsyncConnection, campaign: Campaign) -> Campaign | None:
    """Keep a new campaign and give it its number; None when its period has begun already."""
    added = insert_or_leave(CampaignRow).values(_values(campaign))
    added = added.on_conflict_do_nothing(index_elements=["recurrence", "period"])
    number = await db.scalar(added.returning(CampaignRow.id))
    return replace(campaign, number=number) if number else None


async def by_number(db: AsyncConnection, number: int) -> Campaign | None:
    """Return a campaign."""
    found = await _listed(db, CampaignRow.id == number)
    return found[0] if found else None


async def hold(db: AsyncConnection, number: int) -> Campaign | None:
    """Return a campaign that nobody else changes until this transaction ends."""
    this = select(CampaignRow).where(CampaignRow.id == number)
    this = this.with_for_update(
        key_share=True
    )  # two who have added a mark must not wait in a ring
    row = (await db.execute(this)).one_or_none()
    return _of(row) if row else None


async def by_numbers(db: AsyncConnection, numbers: Iterable[int]) -> dict[int, Campaign]:
    """Return some campaigns by their numbers."""
    found = await _listed(db, CampaignRow.id.in_(set(numbers)))
    return {it.number: it for it in found}


async def change(db: AsyncConnection, campaign: Campaign) -> Campaign | None:
    """Keep a campaign in place of the version before it; None when somebody was quicker."""
    same = CampaignRow.id == campaign.number, CampaignRow.version == campaign.version - 1
    changed = update(CampaignRow).where(*same).values(_values(campaign))
    return campaign if (await db.execute(changed)).rowcount == 1 else None


async def look_again(db: AsyncConnection, campaign: Campaign, at: datetime | None) -> bool:
    """Let the sweep look at a campaign again at an instant; None for never.

    False when it was changed meanwhile, or is to be looked at another time already.
    """
    same = CampaignRow.id == campaign.number, CampaignRow.version == campaign.version
    seen = CampaignRow.next_at.is_not_distinct_from(campaign.next_at)
    moved = update(CampaignRow).where(*same, seen).values(next_at=at)
    return (await db.execute(moved)).rowcount == 1


async def look_at_all(db: AsyncConnection) -> None:
    """Let the sweep look at every campaign from its beginning on: the calendar has changed."""
    running = update(CampaignRow).where(CampaignRow.state == State.RUNNING)
    await db.execute(running.values(next_at=CampaignRow.set_at))


async def due(db: AsyncConnection, now: datetime) -> list[Campaign]:
    """List the campaigns at which it is time to look, by number."""
    return await _listed(db, CampaignRow.next_at <= now)


async def next_at(db: AsyncConnection) -> datetime | None:
    """Return when a campaign is to be looked at next."""
    earliest = select(func.min(CampaignRow.next_at)).where(CampaignRow.next_at.is_not(None))
    return await db.scalar(earliest)


async def running(db: AsyncConnection) -> list[Campaign]:
    """List the campaigns that have begun and are not over, by number."""
    return await _listed(db, CampaignRow.state == State.RUNNING)


async def due_by(db: AsyncConnection, at: datetime) -> list[Campaign]:
    """List the running campaigns that were due by an instant, by number."""
    return await _listed(db, and_(CampaignRow.state == State.RUNNING, CampaignRow.due_at <= at))


async def in_areas(
    db: AsyncConnection, codes: Iterable[str], states: Iterable[State], most: int, offset: int = 0
) -> list[Campaign]:
    """List the campaigns that offices of these areas give, the one due last first.

    Those of districts, whose codes are the shortest, also see to what is of all areas.
    """
    wanted = select(CampaignRow).where(_given(codes, states))
    ordered = wanted.order_by(CampaignRow.due_at.desc(), CampaignRow.id.desc())
    return [_of(row) for row in await db.execute(ordered.limit(most).offset(offset))]


async def count_in_areas(
    db: AsyncConnection, codes: Iterable[str], states: Iterable[State]
) -> int:
    """Count them."""
    return await db.scalar(select(func.count()).where(_given(codes, states))) or 0


def _given(codes: Iterable[str], states: Iterable[State]) -> ColumnElement[bool]:
    listed = list(codes)
    inside = or_(false(), *[CampaignRow.area_code.startswith(code) for code in listed])
    if any(len(code) <= DISTRICT_DIGITS for code in listed):
        inside |= CampaignRow.area_code == ""
    return inside & CampaignRow.state.in_(list(states))


async def _listed(db: AsyncConnection, condition: ColumnElement[bool]) -> list[Campaign]:
    wanted = select(CampaignRow).where(condition).order_by(CampaignRow.id)
    return [_of(row) for row in await db.execute(wanted)]


def _values(campaign: Campaign) -> dict[str, Any]:
    body = json.dumps(written(campaign), ensure_ascii=False)
    return {name: getattr(campaign, name) for name in _PLAIN} | {"body": body}


def written(campaign: Any) -> dict[str, Any]:
    """Write as JSON what has no column: the audience, days, rises, whether it is loud."""
    audience: Audience = campaign.audience
    return {
        "roles": sorted(audience.roles),
        "area_codes": list(audience.area_codes),
        "units": list(audience.units),
        "days_before": list(campaign.days_before),
        "days_after": list(campaign.days_after),
        "rises": [asdict(it) for it in campaign.rises],
        "is_loud": campaign.is_loud,
    }


def read(body: Mapping[str, Any]) -> dict[str, Any]:
    """Read what `written` wrote, as a campaign's fields."""
    return {
        "audience": Audience(
            roles=frozenset(map(Role, body["roles"])),
            area_codes=tuple(body["area_codes"]),
            units=tuple(body["units"]),
        ),
        "days_before": tuple(body["days_before"]),
        "days_after": tuple(body["days_after"]),
        "rises": tuple(
            Rise(level=Level(it["level"]), days_after=it["days_after"]) for it in body["rises"]
        ),
        "is_loud": body["is_loud"],
    }


def _of(row: AnyRow) -> Campaign:
    plain = {name: getattr(row, name) for name in _PLAIN}
    plain |= {"criterion": Criterion(row.criterion), "state": State(row.state)}
    return Campaign(number=row.id, **plain, **read(json.loads(row.body)))
