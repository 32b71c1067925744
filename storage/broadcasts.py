"""Broadcasts as they are kept, and which of them there is something to do for."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, false, func, insert, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.broadcasts import Broadcast, State
from domain.campaigns import Audience
from domain.people import Role
from storage.columns import AnyRow
from storage.database import vault_of
from storage.tables import BroadcastRow

_PLAIN = (
    "area_code",
    "owner_id",
    "file_id",
    "asks_receipt",
    "is_urgent",
    "due_at",
    "state",
    "version",
    "edition",
    "edited_at",
    "nudged_at",
    "set_at",
    "people",
    "after_id",
    "next_at",
)
_BY_WORKER = frozenset({"after_id"})
"""What only the errand moves on, so that a change by a person does not put it back."""


async def add(db: AsyncConnection, broadcast: Broadcast) -> Broadcast:
    """Keep a new broadcast and give it its number."""
    values = _values(broadcast) | {"words_sealed": b""}
    number = await db.scalar(insert(BroadcastRow).values(values).returning(BroadcastRow.id))
    kept = replace(broadcast, number=number or 0)
    this = BroadcastRow.id == kept.number
    await db.execute(update(BroadcastRow).where(this).values(words_sealed=_sealed(db, kept)))
    return kept


async def by_number(db: AsyncConnection, number: int) -> Broadcast | None:
    """Return a broadcast."""
    row = (await db.execute(select(BroadcastRow).where(BroadcastRow.id == number))).one_or_none()
    return _of(db, row) if row else None


async def held(db: AsyncConnection, number: int) -> Broadcast | None:
    """Return a broadcast that nobody else moves on until this transaction ends."""
    wanted = select(BroadcastRow).where(BroadcastRow.id == number).with_for_update()
    row = (await db.execute(wanted)).one_or_none()
    return _of(db, row) if row else None


async def change(db: AsyncConnection, broadcast: Broadcast) -> bool:
    """Keep a broadcast in place of the version before it; False when somebody was quicker."""
    same = BroadcastRow.id == broadcast.number, BroadcastRow.version == broadcast.version - 1
    values = {name: it for name, it in _values(broadcast).items() if name not in _BY_WORKER}
    changed = update(BroadcastRow).where(*same)
    done = await db.execute(changed.values(**values, words_sealed=_sealed(db, broadcast)))
    return done.rowcount == 1


async def led_by(
    db: AsyncConnection, codes: Sequence[str] | None, most: int, offset: int = 0
) -> list[Broadcast]:
    """List what offices of these areas and below sent, the newest first; None is everywhere."""
    wanted = select(BroadcastRow).where(_led(codes)).order_by(BroadcastRow.id.desc())
    return [_of(db, row) for row in await db.execute(wanted.limit(most).offset(offset))]


async def count_led_by(db: AsyncConnection, codes: Sequence[str] | None) -> int:
    """Count them."""
    return await db.scalar(select(func.count()).where(_led(codes))) or 0


def _led(codes: Sequence[str] | None) -> ColumnElement[bool]:
    kept = BroadcastRow.state != State.DROPPED
    if codes is None:
        return kept & true()
    return kept & or_(false(), *[BroadcastRow.area_code.startswith(code) for code in codes])


async def any_due(db: AsyncConnection, now: datetime) -> bool:
    """Tell whether there is something to do for any; reads only."""
    return await db.scalar(_due(now)) is not None


async def take(db: AsyncConnection, now: datetime) -> Broadcast | None:
    """Take one for which there is something to do; no other process has it until we commit."""
    number = await db.scalar(_due(now).with_for_update(skip_locked=True))
    return await by_number(db, number) if number else None


def _due(now: datetime) -> Any:
    due = select(BroadcastRow.id).where(BroadcastRow.next_at <= now)
    return due.order_by(BroadcastRow.next_at, BroadcastRow.id).limit(1)


async def look_soon(db: AsyncConnection, number: int, at: datetime) -> None:
    """Let the errand look at a broadcast by then, whatever else it waits for."""
    late = or_(BroadcastRow.next_at.is_(None), BroadcastRow.next_at > at)
    await db.execute(
        update(BroadcastRow).where(BroadcastRow.id == number, late).values(next_at=at)
    )


async def next_due(db: AsyncConnection) -> datetime | None:
    """Tell when there is something to do for any."""
    return await db.scalar(select(func.min(BroadcastRow.next_at)))


async def go_on(db: AsyncConnection, broadcast: Broadcast) -> None:
    """Note how far the errand came; people's versions stay good."""
    same = BroadcastRow.id == broadcast.number, BroadcastRow.version == broadcast.version
    moved = {name: getattr(broadcast, name) for name in ("state", "next_at", "after_id")}
    await db.execute(update(BroadcastRow).where(*same).values(moved))


def _place(number: int) -> str:
    return f"broadcasts:{number}:words"


def _sealed(db: AsyncConnection, broadcast: Broadcast) -> bytes | None:
    return vault_of(db).seal_text(_place(broadcast.number), broadcast.words)


def _values(broadcast: Broadcast) -> dict[str, Any]:
    audience = broadcast.audience
    written = {
        "roles": sorted(audience.roles),
        "area_codes": list(audience.area_codes),
        "units": list(audience.units),
    }
    values = {name: getattr(broadcast, name) for name in _PLAIN}
    return values | {"audience": json.dumps(written, ensure_ascii=False)}


def _of(db: AsyncConnection, row: AnyRow) -> Broadcast:
    audience = json.loads(row.audience)
    plain = {name: getattr(row, name) for name in _PLAIN} | {"state": State(row.state)}
    return Broadcast(
        number=row.id,
        words=vault_of(db).open_text(_place(row.id), row.words_sealed) or "",
        audience=Audience(
            roles=frozenset(map(Role, audience["roles"])),
            area_codes=tuple(audience["area_codes"]),
            units=tuple(audience["units"]),
        ),
        **plain,
    )
