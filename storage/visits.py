"""Visits as they were handed in: kept ones are history, fresh ones wait a minute."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select, text, union_all, update
from sqlalchemy.dialects.postgresql import insert as insert_once
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.visits import Promise, State, Visit, promise_of
from storage.columns import AnyRow
from storage.database import vault_of
from storage.sealed import open_facts, seal_facts
from storage.tables import CheckInRow, VisitRow

_PLAIN = (
    "id",
    "household_id",
    "person_id",
    "checkin_id",
    "at",
    "handed_in_at",
    "state",
    "is_late",
    "next_on",
    "version",
    "decided_by",
)
_KEPT = (State.KEPT,)


async def add(db: AsyncConnection, visit: Visit) -> bool:
    """Keep a visit; False when its check-in has one that was not taken back."""
    values = {name: getattr(visit, name) for name in _PLAIN}
    once = insert_once(VisitRow).values(values | {"answers_sealed": _sealed(db, visit)})
    fresh = once.on_conflict_do_nothing(
        index_elements=["checkin_id"], index_where=text("state != 'undone'")
    )
    return (await db.execute(fresh.returning(VisitRow.id))).one_or_none() is not None


async def by_id(db: AsyncConnection, number: int) -> Visit | None:
    """Return one visit."""
    return next(iter(await _listed(db, select(VisitRow).where(VisitRow.id == number))), None)


async def by_ids(db: AsyncConnection, numbers: Iterable[int]) -> dict[int, Visit]:
    """Return some visits by id."""
    wanted = select(VisitRow).where(VisitRow.id.in_(list(numbers)))
    return {visit.id: visit for visit in await _listed(db, wanted)}


async def of_checkin(db: AsyncConnection, checkin_id: int) -> Visit | None:
    """Return the visit that was recorded from a check-in."""
    same = VisitRow.checkin_id == checkin_id, VisitRow.state != State.UNDONE
    return next(iter(await _listed(db, select(VisitRow).where(*same))), None)


async def recorded(db: AsyncConnection, checkin_ids: Iterable[int]) -> frozenset[int]:
    """Tell which check-ins have their visit already."""
    same = VisitRow.checkin_id.in_(list(checkin_ids)), VisitRow.state != State.UNDONE
    return frozenset(it for it in await db.scalars(select(VisitRow.checkin_id).where(*same)) if it)


async def of_household(
    db: AsyncConnection, household_id: int, most: int = 20, states: Sequence[State] = _KEPT
) -> list[Visit]:
    """List a household's visits, the newest first."""
    wanted = VisitRow.household_id == household_id, VisitRow.state.in_([*states])
    order = VisitRow.at.desc(), VisitRow.id.desc()
    return await _listed(db, select(VisitRow).where(*wanted).order_by(*order).limit(most))


async def promises(db: AsyncConnection, household_id: int) -> Promise | None:
    """Return what the last visit promised a household."""
    return next((promise_of(it) for it in await of_household(db, household_id, 1)), None)


async def latest(db: AsyncConnection, household_ids: Iterable[int]) -> dict[int, datetime]:
    """Tell when anybody was last at households: a kept visit or a check-in."""
    ids = list(household_ids)
    visited = select(VisitRow.household_id, VisitRow.at).where(
        VisitRow.household_id.in_(ids), VisitRow.state == State.KEPT
    )
    checked_in = select(CheckInRow.household_id, CheckInRow.at).where(
        CheckInRow.household_id.in_(ids)
    )
    seen = union_all(visited, checked_in).subquery()
    wanted = select(seen.c.household_id, func.max(seen.c.at).label("at"))
    rows = await db.execute(wanted.group_by(seen.c.household_id))
    return {row.household_id: row.at for row in rows}


async def unsettled(db: AsyncConnection, before: datetime) -> list[Visit]:
    """List the fresh visits that were handed in until then, the oldest first."""
    wanted = VisitRow.state == State.FRESH, VisitRow.handed_in_at < before
    return await _listed(db, select(VisitRow).where(*wanted).order_by(VisitRow.handed_in_at))


async def move(
    db: AsyncConnection, visit: Visit, state: State, by: int | None, now: datetime
) -> bool:
    """Bring a visit to another state; False when somebody else was quicker."""
    same = (
        VisitRow.id == visit.id,
        VisitRow.version == visit.version,
        VisitRow.state == visit.state,
    )
    values: dict[str, Any] = {"state": state, "version": visit.version + 1}
    if by is not None:
        values |= {"decided_by": by, "decided_at": now}
    return (await db.execute(update(VisitRow).where(*same).values(values))).rowcount == 1


async def put_given(db: AsyncConnection, visit: Visit) -> None:
    """Keep what is known with a visit as it is now: why it was sent back, for example."""
    this = update(VisitRow).where(VisitRow.id == visit.id)
    await db.execute(this.values(answers_sealed=_sealed(db, visit)))


def _sealed(db: AsyncConnection, visit: Visit) -> bytes:
    said = {"given": dict(visit.given), "answers": dict(visit.answers)}
    return seal_facts(vault_of(db), _answers_place(visit.id), said)


def _answers_place(number: int) -> str:
    return f"visits:{number}:answers"


async def _listed(db: AsyncConnection, wanted: Select[Any]) -> list[Visit]:
    return [_visit(db, row) for row in await db.execute(wanted)]


def _visit(db: AsyncConnection, row: AnyRow) -> Visit:
    said = open_facts(vault_of(db), _answers_place(row.id), row.answers_sealed)
    values = {name: getattr(row, name) for name in _PLAIN}
    return Visit(**values | {"state": State(row.state)} | said)
