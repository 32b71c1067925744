"""Who looks at what people say is done (属实、退回), and what becomes of the card they have."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import letters, officers, said_done_cards
from bot.replies import Message
from bot.said_done_cards import Waiting
from domain.calendar import local_day
from domain.campaigns import Campaign
from domain.people import Person, State
from domain.refusals import Text
from storage import absences, campaigns, outbox, people, said_done
from storage.ids import new_id


async def card_for(
    db: AsyncConnection, campaign: Campaign, reader: Person, page: int = 0
) -> Message:
    """Make a reader's card of a campaign as things stand; an outgrown page is the last one."""
    count = (await said_done.counts(db, reader, campaign.number)).get(campaign.number, 0)
    page = max(0, min(page, count - 1))
    found = await said_done.page(db, reader, campaign.number, 1, page)
    shown = next(iter(found), None)
    return said_done_cards.card(
        Waiting(campaign=campaign, shown=shown, count=count, page=page),
    )


async def queues(db: AsyncConnection, reader: Person) -> list[Message]:
    """Make the card of all that waits for a reader, task by task; none when nothing does."""
    counts = await said_done.counts(db, reader)
    found = await campaigns.by_numbers(db, counts)
    rows = said_done_cards.queues([(found[it], count) for it, count in counts.items()])
    words = Text("🔎 <b>People say that these are done.</b> Please look whether it is so:")
    return [Message(text=words, keyboard=rows, private=True)] if rows else []


async def show(
    db: AsyncConnection, campaign: Campaign, person: Person, by: Person, now: datetime
) -> list[Person]:
    """Bring what was just confirmed or handed in, by himself or for him, to those who look at it.

    Call it after the mark is kept and its files are linked (`said_done.subject_of`); returns who
    looks at it, for the answer to him: nobody where nobody checks. A reader who has not been
    through what came before gets no further letter, his card changes in place.
    """
    if campaign.criterion not in said_done.LOOKED_AT:
        return []
    readers = await _readers(db, person, by, now)
    for reader in readers:
        card = await card_for(db, campaign, reader)
        once = f"said:{campaign.number}:{new_id()}"
        is_going_on = await _has_more(db, campaign, reader)
        await letters.post(db, reader, replace(card, edits=is_going_on), once, now)
    return readers


async def _has_more(db: AsyncConnection, campaign: Campaign, reader: Person) -> bool:
    """Tell whether something has waited for a reader before."""
    found = await said_done.page(db, reader, campaign.number, 2)
    return len(found) > 1 or any(it.times > 1 for it in found)


async def _readers(db: AsyncConnection, person: Person, by: Person, now: datetime) -> list[Person]:
    """Find the nearest officers, and who stands in for those away; nobody looks at his own.

    Where nobody else is as near as the officer who took it over, his own officers look.
    """
    near = [it for it in await officers.of(db, person) if it.id != by.id]
    found = {it.id: it for it in near or await officers.of(db, by) if it.id != person.id}
    deputies = await absences.deputies(db, found, local_day(now))
    found |= {it.id: it for it in deputies.values() if it.id not in {person.id, by.id}}
    return [await absences.acting(db, it, local_day(now)) for it in found.values()]


async def refresh(db: AsyncConnection, campaign: Campaign, besides: Person, now: datetime) -> None:
    """Change the card of everybody else who has it and still looks at this campaign."""
    for chat in await outbox.chats_with_card(db, said_done_cards.card_name(campaign.number)):
        reader = await people.by_telegram(db, chat)
        if reader and reader.state is State.ACTIVE and reader.id != besides.id:
            acting = await absences.acting(db, reader, local_day(now))
            card = replace(await card_for(db, campaign, acting), edits=True)
            await letters.post(db, reader, card, f"said:{campaign.number}:{new_id()}", now)
