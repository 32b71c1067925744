"""Ladders: the shipped ones, and what administrators kept since, each from an instant on."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.areas import Level
from domain.ladders import SHIPPED, Clocks, Kind, Ladder, Rung, Span, Stage, Topic
from domain.people import Role
from domain.refusals import Text
from storage.ids import new_id
from storage.tables import LadderRow

Known = Mapping[int, Ladder]
"""Every ladder that was kept, by its id."""


async def known(db: AsyncConnection) -> Known:
    """Return every ladder that was kept; the shipped ones are not among them."""
    rows = await db.execute(select(LadderRow).order_by(LadderRow.since_at, LadderRow.id))
    return {row.id: _read(row.id, Kind(row.kind), json.loads(row.body)) for row in rows}


def one(kept: Known, kind: Kind, ladder_id: int) -> Ladder:
    """Pick a ladder by its id; 0 is the shipped one."""
    return kept[ladder_id] if ladder_id else SHIPPED[kind]


async def on(db: AsyncConnection, kind: Kind, now: datetime) -> Ladder:
    """Return the ladder on which a case that is raised now begins."""
    newest = (
        select(LadderRow.id, LadderRow.body)
        .where(LadderRow.kind == kind, LadderRow.since_at <= now)
        .order_by(LadderRow.since_at.desc(), LadderRow.id.desc())
        .limit(1)
    )
    row = (await db.execute(newest)).one_or_none()
    return _read(row.id, kind, json.loads(row.body)) if row else SHIPPED[kind]


async def keep(
    db: AsyncConnection, ladder: Ladder, since_at: datetime, by: int | None, now: datetime
) -> int:
    """Keep a ladder under an id of its own, to hold from an instant on."""
    number = new_id()
    row = {
        "id": number,
        "kind": ladder.kind,
        "since_at": since_at,
        "body": json.dumps(_written(ladder), ensure_ascii=False),
        "set_by": by,
        "set_at": now,
    }
    await db.execute(insert(LadderRow).values(row))
    return number


def _written(ladder: Ladder) -> dict[str, Any]:
    topics = [asdict(it) | {"name": it.name.msgid} for it in ladder.topics]
    plain = ("chain_days", "warn_percent", "reopen_days")
    values = {name: getattr(ladder, name) for name in plain}
    rungs = [asdict(it) for it in ladder.rungs]
    return values | {"rungs": rungs, "topics": topics, "rules": dict(ladder.rules)}


def _read(number: int, kind: Kind, body: Mapping[str, Any]) -> Ladder:
    rungs = tuple(_rung(it) for it in body["rungs"])
    topics = tuple(Topic(**(it | {"name": Text(it["name"])})) for it in body["topics"])
    return Ladder(**{**body, "id": number, "kind": kind, "rungs": rungs, "topics": topics})


def _rung(body: Mapping[str, Any]) -> Rung:
    return Rung(
        level=Level(body["level"]),
        role=Role(body["role"]),
        stage=Stage(body["stage"]),
        clocks=Clocks(**{name: Span(**it) for name, it in body["clocks"].items()}),
        is_in_chain=body["is_in_chain"],
    )
