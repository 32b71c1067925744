"""Those whom a change of a campaign concerns are told once, a page of them at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import campaign_news, letters
from domain.campaigns import Campaign, Owing, State
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
    """Several changes are told as one; whoever is through with it meanwhile is left alone.

    Whoever took it over reads it in place of whom he does it for.
    """
    campaign = await campaigns.by_number(db, change.campaign)
    if campaign is None:
        raise LookupError(f"no campaign {change.campaign}")
    owings = {it.person_id: it for it in await criteria.owing(db, campaign, now, ids)}
    through = [number for number, it in owings.items() if not it.is_open]
    newest = await campaign_changes.newest_untold(db, change.campaign) or change
    news = _News(change, replace(newest, before=change.before), campaign, owings)
    readers = {it: news.reader(it) for it in ids if it not in through}
    there = await people.by_ids(db, readers.values())
    told = {it.id for it in there if await _write(db, news, it, now)}
    own = [it for it, reader in readers.items() if reader in told and reader == it]
    taken = {it: reader for it, reader in readers.items() if reader in told and reader != it}
    lost = [it for it, reader in readers.items() if reader not in told]
    await campaign_changes.settle(db, change, through, Outcome.SETTLED, now)
    await campaign_changes.settle(db, change, own, Outcome.TOLD, now, news.once)
    for it, reader in taken.items():
        await campaign_changes.settle(db, change, [it], Outcome.TOLD, now, news.once, reader)
    await campaign_changes.settle(db, change, lost, Outcome.UNREACHABLE, now)
    await campaign_changes.overtake(db, change, ids, now)
    return len(told)


@dataclass(frozen=True)
class _News:
    """A change with those after it, as people are told; `owings` are of those still in it."""

    change: Change
    told: Change
    campaign: Campaign
    owings: Mapping[int, Owing]

    @property
    def once(self) -> str:
        return f"campaign:{self.change.campaign}:{self.change.event}"

    def reader(self, person_id: int) -> int:
        """Give who reads it: whoever is to do it, or need not any more."""
        owing = self.owings.get(person_id)
        return owing.holder_id if owing else person_id

    def dues(self, reader: int) -> set[datetime]:
        """Give when it is due for somebody; never when it was cancelled or is not his any more."""
        if self.campaign.state is State.CANCELLED:
            return set()
        return {it.due_at for it in self.owings.values() if it.is_open and it.holder_id == reader}


async def _write(db: AsyncConnection, news: _News, person: Person, now: datetime) -> bool:
    message = campaign_news.letter(news.told, news.campaign, news.dues(person.id))
    return await letters.post(db, person, message, news.once, now)
