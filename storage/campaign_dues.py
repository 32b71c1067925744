"""Own due dates in SQL: the campaign's, moved by pauses of one's area and by extensions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.calendar import SHANGHAI, local_day
from domain.campaign_events import closes_at, moved, opens_at
from domain.campaigns import Campaign, Mark, State
from domain.worktime import Calendar
from storage.calendars import Book
from storage.columns import Instant
from storage.tables import CampaignMarkRow

A_DAY = timedelta(days=1)
Extension = tuple[datetime, date]
"""Until when, and on which day it was given."""


@dataclass(frozen=True)
class Dues:
    """Whatever moves due dates of a campaign: areas with pauses, the longest code first."""

    campaign: Campaign
    paused: tuple[tuple[str, Calendar], ...] = ()
    extensions: tuple[Extension, ...] = ()
    ends_at: datetime | None = None
    """Of a closed one: what was recorded later does not count."""

    def own(self, area_code: Any) -> ColumnElement[datetime]:
        """Give the campaign's due date in an area."""
        opens_on, due_at = self.campaign.opens_on, self.campaign.due_at
        whens = [
            (area_code.startswith(code), _instant(moved(due_at, opens_on, calendar)))
            for code, calendar in self.paused
        ]
        return case(*whens, else_=_instant(due_at)) if whens else _instant(due_at)

    def extended(self, area_code: Any, until_at: Any, given_at: Any) -> ColumnElement[datetime]:
        """Give until when somebody in an area has time by his extension; NULL without one."""
        whens = []
        for code, calendar in self.paused:
            for (until, given_on), moved_to in self._moved(calendar):
                there = area_code.startswith(code), until_at == _instant(until)
                then = given_at >= _midnight(given_on), given_at < _midnight(given_on + A_DAY)
                whens.append((and_(*there, *then), _instant(moved_to)))
        return case(*whens, else_=until_at) if whens else until_at

    @property
    def latest(self) -> datetime:
        """Give the latest due date anybody can have."""
        campaign = self.campaign
        found = [campaign.due_at, *(until_at for until_at, _ in self.extensions)]
        for _, calendar in self.paused:
            found.append(moved(campaign.due_at, campaign.opens_on, calendar))
            found += [moved_to for _, moved_to in self._moved(calendar)]
        return max(found)

    def _moved(self, calendar: Calendar) -> Iterator[tuple[Extension, datetime]]:
        for until_at, given_on in self.extensions:
            moved_to = moved(until_at, given_on + A_DAY, calendar)
            if moved_to != until_at:
                yield (until_at, given_on), moved_to


def _instant(at: datetime) -> ColumnElement[datetime]:
    return literal(at, Instant())


def _midnight(day: date) -> ColumnElement[datetime]:
    return _instant(datetime.combine(day, time(), SHANGHAI))


async def of_campaign(db: AsyncConnection, campaign: Campaign, book: Book) -> Dues:
    """Return what moves the due dates of a campaign, and when a closed one ended."""
    paused = _paused(campaign, book)
    if campaign.state in (State.CLOSED, State.CANCELLED):
        ends_at = await closing(db, campaign, book)
        return Dues(campaign, paused, await _extensions(db, campaign), ends_at)
    return Dues(campaign, paused, await _extensions(db, campaign) if paused else ())


async def closing(db: AsyncConnection, campaign: Campaign, book: Book) -> datetime:
    """Return when a campaign is over: three weeks after the latest due date anybody has."""
    dues = Dues(campaign, _paused(campaign, book), await _extensions(db, campaign))
    return closes_at(dues.latest, book.of_area(""))


def _paused(campaign: Campaign, book: Book) -> tuple[tuple[str, Calendar], ...]:
    """List the areas in which a pause may move something, the longest code first."""
    begins_at, own = opens_at(campaign), campaign.area_code
    codes = {
        code
        for code, (_, until) in book.pauses
        if until > begins_at and (code.startswith(own) or own.startswith(code))
    }
    return tuple((it, book.of_area(it)) for it in sorted(codes, key=lambda it: (-len(it), it)))


async def _extensions(db: AsyncConnection, campaign: Campaign) -> tuple[Extension, ...]:
    wanted = select(CampaignMarkRow.until_at, CampaignMarkRow.at).where(
        CampaignMarkRow.campaign_id == campaign.number,
        CampaignMarkRow.mark == Mark.EXTENDED,
        CampaignMarkRow.until_at.is_not(None),
    )
    found = {(row.until_at, local_day(row.at)) for row in await db.execute(wanted)}
    return tuple(sorted(found))
