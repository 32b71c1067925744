"""How people stand in campaigns: asked of the records each time, never stored (decision 0040).

Whoever did it, by whatever record, is done. Of what people decided, extensions move the due date,
an excuse ends it until an extension asks for it again, and whoever took it over has to do it.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.calendar import local_day
from domain.campaigns import Campaign, Criterion, Item, Mark, Owing, Standing
from domain.duties import Reach
from domain.people import Person, State
from storage import audiences, calendars, campaign_dues, campaigns, rules, scope
from storage.calendars import Book
from storage.campaign_homes import GIVEN, Ids, homes_of
from storage.campaign_people import BY_HOUSEHOLDS
from storage.campaign_records import Question
from storage.campaign_standings import everybody, open_ones, standings_of, statements
from storage.columns import AnyRow
from storage.tables import CampaignMarkRow, PersonRow

Owed = tuple[Campaign, Owing]


async def standings(
    db: AsyncConnection, campaign: Campaign, now: datetime, person_ids: Ids = None
) -> Select[Any]:
    """Make the select of everybody in a campaign and how he stands, to be counted in SQL.

    Its columns are `COLUMNS` and standing. `due_at` is each one's own; state, telegram_id,
    bound_at and unreachable_at are those of whoever is to do it.
    """
    shape = replace(campaign, next_at=None)
    question = await _asked(db, shape, await calendars.book(db, now), person_ids)
    return everybody(question) if person_ids is None else standings_of(question)


async def owing(
    db: AsyncConnection, campaign: Campaign, now: datetime, person_ids: Sequence[int] | None = None
) -> list[Owing]:
    """List everybody in a campaign, or these of them, and how each stands, by name."""
    book = await calendars.book(db, now)
    return await _owing(db, campaign, book, person_ids)


async def _owing(
    db: AsyncConnection, campaign: Campaign, book: Book, person_ids: Sequence[int] | None
) -> list[Owing]:
    shape = replace(campaign, next_at=None)
    given = None if person_ids is None else GIVEN
    who, homes = statements(await _asked(db, shape, book, given))
    names = {} if person_ids is None else {GIVEN.key: list(person_ids)}
    rows = (await db.execute(who, names)).all()
    items = await _items(db, homes, names) if homes is not None else {}
    return [_stands(campaign.number, row, items.get(row.person_id, ())) for row in rows]


async def still_open(
    db: AsyncConnection, campaign: Campaign, now: datetime, person_ids: Sequence[int]
) -> list[Owing]:
    """List those of some people who still owe it, by name; whoever is through is not loaded."""
    book = await calendars.book(db, now)
    question = await _asked(db, replace(campaign, next_at=None), book, GIVEN)
    found = await db.scalars(open_ones(question), {GIVEN.key: list(person_ids)})
    ids = list(found)
    return await _owing(db, campaign, book, ids) if ids else []


async def people_after(
    db: AsyncConnection, campaign: Campaign, after_id: int, most: int
) -> list[int]:
    """List who is in a campaign with ids above one, in the order of their ids."""
    wanted = _everybody(campaign)
    column = wanted.selected_columns.person_id
    return list(await db.scalars(wanted.where(column > after_id).order_by(column).limit(most)))


async def count(db: AsyncConnection, campaign: Campaign) -> int:
    """Count who is in a campaign, be it kept or not."""
    return await db.scalar(select(func.count()).select_from(_everybody(campaign).subquery())) or 0


def _everybody(campaign: Campaign) -> Select[Any]:
    if campaign.criterion not in BY_HOUSEHOLDS:
        belongs = audiences.belongs(campaign.audience, campaign.area_code)
        return select(PersonRow.id.label("person_id")).where(belongs)
    homes = homes_of(campaign, None).subquery()
    found = select(homes.c.person_id).join(PersonRow, PersonRow.id == homes.c.person_id)
    return found.where(audiences.of_unit(campaign.audience)).distinct()


async def owed_by(db: AsyncConnection, person: Person, now: datetime) -> list[Owed]:
    """List the running campaigns in which somebody has something to do or has done it.

    The one due first comes first; what an officer took over is the officer's.
    """
    book, today = await calendars.book(db, now), local_day(now)
    taken = await _taken_over(db, person)
    found = []
    for campaign in await campaigns.running(db):
        of_others = taken.get(campaign.number, [])
        concerns = bool(campaign.audience.roles & person.roles) or bool(of_others)
        if concerns and campaign.opens_on <= today:
            stands = await _owing(db, campaign, book, [person.id, *of_others])
            found += [(campaign, it) for it in stands]
    own = [it for it in found if it[1].holder_id == person.id]
    mine = await _shown(db, person, own)
    return sorted(mine, key=lambda it: (it[1].due_at, it[0].number, it[1].name))


async def _shown(db: AsyncConnection, person: Person, found: Sequence[Owed]) -> list[Owed]:
    """Leave households out that somebody took over and may not see any more."""
    taken = [item.id for _, it in found if it.taken_by for item in it.items]
    visible = await scope.visible(db, person, taken)
    shown: list[Owed] = []
    for campaign, it in found:
        items = it.items if not it.taken_by else tuple(h for h in it.items if h.id in visible)
        if items or not it.items:
            shown.append((campaign, replace(it, items=items)))
    return shown


async def _taken_over(db: AsyncConnection, person: Person) -> dict[int, list[int]]:
    """Return in whose place somebody has something to do, by campaign."""
    taken = (
        CampaignMarkRow.by_id == person.id,
        CampaignMarkRow.mark == literal_column(f"'{Mark.TAKEN_OVER}'"),
    )
    wanted = select(CampaignMarkRow.campaign_id, CampaignMarkRow.person_id).where(*taken)
    found = defaultdict(list)
    for row in await db.execute(wanted.distinct()):
        found[row.campaign_id].append(row.person_id)
    return found


async def _asked(db: AsyncConnection, campaign: Campaign, book: Book, person_ids: Ids) -> Question:
    holds_for = timedelta()
    if campaign.criterion is Criterion.HAVES:
        figures = await rules.haves_on(db, campaign.opens_on)
        holds_for = timedelta(days=figures.checked_for_days)
    dues = await campaign_dues.of_campaign(db, campaign, book)
    return Question(campaign, dues, person_ids, holds_for)


async def _items(
    db: AsyncConnection, homes: Select[Any], names: dict[str, list[int]]
) -> dict[int, tuple[Item, ...]]:
    """Return what each person answers for, by household."""
    found: dict[int, list[Item]] = defaultdict(list)
    for row in await db.execute(homes, names):
        found[row.person_id].append(_item(row))
    return {number: tuple(it) for number, it in found.items()}


def _item(row: AnyRow) -> Item:
    standing = Standing.OPEN
    if row.done_at is not None:
        in_time = Standing.WAITING if row.waits else Standing.DONE
        standing = Standing.LATE if row.done_at > row.due_at else in_time
    return Item(
        id=row.household_id,
        name=row.head_name,
        area_code=row.area_code,
        standing=standing,
        done_at=row.done_at,
        is_entered_late=row.done_at is not None and bool(row.claimed),
    )


def _stands(campaign: int, row: AnyRow, items: Sequence[Item]) -> Owing:
    return Owing(
        campaign=campaign,
        person_id=row.person_id,
        name=row.name,
        area_code=row.area_code,
        unit=row.unit,
        reach=_reach(row),
        standing=Standing(row.standing),
        due_at=row.due_at,
        done_at=row.done_at,
        items=tuple(items),
        bound_at=row.bound_at if row.telegram_id is not None else None,
        taken_by=row.taken_by,
    )


def _reach(row: AnyRow) -> Reach:
    if row.state != State.ACTIVE:
        return Reach.CLOSED
    if row.telegram_id is None:
        return Reach.UNBOUND
    return Reach.UNREACHABLE if row.unreachable_at else Reach.REACHED
