"""Those whom a change of a campaign concerns are told once, a page of them at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import campaign_news, letters
from domain.campaigns import Campaign, Standing, State
from domain.people import Person
from storage import campaign_changes, campaigns, criteria, people
from storage.campaign_changes import Change
from storage.database import Database
from storage.tellings import Outcome

A_PAGE = 100


async def tell(database: Database, now: datetime) -> int:
    """Write the letters about what was changed; returns how many."""
    async with database.read() as db:
        if not await campaign_changes.is_untold(db):
            return 0
    told = 0
    while (count := await _page(database, now)) is not None:
        told += count
    return told


async def _page(database: Database, now: datetime) -> int | None:
    """Tell the next page of people; None when everybody was told."""
    async with database.write() as db:
        change = await campaign_changes.untold(db)
        if change is None:
            return None
        ids = await campaign_changes.concerned(db, change, A_PAGE)
        if not ids:
            await campaign_changes.over(db, change)
            return 0
        return await _tell(db, change, ids, now)


async def _tell(db: AsyncConnection, change: Change, ids: Sequence[int], now: datetime) -> int:
    """Several changes are told as one; whoever is through with it meanwhile is left alone."""
    campaign = await campaigns.by_number(db, change.campaign)
    if campaign is None:
        raise LookupError(f"no campaign {change.campaign}")
    standings = {it.person_id: it.standing for it in await criteria.owing(db, campaign, now, ids)}
    through = [it for it in ids if standings.get(it, Standing.OPEN) is not Standing.OPEN]
    owing = frozenset() if campaign.state is State.CANCELLED else frozenset(standings)
    newest = await campaign_changes.newest_untold(db, change.campaign) or change
    news = _News(change, replace(newest, before=change.before), campaign, owing)
    others = await people.by_ids(db, set(ids) - set(through))
    reached = [it.id for it in others if await _write(db, news, it, now)]
    lost = sorted(set(ids) - set(through) - set(reached))
    await campaign_changes.settle(db, change, through, Outcome.SETTLED, now)
    await campaign_changes.settle(db, change, reached, Outcome.TOLD, now, news.once)
    await campaign_changes.settle(db, change, lost, Outcome.UNREACHABLE, now)
    await campaign_changes.overtake(db, change, ids, now)
    return len(reached)


@dataclass(frozen=True)
class _News:
    """A change with those after it, as people are told; `owing` are those who are still in it."""

    change: Change
    told: Change
    campaign: Campaign
    owing: frozenset[int]

    @property
    def once(self) -> str:
        return f"campaign:{self.change.campaign}:{self.change.event}"


async def _write(db: AsyncConnection, news: _News, person: Person, now: datetime) -> bool:
    owes = person.id in news.owing
    message = campaign_news.letter(news.told, news.campaign, owes=owes)
    return await letters.post(db, person, message, news.once, now)
