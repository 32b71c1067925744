"""Hand-overs of households, and what of the old helper's is still half done."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert as insert_once
from sqlalchemy.ext.asyncio import AsyncConnection

from domain import visits
from domain.cases import UNENDED
from domain.handovers import OPEN, Handover, State, is_about
from storage import drafts
from storage.columns import AnyRow
from storage.database import vault_of
from storage.drafts import Draft
from storage.scope import is_inside
from storage.tables import CaseRow, HandoverRow, HouseholdRow, VisitRow

_COLUMNS = (
    "id",
    "household_id",
    "from_id",
    "to_id",
    "asked_by",
    "asked_at",
    "state",
    "version",
    "decided_at",
)
_all = select(*[getattr(HandoverRow, name) for name in _COLUMNS])
_is_open = HandoverRow.state.in_(sorted(OPEN))
_open = _all.where(_is_open).order_by(HandoverRow.id)


async def ask(db: AsyncConnection, handover: Handover) -> bool:
    """Keep a new hand-over; False when the household is on its way from this helper already."""
    fresh = insert_once(HandoverRow).values({it: getattr(handover, it) for it in _COLUMNS})
    once = fresh.on_conflict_do_nothing(
        index_elements=["household_id", "from_id"],
        index_where=text("state IN ('asked', 'agreed')"),
    )
    return (await db.execute(once.returning(HandoverRow.id))).one_or_none() is not None


async def by_id(db: AsyncConnection, number: int) -> Handover | None:
    """Return one hand-over."""
    return next(iter(await _listed(db, _all.where(HandoverRow.id == number))), None)


async def open_of_household(db: AsyncConnection, household_id: int) -> list[Handover]:
    """List the hand-overs of a household that are not over."""
    return await _listed(db, _open.where(HandoverRow.household_id == household_id))


async def open_of_person(db: AsyncConnection, person_id: int) -> list[Handover]:
    """List those in which somebody gives or takes."""
    either = or_(HandoverRow.from_id == person_id, HandoverRow.to_id == person_id)
    return await _listed(db, _open.where(either))


async def all_open(db: AsyncConnection) -> list[Handover]:
    """List every one that is not over, the oldest first."""
    return await _listed(db, _open)


async def open_in(
    db: AsyncConnection, codes: Iterable[str], most: int, offset: int
) -> list[Handover]:
    """List those of households in these areas and below."""
    return await _listed(db, _open.where(_in(codes)).limit(most).offset(offset))


async def count_open_in(db: AsyncConnection, codes: Iterable[str]) -> int:
    """Count them."""
    counted = select(func.count()).select_from(HandoverRow).where(_is_open, _in(codes))
    return await db.scalar(counted) or 0


def _in(codes: Iterable[str]) -> ColumnElement[bool]:
    inside = [is_inside(code) for code in codes]
    homes = select(HouseholdRow.id).where(or_(false(), *inside))
    return HandoverRow.household_id.in_(homes)


async def move(db: AsyncConnection, handover: Handover, reason: str = "") -> bool:
    """Keep how a hand-over stands now; False when somebody else was quicker."""
    same = HandoverRow.id == handover.id, HandoverRow.version == handover.version - 1
    values: dict[str, Any] = {it: getattr(handover, it) for it in ("state", "version")}
    sealed = vault_of(db).seal_text(_reason_place(handover.id), reason or None)
    values |= {"decided_at": handover.decided_at, "reason_sealed": sealed}
    return (await db.execute(update(HandoverRow).where(*same).values(values))).rowcount == 1


async def drafts_about(db: AsyncConnection, person_id: int, household_id: int) -> list[Draft]:
    """List what somebody has begun to fill in about a household."""
    begun = await drafts.unfinished(db, person_id)
    return [it for it in begun if is_about(household_id, it.given, it.answers)]


async def unsettled_visits(
    db: AsyncConnection, person_id: int, household_id: int
) -> dict[visits.State, int]:
    """Count visits that have not taken effect: of this minute, and late entries that wait."""
    mine = VisitRow.person_id == person_id, VisitRow.household_id == household_id
    unsettled = VisitRow.state.in_([visits.State.FRESH, visits.State.WAITING])
    counted = select(VisitRow.state, func.count()).where(*mine, unsettled)
    rows = await db.execute(counted.group_by(VisitRow.state))
    return {visits.State(state): count for state, count in rows}


async def cases_of(db: AsyncConnection, person_id: int, household_id: int = 0) -> list[int]:
    """Number the open cases somebody has raised, of one household or of all."""
    mine = CaseRow.asker_id == person_id, CaseRow.state.in_(UNENDED)
    wanted = select(CaseRow.id).where(*mine).order_by(CaseRow.id)
    if household_id:
        wanted = wanted.where(CaseRow.household_id == household_id)
    return list(await db.scalars(wanted))


def _reason_place(number: int) -> str:
    return f"handovers:{number}:reason"


async def _listed(db: AsyncConnection, wanted: Select[Any]) -> list[Handover]:
    return [_handover(row) for row in await db.execute(wanted)]


def _handover(row: AnyRow) -> Handover:
    return Handover(**row._asdict() | {"state": State(row.state)})
