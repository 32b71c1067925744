"""The queues of the offices: a page of one, and how many there are on each of its tabs.

Each desk is read off an index that holds only what goes on, urgent first, then what is due first;
a page is put together of the beginnings of those. Counts look at no more than `SAMPLE` of a desk.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    false,
    func,
    literal_column,
    select,
    true,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.cases import GOING_ON, State
from domain.ladders import SHIPPED, Stage
from domain.people import Person
from domain.queues import Desk, Filter, Tab, desks, desks_below
from storage import cases, ladders
from storage.cases import Entry
from storage.tables import CaseRow

PAGE, MOST_COUNTED, SAMPLE = 8, 99, 1000
TOWN_DIGITS, VILLAGE_DIGITS = 9, 12
GOES_ON = CaseRow.state.in_([literal_column(f"'{it}'") for it in GOING_ON])
"""Written out, so that a prepared statement finds the partial indexes."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """Some cases of a queue, in the order in which they are to be done."""

    entries: Sequence[Entry]
    has_more: bool


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many cases there are; `is_more` says that there are more, not looked at."""

    cases: int
    is_more: bool = False


async def page(
    db: AsyncConnection, person: Person, wanted: Filter, now: datetime, number: int = 0
) -> Page:
    """Return a page of somebody's queue: urgent first, then what is due first."""
    last = (number + 1) * PAGE + 1
    parts = await _parts(db, person, wanted, now)
    if not parts:
        return Page(entries=(), has_more=False)
    begun = [_beginning(part, last) for part in _halves(parts)]
    whole = union_all(*begun).subquery()
    order = whole.c.is_urgent.desc(), whole.c.due_at.asc().nulls_last(), whole.c.id
    cut = select(whole.c.id).order_by(*order).limit(PAGE + 1).offset(number * PAGE)
    found = list(await db.scalars(cut))
    return Page(entries=await cases.by_numbers(db, found[:PAGE]), has_more=len(found) > PAGE)


def _halves(parts: Sequence[ColumnElement[bool]]) -> list[ColumnElement[bool]]:
    """Part what is urgent from what is not, so that each is in the order of an index."""
    return [and_(part, CaseRow.is_urgent == it) for part in parts for it in (true(), false())]


def _beginning(part: ColumnElement[bool], most: int) -> Select[*tuple[Any, ...]]:
    order = CaseRow.due_at.asc().nulls_last(), CaseRow.id
    columns = CaseRow.id, CaseRow.is_urgent, CaseRow.due_at
    return select(select(*columns).where(part).order_by(*order).limit(most).subquery())


async def counts(
    db: AsyncConnection, person: Person, wanted: Filter, now: datetime
) -> dict[Tab, Count]:
    """Count the tabs of somebody's queue."""
    mine, below = await _desks(db, person, wanted)
    if not mine:
        return dict.fromkeys(Tab, Count(cases=0))
    held = _counted([_held(person, wanted)], MOST_COUNTED + 1)
    late = [*[_late(it, person, wanted, now) for it in mine],
            *[_late_below(it, person, wanted, now) for it in below]]  # fmt: skip
    overdue = _counted(_halves(late), MOST_COUNTED + 1)
    every = await _sampled(db, [_at(it, person, wanted) for it in mine])
    row = (await db.execute(select(held.scalar_subquery(), overdue.scalar_subquery()))).one()
    found = {Tab.MINE: Count(cases=row[0]), Tab.OVERDUE: Count(cases=row[1])}
    return {tab: _capped(it) for tab, it in (every | found).items()}


def _capped(count: Count) -> Count:
    is_more = count.is_more or count.cases > MOST_COUNTED
    return Count(cases=min(count.cases, MOST_COUNTED), is_more=is_more)


def _counted(parts: Sequence[ColumnElement[bool]], most: int) -> Select[int]:
    begun = [select(select(CaseRow.id).where(part).limit(most).subquery()) for part in parts]
    return select(func.count()).select_from(union_all(*begun).subquery())


