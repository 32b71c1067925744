"""What people write: go through everybody and every campaign, ask each, and send."""

from datetime import datetime, timedelta

from sqlalchemy import select

from domain.campaigns import Campaign, Mark
from storage import campaigns, outbox, people
from storage.database import Database
from storage.outbox import LETTERS, Parcel
from storage.tables import CampaignMarkRow, PersonRow

A_WEEK, A_DAY = timedelta(days=7), timedelta(days=1)


async def remind(database: Database, now: datetime, most: int) -> int:
    """Ask each of so many people about each campaign and write to those who still owe one."""
    written = 0
    async with database.read() as db:
        ids = list(await db.scalars(select(PersonRow.id).order_by(PersonRow.id).limit(most)))
        running = await campaigns.running(db)
    for number in ids:
        async with database.write() as db:
            person = await people.by_id(db, number)
            for campaign in running:
                done = select(CampaignMarkRow.id).where(
                    CampaignMarkRow.campaign_id == campaign.number,
                    CampaignMarkRow.person_id == person.id,
                    CampaignMarkRow.mark == Mark.CONFIRMED,
                )
                is_due = A_DAY * 6 < campaign.due_at - now <= A_WEEK + A_DAY
                if await db.scalar(done) is None and is_due and person.telegram_id:
                    await outbox.post(db, _letter(campaign, person.telegram_id, now))
                    written += 1
    return written


def _letter(campaign: Campaign, chat_id: int, now: datetime) -> Parcel:
    return Parcel(
        key=f"peer:{campaign.number}:{chat_id}",
        chat_id=chat_id,
        lane=LETTERS,
        method="sendMessage",
        params={"chat_id": chat_id, "text": campaign.title},
        due_at=now,
        expires_at=now + A_DAY,
    )
