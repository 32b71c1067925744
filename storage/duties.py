"""Who owes which visits: a query on pairings, check-ins and late entries, never out of date."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    case,
    exists,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.calendar import local_day
from domain.campaigns import State as Campaigns
from domain.checkins import OPEN
from domain.duties import Period, Round, Visit, is_missed, month_before, month_of, standing
from domain.people import Person, Role
from domain.recurrences import VISITS
from domain.visits import State as VisitState
from storage import muted, recurrences
from storage.columns import AnyRow
from storage.tables import (
    CheckInRow,
    DutyRow,
    HouseholdRow,
    PairingRow,
    PersonRow,
    VisitRow,
)


async def period(db: AsyncConnection, day: date) -> Period:
    """Return the month a day lies in: as its campaign says, else as one that begins now would."""
    first = day.replace(day=1)
    begun = await recurrences.begun(db, VISITS, day.year * 100 + day.month)
    if begun is not None:
        is_owed = begun.state is not Campaigns.CANCELLED
        return Period(first=first, due_at=begun.due_at, is_owed=is_owed)
    visits = await recurrences.by_name(db, VISITS)
    if visits is None:
        return month_of(day)
    begins = visits.set_at is None or first >= local_day(visits.set_at)
    return replace(month_of(day, visits.due_day), is_owed=visits.is_on and begins)


async def missed(db: AsyncConnection, now: datetime) -> list[Period]:
    """List the months past their deadline and not closed, newest first."""
    today = local_day(now)
    found = [await period(db, day) for day in (today, month_before(today))]
    return [month for month in found if is_missed(month, now)]


async def round_of(db: AsyncConnection, person: Person, month: Period) -> Round | None:
    """Return one helper's visits of a month; None when there are none to make."""
    made = _made(month, [person.id])
    found = await _rounds(db, month, made, PairingRow.person_id == person.id)
    return next(iter(found), None)


async def of_households(
    db: AsyncConnection, household_ids: Sequence[int], month: Period
) -> list[Round]:
    """List the visits of a month at these households, by helper."""
    here = PairingRow.household_id.in_(household_ids)
    made = _made(month, select(PairingRow.person_id).where(here), household_ids)
    return await _rounds(db, month, made, here)


async def in_unit(db: AsyncConnection, unit: str, month: Period) -> list[Round]:
    """List the visits of a month of the helpers one unit sends, by name."""
    made = _made(month, select(PersonRow.id).where(PersonRow.unit == unit))
    return await _rounds(db, month, made, PersonRow.unit == unit)


async def _rounds(db: AsyncConnection, month: Period, made: Any, *conditions: Any) -> list[Round]:
    if not month.is_owed:
        return []
    wanted = (
        select(
            PersonRow.id,
            PersonRow.name,
            HouseholdRow.id.label("household_id"),
            HouseholdRow.head_name,
            HouseholdRow.area_code,
            made.c.visited_at,
            made.c.is_settled,
        )
        .select_from(PairingRow)
        .join(PersonRow, PersonRow.id == PairingRow.person_id)
        .join(HouseholdRow, HouseholdRow.id == PairingRow.household_id)
        .outerjoin(
            made,
            (made.c.person_id == PairingRow.person_id)
            & (made.c.household_id == PairingRow.household_id),
        )
        .where(PairingRow.until_on.is_(None), PairingRow.since_on <= month.paired_by)
        .where(_is_helper, ~_is_resting(month), *conditions)
        .order_by(PersonRow.name, PersonRow.id, HouseholdRow.head_name, HouseholdRow.id)
    )
    found = await db.execute(wanted)
    return [_round(month, list(rows)) for _, rows in groupby(found, key=lambda row: row.id)]


def _is_resting(month: Period) -> ColumnElement[bool]:
    return muted.is_muted(HouseholdRow.id, month.paired_by, local_day(month.due_at))


_is_helper = exists().where(DutyRow.person_id == PairingRow.person_id, DutyRow.role == Role.HELPER)


def _made(month: Period, people: Any = None, homes: Sequence[int] | None = None) -> Any:
    made = visits_made(month.begins_at, month.closes_at, people, homes).subquery()
    return (
        select(
            made.c.person_id,
            made.c.household_id,
            func.min(made.c.at).label("visited_at"),
            func.max(made.c.is_settled).label("is_settled"),
        )
        .group_by(made.c.person_id, made.c.household_id)
        .subquery()
    )


def visits_made(
    begins_at: datetime,
    ends_at: datetime | None,
    people: Any = None,
    homes: Any = None,
) -> CompoundSelect[Any]:
    """Select who was when at which household between two instants; None for until today.

    A late entry counts at the time it claims; like an exception, until an officer says otherwise.
    """
    is_settled = case((CheckInRow.state.in_(OPEN), 0), else_=1)
    is_approved = case((VisitRow.state == VisitState.WAITING, 0), else_=1)
    there = _there(CheckInRow, is_settled, 0).where(CheckInRow.household_id.is_not(None))
    claimed = _there(VisitRow, is_approved, 1).where(VisitRow.is_late, VisitRow.state.in_(CLAIMS))
    parts = []
    for row, part in ((CheckInRow, there), (VisitRow, claimed)):
        within = part.where(row.at >= begins_at)
        if ends_at is not None:
            within = within.where(row.at <= ends_at)
        if people is not None:
            within = within.where(row.person_id.in_(people))
        parts.append(within if homes is None else within.where(row.household_id.in_(homes)))
    return union_all(*parts)


CLAIMS = (VisitState.WAITING, VisitState.KEPT)
"""Late entries that count."""


def _there(row: Any, is_settled: Any, is_claimed: int) -> Any:
    return select(
        row.person_id,
        row.household_id,
        row.at,
        is_settled.label("is_settled"),
        literal(is_claimed, Integer).label("is_claimed"),
    )


def _round(month: Period, rows: Sequence[AnyRow]) -> Round:
    first = rows[0]
    return Round(
        person_id=first.id,
        name=first.name,
        visits=tuple(_visit(month, row) for row in rows),
    )


def _visit(month: Period, row: AnyRow) -> Visit:
    return Visit(
        household_id=row.household_id,
        head_name=row.head_name,
        area_code=row.area_code,
        standing=standing(month, row.visited_at, is_waiting=row.is_settled == 0),
        visited_at=row.visited_at,
    )
