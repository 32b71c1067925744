"""Letters of broadcasts: one a person, and what became of it.

The outbox says whether it was sent; it forgets after a month, so what it says is noted here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.broadcasts import MISSED, STANDING, UNDER_WAY, Answered, Counts, Stage
from domain.people import State
from storage.columns import AnyRow
from storage.tables import BroadcastLetterRow, OutboxRow, PersonRow

_ROW = BroadcastLetterRow
_SILENT = _ROW.state == Stage.SENT, _ROW.read_at.is_(None)


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A broadcast's letter to one person."""

    broadcast: int
    person_id: int
    key: str
    chat_id: int | None
    stage: Stage
    edition: int = 1
    message_id: int | None = None
    sent_at: datetime | None = None
    read_at: datetime | None = None
    nudged_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Named:
    """Somebody on a list of names."""

    name: str
    unit: str
    stage: Stage
    read_at: datetime | None
    nudged_at: datetime | None


async def add(db: AsyncConnection, letters: Sequence[Letter]) -> None:
    """Note whom a broadcast is written to; whoever has it already is left as he is."""
    rows = [
        {
            "broadcast_id": it.broadcast,
            "person_id": it.person_id,
            "key": it.key,
            "chat_id": it.chat_id,
            "state": it.stage,
            "edition": it.edition,
        }
        for it in letters
    ]
    if rows:
        await db.execute(insert(_ROW).on_conflict_do_nothing(), rows)


async def settle(db: AsyncConnection, broadcast: int) -> int:
    """Note what the outbox says became of letters and of taking them back; returns how many."""
    return sum([await _settle(db, broadcast, stage) for stage in UNDER_WAY])


async def _settle(db: AsyncConnection, broadcast: int, stage: Stage) -> int:
    is_sent = OutboxRow.state == "sent"
    ends = {
        Stage.WRITTEN: case(
            (is_sent, Stage.SENT.value),
            (OutboxRow.last_error == "withdrawn", Stage.WITHDRAWN.value),
            (OutboxRow.last_error == "unreachable", Stage.FAILED.value),
            else_=Stage.REFUSED.value,
        ),
        Stage.TAKING: case(
            (is_sent, Stage.GONE.value),
            (OutboxRow.last_error == "unreachable", Stage.LEFT.value),
            else_=Stage.STUCK.value,
        ),
        Stage.MARKING: case((is_sent, Stage.GONE.value), else_=Stage.LEFT.value),
    }
    fresh: dict[str, Any] = {"state": ends[stage]}
    if stage is Stage.WRITTEN:
        delivered = case((is_sent, OutboxRow.sent_at), else_=None)
        fresh |= {"message_id": OutboxRow.message_id, "sent_at": delivered}
    ended = (
        update(_ROW)
        .where(_ROW.broadcast_id == broadcast, _ROW.state == stage.value)
        .where(OutboxRow.key == _ROW.key, OutboxRow.state != "waiting")
    )
    return (await db.execute(ended.values(fresh))).rowcount


async def count(db: AsyncConnection, broadcast: int) -> Counts:
    """Count the letters of a broadcast by how far they are."""
    is_read, is_nudged = _ROW.read_at.is_not(None), _ROW.nudged_at.is_not(None)
    is_silent = and_(*_SILENT)
    counted = select(
        _ROW.state,
        func.count().label("people"),
        func.sum(case((is_read, 1), else_=0)).label("read"),
        func.sum(case((is_silent, 1), else_=0)).label("silent"),
        func.sum(case((is_nudged, 1), else_=0)).label("nudged"),
    )
    mine = _ROW.broadcast_id == broadcast
    rows = (await db.execute(counted.where(mine).group_by(_ROW.state))).all()
    return Counts(
        stages={Stage(row.state): row.people for row in rows},
        read=sum(row.read for row in rows),
        silent=sum(row.silent for row in rows),
        nudged=sum(row.nudged for row in rows),
    )


async def count_delivered(db: AsyncConnection, broadcast: int) -> int:
    """Count whom it has reached by now, also where that is not noted yet."""
    just_sent = (
        select(func.count())
        .select_from(_ROW)
        .join(OutboxRow, OutboxRow.key == _ROW.key)
        .where(_ROW.broadcast_id == broadcast, _ROW.state == Stage.WRITTEN)
        .where(OutboxRow.state == "sent")
    )
    return (await count(db, broadcast)).delivered + (await db.scalar(just_sent) or 0)


