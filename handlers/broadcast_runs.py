"""A notice on its way and after: stopped, taken back, who read it, who is reminded."""

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import broadcast_answers, broadcast_desk, broadcast_name_cards, broadcast_run_cards
from bot.broadcast_letters import NOUN
from bot.filters import HasRole, Pressed, StandsIn
from bot.pages import page_words, pages_of
from bot.replies import Reply, Rows, change, say
from domain.broadcast_moves import nudge, recall, stop
from domain.broadcasts import Answered, Broadcast
from domain.campaign_edits import MAKERS
from domain.people import Person
from domain.refusals import Text
from storage import broadcast_letters

router = Router(name="broadcast_runs")
router.callback_query.filter(HasRole(*MAKERS), StandsIn())


@router.callback_query(Pressed(NOUN, "stop"))
async def stop_it(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Let nobody else get it; what was sent stays."""
    broadcast = await broadcast_desk.at_version(db, person, numbers)
    words = Text("⏹ Stopped. Whoever has it keeps it.")
    return await broadcast_answers.kept(db, person, stop(broadcast, now), "stopped", now, words)


@router.callback_query(Pressed(NOUN, "recall"))
async def ask_to_take_it_back(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask before it is taken back everywhere, in a message of its own."""
    broadcast = await broadcast_desk.at_version(db, person, numbers)
    recall(broadcast, now)  # refused before anything is asked
    delivered = await broadcast_letters.count_delivered(db, broadcast.number)
    return say(*broadcast_run_cards.ask_to_recall(broadcast, delivered))


@router.callback_query(Pressed(NOUN, "retract"))
async def take_it_back(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Take back what was sent, and drop what waits."""
    broadcast = await broadcast_desk.at_version(db, person, numbers)
    words = Text("🗑 It is being taken back.")
    return await broadcast_answers.kept(db, person, recall(broadcast, now), "recalled", now, words)


@router.callback_query(Pressed(NOUN, "nudge"))
async def remind_the_silent(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Remind those who have not said that they read it, once."""
    broadcast = await broadcast_desk.at_version(db, person, numbers)
    silent = (await broadcast_letters.count(db, broadcast.number)).silent
    words = Text("🔔 {count} people are reminded.", count=silent)
    asked = nudge(broadcast, silent, now)
    return await broadcast_answers.kept(db, person, asked, "nudged", now, words)


@router.callback_query(Pressed(NOUN, "people"))
async def open_the_names(
    _query: CallbackQuery, person: Person, db: AsyncConnection, numbers: tuple[int, ...]
) -> Reply:
    """List names in a message of its own: the card goes on changing."""
    broadcast = await broadcast_desk.led(db, person, numbers)
    words, rows, _ = await _names(db, broadcast, Answered.READ, 0)
    return say(words, rows)


@router.callback_query(Pressed(NOUN, "names"))
async def list_names(
    _query: CallbackQuery, person: Person, db: AsyncConnection, numbers: tuple[int, ...]
) -> Reply:
    """Turn to other names: who read it, who has not, whom it did not reach."""
    broadcast = await broadcast_desk.led(db, person, numbers)
    _, which, page = (*numbers, 0, 0)[:3]
    return change(*await _names(db, broadcast, Answered.at(which), page))


async def _names(
    db: AsyncConnection, broadcast: Broadcast, which: Answered, page: int
) -> tuple[Text, Rows, Text]:
    """Write a page of names, its buttons, and which page it is."""
    counts = await broadcast_letters.count(db, broadcast.number)
    size = broadcast_name_cards.PAGE
    pages = pages_of(counts.answering(which), size)
    shown = min(page, pages - 1)
    found = await broadcast_letters.names(db, broadcast.number, which, size, shown * size)
    words = broadcast_name_cards.listed(broadcast, which, found)
    rows = broadcast_name_cards.rows(broadcast, which, counts, shown)
    return words, rows, page_words(shown, pages)
