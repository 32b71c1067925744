"""The queue of an office: its open cases, and the card of each."""

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import case_cards, case_deeds, case_letters
from bot.case_cards import PAGE
from bot.filters import HasRole, Pressed, Says, StandsIn
from bot.replies import Button, Reply, change, say
from domain.ladders import DESKS
from domain.people import Person
from domain.refusals import Joined, Text
from storage import case_queues

router = Router(name="queues")
router.message.filter(HasRole(*DESKS), StandsIn())
router.callback_query.filter(HasRole(*DESKS), StandsIn())


@router.message(Says("queue", "To do"))
async def list_the_queue(_message: Message, person: Person, db: AsyncConnection) -> Reply:
    """List the open cases at one's office."""
    words, rows, _ = await _page(db, person, 0)
    return say(words, rows, private=True)


@router.callback_query(Pressed("case", "page"))
async def turn_the_page(
    _query: CallbackQuery, person: Person, db: AsyncConnection, numbers: tuple[int, ...]
) -> Reply:
    """Turn the pages of the queue."""
    return change(*await _page(db, person, *numbers[:1]))


async def _page(
    db: AsyncConnection, person: Person, page: int = 0
) -> tuple[Joined, list[list[Button]], Text]:
    count = await case_queues.count_waiting_for(db, person)
    pages = max(1, -(-count // PAGE))
    page = min(page, pages - 1)
    found = await case_queues.waiting_for(db, person, PAGE, page * PAGE)
    lines = [case_cards.line(it) for it in found] or [Text("Nothing waits here. Well done.")]
    words = Joined([Text("<b>To do</b> · {count}", count=count), *lines])
    rows = case_cards.page_rows(found, "case", page, count)
    return words, rows, case_cards.page_words(page, pages)


@router.callback_query(Pressed("case", "show"))
async def show_the_card(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show a case with its history and what can be done, and let its voices be heard."""
    entry = await case_deeds.load(db, person, numbers, now)
    card = await case_letters.card_for(db, entry, person, now)
    return Reply(messages=(card, *await case_letters.voices(db, entry)))