async def _sampled(db: AsyncConnection, parts: Sequence[ColumnElement[bool]]) -> dict[Tab, Count]:
    """Count by state what lies at the beginning of each desk."""
    columns = CaseRow.state, CaseRow.holder_id
    begun = [select(select(*columns).where(it).limit(SAMPLE).subquery()) for it in parts]
    whole = union_all(*begun).subquery()
    is_new = and_(whole.c.holder_id.is_(None), whole.c.state == State.OPEN)
    waits = whole.c.state == State.WAITING
    counted = select(
        func.count(), func.count().filter(is_new), func.count().filter(waits)
    ).select_from(whole)
    row = (await db.execute(counted)).one()
    is_more = row[0] >= SAMPLE
    tabs = (Tab.ALL, Tab.NEW, Tab.WAITING)
    return {
        tab: Count(cases=number, is_more=is_more) for tab, number in zip(tabs, row, strict=True)
    }


async def held_by(db: AsyncConnection, person_ids: Iterable[int]) -> dict[int, int]:
    """Count what people hold that goes on."""
    held = CaseRow.holder_id.in_(list(person_ids)), GOES_ON
    counted = select(CaseRow.holder_id, func.count()).where(*held).group_by(CaseRow.holder_id)
    return {row[0]: row[1] for row in await db.execute(counted) if row[0]}


async def _desks(
    db: AsyncConnection, person: Person, wanted: Filter
) -> tuple[Sequence[Desk], Sequence[Desk]]:
    mine = desks(person, wanted.area_code)
    known = [*SHIPPED.values(), *(await ladders.known(db)).values()] if mine else []
    return mine, desks_below(mine, known)


async def _parts(
    db: AsyncConnection, person: Person, wanted: Filter, now: datetime
) -> list[ColumnElement[bool]]:
    """List the parts of which a tab is put together: one for each desk."""
    if wanted.tab is Tab.MINE:
        return [_held(person, wanted)]
    mine, below = await _desks(db, person, wanted)
    if wanted.tab is Tab.OVERDUE:
        late = [_late(it, person, wanted, now) for it in mine]
        return [*late, *[_late_below(it, person, wanted, now) for it in below]]
    return [and_(_at(it, person, wanted), *_of_tab(wanted.tab)) for it in mine]


def _of_tab(tab: Tab) -> list[ColumnElement[bool]]:
    if tab is Tab.NEW:
        return [CaseRow.holder_id.is_(None), CaseRow.state == State.OPEN]
    return [CaseRow.state == State.WAITING] if tab is Tab.WAITING else []


def _held(person: Person, wanted: Filter) -> ColumnElement[bool]:
    return and_(CaseRow.holder_id == person.id, *_goes_on(person, wanted),
                *_inside(wanted.area_code))  # fmt: skip


def _late(desk: Desk, person: Person, wanted: Filter, now: datetime) -> ColumnElement[bool]:
    return and_(_at(desk, person, wanted), CaseRow.due_at <= now)


def _late_below(desk: Desk, person: Person, wanted: Filter, now: datetime) -> ColumnElement[bool]:
    return and_(_late(desk, person, wanted, now), CaseRow.stage == Stage.WORK)


def _at(desk: Desk, person: Person, wanted: Filter) -> ColumnElement[bool]:
    return and_(CaseRow.role == desk.role, *_inside(desk.area_code), *_goes_on(person, wanted))


def _goes_on(person: Person, wanted: Filter) -> list[ColumnElement[bool]]:
    """Limit to what goes on, as the partial indexes say it, and is not one's own."""
    of_kind = [CaseRow.kind == wanted.kind] if wanted.kind else []
    return [GOES_ON, CaseRow.asker_id != person.id, *of_kind]


def _inside(area_code: str) -> list[ColumnElement[bool]]:
    """Limit to an area so that an index finds it.

    A district is all but everything: its index begins with what is urgent and due, and no other
    is to be taken for the beginning of a code.
    """
    if not area_code:
        return []
    if len(area_code) >= VILLAGE_DIGITS:
        return [CaseRow.area_code == area_code]
    if len(area_code) == TOWN_DIGITS:
        return [CaseRow.town_code == area_code]
    return [func.substr(CaseRow.area_code, 1, len(area_code)) == area_code]
