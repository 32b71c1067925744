"""Moving an account to another Telegram user: an officer confirms or refuses."""

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import letters, officers
from bot.filters import HasRole, Pressed
from bot.menus import MOVERS, keys_of
from bot.replies import Message, Reply, change
from domain.people import Person
from domain.refusals import Refusal, Text
from storage import audit, moves, outbox, people
from storage.moves import Move
from storage.outbox import URGENT

router = Router(name="moves")
router.callback_query.filter(HasRole(*MOVERS))


@router.callback_query(Pressed("move", "confirm"))
async def confirm(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Bind the account to the Telegram user who asked; tell both."""
    move, account = await _settle(db, numbers, person, "confirmed", now)
    moved = await people.bind(
        db, account.id, move.telegram_id, now, instead_of=account.telegram_id
    )
    if not moved:
        raise Refusal("This account has been bound anew meanwhile. Nothing was changed.")
    await _tell_old_user(db, account, move, now)
    fresh = await people.by_id(db, account.id)
    done = Message(text=Text("Confirmed. You can begin."), keys=keys_of(fresh), urgent=True)
    await letters.post(db, fresh, done, f"move:{move.id}:done", now)
    return change(Text("{name}'s account was moved.", name=account.name))


@router.callback_query(Pressed("move", "refuse"))
async def refuse(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Leave the account where it is; tell whoever asked."""
    move, account = await _settle(db, numbers, person, "refused", now)
    words = Text("The officer did not confirm this. Please call your information officer.")
    await _say_to(db, move.telegram_id, words, f"move:{move.id}:refused", now)
    return change(Text("{name}'s account stays where it was.", name=account.name))


async def _settle(
    db: AsyncConnection, numbers: tuple[int, ...], officer: Person, outcome: str, now: datetime
) -> tuple[Move, Person]:
    """Settle an open request once; only whoever answers for the account may."""
    move = await moves.by_id(db, numbers[0] if numbers else 0)
    if move is None:
        raise Refusal("This request is not known.")
    account = await people.by_id(db, move.person_id)
    if not await officers.answers_for(db, officer, account):
        raise Refusal("Only the information officer of this person's area can do this.")
    if not await moves.decide(db, move, outcome, officer.id, now):
        raise Refusal("This request has been settled already. Nothing was changed.")
    await audit.write(db, officer.id, f"account.move.{outcome}", f"person:{account.id}", now)
    return move, account


async def _tell_old_user(db: AsyncConnection, account: Person, move: Move, now: datetime) -> None:
    if account.telegram_id is None:
        return
    words = Text(
        "Your account is now used from another Telegram user, as confirmed by your officer. "
        "If that was not you, call your information officer at once."
    )
    await _say_to(db, account.telegram_id, words, f"move:{move.id}:old", now)


async def _say_to(db: AsyncConnection, chat_id: int, words: Text, key: str, now: datetime) -> None:
    """Write to a Telegram user who has no account (any more)."""
    gone: dict[str, bool] = {"remove_keyboard": True}
    letter = letters.parcel(Message(text=words, keys=gone), chat_id, key, now, URGENT)
    await outbox.post(db, letter)
