"""Visits: one conversation from the check-in to the next date, taken back within a minute."""

from dataclasses import replace
from datetime import date, datetime

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import (
    form_offers,
    form_walk,
    forms,
    raising,
    visit_cards,
    visit_settling,
    visit_steps,
    visit_wishes,
)
from bot.filters import HasRole, Pressed, Says
from bot.forms import Filling, Form
from bot.menus import HELPERS
from bot.replies import Button, Reply, in_rows, press, say, toast
from bot.replies import Message as Said
from bot.texts import clock_time
from domain.calendar import local_day
from domain.checkins import CheckIn
from domain.people import Person
from domain.refusals import Joined, Refusal, Text
from domain.visits import State, Visit, check_may_undo
from storage import audit, checkins, drafts, households, pairings, people, scope, visits
from storage.ids import new_id
from storage.scope import SEES_HOUSEHOLDS

router = Router(name="visits")
router.message.filter(HasRole(*HELPERS))
router.callback_query.filter(HasRole(*SEES_HOUSEHOLDS))

ELSEWHERE = Text("🗂 Enter a late visit")


@router.message(Says("visit", "Visit"))
async def record_a_visit(
    _message: Message, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Begin with the household one stands at; of several, ask which."""
    mine = await _households(db, person)
    today = [
        it
        for it in await checkins.in_month(db, person.id, local_day(now), local_day(now))
        if it.place.household_id in mine
    ]
    done = await visits.recorded(db, [it.id for it in today])
    waiting = [it for it in today if it.id not in done]
    if len(waiting) == 1:
        return await _begin(db, person, waiting[0], now)
    if waiting:
        return say(Text("Which household is this visit to?"), _choices(waiting), private=True)
    left = await drafts.of_form(db, person.id, VISIT.name)
    if left and left.answers and left.form_version == VISIT.version:
        return form_offers.instead_of_beginning(left, VISIT.titled(left))
    return _check_in_first([it.place.name for it in today])


async def _households(db: AsyncConnection, person: Person) -> frozenset[int]:
    places = await pairings.places_of(db, person)
    return frozenset(it.household_id for it in places if it.household_id)


def _choices(waiting: list[CheckIn]) -> list[list[Button]]:
    buttons = [
        Button(label=it.place.name, press=press("visit", "begin", it.place.household_id or 0))
        for it in waiting
    ]
    return in_rows(buttons)


def _check_in_first(recorded: list[str], household_id: int = 0) -> Reply:
    """Say where the way begins: the key that sends the location is below the chat."""
    done = Text("Recorded today already: {names}.", names="、".join(recorded)) if recorded else ""
    words = Text(
        "A visit begins with a check-in: at the household, tap 📍 Check in below, "
        "then 📝 Record the visit. Were you there earlier? Then enter it late."
    )
    late = press("late", "begin", household_id) if household_id else press("late", "begin")
    return say(Joined([done, words]), [[Button(label=ELSEWHERE, press=late)]])


@router.callback_query(HasRole(*HELPERS), Pressed("visit", "begin"))
async def record_a_visit_here(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Do the same from a check-in or a household's card."""
    household_id = numbers[0] if numbers else 0
    place = await pairings.place_of(db, person, f"h{household_id}")
    if place is None:
        raise Refusal("This household is not paired with you.")
    checkin = await checkins.at_place(db, person.id, place.key, local_day(now))
    if checkin is None:
        return _check_in_first([], household_id)
    return await _begin(db, person, checkin, now)


async def _begin(db: AsyncConnection, person: Person, checkin: CheckIn, now: datetime) -> Reply:
    there = await visits.of_checkin(db, checkin.id)
    if there is not None:
        return say(*_there_already(there), private=True)
    known = await households.by_id(db, checkin.place.household_id or 0)
    if known is None:
        raise Refusal("This household is not paired with you.")
    given = await visit_steps.given(db, known, checkin.at, now, checkin.id)
    return await form_walk.begin(db, person, VISIT, now, given)


def _there_already(visit: Visit) -> tuple[Text, list[list[Button]]]:
    words = Text(
        "Today's visit at {name} is recorded already, at {at}. Nothing was added.",
        name=visit_cards.name_of(visit),
        at=clock_time(visit.handed_in_at),
    )
    return words, [[Button(label=visit_cards.SHOW, press=press("visit", "show", visit.id))]]


async def hand_in(filling: Filling) -> Reply:
    """Keep the visit for a minute in which it can be taken back; then it takes effect."""
    visit = _visit(filling)
    place = await pairings.place_of(filling.db, filling.person, f"h{visit.household_id}")
    if place is None:
        raise Refusal("This household is no longer paired with you. Please tap Cancel.")
    if raised := filling.answer(visit_wishes.RAISE.name):
        kind = visit_wishes.kind_of(raised)
        await raising.first_office(filling.db, filling.person, kind, place.area_code, filling.now)
    if not await visits.add(filling.db, visit):
        there = await visits.of_checkin(filling.db, filling.given["checkin"])
        return say(*_there_already(there or visit), private=True)
    await _audit(filling, "visit.handed_in", visit)
    return Reply(messages=(visit_cards.saved(visit),))


def _visit(filling: Filling) -> Visit:
    return Visit(
        id=new_id(),
        household_id=filling.given["household"],
        person_id=filling.person.id,
        at=visit_steps.at_of(filling),
        handed_in_at=filling.now,
        checkin_id=filling.given["checkin"],
        next_on=date.fromisoformat(filling.answer(visit_steps.NEXT.name)),
        given=visit_settling.given_of(filling),
        answers=filling.draft.answers,
    )


async def _audit(filling: Filling, action: str, visit: Visit) -> None:
    await audit.write(filling.db, filling.person.id, action, f"visit:{visit.id}", filling.now)


@router.callback_query(HasRole(*HELPERS), Pressed("visit", "undo"))
async def take_it_back(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Open the form again with all its answers, as if it had not been handed in."""
    visit = await visits.by_id(db, numbers[0] if numbers else 0)
    if visit is None:
        raise Refusal("This visit is not yours.")
    check_may_undo(visit, person.id, now)
    if not await visits.move(db, visit, State.UNDONE, person.id, now):
        raise Refusal("The visit has just taken effect, so it stays.")
    begun = drafts.begin(person.id, VISIT.name, VISIT.version, dict(visit.given))
    heard = visit.given.get(visit_settling.HEARD) or {}
    draft = replace(begun, answers=dict(visit.answers), heard=dict(heard))
    filling = Filling(db=db, person=person, draft=draft, now=now)
    reply = await form_walk.take_back(VISIT, filling)
    await _audit(filling, "visit.undone", visit)
    return _in_place(reply, Text("Taken back. Nothing is lost: change it and hand it in again."))


def _in_place(reply: Reply, over: Text) -> Reply:
    first, *others = reply.messages
    return Reply(messages=(replace(first, edits=True), *others), toast=over)


@router.callback_query(Pressed("visit", "show"))
async def show_a_visit(
    _query: CallbackQuery, person: Person, db: AsyncConnection, numbers: tuple[int, ...]
) -> Reply:
    """Show everything a visit says, with its photos and voices, to those who see the household."""
    visit = await visits.by_id(db, numbers[0] if numbers else 0)
    if visit is None or not await scope.may_see(db, person, visit.household_id):
        return toast(Text("There is no such visit in your area."), alert=True)
    by = await people.by_id(db, visit.person_id)
    flags = await visit_steps.reused(db, visit_cards.photos(visit))
    reply = say(visit_cards.text(visit, by.name, flags), private=True)
    files = tuple(visit_cards.files_of(visit))
    return reply.and_then(Said(files=files, private=True)) if files else reply


VISIT = forms.register(
    Form(
        name="visit",
        title=Text("Visit record"),
        steps=visit_steps.steps,
        submit=hand_in,
        roles=HELPERS,
        rest=Text("⏩ The rest is unchanged"),
        remarks=visit_steps.reused_photos,
    )
)
