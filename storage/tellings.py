"""Tellings: who was told what about which campaign, when, and whether it came.

One row an event and reader: whoever sweeps second finds the row and says nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import PersonRow, TellingRow


class Outcome(StrEnum):
    """What became of one telling."""

    WAITING = "waiting"
    """It stands in nobody's letter yet."""
    TOLD = "told"
    UNREACHABLE = "unreachable"
    """No chat to write to: he is on his officer's call list."""
    SNOOZED = "snoozed"
    """He asked to be left alone until tomorrow; the next digest has it."""
    SETTLED = "settled"
    """Done, excused or extended before the letter was written."""


@dataclass(frozen=True, kw_only=True)
class Telling:
    """One line of the trail."""

    campaign: int
    event: str
    person_id: int
    name: str
    at: datetime
    outcome: Outcome
    delivered_at: datetime | None
    acknowledged_at: datetime | None


async def stage(
    db: AsyncConnection, campaign: int, event: str, person_ids: Sequence[int], now: datetime
) -> list[int]:
    """Note that these people are to be told; returns those who were not told before."""
    if not person_ids:
        return []
    rows = [
        {
            "campaign_id": campaign,
            "event": event,
            "person_id": number,
            "at": now,
            "outcome": Outcome.WAITING,
            "key": "",
        }
        for number in person_ids
    ]
    added = insert(TellingRow).values(rows).on_conflict_do_nothing()
    return list(await db.scalars(added.returning(TellingRow.person_id)))


async def waiting(db: AsyncConnection, after_id: int, most: int) -> list[int]:
    """List people for whom something waits to be told, in the order of their ids."""
    here = TellingRow.outcome == Outcome.WAITING, TellingRow.person_id > after_id
    wanted = select(TellingRow.person_id).where(*here).distinct()
    return list(await db.scalars(wanted.order_by(TellingRow.person_id).limit(most)))


async def waiting_for(db: AsyncConnection, person_id: int) -> list[Telling]:
    """List what waits to be told to somebody, the oldest first."""
    here = TellingRow.outcome == Outcome.WAITING, TellingRow.person_id == person_id
    return await _listed(db, *here)


async def settle(  # noqa: PLR0913  # what became of which tellings
    db: AsyncConnection,
    person_id: int,
    tellings: Iterable[Telling],
    outcome: Outcome,
    now: datetime,
    key: str = "",
) -> None:
    """Keep what became of somebody's waiting tellings; `key` is the letter's in the outbox."""
    for it in tellings:
        this = (
            TellingRow.campaign_id == it.campaign,
            TellingRow.event == it.event,
            TellingRow.person_id == person_id,
            TellingRow.outcome == Outcome.WAITING,
        )
        await db.execute(update(TellingRow).where(*this).values(outcome=outcome, at=now, key=key))


async def acknowledge(db: AsyncConnection, campaign: int, person_id: int, now: datetime) -> bool:
    """Note that somebody has read what he was told about a campaign; False when he had."""
    here = (
        TellingRow.campaign_id == campaign,
        TellingRow.person_id == person_id,
        TellingRow.acknowledged_at.is_(None),
    )
    noted = update(TellingRow).where(*here).values(acknowledged_at=now)
    return (await db.execute(noted)).rowcount > 0


async def trail(db: AsyncConnection, campaign: int, person_id: int | None = None) -> list[Telling]:
    """List who was told what about a campaign, or what one person was, the oldest first."""
    about = [TellingRow.campaign_id == campaign]
    about += [TellingRow.person_id == person_id] if person_id is not None else []
    return await _listed(db, *about)


async def _listed(db: AsyncConnection, *conditions: object) -> list[Telling]:
    wanted = (
        select(TellingRow, PersonRow.name)
        .join(PersonRow, PersonRow.id == TellingRow.person_id)
        .where(*conditions)  # type: ignore[arg-type]
        .order_by(TellingRow.at, TellingRow.campaign_id, TellingRow.event, TellingRow.person_id)
    )
    return [
        Telling(
            campaign=row.campaign_id,
            event=row.event,
            person_id=row.person_id,
            name=row.name,
            at=row.at,
            outcome=Outcome(row.outcome),
            delivered_at=row.delivered_at,
            acknowledged_at=row.acknowledged_at,
        )
        for row in await db.execute(wanted)
    ]
