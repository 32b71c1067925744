"""Asking again (催一下): those who still owe a task hear of it, each once a day whoever asks.

Asking only notes it. The sweep of digests tells them a moment later, or when they may next be
spoken to, with all that they owe and who has asked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.texts import day_and_time, some_of
from domain.calendar import local_day
from domain.campaign_looks import NUDGE, named
from domain.campaigns import Campaign, Owing, Standing
from domain.duties import Reach
from domain.people import Person
from domain.refusals import Joined, Text
from domain.speaking import next_moment
from storage import audit, calendars, nudges, rules, tellings
from storage.progress import Asked

NUDGED = "campaign.nudged"
MOST_NAMES, A_PIECE = 10, 500


@dataclass(frozen=True, kw_only=True)
class Nudged:
    """What became of asking: who hears of it from `at` on, who had today, whom to call."""

    asked: tuple[Owing, ...]
    before: tuple[Owing, ...]
    unreached: tuple[Owing, ...]
    at: datetime


async def nudge(
    db: AsyncConnection, by: Person, campaign: Campaign, owings: Iterable[Owing], now: datetime
) -> Nudged:
    """Ask those of these people who still owe a task, once a day each.

    Whoever asks has checked that they are his; he does not ask himself. For what an officer has
    taken over the officer is asked.
    """
    still = [it for it in owings if it.standing is Standing.OPEN and it.holder_id != by.id]
    reached = [it for it in still if it.reach is Reach.REACHED]
    at = await _next_moment(db, campaign, now)
    event, fresh = named(NUDGE, at), set[int]()
    holders = sorted({it.holder_id for it in reached})
    for first in range(0, len(holders), A_PIECE):
        ids = holders[first : first + A_PIECE]
        fresh |= set(await tellings.stage(db, campaign.number, event, ids, now, by=by.id))
    if fresh:
        await audit.write(db, by.id, NUDGED, f"campaign:{campaign.number}", now)
    return Nudged(
        asked=tuple(it for it in reached if it.holder_id in fresh),
        before=tuple(it for it in reached if it.holder_id not in fresh),
        unreached=tuple(it for it in still if it.reach is not Reach.REACHED),
        at=at,
    )


async def _next_moment(db: AsyncConnection, campaign: Campaign, now: datetime) -> datetime:
    """Give when people are next spoken to; some of them have quiet hours of their own besides."""
    calendar = await calendars.of_area(db, campaign.area_code, now)
    figures = await rules.speaking_on(db, local_day(now))
    return next_moment(now, calendar, None, is_digest=True, rules=figures)


@dataclass(frozen=True, kw_only=True)
class Told:
    """How many hear of it from `at` on and had heard of it, how many do not, the first by name."""

    asked: int
    before: int
    unreached: int
    names: tuple[str, ...]
    at: datetime

    @property
    def is_nobody(self) -> bool:
        """Tell whether nobody has anything to do any more."""
        return not (self.asked or self.before or self.unreached)


def told(nudged: Nudged) -> Told:
    """Count what became of asking."""
    return Told(
        asked=len(nudged.asked),
        before=len(nudged.before),
        unreached=len(nudged.unreached),
        names=tuple(it.name for it in nudged.unreached[:MOST_NAMES]),
        at=nudged.at,
    )


async def nudge_all(db: AsyncConnection, by: Person, asked: Asked) -> Told:
    """Ask everybody of a view who still owes a task, once a day each."""
    at = await _next_moment(db, asked.campaign, asked.now)
    fresh, before = await nudges.stage(db, asked, named(NUDGE, at), by.id)
    count, names = await nudges.unreached(db, asked, by.id, MOST_NAMES)
    if fresh:
        subject = f"campaign:{asked.campaign.number}"
        await audit.write(db, by.id, NUDGED, subject, asked.now)
    return Told(asked=fresh, before=before, unreached=count, names=tuple(names), at=at)


def outcome(told: Told, now: datetime) -> Text:
    """Say how many were asked, how many had been today, and whom one has to call."""
    before = Text("Asked today already: {count}", count=told.before)
    parts = [
        _asked(told.asked, told.at, now) if told.asked else "",
        before if told.before else "",
        _to_call(told),
    ]
    return Joined(parts)


def _asked(count: int, at: datetime, now: datetime) -> Text:
    if at > now:
        return Text("{count} will be asked at {at}.", count=count, at=day_and_time(at))
    return Text("Asked: {count}", count=count)


def _to_call(told: Told) -> Text | str:
    """Name those whom no letter reaches."""
    if not told.names:
        return ""
    return Text("📞 Please call: {names}", names=some_of(told.names, told.unreached))
