"""Recognition: start, an invitation, the person's own contact."""

from datetime import datetime

from aiogram import Router
from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import letters, links, officers
from bot.filters import Says, Shares
from bot.replies import Button, Reply, press, say
from bot.replies import Message as Card
from bot.welcome import greeting, how_to_register
from domain.people import Person, State
from domain.phones import PhoneError, from_telegram, mask
from domain.refusals import Refusal, Text
from storage import audit, invitations, moves, people
from storage.moves import Move

router = Router(name="accounts")


@router.message(Says("start"))
async def open_the_bot(
    message: Message, person: Person | None, db: AsyncConnection, now: datetime, rest: str
) -> Reply:
    """Greet, use an invitation, or say how to be registered."""
    if person is None and links.leads(rest):
        return how_to_register()
    if rest:
        return await _open_invitation(db, message.chat.id, person, rest, now)
    if person is None:
        return how_to_register()
    await people.set_unreachable(db, message.chat.id, None)
    return await greeting(db, person, message.chat.id)


async def _open_invitation(
    db: AsyncConnection, telegram_id: int, person: Person | None, word: str, now: datetime
) -> Reply:
    invited = await invitations.person_of(db, word, now)
    if invited is None and person is not None:
        return await greeting(db, person, telegram_id)
    if invited is None or not await invitations.use(db, word, now):
        raise Refusal(
            "This invitation has been used or is older than 24 hours. Please ask your information "
            "officer for a new one, or send /start and share your own contact."
        )
    _refuse_second_account(person, invited)
    return await _recognise(db, await people.by_id(db, invited), telegram_id, now)


def _refuse_second_account(person: Person | None, account_id: int) -> None:
    if person is not None and person.id != account_id:
        raise Refusal(
            "You are registered as {name} already, and one person has one account. "
            "If that is wrong, please tell your information officer.",
            name=person.name,
        )


@router.message(Shares("contact"))
async def share_contact(
    message: Message, person: Person | None, db: AsyncConnection, now: datetime
) -> Reply:
    """Bind the account whose roster number is the one of this person's own contact."""
    phone = _own_number(message)
    account = await people.by_phone(db, phone)
    if account is None:
        raise Refusal(
            "Your number {phone} is not on the roster. Please ask the information officer of your "
            "village or unit to register it; then share your contact again.",
            phone=mask(phone),
        )
    _refuse_second_account(person, account.id)
    return await _recognise(db, account, message.chat.id, now)


def _own_number(message: Message) -> str:
    contact, sender = message.contact, message.from_user
    if contact is None:
        raise LookupError("a contact message without a contact")
    if message.forward_origin is not None:
        raise Refusal(
            "This contact was forwarded. Please tap 📱 Share my contact to send your own."
        )
    if sender is None or contact.user_id != sender.id:  # without a sender nothing proves it
        raise Refusal(
            "This is somebody else's contact. Please tap 📱 Share my contact to send your own."
        )
    try:
        return from_telegram(contact.phone_number)
    except PhoneError:
        raise Refusal("No number could be read from this contact.") from None


async def _recognise(
    db: AsyncConnection, account: Person, telegram_id: int, now: datetime
) -> Reply:
    """Bind an account, or ask an officer when it belongs to another Telegram user."""
    if account.state is not State.ACTIVE:
        raise Refusal("This account is closed. Please call your information officer.")
    if account.telegram_id == telegram_id:
        return await greeting(db, account, telegram_id)
    if account.telegram_id is not None:
        return await _ask_to_move(db, account, telegram_id, now)
    if not await people.bind(db, account.id, telegram_id, now, instead_of=None):
        raise Refusal("This account has just been bound to another Telegram user.")
    await audit.write(db, account.id, "account.bound", f"person:{account.id}", now)
    return await greeting(db, account, telegram_id)


async def _ask_to_move(
    db: AsyncConnection, account: Person, telegram_id: int, now: datetime
) -> Reply:
    move = await moves.waiting_for(db, account.id)
    if move is None or move.telegram_id != telegram_id:
        move = await moves.ask(db, account.id, telegram_id, now)
    asked = await officers.of(db, account)
    card = await _move_card(db, account, move)
    for officer in asked:
        await letters.post(db, officer, card, f"move:{move.id}", now)
    return say(
        Text(
            "This account is used from another Telegram user. {officers} was asked to confirm "
            "that it is you; the answer comes here.",
            officers="、".join(officer.name for officer in asked) or "—",
        )
    )


async def _move_card(db: AsyncConnection, account: Person, move: Move) -> Card:
    words = Text(
        "{name} wants to use the account from another Telegram user.\n"
        "Please call {phone} first, and confirm only if it is so.",
        name=account.name,
        phone=await people.phone_of(db, account.id) or "?",
    )
    row = [
        Button(label=Text("✅ Confirm"), press=press("move", "confirm", move.id)),
        Button(label=Text("✖ Refuse"), press=press("move", "refuse", move.id)),
    ]
    return Card(text=words, keyboard=[row], card=f"move:{move.id}", private=True, urgent=True)
