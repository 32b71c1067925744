"""Ladders: the shipped ones, and what administrators kept since, each from an instant on.

A kept ladder never changes, so it is read once and remembered under its id.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, literal_column, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.areas import Level
from domain.cases import GOING_ON
from domain.ladders import DESKS, SHIPPED, Clocks, Kind, Ladder, Rung, Span, Stage, Topic
from domain.people import Role
from domain.refusals import Text
from storage.columns import AnyRow
from storage.ids import new_id
from storage.tables import CaseRow, LadderRow, PersonRow

Known = Mapping[int, Ladder]
"""Ladders that were kept, by their ids."""
_PLAIN = tuple(
    it.name for it in fields(Ladder) if it.name not in ("id", "kind", "rungs", "topics", "rules")
)
_remembered: dict[int, Ladder] = {}


@dataclass(frozen=True, kw_only=True)
class Kept:
    """When a ladder begins to hold, who kept it and when; `takes_open` moves open cases to it."""

    ladder: Ladder
    replaces_id: int
    since_at: datetime
    takes_open: bool
    by_id: int | None
    by: str
    set_at: datetime


async def known(db: AsyncConnection, wanted: Iterable[int] | None = None) -> Known:
    """Return the kept ladders with these ids, or every one; the shipped ones have none."""
    every = wanted if wanted is not None else await db.scalars(select(LadderRow.id))
    ids = {it for it in every if it}
    if missing := ids - _remembered.keys():
        for row in await db.execute(_bodies.where(LadderRow.id.in_(missing))):
            _of(row)
    return {it: _remembered[it] for it in ids}


_bodies = select(LadderRow.id, LadderRow.kind, LadderRow.body)


def one(kept: Known, kind: Kind, ladder_id: int) -> Ladder:
    """Pick a ladder by its id; 0 is the shipped one."""
    return kept[ladder_id] if ladder_id else SHIPPED[kind]


async def on(db: AsyncConnection, kind: Kind, now: datetime) -> Ladder:
    """Return the ladder on which a case that is raised now begins."""
    holding = LadderRow.kind == kind, LadderRow.since_at <= now
    row = (await db.execute(_newest_first(_bodies.where(*holding)))).one_or_none()
    return _of(row) if row else SHIPPED[kind]


async def newest(db: AsyncConnection, kind: Kind) -> Kept | None:
    """Return what was kept last, be it for a day to come; None while the shipped one holds."""
    row = (await db.execute(_newest_first(_kept.where(LadderRow.kind == kind)))).one_or_none()
    return _kept_of(row) if row else None


async def by_id(db: AsyncConnection, ladder_id: int) -> Kept | None:
    """Return a ladder that was kept, with who kept it."""
    row = (await db.execute(_kept.where(LadderRow.id == ladder_id))).one_or_none()
    return _kept_of(row) if row else None


async def history(db: AsyncConnection, kind: Kind, most: int, offset: int = 0) -> list[Kept]:
    """List what was kept of a kind, the newest first."""
    wanted = _kept.where(LadderRow.kind == kind)
    ordered = wanted.order_by(LadderRow.since_at.desc(), LadderRow.id.desc())
    return [_kept_of(row) for row in await db.execute(ordered.limit(most).offset(offset))]


async def count(db: AsyncConnection, kind: Kind) -> int:
    """Count them."""
    return await db.scalar(select(func.count()).where(LadderRow.kind == kind)) or 0


async def keep(  # noqa: PLR0913  # who keeps what, from when on
    db: AsyncConnection,
    ladder: Ladder,
    since_at: datetime,
    by: int | None,
    now: datetime,
    *,
    takes_open: bool = False,
) -> int | None:
    """Keep a ladder in place of the one whose id it has, to hold from an instant on.

    Returns its own id; None when somebody else replaced that one before.
    """
    row = {
        "id": new_id(),
        "kind": ladder.kind,
        "since_at": since_at,
        "body": json.dumps(_written(ladder), ensure_ascii=False),
        "replaces_id": ladder.id,
        "takes_open": takes_open,
        "set_by": by,
        "set_at": now,
    }
    added = insert(LadderRow).values(row).on_conflict_do_nothing(
        index_elements=["kind", "replaces_id"]
    )  # fmt: skip
    return await db.scalar(added.returning(LadderRow.id))


async def taking(db: AsyncConnection, now: datetime) -> list[Kept]:
    """List the ladders that hold by now and to which open cases still have to move."""
    due = LadderRow.takes_open, LadderRow.moved_at.is_(None), LadderRow.since_at <= now
    rows = await db.execute(_kept.where(*due).order_by(LadderRow.since_at, LadderRow.id))
    return [_kept_of(row) for row in rows]


async def taken(db: AsyncConnection, ladder_id: int, now: datetime) -> None:
    """Note that the last open case has moved to a ladder."""
    this = LadderRow.id == ladder_id, LadderRow.moved_at.is_(None)
    await db.execute(update(LadderRow).where(*this).values(moved_at=now))


async def count_open(db: AsyncConnection, kind: Kind) -> int:
    """Count the cases of a kind that go on."""
    return await db.scalar(select(func.count()).where(*_open(kind))) or 0


async def open_cases(
    db: AsyncConnection, kind: Kind, most: int, besides: Iterable[int] = ()
) -> list[int]:
    """List the numbers of cases of a kind that go on and are on none of these ladders."""
    elsewhere = CaseRow.ladder_id.not_in(set(besides))
    wanted = select(CaseRow.id).where(*_open(kind), elsewhere).order_by(CaseRow.id)
    return list(await db.scalars(wanted.limit(most)))


def _open(kind: Kind) -> tuple[ColumnElement[bool], ...]:
    """Limit to the open cases of a kind, in the words of the partial index by role.

    SQLite would rather take the index of all cases by kind, most of which have ended.
    """
    goes_on = CaseRow.state.in_([literal_column(f"'{it}'") for it in GOING_ON])
    return CaseRow.role.in_(sorted(DESKS)), goes_on, func.coalesce(CaseRow.kind, "") == kind


async def since(db: AsyncConnection, kept: Kept) -> set[int]:
    """Return the ids of a ladder and of those of its kind that were kept after it."""
    later = LadderRow.kind == kept.ladder.kind, LadderRow.since_at >= kept.since_at
    ids = await db.scalars(select(LadderRow.id).where(*later, LadderRow.id >= kept.ladder.id))
    return set(ids)


_kept = select(LadderRow, PersonRow.name.label("by_name")).outerjoin(
    PersonRow, PersonRow.id == LadderRow.set_by
)


def _newest_first(wanted: Any) -> Any:
    return wanted.order_by(LadderRow.since_at.desc(), LadderRow.id.desc()).limit(1)


def _kept_of(row: AnyRow) -> Kept:
    return Kept(
        ladder=_of(row),
        replaces_id=row.replaces_id,
        since_at=row.since_at,
        takes_open=row.takes_open,
        by_id=row.set_by,
        by=row.by_name or "",
        set_at=row.set_at,
    )


def _of(row: AnyRow) -> Ladder:
    if row.id not in _remembered:
        _remembered[row.id] = _read(row.id, Kind(row.kind), json.loads(row.body))
    return _remembered[row.id]


def _written(ladder: Ladder) -> dict[str, Any]:
    topics = [asdict(it) | {"name": it.name.msgid} for it in ladder.topics]
    values = {name: getattr(ladder, name) for name in _PLAIN}
    rungs = [asdict(it) for it in ladder.rungs]
    return values | {"rungs": rungs, "topics": topics, "rules": dict(ladder.rules)}


def _read(number: int, kind: Kind, body: Mapping[str, Any]) -> Ladder:
    """Read a body; what it does not say yet, written before there was such a thing, is default."""
    plain = {name: body[name] for name in _PLAIN if name in body}
    return Ladder(
        id=number,
        kind=kind,
        rungs=tuple(_rung(it) for it in body["rungs"]),
        topics=tuple(
            Topic(**_fitting(Topic, it) | {"name": Text(it["name"])}) for it in body["topics"]
        ),
        rules={**SHIPPED[kind].rules, **body.get("rules", {})},
        **plain,
    )


def _rung(body: Mapping[str, Any]) -> Rung:
    values = _fitting(Rung, body) | {
        "level": Level(body["level"]),
        "role": Role(body["role"]),
        "stage": Stage(body["stage"]),
    }
    clocks = {name: Span(**it) for name, it in _fitting(Clocks, body["clocks"]).items()}
    return Rung(**values | {"clocks": Clocks(**clocks)})


def _fitting(kind: Any, body: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what there is no longer."""
    return {it.name: body[it.name] for it in fields(kind) if it.name in body}
