"""What became of duties that come back: who changed one last, and what of it runs now."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.campaigns import Campaign, State
from storage import campaigns
from storage.tables import CampaignRow, PersonRow, RecurrenceRow


async def kept_by(db: AsyncConnection, name: str) -> str:
    """Name whoever changed a duty last; "" when nobody has."""
    wanted = select(PersonRow.name).join(RecurrenceRow, RecurrenceRow.set_by == PersonRow.id)
    return await db.scalar(wanted.where(RecurrenceRow.name == name)) or ""


async def running(db: AsyncConnection, name: str) -> list[Campaign]:
    """List the campaigns of a duty that have begun and are not over, the oldest first."""
    same = CampaignRow.recurrence == name, CampaignRow.state == State.RUNNING
    numbers = list(await db.scalars(select(CampaignRow.id).where(*same)))
    found = await campaigns.by_numbers(db, numbers)
    return sorted(found.values(), key=lambda it: it.period)


async def titled(db: AsyncConnection, area_code: str, titles: list[str]) -> list[Campaign]:
    """List an office's campaigns of these titles that are drafts or run, by number."""
    open_ones = CampaignRow.state.in_([State.DRAFT, State.RUNNING])
    same = CampaignRow.area_code == area_code, CampaignRow.title.in_(titles)
    numbers = list(await db.scalars(select(CampaignRow.id).where(open_ones, *same)))
    found = await campaigns.by_numbers(db, numbers)
    return [found[it] for it in sorted(found)]
