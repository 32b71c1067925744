"""Duties that come back: each period begins its campaign once, and one that is over is closed.

The database lets a period begin once, however many processes sweep. A campaign is closed when
nothing can be made up for any more, three weeks after its latest due date.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.calendar import local_day
from domain.campaign_events import events
from domain.campaigns import Campaign, Recurrence, State
from domain.duties import OPEN_FOR
from domain.periods import campaign_of, next_opening, to_begin
from storage import calendars, campaign_dues, campaigns, recurrences
from storage.calendars import Book
from storage.database import Database


async def go_on(database: Database, now: datetime) -> int:
    """Begin what is to begin and close what is over; returns how many campaigns that were."""
    async with database.read() as db:
        book = await calendars.book(db, now)
        coming = await _to_begin(db, book, now)
        past = await campaigns.due_by(db, now - OPEN_FOR)
        over = [it for it in past if await campaign_dues.closing(db, it, book) <= now]
    if not coming and not over:
        return 0
    async with database.write() as db:
        begun = [await campaigns.add(db, it) for it in coming]
        closed = [await campaigns.change(db, _closed(it)) for it in over]
    return sum(it is not None for it in (*begun, *closed))


async def _to_begin(db: AsyncConnection, book: Book, now: datetime) -> list[Campaign]:
    today = local_day(now)
    newest = await recurrences.newest(db, today.year * 100 + today.month)
    every: Iterable[Recurrence] = await recurrences.every(db)
    return [
        campaign
        for it in every
        for campaign in to_begin(it, newest.get(it.name), now, book.overrides)
    ]


def _closed(campaign: Campaign) -> Campaign:
    return replace(campaign, state=State.CLOSED, next_at=None, version=campaign.version + 1)


async def next_at(database: Database, now: datetime) -> datetime | None:
    """Tell when the first reminder of a period that has not begun yet will be said."""
    async with database.read() as db:
        book = await calendars.book(db, now)
        every = [it for it in await recurrences.every(db) if it.is_on]
    moments = [_first_event(it, book, now) for it in every]
    return min((it for it in moments if it is not None), default=None)


def _first_event(recurrence: Recurrence, book: Book, now: datetime) -> datetime | None:
    first = next_opening(recurrence, now)
    campaign = campaign_of(recurrence, first, now, book.overrides)
    found = events(campaign, campaign.due_at, book.of_area(campaign.area_code))
    return found[0].at if found else None
