"""Own due dates in SQL: the campaign's, moved by pauses of one's area and by extensions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.calendar import SHANGHAI, local_day
from domain.campaign_events import closes_at, moved, opens_at
from domain.campaigns import Campaign, Mark, State
from storage.calendars import Book
from storage.columns import Instant
from storage.tables import CampaignMarkRow

A_DAY = timedelta(days=1)
Extension = tuple[datetime, date]
"""Until when, and on which day it was given."""


@dataclass(frozen=True, kw_only=True)
class Dues:
    """The due dates of a campaign: its own, and those that pauses have moved.

    Areas with pauses have the longest code first; of extensions there are only those that moved.
    """

    due_at: datetime
    areas: tuple[tuple[str, datetime], ...] = ()
    extensions: tuple[tuple[str, Extension, datetime], ...] = ()
    ends_at: datetime | None = None
    """Of a closed one: what was recorded later does not count."""

    def own(self, area_code: Any) -> ColumnElement[datetime]:
        """Give the campaign's due date in an area."""
        whens = [(area_code.startswith(code), _instant(due_at)) for code, due_at in self.areas]
        return case(*whens, else_=_instant(self.due_at)) if whens else _instant(self.due_at)

    def extended(self, area_code: Any, until_at: Any, given_at: Any) -> ColumnElement[datetime]:
        """Give until when somebody in an area has time by his extension; NULL without one."""
        whens = []
        for code, (until, given_on), moved_to in self.extensions:
            there = area_code.startswith(code), until_at == _instant(until)
            then = given_at >= _midnight(given_on), given_at < _midnight(given_on + A_DAY)
            whens.append((and_(*there, *then), _instant(moved_to)))
        return case(*whens, else_=until_at) if whens else until_at


def _instant(at: datetime) -> ColumnElement[datetime]:
    return literal(at, Instant())


def _midnight(day: date) -> ColumnElement[datetime]:
    return _instant(datetime.combine(day, time(), SHANGHAI))


async def of_campaign(db: AsyncConnection, campaign: Campaign, book: Book) -> Dues:
    """Return the due dates of a campaign, and when a closed one ended."""
    if campaign.state in (State.CLOSED, State.CANCELLED):
        ends_at = await closing(db, campaign, book)
        return _dues(campaign, book, await _extensions(db, campaign), ends_at)
    codes = _paused(campaign, book)
    return _dues(campaign, book, await _extensions(db, campaign) if codes else (), None)


async def closing(db: AsyncConnection, campaign: Campaign, book: Book) -> datetime:
    """Return when a campaign is over: three weeks after the latest due date anybody has."""
    given = await _extensions(db, campaign)
    dues = _dues(campaign, book, given, None)
    found = [dues.due_at, *(until_at for until_at, _ in given)]
    found += [due_at for _, due_at in dues.areas]
    found += [moved_to for _, _, moved_to in dues.extensions]
    return closes_at(max(found), book.of_area(""))


def _dues(
    campaign: Campaign, book: Book, given: Iterable[Extension], ends_at: datetime | None
) -> Dues:
    codes, due_at = _paused(campaign, book), campaign.due_at
    moves = [
        (code, it, moved(it[0], it[1] + A_DAY, book.of_area(code)))
        for code in codes
        for it in given
    ]
    return Dues(
        due_at=due_at,
        areas=tuple(
            (code, moved(due_at, campaign.opens_on, book.of_area(code))) for code in codes
        ),
        extensions=tuple(it for it in moves if it[2] != it[1][0]),
        ends_at=ends_at,
    )


def _paused(campaign: Campaign, book: Book) -> list[str]:
    """List the areas in which a pause may move something, the longest code first."""
    begins_at, own = opens_at(campaign), campaign.area_code
    codes = {
        code
        for code, (_, until) in book.pauses
        if until > begins_at and (code.startswith(own) or own.startswith(code))
    }
    return sorted(codes, key=lambda it: (-len(it), it))


async def _extensions(db: AsyncConnection, campaign: Campaign) -> tuple[Extension, ...]:
    wanted = select(CampaignMarkRow.until_at, CampaignMarkRow.at).where(
        CampaignMarkRow.campaign_id == campaign.number,
        CampaignMarkRow.mark == Mark.EXTENDED,
        CampaignMarkRow.until_at.is_not(None),
    )
    found = {(row.until_at, local_day(row.at)) for row in await db.execute(wanted)}
    return tuple(sorted(found))
