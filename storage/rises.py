"""What has risen to whom, and what officers decided about it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, false, func, insert, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.areas import Level, contains
from domain.campaign_looks import NUDGE
from domain.campaigns import Campaign, Mark, Owing, Standing, State
from domain.people import Person, Role
from domain.people import State as Account
from domain.rises import OFFICES, ROLES, Noted
from storage import criteria
from storage.campaign_people import BY_HOUSEHOLDS
from storage.ids import RANDOM_BITS, new_id
from storage.scope import within
from storage.tables import (
    AbsenceRow,
    CampaignMarkRow,
    CampaignRow,
    DutyRow,
    HouseholdRow,
    PairingRow,
    PersonRow,
    TellingRow,
)
from storage.tellings import IS_RISE, Outcome

A_PIECE = 500
OF_TOWN = 9
"""Digits of a town's code; only from there up campaigns are given to those of no area."""
MOST_NEAR = 1000
"""Of an office with more people under it the whole campaign is looked at."""
Matter = tuple[int, int]
"""A campaign's number and a person's id."""


@dataclass(frozen=True, kw_only=True)
class Risen:
    """A rise that was told at somebody's office."""

    campaign: int
    event: str
    at: datetime


async def risen(db: AsyncConnection, reader_id: int, others: Collection[int]) -> list[Risen]:
    """List the rises told to somebody, his deputies or these others, of what is not over yet.

    What was said before he was bound is not his.
    """
    stood_in = select(AbsenceRow.deputy_id).where(AbsenceRow.person_id == reader_id)
    bound_at = select(PersonRow.bound_at).where(PersonRow.id == reader_id).scalar_subquery()
    to_them = TellingRow.person_id.in_({reader_id, *others})
    wanted = (
        select(TellingRow.campaign_id, TellingRow.event, func.min(TellingRow.at).label("at"))
        .join(CampaignRow, CampaignRow.id == TellingRow.campaign_id)
        .where(or_(to_them, TellingRow.person_id.in_(stood_in)))
        .where(IS_RISE)
        .where(CampaignRow.state == State.RUNNING)
        .group_by(TellingRow.campaign_id, TellingRow.event)
        .having(func.max(TellingRow.at) >= bound_at)
        .order_by(TellingRow.campaign_id, TellingRow.event)
    )
    return [
        Risen(campaign=row.campaign_id, event=row.event, at=row.at)
        for row in await db.execute(wanted)
    ]


async def due(
    db: AsyncConnection, reader: Person, campaign: Campaign, now: datetime, most: int
) -> tuple[list[int], int, int]:
    """List for whom under somebody it is past due, open ones first, then by name.

    First of all those of whom nobody knows, and no office is nearer: others may not be shown.
    Besides how many there are more, and how many of those are open.
    """
    near = await _near(db, reader)
    who = (await criteria.standings(db, campaign, now, near)).subquery()
    is_open = who.c.standing == Standing.OPEN
    is_past = and_(who.c.standing != Standing.EXCUSED, who.c.due_at < now)
    here = and_(is_past, _under(reader, campaign, who.c))
    of_others = await _of_others(db, reader, [it.level for it in campaign.rises[:1]], who.c)
    first = and_(is_open, ~_is_known(campaign, who.c), ~of_others)
    ordered = case((first, 0), (is_open, 1), else_=2), who.c.name, who.c.person_id
    ids = select(who.c.person_id).where(here).order_by(*ordered)
    found = list(await db.scalars(ids.limit(most)))
    if len(found) < most:
        return found, 0, 0
    theirs = here if campaign.criterion in BY_HOUSEHOLDS else and_(here, ~of_others)
    counted = select(func.count(), func.coalesce(func.sum(case((is_open, 1), else_=0)), 0))
    count, open_ones = (await db.execute(counted.select_from(who).where(theirs))).one()
    return found, max(0, count - most), max(0, open_ones - most)


def _is_known(campaign: Campaign, who: Any) -> ColumnElement[bool]:
    row = CampaignMarkRow
    of_him = row.campaign_id == campaign.number, row.person_id == who.person_id
    return exists().where(*of_him, row.mark == Mark.NOTED, row.until_at == who.due_at)


async def _of_others(
    db: AsyncConnection, reader: Person, levels: Sequence[Level], who: Any
) -> ColumnElement[bool]:
    """Limit people to those to whom another office than somebody's is nearer, or a manager.

    To administrators the offices of these levels are nearer.
    """
    is_admin, roles = Role.ADMIN in reader.roles, reader.roles & OFFICES
    if is_admin:
        roles |= {ROLES[it] for it in levels}
    others = DutyRow.role.in_(roles), DutyRow.area_code != "", DutyRow.person_id != reader.id
    held = select(DutyRow.role, DutyRow.area_code).join(PersonRow).where(*others).distinct()
    nearer: dict[int, set[str]] = {}
    for role, code in await db.execute(held.where(PersonRow.state == Account.ACTIVE)):
        own = reader.areas({Role(role)})
        if code not in own and (is_admin or any(contains(it, code) for it in own)):
            nearer.setdefault(len(code), set()).add(code)
    ways: list[ColumnElement[bool]] = [false()]
    ways += [func.substr(who.area_code, 1, digits).in_(it) for digits, it in nearer.items()]
    if is_admin:
        managed = select(PersonRow.unit).join(DutyRow).where(DutyRow.role == Role.UNIT_MANAGER)
        ways.append(and_(who.unit != "", who.unit.in_(managed)))
    return or_(*ways)


