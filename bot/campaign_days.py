"""On which days a campaign speaks, and how many letters that is at most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.calendar_cards import day_words
from domain.calendar import local_day
from domain.campaign_events import Event, events, own_due
from domain.campaigns import Campaign
from domain.refusals import Joined, Text
from domain.worktime import Calendar
from storage import calendars, campaigns, disturbances
from storage.disturbances import Reached

MOST_DAYS = 10
MOST_COMPARED = 1000
"""Of more people it is not asked who gets letters about other tasks on the same days."""


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day on which it is spoken of: how many letters, how many of them go out anyway."""

    on: date
    letters: int
    shared: int


def reminders(campaign: Campaign, calendar: Calendar, now: datetime) -> list[Event]:
    """List when those who still owe it would be spoken to from now on."""
    due_at = own_due(campaign, None, calendar)
    today = local_day(now)
    return [
        it
        for it in events(campaign, due_at, calendar)
        if it.level is None and (it.at > now or local_day(it.at) == today)
    ]


async def days(
    db: AsyncConnection,
    campaign: Campaign,
    coming: Sequence[Event],
    owing: Reached,
    now: datetime,
) -> list[Day]:
    """Count the letters of each day if nobody does anything until then."""
    reached = [number for number, is_reached in owing.items() if is_reached]
    others = await _others_by_day(db, campaign, reached, now)
    return [
        Day(on=on, letters=len(reached), shared=len(others.get(on, ())))
        for on in (local_day(it.at) for it in coming)
    ]


async def _others_by_day(
    db: AsyncConnection, campaign: Campaign, people: Sequence[int], now: datetime
) -> Mapping[date, set[int]]:
    """Find who of these people is reminded of other campaigns on which days."""
    found: dict[date, set[int]] = {}
    book = await calendars.book(db, now)
    others = await campaigns.running(db) if len(people) <= MOST_COMPARED else []
    for other in others:
        if other.number == campaign.number:
            continue
        coming = reminders(other, book.of_area(other.area_code), now)
        theirs = await disturbances.still_open(db, other, now, people) if coming else {}
        for event in coming:
            found.setdefault(local_day(event.at), set()).update(theirs)
    return found


def words(found: Sequence[Day]) -> Text:
    """Say how many letters that are at most, and how many of them go out anyway."""
    if not any(it.letters for it in found):
        return Text("📨 As things are nobody would be disturbed.")
    each = [Text("{day}: {count}", day=day_words(it.on), count=it.letters) for it in found]
    shared = sum(it.shared for it in found)
    return Joined(
        [
            Text(
                "📨 At most {count} letters on {days} days; whoever is done gets no more.",
                count=sum(it.letters for it in found),
                days=len(found),
            ),
            Joined(each[:MOST_DAYS], by=" · "),
            Text("{count} of them stand in a letter about other tasks and disturb nobody twice.",
                 count=shared) if shared else "",
        ]
    )  # fmt: skip
