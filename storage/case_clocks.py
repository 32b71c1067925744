"""The clocks of cases as they are kept: which are to be looked at, and setting them anew."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.cases import GOING_ON, Case, State
from domain.clocks import retimed
from domain.ladders import Kind
from storage import facts, ladders
from storage.calendars import Book
from storage.columns import AnyRow, Instant
from storage.prepared import Prepared
from storage.tables import CaseRow

RETIMING = "cases_retiming"
"""The fact that says which cases still run by a calendar that has changed."""


async def to_look_at(
    db: AsyncConnection, now: datetime, most: int, besides: Sequence[int] = ()
) -> list[int]:
    """List the numbers of cases about which something is to be said now, the longest due first."""
    is_due = CaseRow.next_at <= now, CaseRow.id.not_in(besides)
    return list(await db.scalars(
        select(CaseRow.id).where(*is_due).order_by(CaseRow.next_at, CaseRow.id).limit(most)
    ))  # fmt: skip


async def next_at(db: AsyncConnection) -> datetime | None:
    """Return when a case is to be looked at next."""
    earliest = select(func.min(CaseRow.next_at)).where(CaseRow.next_at.is_not(None))
    return await db.scalar(earliest)


_look = Prepared(
    update(CaseRow)
    .where(
        CaseRow.id == bindparam("number"),
        CaseRow.version == bindparam("same"),
        CaseRow.next_at == bindparam("seen_at", type_=Instant()),
    )
    .values(
        next_at=bindparam("next", type_=Instant()),
        quiet_until_at=bindparam("quiet", type_=Instant()),
    )
)


async def note_look(db: AsyncConnection, seen: Case, after: Case) -> bool:
    """Keep when to look at a case again; False when it has moved on, or another looked at it."""
    same = {"number": seen.number, "same": seen.version, "seen_at": seen.next_at}
    values = {"next": after.next_at, "quiet": after.quiet_until_at}
    return await _look.run(db, same | values) == 1


async def held_by(db: AsyncConnection, person_ids: Sequence[int]) -> list[int]:
    """List the numbers of the cases that go on in these people's hands."""
    theirs = CaseRow.holder_id.in_(person_ids), CaseRow.state.in_(GOING_ON)
    return list(await db.scalars(select(CaseRow.id).where(*theirs))) if person_ids else []


@dataclass(frozen=True, kw_only=True)
class Retiming:
    """A calendar has changed since an instant, for an area and what lies in it ("": for all).

    Cases up to the number `done` have their new clocks.
    """

    area_code: str
    since_at: datetime
    done: int = 0

    def and_also(self, other: "Retiming") -> "Retiming":
        """Join two changes; both begin anew."""
        same = len(_common(self.area_code, other.area_code))
        code = self.area_code[: max(it for it in (0, 6, 9, 12) if it <= same)]
        return Retiming(area_code=code, since_at=min(self.since_at, other.since_at))


def _common(one: str, other: str) -> str:
    return next((one[:n] for n in range(len(one), 0, -1) if other.startswith(one[:n])), "")


async def retime(db: AsyncConnection, area_code: str, since_at: datetime) -> None:
    """Ask for new clocks in an area; the sweep sets them in pieces."""
    asked = Retiming(area_code=area_code, since_at=since_at)
    await facts.settle(db, RETIMING, "null")
    before = await _locked(db)
    await _ask(db, before.and_also(asked) if before else asked)


async def retiming(db: AsyncConnection) -> Retiming | None:
    """Return which clocks are still to be set anew."""
    return _read(await facts.get(db, RETIMING))


async def _locked(db: AsyncConnection) -> Retiming | None:
    """Return it, and let nobody else change it until this transaction ends."""
    return _read(await facts.locked(db, RETIMING))


def _read(written: str | None) -> Retiming | None:
    found = json.loads(written or "null")
    if found is None:
        return None
    return Retiming(**found | {"since_at": datetime.fromisoformat(found["since_at"])})


async def _ask(db: AsyncConnection, asked: Retiming | None) -> None:
    values = asdict(asked) | {"since_at": asked.since_at.isoformat()} if asked else None
    await facts.put(db, RETIMING, json.dumps(values))


_CLOCKS = (
    "area_code",
    "rung_index",
    "topic",
    "asker_id",
    "holder_id",
    "version",
    "raised_at",
    "moved_at",
    "since_at",
    "runs_from_at",
    "spent_min",
    "heard_at",
    "quiet_until_at",
    "due_at",
    "next_at",
    "reopenings",
)
_piece = Prepared(
    select(*[getattr(CaseRow, it) for it in (*_CLOCKS, "id", "kind", "ladder_id", "state")])
    .where(
        CaseRow.id > bindparam("done"),
        or_(*[CaseRow.state == state for state in GOING_ON]),
        CaseRow.area_code.startswith(bindparam("code")),
    )
    .order_by(CaseRow.id)
    .limit(bindparam("most"))
)
_set = Prepared(
    update(CaseRow)
    .where(CaseRow.id == bindparam("number"), CaseRow.version == bindparam("same"))
    .values(due_at=bindparam("due", type_=Instant()), next_at=bindparam("next", type_=Instant()))
)


async def retime_piece(db: AsyncConnection, book: Book, most: int) -> int:
    """Set the clocks of the next cases by their new calendar; returns how many they are."""
    asked = await _locked(db)
    if asked is None:
        return 0
    values = {"done": asked.done, "code": asked.area_code, "most": most}
    rows = await _piece.all(db, values)
    known = await ladders.known(db, {row.ladder_id for row in rows})
    fresh = [
        retimed(it, book.of_area(it.area_code), asked.since_at)
        for it in (_case(row, known) for row in rows)
    ]
    await _set.many(db, [
        {"number": it.number, "same": it.version, "due": it.due_at, "next": it.next_at}
        for it in fresh
    ])  # fmt: skip
    rest = Retiming(**asdict(asked) | {"done": rows[-1].id}) if len(rows) == most else None
    await _ask(db, rest)
    return len(rows)


def _case(row: AnyRow | Any, known: ladders.Known) -> Case:
    values = {name: getattr(row, name) for name in _CLOCKS}
    values["since_at"] = row.since_at or row.moved_at
    ladder = ladders.one(known, Kind(row.kind), row.ladder_id)
    return Case(number=row.id, ladder=ladder, state=State(row.state), **values)
