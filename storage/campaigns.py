"""Campaigns as they are kept, and what was decided about single people of them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    false,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert as insert_or_leave
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.areas import Level
from domain.campaign_edits import DISTRICT_DIGITS
from domain.campaigns import Audience, Campaign, Criterion, Mark, Rise, State
from domain.people import Role
from storage.columns import AnyRow
from storage.database import vault_of
from storage.ids import new_id
from storage.tables import CampaignMarkRow, CampaignRow, PersonRow

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


async def mark(  # noqa: PLR0913  # who decides what about whom
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


async def marks(
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
    """Return who wants to be left alone about which campaign until when: campaign, person."""
    asked = CampaignMarkRow.mark == Mark.SNOOZED, CampaignMarkRow.until_at > now
    who = CampaignMarkRow.person_id.in_(set(person_ids))
    rows = await db.execute(select(CampaignMarkRow).where(who, *asked))
    return {(row.campaign_id, row.person_id): row.until_at for row in rows if row.until_at}


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
