"""Handing a household over: an officer asks for it, sees how it stands, takes it back."""

from dataclasses import replace
from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import (
    form_walk,
    forms,
    handing_over,
    handover_cards,
    handover_desk,
    handover_letters,
    helper_steps,
    pairing_desk,
)
from bot.filters import HasRole, Pressed
from bot.forms import Filling, Form
from bot.handover_cards import Going
from bot.menus import HELPERS, OFFICERS, keys_of
from bot.replies import Message, Reply, say
from domain.handovers import Handover, accept, withdraw
from domain.pairings import Pairing, check_can_help, check_has_room
from domain.people import Person
from domain.refusals import Refusal, Text
from storage import audit, drafts, handovers, pairings, people
from storage.ids import new_id

BOTH = OFFICERS | HELPERS

router = Router(name="handovers")


@router.callback_query(HasRole(*OFFICERS), Pressed("handover", "begin"))
async def choose_who_takes_over(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Offer who could take a household over."""
    pairing = await _pairing(db, person, numbers)
    giver = await people.by_id(db, pairing.person_id)
    home = await pairing_desk.home_of(db, person, pairing.household_id)
    words = Text("Who takes over {head} from {name}?", head=home.head_name, name=giver.name)
    call = ("handover", "pick", pairing.id)
    found = await helper_steps.likely(db, person, home, now, registered=True)
    return Reply(messages=(helper_steps.offered(words, found, call),))


async def _pairing(db: AsyncConnection, officer: Person, numbers: tuple[int, ...]) -> Pairing:
    pairing = await pairings.by_id(db, numbers[0] if numbers else 0)
    if pairing is None:
        raise Refusal("This household is not in your area.")
    await pairing_desk.home_of(db, officer, pairing.household_id)
    if pairing.until_on:
        raise Refusal("This pairing ended on {day} already.", day=pairing.until_on.isoformat())
    return pairing


@router.callback_query(HasRole(*OFFICERS), Pressed("handover", "pick"))
async def ask_to_take_over(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask a helper to take a household over; 0 stands for somebody who has to be looked for."""
    pairing = await _pairing(db, person, numbers)
    helper_id = numbers[1] if len(numbers) > 1 else 0
    if not helper_id:
        home = await pairing_desk.home_of(db, person, pairing.household_id)
        given = {"pairing": pairing.id, "about": home.head_name}
        return await form_walk.begin(db, person, HANDOVER, now, given)
    return Reply(messages=(await _asked(db, person, pairing, helper_id, now),))


async def _asked(
    db: AsyncConnection, officer: Person, pairing: Pairing, helper_id: int, now: datetime
) -> Message:
    """Keep a hand-over and ask both; returns the officer's card."""
    taker = await pairing_desk.helper_of(db, officer, helper_id)
    await pairings.lock(db, pairing.household_id, pairing.person_id, taker.id)
    await _check_taker(db, taker, pairing, now)
    handover = Handover(
        id=new_id(),
        household_id=pairing.household_id,
        from_id=pairing.person_id,
        to_id=taker.id,
        asked_by=officer.id,
        asked_at=now,
    )
    if not await handovers.ask(db, handover):
        raise Refusal("This household is being handed over already. See 🤝 Pairing.")
    await audit.write(db, officer.id, "handover.asked", f"handover:{handover.id}", now)
    going = await handover_letters.load(db, handover)
    await handover_letters.ask(db, going, now)
    return handover_cards.officers_card(going, may_drop=False)


async def _check_taker(
    db: AsyncConnection, taker: Person, pairing: Pairing, now: datetime
) -> None:
    """See that somebody can be asked: another one, registered, with room for a household."""
    check_can_help(taker)
    if taker.id == pairing.person_id:
        raise Refusal("{name} helps here already. Please choose another helper.", name=taker.name)
    if taker.telegram_id is None:
        raise Refusal(
            "{name} has not registered with the bot yet, so nobody could accept. "
            "Please help him to register first.",
            name=taker.name,
        )
    around = await pairing_desk.around(db, pairing.household_id, taker.id, now)
    if not any(it.is_open and it.person_id == taker.id for it in around.of_household):
        check_has_room(taker, around)


async def _hand_in(filling: Filling) -> Reply:
    db, officer = filling.db, filling.person
    try:
        pairing = await _pairing(db, officer, (filling.given["pairing"],))
        chosen = helper_steps.chosen(filling)
        card = await _asked(db, officer, pairing, chosen, filling.now)
    except Refusal as no:  # it will not become possible again, so the form ends
        return say(no.text, keys=keys_of(officer))
    return say(Text("✅ Asked."), keys=keys_of(officer)).and_then(card)


HANDOVER = forms.register(
    Form(
        name="handover",
        title=Text("Hand over"),
        steps=(helper_steps.SEARCH, helper_steps.HELPER),
        submit=_hand_in,
        roles=OFFICERS,
        has_summary=False,
        resumes=False,
    )
)


@router.callback_query(HasRole(*BOTH), Pressed("handover", "show"))
async def show_a_handover(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show a hand-over to whom it concerns."""
    going = await handover_letters.of(db, person, numbers[0] if numbers else 0)
    return Reply(messages=(handover_letters.card_for(going, person, now),))


def _officer_only(going: Going, person: Person) -> None:
    if not pairing_desk.serves(person, going.home.area_code):
        raise Refusal("This hand-over is not yours.")


@router.callback_query(HasRole(*OFFICERS), Pressed("handover", "withdraw"))
async def take_it_back(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Withdraw a hand-over; everything stays as it is."""
    going, is_fresh = await handover_desk.opened(db, person, numbers)
    _officer_only(going, person)
    if not is_fresh:
        return handover_desk.overtaken(going, person, now)
    going = await handover_desk.moved(db, going, withdraw(going.handover, now), person)
    return await handover_desk.answered(db, going, person, now)


@router.callback_query(HasRole(*OFFICERS), Pressed("handover", "drop"))
async def drop_what_is_unfinished(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Drop drafts an old helper has left unfinished for days; ends what nothing else keeps."""
    going, is_fresh = await handover_desk.opened(db, person, numbers)
    _officer_only(going, person)
    if not is_fresh or not handover_letters.may_drop(going, now):
        return handover_desk.overtaken(going, person, now)
    for draft in going.left.drafts:
        await drafts.remove(db, draft)
        await audit.write(db, person.id, "draft.dropped", f"draft:{draft.id}", now)
    going = await handover_letters.load(db, going.handover)
    if handing_over.is_in_the_way(going):
        card = replace(handover_letters.card_for(going, person, now), edits=True)
        return Reply(messages=(card,), toast=Text("Dropped. The rest has to end first."))
    await handing_over.check_room(db, going, now)
    after = accept(going.handover, now, is_something_left=False)
    going = await handover_desk.moved(db, going, after, person)
    await handing_over.complete(db, going, now)
    return await handover_desk.answered(db, going, person, now)
