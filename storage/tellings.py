"""Tellings: who was told what about which campaign, when, and whether it came.

One row an event and reader: whoever sweeps second finds the row and says nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, bindparam, literal, literal_column, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.areas import Level
from domain.campaign_looks import AGAIN
from storage.columns import AnyRow, Instant
from storage.prepared import Prepared
from storage.tables import OutboxRow, PersonRow, TellingRow

IS_RISE = or_(*[TellingRow.event.startswith(f"{level}@") for level in Level])


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
    OVERTAKEN = "overtaken"
    """It could not be told in its time, and a later reminder has taken its place."""
    NEWS = "news"
    """A change of the campaign: it is told by itself, in no digest (reminders/campaign_news)."""


_is_waiting: ColumnElement[bool] = TellingRow.outcome == literal_column("'waiting'")
"""Written out, for an index that holds no others is of no use to a bound value on SQLite."""
_is_underway: ColumnElement[bool] = (
    TellingRow.outcome == literal_column("'told'")
) & TellingRow.delivered_at.is_(None)


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
    by_id: int | None = None


async def stage(  # noqa: PLR0913  # whom to tell what, and whether it still can be
    db: AsyncConnection,
    campaign: int,
    event: str,
    person_ids: Sequence[int],
    now: datetime,
    outcome: Outcome = Outcome.WAITING,
    *,
    by: int | None = None,
) -> list[int]:
    """Note that these people are to be told, or why not; returns those not noted before.

    `by` is who asks them again.
    """
    if not person_ids:
        return []
    table = TellingRow.__table__.c
    values = {
        "campaign_id": literal(campaign, table.campaign_id.type),
        "event": literal(event, table.event.type),
        "person_id": PersonRow.id,
        "at": literal(now, Instant()),
        "outcome": literal(outcome.value, table.outcome.type),
        "key": literal("", table.key.type),
        "by_id": literal(by, table.by_id.type),
    }
    chosen = select(*values.values()).where(PersonRow.id.in_(set(person_ids)))
    added = insert(TellingRow).from_select(list(values), chosen).on_conflict_do_nothing()
    return list(await db.scalars(added.returning(TellingRow.person_id)))


async def waiting(
    db: AsyncConnection, after_id: int, most: int, day: date | None = None
) -> list[int]:
    """List people for whom something waits to be told, in the order of their ids.

    With a day, what was put off to a later one does not count.
    """
    here = [_is_waiting, TellingRow.person_id > after_id]
    if day is not None:
        put_off = TellingRow.event.startswith(f"{AGAIN}@")
        here.append(or_(~put_off, TellingRow.event <= f"{AGAIN}@{day:%Y%m%d}"))
    wanted = select(TellingRow.person_id).where(*here).distinct()
    return list(await db.scalars(wanted.order_by(TellingRow.person_id).limit(most)))


async def waiting_for(db: AsyncConnection, person_id: int) -> list[Telling]:
    """List what waits to be told to somebody, the oldest first."""
    return await _listed(db, _is_waiting, TellingRow.person_id == person_id)


async def waiting_of(db: AsyncConnection, person_ids: Iterable[int]) -> list[Telling]:
    """List what waits to be told to any of these people, the oldest first."""
    return await _listed(db, _is_waiting, TellingRow.person_id.in_(set(person_ids)))


async def told_of(
    db: AsyncConnection, campaigns: Iterable[int], person_ids: Iterable[int]
) -> set[tuple[int, int]]:
    """Return of which of these campaigns which of these people were told, as pairs of ids."""
    told = TellingRow.outcome == Outcome.TOLD, TellingRow.campaign_id.in_(set(campaigns))
    wanted = select(TellingRow.campaign_id, TellingRow.person_id).distinct()
    rows = await db.execute(wanted.where(*told, TellingRow.person_id.in_(set(person_ids))))
    return {(row.campaign_id, row.person_id) for row in rows}


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


async def readers(db: AsyncConnection, campaign: int, event: str) -> set[int]:
    """Return who is told of an event, or was."""
    told = TellingRow.outcome.in_((Outcome.WAITING, Outcome.TOLD))
    here = TellingRow.campaign_id == campaign, TellingRow.event == event, told
    return set(await db.scalars(select(TellingRow.person_id).where(*here)))


async def any_ended(db: AsyncConnection) -> bool:
    """Tell whether it is known of any letter that was on its way what became of it."""
    return await db.scalar(_ended_letters.with_only_columns(TellingRow.key).limit(1)) is not None


async def note_delivered(db: AsyncConnection, most: int) -> list[Telling]:
    """Read off the outbox which told letters have come, of at most so many.

    Returns those that never will: their readers are unreachable.
    """
    rows = (await db.execute(_ended_letters.distinct().limit(most))).all()
    lost = [row.key for row in rows if _ended(row) is Outcome.UNREACHABLE]
    failed = await _listed(db, _is_underway, TellingRow.key.in_(lost)) if lost else []
    for row in rows:
        outcome = _ended(row)
        delivered_at = row.sent_at if outcome is Outcome.TOLD else None
        here = update(TellingRow).where(TellingRow.key == row.key, _is_underway)
        await db.execute(here.values(outcome=outcome, delivered_at=delivered_at))
    return failed


_ended_letters = (
    select(TellingRow.key, OutboxRow.state, OutboxRow.sent_at, OutboxRow.last_error)
    .join(OutboxRow, OutboxRow.key == TellingRow.key)
    .where(_is_underway, TellingRow.key != "", OutboxRow.state != "waiting")
)


def _ended(row: AnyRow) -> Outcome:
    if row.state == "sent":
        return Outcome.TOLD
    is_replaced = row.last_error == "withdrawn"
    return Outcome.OVERTAKEN if is_replaced else Outcome.UNREACHABLE


@dataclass(frozen=True)
class Settled:
    """What became of a waiting telling; `key` is the letter's in the outbox."""

    telling: Telling
    outcome: Outcome
    key: str = ""


