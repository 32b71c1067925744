"""Counting the people of a campaign by place and unit, and listing those behind a number.

Everything goes through `seen_by`: the people of a campaign whom somebody may see there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.selectable import Subquery

from domain.areas import Level
from domain.campaigns import Campaign, Standing
from domain.people import Person, Role
from domain.progress import DIGITS, NOWHERE, OF_AREAS, SHARES, Count, Share, View, unit_of
from storage import audiences, criteria
from storage.areas import names
from storage.columns import AnyRow
from storage.scope import within
from storage.tables import DutyRow, HouseholdRow, PairingRow, PersonRow


def seen_by(person: Person, who: Subquery) -> ColumnElement[bool]:
    """Limit the people of a campaign to those of one's areas, and of the unit one manages."""
    if Role.ADMIN in person.roles:
        return who.c.person_id > 0
    ways = [within(who.c.area_code, code) for code in person.areas(OF_AREAS)]
    if Role.UNIT_MANAGER in person.roles and person.unit:
        ways.append(who.c.unit == person.unit)
    return or_(false(), *ways)


def own_areas(person: Person) -> tuple[str, ...]:
    """List the areas somebody sees; an administrator, who sees all, has none of his own."""
    return () if Role.ADMIN in person.roles else person.areas(OF_AREAS)


