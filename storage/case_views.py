"""Counting cases by kind, topic and place, and listing those behind a number.

Everything goes through `seen_by`: the areas in which somebody may view cases.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.calendar import local_day
from domain.case_views import VIEWERS, Count, Standing, View, begins_at, topic_of
from domain.cases import UNENDED
from domain.ladders import Kind, Ladder
from domain.people import Person
from domain.refusals import Text
from storage.areas import names
from storage.tables import CaseRow

_ON = CaseRow.state.in_(UNENDED)


def is_inside(code: str) -> ColumnElement[bool]:
    """Limit cases to an area and everything below it."""
    return and_(CaseRow.area_code >= code, CaseRow.area_code < str(int(code) + 1))


def seen_by(person: Person) -> ColumnElement[bool]:
    """Limit cases to the areas in which somebody may view them."""
    return or_(false(), *[is_inside(code) for code in person.areas(VIEWERS)])


async def condition(
    db: AsyncConnection, person: Person, view: View, now: datetime
) -> ColumnElement[bool]:
    """Limit cases to those a view is about, of the areas its reader sees."""
    wanted = [seen_by(person), CaseRow.kind == view.kind, is_inside(view.area_code)]
    since = begins_at(view.period, local_day(now))
    if since:
        wanted.append(CaseRow.raised_at >= since)
    if view.topic:
        code = topic_of(view.topic, await topics(db, view.kind))
        wanted.append(CaseRow.topic == (code or ""))
    return and_(*wanted, _stands(view.standing, now))


def _stands(standing: Standing, now: datetime) -> ColumnElement[bool]:
    if standing is Standing.ANY:
        return CaseRow.id > 0
    if standing is Standing.ENDED:
        return CaseRow.state.not_in(UNENDED)
    return and_(_ON, CaseRow.due_at < now) if standing is Standing.OVERDUE else _ON


async def topics(db: AsyncConnection, kind: Kind) -> list[str]:
    """List the topics of a kind that any case has."""
    found = select(CaseRow.topic).where(CaseRow.kind == kind).distinct()
    return sorted(await db.scalars(found))


async def topic_name(db: AsyncConnection, view: View, ladder: Ladder) -> Text | str:
    """Name the topic of a view; of all topics it is empty."""
    code = topic_of(view.topic, await topics(db, view.kind)) if view.topic else None
    return ladder.topic(code) if code else ""


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Cases of one topic, or of one place, and how many."""

    key: str
    name: Text | str
    count: Count


async def total(db: AsyncConnection, person: Person, view: View, now: datetime) -> Count:
    """Count the cases of a view."""
    found = await _grouped(db, None, await condition(db, person, view, now), now)
    return found.get("", Count())


async def parts(db: AsyncConnection, person: Person, view: View, now: datetime) -> list[Counted]:
    """Count the cases of a view by its parts, most of them first; a leaf has none."""
    if view.is_leaf:
        return []
    wanted = await condition(db, person, view, now)
    if not view.counts_places:
        return _sorted(await _grouped(db, CaseRow.topic, wanted, now), {})
    digits = 9 if len(view.area_code) == 6 else 12
    place = func.substr(CaseRow.area_code, 1, digits)
    return _sorted(await _grouped(db, place, wanted, now), await names(db))


def _sorted(found: dict[str, Count], named: dict[str, str]) -> list[Counted]:
    listed = [Counted(key=key, name=named.get(key, key), count=it) for key, it in found.items()]
    return sorted(listed, key=lambda it: (-it.count.all, it.key))


async def _grouped(
    db: AsyncConnection, key: Any, wanted: ColumnElement[bool], now: datetime
) -> dict[str, Count]:
    is_overdue = and_(_ON, CaseRow.due_at < now)
    columns = (
        func.count().label("all"),
        func.sum(case((_ON, 1), else_=0)).label("going_on"),
        func.sum(case((is_overdue, 1), else_=0)).label("overdue"),
    )
    counted = select(*columns).where(wanted)
    if key is not None:
        counted = counted.add_columns(key.label("key")).group_by(key)
    return {
        "" if key is None else row.key: Count(
            going_on=int(row.going_on), overdue=int(row.overdue), ended=row.all - int(row.going_on)
        )
        for row in await db.execute(counted)
        if row.all
    }


async def numbers(
    db: AsyncConnection, wanted: ColumnElement[bool], most: int, offset: int = 0
) -> list[int]:
    """Number cases on a condition: the urgent first, then what is due first."""
    order = CaseRow.is_urgent.desc(), CaseRow.due_at, CaseRow.id
    found = select(CaseRow.id).where(wanted).order_by(*order)
    return list(await db.scalars(found.limit(most).offset(offset)))


async def may_view(db: AsyncConnection, person: Person, number: int) -> bool:
    """Tell whether a case lies where somebody may view cases."""
    wanted = select(CaseRow.id).where(CaseRow.id == number, seen_by(person))
    return await db.scalar(wanted) is not None