async def _near(db: AsyncConnection, reader: Person) -> list[int] | None:
    """List who can be under somebody, so that nobody else is looked at; None when that is many."""
    ways = _holding(reader)
    if Role.ADMIN in reader.roles or not ways:
        return None
    wanted = select(PersonRow.id).where(or_(*ways)).limit(MOST_NEAR + 1)
    found = list(await db.scalars(wanted))
    return found if len(found) <= MOST_NEAR else None


def _holding(reader: Person) -> list[ColumnElement[bool]]:
    codes = reader.areas(OFFICES)
    ways: list[ColumnElement[bool]] = []
    if codes:
        places = [within(DutyRow.area_code, code) for code in codes]
        places += [DutyRow.area_code == ""] if any(len(it) <= OF_TOWN for it in codes) else []
        held = select(DutyRow.person_id).where(or_(*places))
        ways += [PersonRow.id.in_(held), PersonRow.id.in_(_paired(codes))]
    if Role.UNIT_MANAGER in reader.roles and reader.unit:
        ways.append(PersonRow.unit == reader.unit)
    return ways


def _paired(codes: Sequence[str]) -> Any:
    there = or_(*[within(HouseholdRow.area_code, code) for code in codes])
    paired = select(PairingRow.person_id).join(HouseholdRow).where(there)
    return paired.where(PairingRow.until_on.is_(None))


def _under(reader: Person, campaign: Campaign, who: Any) -> ColumnElement[bool]:
    """Limit people to those over whom somebody has an office, and to those of his unit."""
    others: ColumnElement[bool] = who.person_id != reader.id
    if Role.ADMIN in reader.roles:
        return others
    codes = reader.areas(OFFICES)
    ways = [within(who.area_code, code) for code in codes]
    ways += [who.area_code == ""] if any(it == campaign.area_code for it in codes) else []
    if campaign.criterion in BY_HOUSEHOLDS and codes:
        ways.append(who.person_id.in_(_paired(codes)))
    if Role.UNIT_MANAGER in reader.roles and reader.unit:
        ways.append(who.unit == reader.unit)
    return and_(others, or_(who.person_id < 0, *ways))


async def unreached(db: AsyncConnection, reader: Person, most: int) -> list[Matter]:
    """List who under somebody could not be told of which running campaign, and still cannot.

    First those to whom no office is nearer, then by name.
    """
    ways = [true()] if Role.ADMIN in reader.roles else _holding(reader)
    if not ways:
        return []
    is_lost = or_(PersonRow.telegram_id.is_(None), PersonRow.unreachable_at.is_not(None))
    held = select(PersonRow.id, PersonRow.name, PersonRow.unit, DutyRow.area_code)
    who = held.outerjoin(DutyRow).where(or_(*ways), is_lost).subquery().c
    of_others = await _of_others(db, reader, [Level.VILLAGE], who)
    told = (
        TellingRow.person_id == who.id,
        TellingRow.outcome == Outcome.UNREACHABLE,
        CampaignRow.id == TellingRow.campaign_id,
        CampaignRow.state == State.RUNNING,
    )
    matter = TellingRow.campaign_id, TellingRow.person_id
    wanted = (
        select(*matter)
        .where(*told)
        .group_by(*matter, who.name)
        .order_by(func.min(case((of_others, 1), else_=0)), who.name, *reversed(matter))
        .limit(most)
    )
    return [(row.campaign_id, row.person_id) for row in await db.execute(wanted)]


async def nudged(
    db: AsyncConnection, campaign: int, person_ids: Sequence[int], since: date
) -> tuple[int, date | None]:
    """Count whom of these people somebody has asked again since a day; for which day the last."""
    asked = (
        TellingRow.campaign_id == campaign,
        TellingRow.event.between(f"{NUDGE}@{since:%Y%m%d}", f"{NUDGE}@~"),
        TellingRow.person_id.in_(person_ids),
    )
    counted = select(func.count(TellingRow.person_id.distinct()), func.max(TellingRow.event))
    count, last = (await db.execute(counted.where(*asked))).one()
    return count, datetime.strptime(last.partition("@")[2], "%Y%m%d").date() if last else None  # noqa: DTZ007


async def noted(db: AsyncConnection, matters: Collection[Matter]) -> dict[Matter, list[Noted]]:
    """Return which officers know of whom that he is late, the oldest first."""
    found: dict[Matter, list[Noted]] = {}
    for campaign in sorted({it[0] for it in matters}):
        ids = sorted(person_id for number, person_id in matters if number == campaign)
        for start in range(0, len(ids), A_PIECE):
            for note in await _noted(db, campaign, ids[start : start + A_PIECE]):
                found.setdefault((campaign, note.person_id), []).append(note)
    return found


async def _noted(db: AsyncConnection, campaign: int, ids: Sequence[int]) -> list[Noted]:
    row = CampaignMarkRow
    by, due_at = PersonRow.name.label("by"), row.until_at.label("due_at")
    rows = await db.execute(
        select(row.person_id, due_at, row.by_id, by, row.at)
        .join(PersonRow, PersonRow.id == row.by_id)
        .where(row.campaign_id == campaign, row.person_id.in_(ids), row.mark == Mark.NOTED)
        .order_by(row.id)
    )
    return [Noted(**it._asdict()) for it in rows]


async def note(db: AsyncConnection, owings: Sequence[Owing], by: int, now: datetime) -> None:
    """Note that an officer knows of these people that they are late with what is due."""
    first = new_id()
    rows = [
        {
            "id": first + (place << RANDOM_BITS),
            "campaign_id": it.campaign,
            "person_id": it.person_id,
            "mark": Mark.NOTED,
            "until_at": it.due_at,
            "by_id": by,
            "at": now,
            "words_sealed": None,
        }
        for place, it in enumerate(owings)
    ]
    if rows:
        await db.execute(insert(CampaignMarkRow), rows)
