"""When the sweep next looks at a campaign: at the first of its events, whoever it is about."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.areas import contains
from domain.campaign_looks import AGAIN, Extension, named, timeline
from domain.campaigns import Campaign, Mark, State
from domain.people import Person
from domain.worktime import Calendar
from storage import calendars, campaign_marks, campaigns, tellings
from storage.calendars import Book


def calendars_of(book: Book, area_code: str) -> list[Calendar]:
    """List the calendars of an area and of what lies in it, those with the same pauses once."""
    inside = (code for code, _ in book.pauses if not area_code or contains(area_code, code))
    found = [book.of_area(code) for code in ("", area_code, *inside)]
    return list({it.pauses: it for it in found}.values())


async def first_look(db: AsyncConnection, campaign: Campaign, now: datetime) -> datetime | None:
    """Tell when something is next to be said about a campaign; None for never."""
    book = await calendars.book(db, now)
    extensions = await campaign_marks.extended(db, campaign.number) if campaign.number else {}
    return next_look(campaign, book, extensions, now)


def next_look(
    campaign: Campaign, book: Book, extensions: Mapping[int, Extension], now: datetime
) -> datetime | None:
    """Tell the same of what is loaded."""
    found = timeline(campaign, calendars_of(book, campaign.area_code), extensions.values())
    return min((it.at for it in found if it.at > now), default=None)


async def retimed(db: AsyncConnection, campaign: Campaign, now: datetime) -> None:
    """Let the sweep look at a campaign in time for what was just decided about its people.

    Called with every mark that moves a due date; what is due already is looked at as it is.
    """
    held = await campaigns.hold(db, campaign.number)
    if held is None or held.state is not State.RUNNING:
        return
    if held.next_at is None or held.next_at > now:
        await campaigns.look_again(db, held, await first_look(db, held, now))


async def snooze(
    db: AsyncConnection, campaign: Campaign, person: Person, until_at: datetime, now: datetime
) -> None:
    """Leave somebody alone about a campaign until an instant, and speak of it again then."""
    marked = campaign.number, person.id, Mark.SNOOZED, person.id, now
    await campaign_marks.keep(db, *marked, until_at=until_at)
    await tellings.stage(db, campaign.number, named(AGAIN, until_at), [person.id], now)
