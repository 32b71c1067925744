"""Quiet hours (免打扰): everybody keeps his own, by taps."""

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import quiet_cards
from bot.filters import HasRole, Pressed, Says
from bot.quiet_cards import Shown, hours
from bot.replies import Reply, change, say
from domain.calendar import local_day
from domain.people import Person
from domain.refusals import Refusal, Text
from domain.speaking import DAY_MIN, Quiet, keep_quiet
from storage import audit, pushes, quiet_hours, readers

router = Router(name="quiet_hours")
router.message.filter(HasRole())
router.callback_query.filter(HasRole())


async def _shown(db: AsyncConnection, person: Person, now: datetime) -> quiet_cards.Card:
    reader = await readers.reader(db, person.id, now)
    today = await pushes.on(db, person.id, local_day(now))
    return quiet_cards.card(Shown(rules=reader.rules, own=reader.quiet, today=today))


@router.message(Says("quiet", "Quiet hours"))
async def look_at_my_quiet_hours(
    _message: Message, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Show when somebody is left alone, and offer to change it."""
    return say(*await _shown(db, person, now))


@router.callback_query(Pressed("quiet", "show"))
async def look_again(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Do the same in place of what was asked."""
    return change(*await _shown(db, person, now))


@router.callback_query(Pressed("quiet", "from"))
async def choose_the_beginning(_query: CallbackQuery) -> Reply:
    """Ask when they begin."""
    return change(*quiet_cards.begins())


@router.callback_query(Pressed("quiet", "until"))
async def choose_the_end(_query: CallbackQuery, numbers: tuple[int, ...]) -> Reply:
    """Ask when they end."""
    return change(*quiet_cards.ends(_minute(numbers[:1])[0]))


def _minute(numbers: tuple[int, ...]) -> tuple[int, ...]:
    if not numbers or any(it >= DAY_MIN for it in numbers):
        raise Refusal("Please choose the hours anew: /quiet")
    return numbers


@router.callback_query(Pressed("quiet", "keep"))
async def keep_them(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Keep somebody's own quiet hours."""
    from_min, until_min = _minute((*numbers, DAY_MIN, DAY_MIN)[:2])
    reader = await readers.reader(db, person.id, now)
    kept = keep_quiet(Quiet(from_min=from_min, until_min=until_min), reader.rules)
    await quiet_hours.keep(db, person.id, kept, now)
    await audit.write(db, person.id, "quiet.kept", f"person:{person.id}", now)
    return change(*await _shown(db, person, now), Text("🌙 Kept: {hours}", hours=hours(kept)))


@router.callback_query(Pressed("quiet", "none"))
async def end_them(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Let only everybody's quiet hours hold."""
    if not await quiet_hours.forget(db, person.id):
        raise Refusal("You keep no quiet hours of your own.")
    await audit.write(db, person.id, "quiet.ended", f"person:{person.id}", now)
    return change(*await _shown(db, person, now), Text("Only everybody's quiet hours hold now."))