async def names(
    db: AsyncConnection, broadcast: int, which: Answered, most: int, offset: int
) -> list[Named]:
    """List by name who read a broadcast, who has not yet, or whom it did not reach."""
    limits: dict[Answered, list[ColumnElement[bool]]] = {
        Answered.READ: [_ROW.read_at.is_not(None)],
        Answered.SILENT: [*_SILENT],
        Answered.MISSED: [_ROW.state.in_(MISSED)],
    }
    columns = _ROW.state, _ROW.read_at, _ROW.nudged_at
    wanted = (
        select(PersonRow.name, PersonRow.unit, *columns)
        .join(_ROW, _ROW.person_id == PersonRow.id)
        .where(_ROW.broadcast_id == broadcast, *limits[which])
        .order_by(PersonRow.name, PersonRow.id)
    )
    return [
        Named(
            name=row.name,
            unit=row.unit,
            stage=Stage(row.state),
            read_at=row.read_at,
            nudged_at=row.nudged_at,
        )
        for row in await db.execute(wanted.limit(most).offset(offset))
    ]


def to_withdraw(broadcast: int) -> Select[str]:
    """Find the keys of letters that may still be stopped in the outbox: too many for a list."""
    wanted = select(_ROW.key).where(_ROW.broadcast_id == broadcast)
    return wanted.where(_ROW.state == Stage.WRITTEN)


async def to_take_back(db: AsyncConnection, broadcast: int, most: int) -> list[Letter]:
    """List delivered letters, in the order of people."""
    return await _some(db, broadcast, [_ROW.state.in_(STANDING)], most)


async def to_reword(db: AsyncConnection, broadcast: int, edition: int, most: int) -> list[Letter]:
    """List delivered letters with an older wording; those that wait come when they are sent."""
    older = _ROW.state == Stage.SENT, _ROW.edition < edition
    return await _some(db, broadcast, older, most)


async def to_nudge(
    db: AsyncConnection, broadcast: int, asked_at: datetime, most: int
) -> list[Letter]:
    """List letters that were there when somebody asked after them, and that nobody read since.

    Those who were asked before are left out, and whoever left or has another chat by now.
    """
    present = PersonRow.id == _ROW.person_id, PersonRow.state == State.ACTIVE
    is_here = exists().where(*present, PersonRow.telegram_id == _ROW.chat_id)
    unasked = _ROW.nudged_at.is_(None), _ROW.sent_at <= asked_at, is_here
    return await _some(db, broadcast, (*_SILENT, *unasked), most)


async def nudged(db: AsyncConnection, broadcast: int, person_ids: Iterable[int]) -> list[int]:
    """Return those of these people who were asked whether they read it."""
    mine = _ROW.broadcast_id == broadcast, _ROW.person_id.in_(list(person_ids))
    asked = select(_ROW.person_id).where(*mine, _ROW.nudged_at.is_not(None))
    return list(await db.scalars(asked))


async def move(
    db: AsyncConnection, broadcast: int, person_ids: Iterable[int], **values: Any
) -> None:
    """Note how far letters to these people are."""
    these = _ROW.broadcast_id == broadcast, _ROW.person_id.in_(list(person_ids))
    await db.execute(update(_ROW).where(*these).values(values))


async def take_back(
    db: AsyncConnection, broadcast: int, stage: Stage, keys: dict[int, str]
) -> None:
    """Note under which keys letters to people are being taken back."""
    these = _ROW.broadcast_id == broadcast, _ROW.person_id.in_(list(keys))
    by_person = case(keys, value=_ROW.person_id, else_=_ROW.key)
    await db.execute(update(_ROW).where(*these).values(state=stage, key=by_person))


async def read(
    db: AsyncConnection, broadcast: int, person_id: int, message_id: int | None, now: datetime
) -> bool | None:
    """Note that somebody has read it; False when he had said so, None when it was not to him.

    Whoever read what was given up, as Telegram never answered, has it: it is the pressed message.
    """
    mine = _ROW.broadcast_id == broadcast, _ROW.person_id == person_id
    fresh = update(_ROW).where(*mine, _ROW.read_at.is_(None)).values(read_at=now)
    if (await db.execute(fresh)).rowcount == 1:
        arrived = {"state": Stage.SENT, "message_id": message_id, "sent_at": now}
        lost = update(_ROW).where(*mine, _ROW.state.in_((Stage.FAILED, Stage.REFUSED)))
        await db.execute(lost.values(arrived))
        return True
    known = await db.scalar(select(_ROW.person_id).where(*mine))
    return None if known is None else False


async def _some(
    db: AsyncConnection, broadcast: int, conditions: Iterable[ColumnElement[bool]], most: int
) -> list[Letter]:
    wanted = select(_ROW).where(_ROW.broadcast_id == broadcast, *conditions)
    ordered = wanted.order_by(_ROW.person_id).limit(most).with_for_update()
    return [_letter(row) for row in await db.execute(ordered)]


def _letter(row: AnyRow) -> Letter:
    return Letter(
        broadcast=row.broadcast_id,
        person_id=row.person_id,
        key=row.key,
        chat_id=row.chat_id,
        stage=Stage(row.state),
        edition=row.edition,
        message_id=row.message_id,
        sent_at=row.sent_at,
        read_at=row.read_at,
        nudged_at=row.nudged_at,
    )