_settle = Prepared(
    update(TellingRow)
    .where(
        TellingRow.campaign_id == bindparam("of_campaign"),
        TellingRow.event == bindparam("of_event"),
        TellingRow.person_id == bindparam("of_person"),
        TellingRow.outcome == Outcome.WAITING,
    )
    .values(
        outcome=bindparam("new_outcome"),
        at=bindparam("settled_at", type_=Instant()),
        key=bindparam("new_key"),
    )
)


async def settle_all(db: AsyncConnection, settled: Sequence[Settled], now: datetime) -> None:
    """Keep what became of many waiting tellings at once."""
    rows = [
        {
            "of_campaign": it.telling.campaign,
            "of_event": it.telling.event,
            "of_person": it.telling.person_id,
            "new_outcome": it.outcome,
            "settled_at": now,
            "new_key": it.key,
        }
        for it in settled
    ]
    await _settle.many(db, rows)


async def underway(db: AsyncConnection, person_ids: Iterable[int]) -> list[str]:
    """Return the keys of these people's letters of which it is not known that they have come."""
    theirs = TellingRow.person_id.in_(set(person_ids)), TellingRow.key != ""
    return list(await db.scalars(select(TellingRow.key).where(_is_underway, *theirs).distinct()))


async def acknowledge(db: AsyncConnection, campaign: int, person_id: int, now: datetime) -> bool:
    """Note that somebody has read what a campaign asks of him; False when he had."""
    return await _acknowledge(db, campaign, person_id, now, ~IS_RISE)


async def acknowledge_rises(
    db: AsyncConnection, campaign: int, person_id: int, now: datetime
) -> bool:
    """Note that somebody knows what has risen to him of a campaign; False when he had."""
    was_told = TellingRow.outcome == Outcome.TOLD
    return await _acknowledge(db, campaign, person_id, now, IS_RISE & was_told)


async def _acknowledge(
    db: AsyncConnection, campaign: int, person_id: int, now: datetime, which: ColumnElement[bool]
) -> bool:
    here = (
        TellingRow.campaign_id == campaign,
        TellingRow.person_id == person_id,
        TellingRow.acknowledged_at.is_(None),
    )
    noted = update(TellingRow).where(*here, which).values(acknowledged_at=now)
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
    return [telling_of(row) for row in await db.execute(wanted)]


def telling_of(row: AnyRow) -> Telling:
    """Make a line of the trail of a row joined with its reader's name."""
    return Telling(
        campaign=row.campaign_id,
        event=row.event,
        person_id=row.person_id,
        name=row.name,
        at=row.at,
        outcome=Outcome(row.outcome),
        delivered_at=row.delivered_at,
        acknowledged_at=row.acknowledged_at,
        by_id=row.by_id,
    )