def _stands(who: Subquery, share: Share, now: datetime) -> ColumnElement[bool]:
    if share is Share.ALL:
        return who.c.person_id > 0
    if share is Share.OPEN:
        return and_(who.c.standing == Standing.OPEN, who.c.due_at >= now)
    if share is Share.OVERDUE:
        return and_(who.c.standing == Standing.OPEN, who.c.due_at < now)
    return who.c.standing == share.value


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A view on a campaign as somebody asks for it at a moment; `unit` is that of the view."""

    person: Person
    campaign: Campaign
    view: View
    now: datetime
    standings: Select[*tuple[Any, ...]]
    unit: str | None = None

    def who(self) -> tuple[Subquery, ColumnElement[bool]]:
        """Select the people of the campaign, and limit them to the view."""
        who = self.standings.subquery()
        wanted = [seen_by(self.person, who), _stands(who, self.view.share, self.now)]
        if self.view.area_code == NOWHERE:
            wanted.append(who.c.area_code == "")
        elif self.view.area_code:
            wanted.append(within(who.c.area_code, self.view.area_code))
        if self.view.level:
            wanted.append(func.length(who.c.area_code) == DIGITS[self.view.level])
        if self.view.unit:
            wanted.append(who.c.unit == self.unit)
        return who, and_(*wanted)


async def asked(
    db: AsyncConnection, person: Person, campaign: Campaign, view: View, now: datetime
) -> Asked:
    """Find the unit a view is about; one that is gone has no people."""
    units = await db.scalars(select(PersonRow.unit).distinct()) if view.unit else ()
    unit = unit_of(view.unit, units)
    standings = await criteria.standings(db, campaign, now, await few(db, person, view.area_code))
    return Asked(
        person=person, campaign=campaign, view=view, now=now, standings=standings, unit=unit
    )


@dataclass(frozen=True, kw_only=True)
class Counted:
    """The people of one place or unit, and how many of them stand how."""

    key: str
    name: str
    count: Count


async def total(db: AsyncConnection, asked: Asked) -> Count:
    """Count the people of a view."""
    who, wanted = asked.who()
    rows = await db.execute(_counting(who, asked.now).where(wanted))
    return _count(rows.one())


async def parts(db: AsyncConnection, asked: Asked) -> list[Counted]:
    """Count the people of a view by its parts: those with most still to do first."""
    view = asked.view
    if view.is_leaf:
        return []
    who, wanted = asked.who()
    digits = view.digits(own_areas(asked.person))
    key = who.c.unit if view.counts_units else func.substr(who.c.area_code, 1, digits)
    counted = _counting(who, asked.now).add_columns(key.label("key")).where(wanted).group_by(key)
    found = {row.key: _count(row) for row in await db.execute(counted)}
    named = {} if view.counts_units else await names(db)
    listed = [Counted(key=it, name=named.get(it, it), count=of) for it, of in found.items()]
    return sorted(listed, key=lambda it: (-it.count.overdue, -it.count.open, it.key))


async def levels(db: AsyncConnection, asked: Asked) -> dict[Level, Count]:
    """Count the people of a view by the level of the offices they work at, the highest first."""
    who, wanted = asked.who()
    key = func.length(who.c.area_code)
    counted = _counting(who, asked.now).add_columns(key.label("key")).where(wanted).group_by(key)
    found = {row.key: _count(row) for row in await db.execute(counted)}
    return {it: found[digits] for it, digits in DIGITS.items() if digits in found}


def _counting(who: Subquery, now: datetime) -> Select[*tuple[Any, ...]]:
    return select(
        *[
            func.coalesce(func.sum(case((_stands(who, it, now), 1), else_=0)), 0).label(it.value)
            for it in SHARES
        ]
    ).select_from(who)


def _count(row: AnyRow) -> Count:
    return Count(**{it.value: int(getattr(row, it.value)) for it in SHARES})


async def people(db: AsyncConnection, asked: Asked, most: int, offset: int = 0) -> list[int]:
    """List the people of a view by their ids: what is due first first, then by name."""
    who, wanted = asked.who()
    ordered = who.c.due_at, who.c.name, who.c.person_id
    found = select(who.c.person_id).where(wanted).order_by(*ordered)
    return list(await db.scalars(found.limit(most).offset(offset)))


async def ids_after(db: AsyncConnection, asked: Asked, after_id: int, most: int) -> list[int]:
    """List the next people of a view in the order of their ids."""
    who, wanted = asked.who()
    beyond = select(who.c.person_id).where(wanted, who.c.person_id > after_id)
    return list(await db.scalars(beyond.order_by(who.c.person_id).limit(most)))


async def may_see(
    db: AsyncConnection, person: Person, campaign: Campaign, person_id: int, now: datetime
) -> bool:
    """Tell whether somebody is in a campaign and may be seen in it, at this moment."""
    who = (await criteria.standings(db, campaign, now, [person_id])).subquery()
    wanted = select(who.c.person_id).where(who.c.person_id == person_id, seen_by(person, who))
    return await db.scalar(wanted) is not None


async def concerns(
    db: AsyncConnection, person: Person, campaign: Campaign, mine: Sequence[int] | None
) -> bool:
    """Tell whether anybody somebody may see can be in a campaign; `mine` are his few."""
    if Role.ADMIN in person.roles:
        return True
    here = _works_in(person.areas(OF_AREAS), _managed(person))
    wanted = here if mine is None else PersonRow.id.in_(mine)
    asked = audiences.belongs(campaign.audience, campaign.area_code)
    return await db.scalar(select(PersonRow.id).where(asked, wanted).limit(1)) is not None


async def few(db: AsyncConnection, person: Person, area_code: str = "") -> list[int] | None:
    """List who works in an area, or where somebody sees people; None when they are many.

    A statement that is told them need not look at everybody.
    """
    own, unit = person.areas(OF_AREAS), _managed(person)
    if area_code == NOWHERE or (not area_code and Role.ADMIN in person.roles):
        return None
    here = _works_in([area_code]) if area_code else _works_in(own, unit)
    found = await db.scalars(select(PersonRow.id).where(here).limit(MOST_NAMED + 1))
    ids = list(found)
    return ids if len(ids) <= MOST_NAMED else None


def _managed(person: Person) -> str:
    return person.unit if Role.UNIT_MANAGER in person.roles else ""


def _works_in(codes: Iterable[str], unit: str = "") -> ColumnElement[bool]:
    """Limit people to those with a duty or a paired household there, and to those of a unit."""
    homes = select(PairingRow.person_id).join(HouseholdRow)
    ways: list[ColumnElement[bool]] = [PersonRow.unit == unit] if unit else []
    for code in codes:
        held = select(DutyRow.person_id).where(within(DutyRow.area_code, code))
        paired = homes.where(PairingRow.until_on.is_(None), within(HouseholdRow.area_code, code))
        ways += [PersonRow.id.in_(held), PersonRow.id.in_(paired)]
    return or_(false(), *ways)


MOST_NAMED = 2000
"""More people than these are not named one by one in a statement."""
