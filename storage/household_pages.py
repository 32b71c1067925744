"""Lists of households, a page at a time: all that somebody may see, or what is searched for in it.

Own households and single villages are small: there any part of a name or number is found. In a
town or district it is found by its beginning or its end. Every branch reads one index in order and
stops early, so that a page of a hundred thousand households costs what one of a hundred does
(decision 0023).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.areas import Level
from domain.households import By, Search
from domain.people import Person, Role
from storage.database import vault_of
from storage.households import facts_place
from storage.scope import codes_of, is_inside, paired_with
from storage.sealed import open_facts
from storage.tables import AreaRow, HouseholdRow

PAGE = 8
MOST = 200
"""No more than this is counted and paged through; beyond it one searches."""
MOST_PLACES = 10
VILLAGE_DIGITS = 12


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A household as a list shows it; `state` is the record's word for how it stands."""

    id: int
    number: str
    head_name: str
    members: int
    area_name: str
    state: str


@dataclass(frozen=True, kw_only=True)
class Page:
    """Some households of a list; `count` is one more than MOST when there are more than that."""

    entries: tuple[Entry, ...]
    number: int
    count: int

    @property
    def pages(self) -> int:
        """How many pages can be turned to."""
        return max(1, -(-min(self.count, MOST) // PAGE))

    @property
    def is_cut(self) -> bool:
        """Tell whether there is more than can be paged through."""
        return self.count > MOST


async def page(db: AsyncConnection, person: Person, search: Search | None, number: int) -> Page:
    """Give a page of the households somebody may see, by village and name; past the end the last.

    A search by name finds the households of a village of that name too.
    """
    places = await _places(db, search) if search else ()
    found = [it.subquery() for it in _branches(person, search, places)]
    ids: Sequence[int] = ()
    if found:
        whole = union(*[select(it) for it in found]).subquery()
        order = whole.c.area_code, whole.c.head_name, whole.c.id
        ids = list(await db.scalars(select(whole.c.id).order_by(*order).limit(MOST + 1)))
    last = max(0, -(-min(len(ids), MOST) // PAGE) - 1)
    number = min(number, last)
    shown = ids[:MOST][number * PAGE : (number + 1) * PAGE]
    return Page(entries=await entries(db, shown), number=number, count=len(ids))


async def entries(db: AsyncConnection, ids: Sequence[int]) -> tuple[Entry, ...]:
    """Open what lists show of these households, in this order."""
    wanted = (
        select(HouseholdRow, AreaRow.name.label("area_name"))
        .join(AreaRow, AreaRow.code == HouseholdRow.area_code)
        .where(HouseholdRow.id.in_(ids))
    )
    rows = {row.id: row for row in await db.execute(wanted)} if ids else {}
    return tuple(_entry(db, rows[it]) for it in ids if it in rows)


def _entry(db: AsyncConnection, row: Any) -> Entry:
    facts = open_facts(vault_of(db), facts_place(row.id), row.facts_sealed)
    return Entry(
        id=row.id,
        number=row.number,
        head_name=row.head_name,
        members=row.members,
        area_name=row.area_name,
        state=facts.get("state", ""),
    )


async def _places(db: AsyncConnection, search: Search) -> Sequence[str]:
    """Find the villages and towns of this name; whether somebody sees them is asked later."""
    if search.by is not By.NAME:
        return ()
    wanted = (
        select(AreaRow.code)
        .where(
            AreaRow.level != Level.DISTRICT, AreaRow.name.contains(search.text, autoescape=True)
        )
        .order_by(AreaRow.code)
        .limit(MOST_PLACES)
    )
    return list(await db.scalars(wanted))


_Branch = Select[int, str, str]


def _branches(person: Person, search: Search | None, places: Sequence[str]) -> Iterator[_Branch]:
    """Select what is found, one index after the other; each stops as soon as there is enough."""
    narrow: list[ColumnElement[bool]] = []
    if Role.HELPER in person.roles:
        narrow.append(HouseholdRow.id.in_(paired_with(person.id)))
    codes = codes_of(person)
    narrow += [HouseholdRow.area_code == it for it in codes if len(it) >= VILLAGE_DIGITS]
    for scope in narrow:
        yield _found(scope, *([_contains(search, places)] if search else []))
    for code in codes:
        if len(code) < VILLAGE_DIGITS:
            yield from _in_wide(code, search, places)


def _in_wide(code: str, search: Search | None, places: Sequence[str]) -> Iterator[_Branch]:
    if search is None:
        yield _found(is_inside(code))
        return
    for column, text in _ends(search):
        beginning = column >= text, column < _after(text)
        yield _found(is_inside(code), *beginning, order=(column,))
    for place in places:
        inner = max(place, code, key=len)
        if place.startswith(code) or code.startswith(place):
            yield _found(is_inside(inner))


def _found(*conditions: ColumnElement[bool], order: Sequence[Any] = ()) -> _Branch:
    columns = HouseholdRow.id, HouseholdRow.area_code, HouseholdRow.head_name
    by = (*order, HouseholdRow.area_code) if order else (columns[1], columns[2], columns[0])
    return select(*columns).where(*conditions).order_by(*by).limit(MOST + 1)


def _contains(search: Search, places: Sequence[str]) -> ColumnElement[bool]:
    """Look everywhere in a name or number; initials begin with what was typed."""
    if search.by is By.INITIALS:
        return HouseholdRow.initials.startswith(search.text, autoescape=True)
    if search.by is By.NUMBER:
        return func.upper(HouseholdRow.number).contains(search.text, autoescape=True)
    here = [is_inside(place) for place in places]
    return or_(HouseholdRow.head_name.contains(search.text, autoescape=True), *here)


def _ends(search: Search) -> Iterator[tuple[Any, str]]:
    """Give the columns in which what was typed is a beginning, one of them for its end."""
    text, backwards = search.text, search.text[::-1]
    if search.by is By.INITIALS:
        yield HouseholdRow.initials, text
    elif search.by is By.NUMBER:
        yield HouseholdRow.number, text
        yield HouseholdRow.number_backwards, backwards
    else:
        yield HouseholdRow.head_name, text
        yield HouseholdRow.name_backwards, backwards


def _after(beginning: str) -> str:
    """Give a text after all with this beginning, and before whatever else comes after them."""
    return f"{beginning}\U0010ffff"
