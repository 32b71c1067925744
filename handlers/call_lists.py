"""The call list: those whom letters do not reach, their number for half a minute, and the note."""

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import call_cards, call_reading, reveals
from bot.call_cards import Shown
from bot.call_reading import Call
from bot.filters import HasRole, Pressed, StandsIn
from bot.replies import Reply, change, say, toast
from domain.calendar import local_day
from domain.campaigns import Mark
from domain.people import Person
from domain.refusals import Refusal, Text
from domain.rises import READERS
from storage import areas, audit, campaign_marks

router = Router(name="call_lists")
router.callback_query.filter(HasRole(*READERS), StandsIn())


@router.callback_query(Pressed("call", "list"))
async def list_whom_to_call(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """List whom somebody has to call."""
    calls = await call_reading.to_call(db, person, now)
    return say(*call_cards.listed(calls, 0), private=True)


@router.callback_query(Pressed("call", "turn"))
async def turn_the_page(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Turn the pages of that list."""
    calls = await call_reading.to_call(db, person, now)
    return change(*call_cards.listed(calls, [*numbers, 0][0]))


@router.callback_query(Pressed("call", "who"))
async def look_at_one(
    query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show one whom to call, the number masked."""
    return await _one(query, db, person, await _call(db, person, numbers, now))


async def _call(
    db: AsyncConnection, person: Person, numbers: tuple[int, ...], now: datetime
) -> Call:
    return await call_reading.one(db, person, [*numbers, 0][0], now)


async def _shown(db: AsyncConnection, call: Call) -> Shown:
    return Shown(
        call=call,
        place=await areas.name_of(db, call.area_code) if call.area_code else "",
        phone=await call_reading.phone(db, call),
        made=await call_reading.calls_made(db, call),
    )


async def _one(
    query: CallbackQuery, db: AsyncConnection, person: Person, call: Call, over: Text | str = ""
) -> Reply:
    await reveals.conceal(db, person, _pressed(query))
    card = call_cards.card(await _shown(db, call))
    return change(card.text, card.keyboard, over)


@router.callback_query(Pressed("call", "phone"))
async def reveal_the_number(
    query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show the number for half a minute, and write down who looked."""
    call = await _call(db, person, numbers, now)
    shown = await _shown(db, call)
    if not shown.phone:
        raise Refusal("No number is known of {name}.", name=call.name)
    await audit.write(db, person.id, "person.phone.revealed", f"person:{call.person_id}", now)
    revealed, masked = call_cards.card(shown, is_revealed=True), call_cards.card(shown)
    await reveals.reveal(db, person, revealed, masked, _pressed(query), now)
    return toast(Text("Shown for 30 seconds."))


@router.callback_query(Pressed("call", "hide"))
async def hide_the_number(
    query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Mask it again before the half minute is over."""
    return await _one(query, db, person, await _call(db, person, numbers, now))


@router.callback_query(Pressed("call", "called"))
async def note_a_call(
    query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Note that somebody has called him, once a day."""
    call = await _call(db, person, numbers, now)
    made = await call_reading.calls_made(db, call)
    if any(it.by_id == person.id and local_day(it.at) == local_day(now) for it in made):
        raise Refusal("You have noted this today already.")
    for campaign, _ in call.matters:
        await campaign_marks.keep(db, campaign.number, call.person_id, Mark.CALLED, person.id, now)
    await audit.write(db, person.id, "person.called", f"person:{call.person_id}", now)
    return await _one(query, db, person, call, Text("Noted. The others see it."))


def _pressed(query: CallbackQuery) -> int:
    """Name the message whose button was pressed; a very old one has a number too."""
    return query.message.message_id if query.message else 0
