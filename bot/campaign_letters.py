"""What waits to be told is told: one digest a person, and one card of what has risen to him.

The tellings and the letters that carry them change in one transaction, with the reader held: of
two processes one writes. What cannot be told now waits; what is done meanwhile is not told.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import call_cards, call_reading, campaign_desks, digest_cards, letters, rise_letters
from bot.call_reading import Call
from bot.campaign_desks import DIGEST, RISES, Desk, Pile
from bot.digest_cards import OUTDATED, Item
from bot.replies import Button, Message, press
from bot.texts import speaking
from domain.calendar import local_day
from domain.people import Person, State
from domain.refusals import Joined, Text
from storage import absences, outbox, tellings
from storage.calendars import Book
from storage.tellings import Outcome

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
    await _withdraw(db, desk)
    await tellings.settle_all(db, desk.settled, now)
    return Told(written, len(person_ids) - len(heard))


async def _withdraw(db: AsyncConnection, desk: Desk) -> None:
    """Drop older digests that were not sent yet: the new one has all that was in them."""
    mine = {it.telling.person_id for it in desk.settled if it.key.startswith(DIGEST)}
    keys = await tellings.underway(db, mine)
    await outbox.withdraw_all(db, [it for it in keys if it.startswith(DIGEST)])


async def _tell(db: AsyncConnection, desk: Desk, person: Person, more: More) -> int:
    pile = desk.pile(person)
    if person.telegram_id is None or person.state is not State.ACTIVE:
        desk.settle(pile.all, Outcome.UNREACHABLE)
        return 0
    desk.settle(pile.over, Outcome.SETTLED)
    desk.settle(pile.snoozed, Outcome.SNOOZED)
    return await _digest(db, desk, person, pile, more) + await _rises(db, desk, person, pile)


async def _digest(db: AsyncConnection, desk: Desk, person: Person, pile: Pile, more: More) -> int:
    once, is_first = desk.once(DIGEST, person)
    lines = await more(db, person, desk.now) if is_first else ()
    calls = await _calls(db, desk, person, pile)
    if not pile.open and not calls and not lines:
        return 0
    if is_first:
        since = campaign_desks.last_day(desk.book, desk.now)
        lines = [*lines, *digest_cards.unheard(desk.hushed.get(person.id, 0), since)]
    message = _composed(person, desk.items(person, pile), desk.now, lines)
    message = with_calls(message, calls) if calls else message
    await _replace(db, desk, person, message, once)
    desk.settle(pile.overtaken, Outcome.OVERTAKEN)
    desk.settle([*pile.open, *(pile.calls if calls else ())], Outcome.TOLD, f"{once}:{person.id}")
    return 1


def _composed(person: Person, items: Sequence[Item], now: datetime, lines: Lines) -> Message:
    with speaking(person.language):
        return digest_cards.compose(person, items, now, more=lines)


async def _calls(db: AsyncConnection, desk: Desk, person: Person, pile: Pile) -> list[Call]:
    """List whom he has to call, if that is new; whoever needs no call any more is settled."""
    if not pile.calls:
        return []
    acting = await absences.acting(db, person, local_day(desk.now))
    calls = await call_reading.to_call(db, acting, desk.now)
    if not calls:
        desk.settle(pile.calls, Outcome.SETTLED)
    return calls


def with_calls(message: Message, calls: Sequence[Call]) -> Message:
    """Add whom an officer has to call to his digest; this always makes a sound."""
    words = call_cards.wanted(calls)
    button = Button(label=Text("📞 To call"), press=press("call", "list", 0))
    text = Joined([message.text, words]) if message.text else words
    rows = [*(message.keyboard or ()), [button]]
    return replace(message, text=text, keyboard=rows, silent=False)


async def _rises(db: AsyncConnection, desk: Desk, person: Person, pile: Pile) -> int:
    if not pile.rises:
        return 0
    once, _ = desk.once(RISES, person)
    key = await rise_letters.tell(db, person, once, desk.now)
    desk.settle(pile.rises, Outcome.TOLD if key else Outcome.SETTLED, key)
    return int(bool(key))


async def _replace(
    db: AsyncConnection, desk: Desk, person: Person, message: Message, once: str
) -> None:
    """Post a digest in place of the one before, which shrinks to a line."""
    chat_id = person.telegram_id or 0
    if before := desk.before.get(chat_id):
        to = {"chat_id": chat_id, "message_id": before, "text": OUTDATED}
        shrunk = Message(method="editMessageText", params=to, after=message.after)
        await letters.post(db, person, shrunk, f"{once}:before", desk.now)
    await letters.post(db, person, message, once, desk.now)
