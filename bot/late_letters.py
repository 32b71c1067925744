"""Whom a late entry concerns: the officers of its village, and its helper."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import late_cards, letters, visit_steps
from bot.late_cards import Entry
from bot.replies import Message
from bot.visit_cards import photos
from domain.areas import contains
from domain.calendar import local_day
from domain.people import Person, Role
from domain.people import State as Account
from domain.visits import Visit
from storage import households, late_visits, outbox, people, rules

OFFICER = Role.INFORMATION_OFFICER


async def officers(db: AsyncConnection, visit: Visit) -> list[Person]:
    """Find who looks at a late entry: the village's officers, else the town's; never oneself."""
    code = await area_of(db, visit)
    return await people.responsible(db, code, OFFICER, besides=visit.person_id)


async def area_of(db: AsyncConnection, visit: Visit) -> str:
    """Return the village of the visited household."""
    known = await households.by_id(db, visit.household_id)
    if known is None:
        raise LookupError(f"visit {visit.id} has no household")
    return known.household.area_code


async def is_for(db: AsyncConnection, officer: Person, visit: Visit) -> bool:
    """Tell whether a late entry lies in somebody's areas."""
    code = await area_of(db, visit)
    return any(contains(mine, code) for mine in officer.areas({OFFICER}))


async def entry_of(db: AsyncConnection, visit: Visit) -> Entry:
    """Load what an officer needs to judge a late entry."""
    day = local_day(visit.at)
    book = await rules.late_visits_on(db, local_day(visit.handed_in_at))
    entered = await late_visits.entered(db, visit.person_id, day.replace(day=1))
    by = await people.by_id(db, visit.decided_by) if visit.decided_by else None
    return Entry(
        visit=visit,
        helper=await people.by_id(db, visit.person_id),
        nth=max(1, entered.get(day.replace(day=1), 0)),
        most=book.late_visits_a_month,
        decided_by=by.name if by else "",
        flags=await visit_steps.reused(db, photos(visit)),
    )


async def show(db: AsyncConnection, visit: Visit, now: datetime) -> list[Person]:
    """Put the card into its officers' chats; returns who they are."""
    card = late_cards.card(await entry_of(db, visit))
    found = await officers(db, visit)
    for officer in found:
        await letters.post(db, officer, card, f"late:{visit.id}:new", now)
    return found


async def refresh(db: AsyncConnection, entry: Entry, now: datetime) -> None:
    """Change the card wherever it was shown, for those who may still see it."""
    visit = entry.visit
    card = replace(late_cards.card(entry), edits=True)
    for chat in await outbox.chats_with_card(db, late_cards.card_name(visit.id)):
        reader = await people.by_telegram(db, chat)
        if reader and reader.state is Account.ACTIVE and await is_for(db, reader, visit):
            await letters.post(db, reader, card, f"late:{visit.id}:{visit.version}", now)


async def tell_helper(
    db: AsyncConnection, entry: Entry, letter: Message, now: datetime, voice: str = ""
) -> None:
    """Bring the officer's decision to the helper, with what was spoken about it."""
    once = f"late:{entry.visit.id}:{entry.visit.version}:told"
    await letters.post(db, entry.helper, replace(letter, urgent=True), once, now)
    if voice:
        params = {"voice": voice, "protect_content": True}
        spoken = Message(method="sendVoice", params=params, urgent=True)
        await letters.post(db, entry.helper, spoken, f"{once}:voice", now)
