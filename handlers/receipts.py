"""Whoever got a notice says that he read it."""

from datetime import datetime, timedelta

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import broadcast_letters
from bot.broadcast_letters import NOUN
from bot.filters import HasRole, Pressed
from bot.replies import Message, Reply, inline, toast
from domain.broadcasts import State, may_lead
from domain.people import Person
from domain.refusals import Refusal, Text
from storage import broadcast_letters as letters
from storage import broadcasts, outbox

router = Router(name="receipts")
router.callback_query.filter(HasRole())
SHOWN_WITHIN = timedelta(seconds=10)
"""So soon the sender's card shows it."""


@router.callback_query(Pressed(NOUN, "read"))
async def say_that_one_read_it(
    query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Note that somebody read it; the button shows it."""
    broadcast = await broadcasts.by_number(db, [*numbers, 0][0])
    if broadcast is None:
        raise Refusal("This notice is not there any more.")
    if broadcast.state is State.RECALLED:
        raise Refusal("This notice was taken back, so nothing is to be confirmed.")
    pressed = query.message.message_id if query.message else None
    fresh = await letters.read(db, broadcast.number, person.id, pressed, now)
    if fresh is None and may_lead(person, broadcast):
        return toast(Text("This is a preview. Whoever gets it confirms here."))
    if fresh is None:
        raise Refusal("This notice was not written to you.")
    if not fresh:
        return toast(Text("You have confirmed it already. Thank you."))
    await outbox.withdraw_all(db, [broadcast_letters.reminder_key(broadcast, person.id)])
    await broadcasts.look_soon(db, broadcast.number, now + SHOWN_WITHIN)
    if query.message is None:
        return toast(Text("👌 Noted. Thank you."))
    rows = broadcast_letters.read_rows(broadcast, now)
    place = {"chat_id": query.message.chat.id, "message_id": query.message.message_id}
    shown = Message(
        method="editMessageReplyMarkup", params={**place, "reply_markup": inline(rows)}
    )
    return Reply(messages=(shown,), toast=Text("👌 Noted. Thank you."))
