"""What waits to be told is told: one digest a person, and one card of what has risen to him.

The tellings and the letters that carry them change in one transaction, with the reader held: of
two processes one writes. What cannot be told now waits; what is done meanwhile is not told.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import campaign_desks, digest_cards, letters, rise_letters
from bot.campaign_desks import Desk, Pile
from bot.digest_cards import CARD, OUTDATED, Item
from bot.replies import Button, Message, press
from bot.texts import speaking
from domain.calendar import local_day
from domain.people import Person
from domain.refusals import Joined, Text
from storage import outbox, tellings
from storage.calendars import Book
from storage.ids import new_id
from storage.tellings import Outcome, Telling

DIGEST, RISES = "digest", "rises"
"""How once-keys begin; the first letter of a day ends with the day."""
Lines = Sequence[Text | str]
More = Callable[[AsyncConnection, Person, datetime], Awaitable[Lines]]
"""What else belongs into somebody's first digest of a day."""


@dataclass(frozen=True)
class Told:
    """How many letters were written, and how many people could not be told yet."""

    written: int
    passed_over: int


async def tell(
    db: AsyncConnection, person_ids: Sequence[int], book: Book, now: datetime, more: More
) -> Told:
    """Tell these people what waits for them; passed over is who rests or is told elsewhere."""
    desk = await campaign_desks.laid(db, person_ids, book, now)
    heard = [it for it in desk.people if desk.may_tell(it)]
    written = sum([await _tell(db, desk, it, more) for it in heard])
    return Told(written, len(person_ids) - len(heard))


def first_of(person: Person, now: datetime) -> str:
    """Name the key of somebody's first digest of a day."""
    return f"{DIGEST}:{local_day(now)}:{person.id}"


async def _tell(db: AsyncConnection, desk: Desk, person: Person, more: More) -> int:
    pile, now = desk.pile(person), desk.now
    if person.telegram_id is None:
        await _settle(db, person, pile.all, Outcome.UNREACHABLE, now)
        return 0
    await _settle(db, person, pile.over, Outcome.SETTLED, now)
    await _settle(db, person, pile.snoozed, Outcome.SNOOZED, now)
    return await _digest(db, desk, person, pile, more) + await _rises(db, person, pile, now)


async def _settle(
    db: AsyncConnection,
    person: Person,
    told: Sequence[Telling],
    outcome: Outcome,
    now: datetime,
) -> None:
    await tellings.settle(db, person.id, told, outcome, now)


async def _digest(db: AsyncConnection, desk: Desk, person: Person, pile: Pile, more: More) -> int:
    once, is_first = await _once(db, DIGEST, person, desk.now)
    lines = await more(db, person, desk.now) if is_first else ()
    if not pile.open and not pile.calls and not lines:
        return 0
    message = _composed(person, desk.items(person, pile), desk.now, lines)
    message = _with_calls(message) if pile.calls else message
    await _replace(db, person, message, once, desk.now)
    key = f"{once}:{person.id}"
    await tellings.settle(db, person.id, pile.overtaken, Outcome.OVERTAKEN, desk.now)
    await tellings.settle(db, person.id, [*pile.open, *pile.calls], Outcome.TOLD, desk.now, key)
    return 1


def _composed(person: Person, items: Sequence[Item], now: datetime, lines: Lines) -> Message:
    with speaking(person.language):
        return digest_cards.compose(person, items, now, more=lines)


def _with_calls(message: Message) -> Message:
    words = Text("📞 There are people whom the bot does not reach. Please call them.")
    button = Button(label=Text("📞 To call"), press=press("call", "list", 0))
    text = Joined([message.text, words]) if message.text else words
    return replace(message, text=text, keyboard=[*(message.keyboard or ()), [button]])


async def _rises(db: AsyncConnection, person: Person, pile: Pile, now: datetime) -> int:
    if not pile.rises:
        return 0
    once, _ = await _once(db, RISES, person, now)
    key = await rise_letters.tell(db, person, once, now)
    outcome = Outcome.TOLD if key else Outcome.SETTLED
    await tellings.settle(db, person.id, pile.rises, outcome, now, key)
    return int(bool(key))


async def _once(db: AsyncConnection, kind: str, person: Person, now: datetime) -> tuple[str, bool]:
    """Name a letter by its day; a further one of that day by a number."""
    once = f"{kind}:{local_day(now)}"
    is_first = not await outbox.known(db, [f"{once}:{person.id}"])
    return (once, True) if is_first else (f"{once}:{new_id()}", False)


async def _replace(
    db: AsyncConnection, person: Person, message: Message, once: str, now: datetime
) -> None:
    """Post a digest in place of the one before: it shrinks, or is not sent at all any more."""
    chat_id = person.telegram_id or 0
    await outbox.withdraw(db, chat_id, f"{DIGEST}:")
    before = await outbox.card_message(db, chat_id, CARD)
    if before is not None:
        to = {"chat_id": chat_id, "message_id": before, "text": OUTDATED}
        shrunk = Message(method="editMessageText", params=to)
        await letters.post(db, person, replace(shrunk, after=message.after), f"{once}:before", now)
    await letters.post(db, person, message, once, now)
