"""Those whom a change of a campaign concerns are told once, a page of them at a time."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import campaign_news, letters
from bot.campaign_desk import CANCELLED
from domain.campaigns import Campaign, State
from domain.people import Person
from storage import campaign_changes, campaigns, criteria, people
from storage.campaign_changes import Change
from storage.database import Database
from storage.tellings import Outcome

A_PAGE = 100


async def tell(database: Database, now: datetime) -> int:
    """Write the letters about what was changed; returns how many."""
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
    """What was cancelled meanwhile is told as cancelled, and as nothing else."""
    campaign = await campaigns.by_number(db, change.campaign)
    is_past = campaign is None or (
        campaign.state is State.CANCELLED and change.action != CANCELLED
    )
    if campaign is None or is_past:
        await campaign_changes.settle(db, change, ids, Outcome.SETTLED, now)
        return 0
    found = await people.by_ids(db, ids)
    once = f"campaign:{change.campaign}:{change.event}"
    owing = await _owing(db, campaign, ids, now)
    reached = [it for it in found if await _write(db, change, campaign, it, owing, once, now)]
    lost = sorted(set(ids) - {it.id for it in reached})
    await campaign_changes.settle(db, change, [it.id for it in reached], Outcome.TOLD, now, once)
    await campaign_changes.settle(db, change, lost, Outcome.UNREACHABLE, now)
    return len(reached)


async def _owing(
    db: AsyncConnection, campaign: Campaign, ids: Sequence[int], now: datetime
) -> frozenset[int]:
    if campaign.state is State.CANCELLED:
        return frozenset()
    return frozenset(it.person_id for it in await criteria.owing(db, campaign, now, ids))


async def _write(  # noqa: PLR0913  # which change is told to whom
    db: AsyncConnection,
    change: Change,
    campaign: Campaign,
    person: Person,
    owing: frozenset[int],
    once: str,
    now: datetime,
) -> bool:
    message = campaign_news.letter(change, campaign, owes=person.id in owing)
    return await letters.post(db, person, message, once, now)
