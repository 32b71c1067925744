"""Questions: anybody asks one, from the key, a household's card, or what was not understood."""

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import asking, said_again
from bot.filters import HasRole, Pressed, Says
from bot.replies import Reply
from domain.people import Person

router = Router(name="asking")
router.message.filter(HasRole())
router.callback_query.filter(HasRole())


@router.message(Says("ask", "Ask"))
async def ask_a_question(
    _message: Message, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Ask what somebody wants to know."""
    return await asking.in_general(db, person, now)


@router.callback_query(Pressed("ask", "begin"))
async def ask_here(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Do the same from a list, or about a household from its card."""
    if not numbers:
        return await asking.in_general(db, person, now)
    return await asking.about(db, person, numbers[0], now)


@router.callback_query(Pressed("ask", "this"))
async def ask_exactly_this(
    query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Take what was not understood as a question, as it was typed or spoken."""
    said = await said_again.pressed_about(query, db)
    return said if isinstance(said, Reply) else await asking.this(db, person, said, now)
