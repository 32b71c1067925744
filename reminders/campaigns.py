"""Campaigns whose time has come: who is to be told is noted once, by any number of processes.

`next_at` of a campaign says when to look at it. A look goes through its audience by pages, each a
transaction of its own, and only then sets the next one: killed in between, it is done again, and
finds the rows of those who were noted. What is noted is told by the sweep of digests.
"""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import campaign_staging, campaign_times
from bot.campaign_staging import Look
from bot.faults import described
from domain.calendar import local_day
from domain.campaign_events import Event, events, own_due
from domain.campaigns import Campaign, Owing, Standing, State
from storage import calendars, campaign_marks, campaigns, criteria
from storage.calendars import Book
from storage.database import Database, is_outage

log = structlog.get_logger()

A_PAGE = 500


async def look(database: Database, now: datetime) -> int:
    """Look at every campaign that is due; returns how many tellings were noted."""
    async with database.read() as db:
        due = await campaigns.due(db, now)
    return sum([await _look_at(database, it, now) for it in due])


async def next_at(database: Database, now: datetime) -> datetime | None:
    """Tell when this sweep would next have something told, if nothing is recorded until then."""
    async with database.read() as db:
        book = await calendars.book(db, now)
        found = [await _next_of(db, it, book, now) for it in await campaigns.running(db)]
    return min((it for it in found if it is not None), default=None)


async def _next_of(
    db: AsyncConnection, campaign: Campaign, book: Book, now: datetime
) -> datetime | None:
    if campaign.next_at is None:
        return None
    owing = await criteria.owing(db, campaign, now)
    still = [it for it in owing if it.standing is Standing.OPEN]
    coming: dict[datetime, list[tuple[Event, Owing]]] = {}
    for it in still:
        for event in events(campaign, it.due_at, book.of_area(it.area_code)):
            if event.at >= campaign.next_at:
                coming.setdefault(event.at, []).append((event, it))
    for at in sorted(coming):
        if await campaign_staging.hears(db, coming[at], now):
            return max(at, now)
    return None


async def _look_at(database: Database, campaign: Campaign, now: datetime) -> int:
    """Look at one campaign: its fault stops no other."""
    try:
        noted = await _note(database, campaign, now) if campaign.state is State.RUNNING else 0
        await _set_next(database, campaign, now)
    except Exception as error:
        if is_outage(error):
            raise
        log.error("a campaign broke", campaign=campaign.number, fault=described(error))
        return 0
    return noted


async def _note(database: Database, campaign: Campaign, now: datetime) -> int:
    async with database.read() as db:
        book = await calendars.book(db, now)
        found = Look(campaign, book, campaign.next_at or now, now)
        only = await _concerned(db, found)
    noted = 0
    async for person_ids in _pages(database, campaign, only):
        async with database.write() as db:
            noted += await campaign_staging.note(db, found, person_ids)
    return noted


async def _concerned(db: AsyncConnection, found: Look) -> list[int] | None:
    """List the only people concerned: those with time of their own; None for everybody."""
    campaign = found.campaign
    everywhere = campaign_times.calendars_of(found.book, campaign.area_code)
    if any(found.is_about(it, own_due(campaign, None, it)) for it in everywhere):
        return None
    extended = await campaign_marks.extended(db, campaign.number)
    return sorted(
        person_id
        for person_id, (until_at, at) in extended.items()
        if any(
            found.is_about(it, own_due(campaign, until_at, it, extended_on=local_day(at)))
            for it in everywhere
        )
    )


async def _pages(
    database: Database, campaign: Campaign, only: Sequence[int] | None
) -> AsyncIterator[Sequence[int]]:
    """Go through the people of a campaign, or some of them, in the order of their ids."""
    if only is not None:
        for first in range(0, len(only), A_PAGE):
            yield only[first : first + A_PAGE]
        return
    after_id = 0
    while True:
        async with database.read() as db:
            page = await criteria.people_after(db, campaign, after_id, A_PAGE)
        if not page:
            return
        yield page
        after_id = page[-1]


async def _set_next(database: Database, campaign: Campaign, now: datetime) -> None:
    """Set the next look; whoever moved it or changed the campaign meanwhile knows better."""
    looked = campaign.next_at, campaign.version
    async with database.write() as db:
        held = await campaigns.hold(db, campaign.number)
        if held is not None and (held.next_at, held.version) == looked:
            is_running = held.state is State.RUNNING
            at = await campaign_times.first_look(db, held, now) if is_running else None
            await campaigns.look_again(db, held, at)
