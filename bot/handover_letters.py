"""Hand-overs, loaded, shown to everybody they concern, and brought to their end."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import form_offers, half_done, handover_cards, letters, pairing_desk
from bot.handover_cards import PATIENCE, Going
from bot.replies import Button, Message, press
from domain.handovers import Handover, State
from domain.people import Person, Role
from domain.people import State as Account
from domain.refusals import Refusal, Text
from storage import cases, handovers, helpers, outbox, people, visits

MOST_VISITS = 3


async def load(db: AsyncConnection, handover: Handover) -> Going:
    """Load what the cards of a hand-over show."""
    household_id = handover.household_id
    home = await helpers.home(db, household_id)
    if home is None:
        raise LookupError(f"no household {household_id}")
    entries = [
        await cases.by_number(db, number)
        for number in await handovers.cases_of(db, handover.from_id, household_id)
    ]
    last = await visits.of_household(db, household_id, MOST_VISITS)
    names = await people.names(db, {it.person_id for it in last})
    return Going(
        handover=handover,
        home=home,
        giver=await people.by_id(db, handover.from_id),
        taker=await people.by_id(db, handover.to_id),
        asker=await people.by_id(db, handover.asked_by),
        left=await half_done.of(db, handover.from_id, household_id),
        cases=[it for it in entries if it],
        promise=await visits.promises(db, household_id),
        visits=[(it, names.get(it.person_id, "")) for it in last],
    )


async def of(db: AsyncConnection, reader: Person, number: int) -> Going:
    """Load a hand-over for somebody whom it concerns.

    Raises:
        Refusal: it concerns others.
    """
    handover = await handovers.by_id(db, number)
    going = await load(db, handover) if handover else None
    if going is None or not _concerns(going, reader):
        raise Refusal("This hand-over is not yours.")
    return going


def _concerns(going: Going, reader: Person) -> bool:
    both = (going.handover.from_id, going.handover.to_id)
    return reader.id in both or pairing_desk.serves(reader, going.home.area_code)


def card_for(going: Going, reader: Person, now: datetime) -> Message:
    """Make the card of a hand-over for one reader."""
    if reader.id == going.handover.to_id:
        return handover_cards.takers_card(going)
    if pairing_desk.serves(reader, going.home.area_code):
        return handover_cards.officers_card(going, may_drop=may_drop(going, now))
    return handover_cards.givers_card(going)


def may_drop(going: Going, now: datetime) -> bool:
    """Tell whether an officer may drop what the old helper leaves unfinished for days."""
    is_agreed = going.handover.state is State.AGREED
    return is_agreed and bool(going.left.drafts) and now - going.handover.asked_at >= PATIENCE


async def officers(db: AsyncConnection, going: Going) -> list[Person]:
    """Find who hears how it goes on: the officer who asked, or who has come after him."""
    asker = going.asker
    if asker.state is Account.ACTIVE and pairing_desk.serves(asker, going.home.area_code):
        return [asker]
    return await people.responsible(db, going.home.area_code, Role.INFORMATION_OFFICER)


async def ask(db: AsyncConnection, going: Going, now: datetime) -> None:
    """Ask the new helper, and tell the old one what to bring to an end."""
    once = f"handover:{going.handover.id}"
    taker, giver = going.taker, going.giver
    card = replace(handover_cards.takers_card(going), urgent=True)
    await letters.post(db, taker, card, f"{once}:asked", now)
    if giver.state is Account.ACTIVE:
        await letters.post(db, giver, handover_cards.givers_card(going), f"{once}:told", now)
        await offer_drafts(db, going, f"{once}:draft", now)


async def offer_drafts(db: AsyncConnection, going: Going, once: str, now: datetime) -> None:
    """Let the old helper go on with each of his drafts, or drop it."""
    for draft in going.left.drafts:
        offer = form_offers.still_unfinished(draft)
        await letters.post(db, going.giver, offer, f"{once}:{draft.id}", now)


async def refresh(db: AsyncConnection, going: Going, now: datetime, besides: int = 0) -> None:
    """Change the card wherever it was shown, for those whom it still concerns."""
    name = handover_cards.card_name(going.handover.id)
    for chat in await outbox.chats_with_card(db, name):
        reader = await people.by_telegram(db, chat)
        if reader is None or reader.state is not Account.ACTIVE or reader.id == besides:
            continue
        if _concerns(going, reader):
            card = replace(card_for(going, reader, now), edits=True)
            await letters.post(db, reader, card, f"{name}:{going.handover.version}:card", now)


async def tell(
    db: AsyncConnection, going: Going, now: datetime, reason: str = "", besides: int = 0
) -> None:
    """Tell officers and the old helper how a hand-over went on; the new one if it will not."""
    words, rows = _news(going, reason)
    once = f"handover:{going.handover.id}:{going.handover.version}:news"
    readers = await officers(db, going)
    if going.giver.state is Account.ACTIVE and going.handover.state is not State.REFUSED:
        readers = [*readers, going.giver]
    if going.taker.state is Account.ACTIVE and going.handover.state is State.WITHDRAWN:
        readers = [*readers, going.taker]
    for reader in readers:
        mine = rows if pairing_desk.serves(reader, going.home.area_code) else None
        if reader.id != besides:
            letter = Message(text=words, keyboard=mine, private=True)
            await letters.post(db, reader, letter, once, now)


def _news(going: Going, reason: str) -> tuple[Text, list[list[Button]]]:
    values = {
        "head": going.home.head_name,
        "giver": going.giver.name,
        "taker": going.taker.name,
        "left": going.left.in_the_way(),
        "reason": reason,
    }
    look = press("pairing", "show", going.home.id)
    label = Text("🔁 Ask another") if going.handover.state is State.REFUSED else Text("🤝 Pairing")
    return Text(NEWS[going.handover.state].msgid, **values), [[Button(label=label, press=look)]]


NEWS = {
    State.AGREED: Text(
        "🟡 {taker} takes over {head}. It is done once this of {giver}'s has ended: {left}"
    ),
    State.ACCEPTED: Text("✅ {head} went from {giver} to {taker}. Open needs went along."),
    State.REFUSED: Text(
        "✖ {taker} has difficulties taking over {head}: {reason}\nIt stays with {giver}."
    ),
    State.WITHDRAWN: Text("↩ The hand-over of {head} was withdrawn. It stays with {giver}."),
}
