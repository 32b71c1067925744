"""Escalation as it is told: the card of all that has risen to somebody, kept as things are."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import letters, rise_cards, rise_readers, rise_reading
from bot.replies import Message
from bot.rise_cards import CARD, due, office_of
from domain.areas import Level
from domain.campaigns import Campaign, Owing
from domain.people import Person
from domain.refusals import Text
from domain.rises import Section
from storage import areas, outbox, people, scope
from storage.ids import new_id

readers = rise_readers.readers
"""Whom a step of escalation shows these people, deputies included."""
climbing = rise_readers.climbing
"""Those of whom no officer has noted that he knows."""


def warning(campaign: Campaign, owing: Owing) -> Text:
    """Say beforehand who is told first if it is not done by then."""
    if not campaign.rises:
        return Text("Please do it by {due}.", due=due(owing.due_at))
    return Text(
        "If it is not done by {due}, the {office} will be reminded.",
        due=due(owing.due_at),
        office=office_of(campaign.rises[0].level),
    )


async def card(db: AsyncConnection, reader: Person, now: datetime) -> Message:
    """Make the card of all that has risen to somebody and is still owed, as things are now."""
    return await shown(db, reader, await rise_reading.sections(db, reader, now))


async def shown(db: AsyncConnection, reader: Person, sections: Sequence[Section]) -> Message:
    """Make the card of what was read before."""
    homes = {item.id for one in sections for it in one.open for item in it.open}
    visible = await scope.visible(db, reader, homes)
    return rise_cards.card(sections, await areas.names(db), visible)


async def tell(db: AsyncConnection, reader: Person, once: str, now: datetime) -> str:
    """Bring somebody his card as something new; the one before shrinks to a line.

    Returns the letter's key, "" when he has no chat, or nothing is open any more.
    """
    chat_id, message = reader.telegram_id, await card(db, reader, now)
    if chat_id is None or not message.keyboard:
        return ""
    before = await outbox.card_message(db, chat_id, CARD)
    if before is not None:
        to = {"chat_id": chat_id, "message_id": before, "text": rise_cards.OUTDATED}
        shrunk = Message(method="editMessageText", params=to)
        await letters.post(db, reader, shrunk, f"{once}:before", now)
    await letters.post(db, reader, message, once, now)
    return f"{once}:{reader.id}"


async def refresh(
    db: AsyncConnection,
    owings: Collection[Owing],
    now: datetime,
    besides: Iterable[int] = (),
) -> None:
    """Change the card of everybody who has one that shows these people."""
    found: set[int] = set()
    for level in Level:
        found.update(await rise_readers.all_readers(db, level, list(owings), now))
    others = await people.by_ids(db, found - set(besides))
    chats = [it.telegram_id for it in others if it.telegram_id is not None]
    shows = await outbox.chats_showing(db, CARD, chats)
    for other in others:
        if other.telegram_id in shows:
            changed = replace(await card(db, other, now), edits=True)
            await letters.post(db, other, changed, f"rises:changed:{new_id()}", now)
