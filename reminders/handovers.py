"""Hand-overs: agreed ones end once nothing is left half done; who owes an answer is reminded."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import handing_over, handover_cards, handover_desk, handover_letters, letters
from bot.handover_cards import Going
from domain.calendar import local_day
from domain.duties import may_speak
from domain.handovers import Handover, State, accept
from domain.people import State as Account
from domain.refusals import Refusal
from storage import handovers, outbox, pairings
from storage.database import Database

A_WHILE = timedelta(hours=20)
"""Nobody is reminded so soon after being asked."""


async def go_on(database: Database, now: datetime) -> int:
    """End what can end, and remind the others once a working day; returns how many ended."""
    async with database.read() as db:
        waiting = await handovers.all_open(db)
        due = [it for it in waiting if await _is_due(db, it, now)]
    ended = 0
    for handover in due:
        try:
            async with database.write() as db:
                ended += await _go_on(db, handover, now)
        except Refusal:
            continue  # no room any more, or somebody works there just now: it stays agreed
    return ended


async def _is_due(db: AsyncConnection, handover: Handover, now: datetime) -> bool:
    """Tell whether it can end, or somebody is to be reminded who was not today."""
    if handover.state is State.AGREED:
        going = await handover_letters.load(db, handover)
        if not handing_over.is_in_the_way(going):
            return True
    if not may_speak(now) or now - handover.asked_at < A_WHILE:
        return False
    once, both = _once(handover, now), (handover.from_id, handover.to_id)
    return not await outbox.known(db, [f"{once}:{it}" for it in both])


def _once(handover: Handover, now: datetime) -> str:
    return f"handover:{handover.id}:again:{local_day(now)}"


async def _go_on(db: AsyncConnection, seen: Handover, now: datetime) -> bool:
    await pairings.lock(db, seen.household_id, seen.from_id, seen.to_id)
    handover = await handovers.by_id(db, seen.id)
    if handover is None or not handover.is_open:
        return False
    going = await handover_letters.load(db, handover)
    if handover.state is State.AGREED and not handing_over.is_in_the_way(going):
        await _end(db, going, now)
        return True
    if may_speak(now) and now - handover.asked_at >= A_WHILE:
        await _remind(db, going, now)
    return False


async def _end(db: AsyncConnection, going: Going, now: datetime) -> None:
    """Do what the new helper agreed to."""
    await handing_over.check_room(db, going, now)
    after = accept(going.handover, now, is_something_left=False)
    ended = await handover_desk.moved(db, going, after, going.taker)
    await handing_over.complete(db, ended, now)
    await handover_letters.tell(db, ended, now)
    await handover_letters.refresh(db, ended, now)


async def _remind(db: AsyncConnection, going: Going, now: datetime) -> None:
    """Ask again: the old helper for his drafts, the new one for an answer."""
    once = _once(going.handover, now)
    if going.left.drafts and going.giver.state is Account.ACTIVE:
        card = handover_cards.givers_card(going)
        if await letters.post(db, going.giver, card, once, now):
            await handover_letters.offer_drafts(db, going, f"{once}:draft", now)
    if going.handover.state is State.ASKED:
        await letters.post(db, going.taker, handover_cards.takers_card(going), once, now)
