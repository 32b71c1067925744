"""Asking again (催一下): those who still owe a task hear of it, each once a day whoever asks.

Asking only notes it. The sweep of digests tells them a moment later, or when they may next be
spoken to, with all that they owe and who has asked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.texts import day_and_time
from domain.calendar import local_day
from domain.campaign_looks import NUDGE, named
from domain.campaigns import Campaign, Owing, Standing
from domain.duties import Reach
from domain.people import Person
from domain.refusals import Joined, Text
from domain.speaking import next_moment
from storage import audit, calendars, rules, tellings

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


def outcome(nudged: Nudged, now: datetime) -> Text:
    """Say how many were asked, how many had been today, and whom one has to call."""
    before, count = len(nudged.before), len(nudged.asked)
    parts = [
        _asked(count, nudged.at, now) if count else "",
        Text("Asked today already: {count}", count=before) if before else "",
        to_call(nudged.unreached),
    ]
    return Joined(parts)


def _asked(count: int, at: datetime, now: datetime) -> Text:
    if at > now:
        return Text("{count} will be asked at {at}.", count=count, at=day_and_time(at))
    return Text("Asked: {count}", count=count)


def to_call(unreached: Sequence[Owing]) -> Text | str:
    """Name those whom no letter reaches."""
    names = [it.name for it in unreached[:MOST_NAMES]]
    more = len(unreached) - len(names)
    listed = Joined([*names, *([Text("and {count} more", count=more)] if more else [])], by="、")
    return Text("📞 Please call: {names}", names=listed) if names else ""
