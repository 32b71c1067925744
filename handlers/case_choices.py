"""What a holder chooses on the card of a case: by when more is heard, who else is to have it."""

from dataclasses import replace
from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import case_deeds, case_keys, case_letters
from bot.filters import HasRole, Pressed, StandsIn
from bot.replies import Reply, Rows, toast
from domain.case_deeds import assign, update
from domain.cases import permitted
from domain.ladders import DESKS, Deed
from domain.people import Person
from domain.promises import DAYS, promised
from domain.refusals import Refusal, Text
from storage import calendars, case_queues
from storage.case_steps import Doing
from storage.cases import Entry

router = Router(name="case_choices")
router.callback_query.filter(HasRole(*DESKS), StandsIn())


@router.callback_query(Pressed("case", "more"))
async def see_what_else_can_be_done(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show what a holder does less often."""
    entry = await case_deeds.for_deed(db, person, numbers, Deed.UPDATED, now)
    if isinstance(entry, Reply):
        return entry
    deeds = permitted(entry.case, person, now)
    return await _with_keys(db, entry, person, now, case_keys.rest(entry.case, deeds))


@router.callback_query(Pressed("case", "fewer"))
async def go_back_to_the_card(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show the card as it is."""
    entry = await case_deeds.load(db, person, numbers, now)
    card = await case_letters.card_for(db, entry, person, now)
    return Reply(messages=(replace(card, edits=True),))


@router.callback_query(Pressed("case", "update"))
async def choose_when_more_is_heard(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Offer by when the asker hears more."""
    entry = await case_deeds.for_deed(db, person, numbers, Deed.UPDATED, now)
    if isinstance(entry, Reply):
        return entry
    return await _with_keys(db, entry, person, now, case_keys.by_when(entry.case))


@router.callback_query(Pressed("case", "still"))
async def promise_more(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Let the asker know that it is being worked on, and by when there is more."""
    entry = await case_deeds.for_deed(db, person, numbers, Deed.UPDATED, now)
    if isinstance(entry, Reply):
        return entry
    days = numbers[2] if numbers[2:] and numbers[2] in DAYS else DAYS[1]
    calendar = await calendars.of_area(db, entry.case.area_code, now)
    after = update(entry.case, person, promised(days, now, calendar), now)
    await case_deeds.keep(db, Doing(person, Deed.UPDATED), entry, after)
    return toast(Text("Good. The asker is told."))


@router.callback_query(Pressed("case", "give"))
async def choose_a_colleague(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Offer who else of the office can have it."""
    entry = await case_deeds.for_deed(db, person, numbers, Deed.ASSIGNED, now)
    if isinstance(entry, Reply):
        return entry
    found = await case_letters.colleagues(db, entry.case, person, now)
    if not found:
        raise Refusal("Nobody else works at your office.")
    held = await case_queues.held_by(db, [it.id for it in found])
    return await _with_keys(db, entry, person, now, case_keys.colleagues(entry.case, found, held))


@router.callback_query(Pressed("case", "to"))
async def give_it_to_a_colleague(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Give it to somebody of the office, who gets the card."""
    entry = await case_deeds.for_deed(db, person, numbers, Deed.ASSIGNED, now)
    if isinstance(entry, Reply):
        return entry
    found = await case_letters.colleagues(db, entry.case, person, now)
    to = next((it for it in found if it.id in numbers[2:3]), None)
    if to is None:
        raise Refusal("This colleague does not work at your office now. Please choose another.")
    after = assign(entry.case, person, to, now)
    await case_deeds.keep(db, Doing(person, Deed.ASSIGNED, to_id=to.id), entry, after)
    return toast(Text("{name} has it now. The asker is told.", name=to.name))


async def _with_keys(
    db: AsyncConnection, entry: Entry, reader: Person, now: datetime, rows: Rows
) -> Reply:
    card = await case_letters.card_for(db, entry, reader, now)
    return Reply(messages=(replace(card, edits=True, keyboard=rows),))
