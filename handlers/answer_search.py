"""Searching among public answers: for everybody with an account."""

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import answer_cards, form_walk, forms
from bot.filters import HasRole, Pressed, Says
from bot.forms import Filling
from bot.replies import Reply, say
from domain.calendar import local_day
from domain.people import Person
from domain.refusals import Refusal, Text
from storage import answer_search, answers, areas

MOST_FOUND = 5

router = Router(name="answer_search")
router.message.filter(HasRole())
router.callback_query.filter(HasRole())


@router.message(Says("find", "Search answers"))
async def search(
    _message: Message, person: Person, db: AsyncConnection, now: datetime, rest: str
) -> Reply:
    """Search for the words after the command, or ask for some."""
    if rest:
        return await _found(db, person, rest, now)
    return await form_walk.begin(db, person, SEARCH, now)


@router.callback_query(Pressed("answer", "find"))
async def search_again(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Ask for other words."""
    return await form_walk.begin(db, person, SEARCH, now)


async def _found(db: AsyncConnection, person: Person, words: str, now: datetime) -> Reply:
    found = await answer_search.similar(db, person, words, now, MOST_FOUND)
    text, rows = answer_cards.found(words, found)
    return say(text, rows)


@router.callback_query(Pressed("answer", "open"))
async def open_an_answer(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show an answer, or the newest wording of it; who has seen it hears of its end."""
    answer = await answers.read(db, person, numbers[0] if numbers else 0)
    if answer is None:
        raise Refusal("There is no such answer for your area.")
    today = local_day(now)
    newest = None if answer.holds_on(today) else await answers.follower(db, answer)
    answer = newest if newest and newest.holds_on(today) else answer
    if answer.holds_on(today):
        await answers.note_reader(db, answer.id, person.id, now)
    area = await areas.name_of(db, answer.area_code)
    return say(answer_cards.text(answer, area, today), [[answer_cards.AGAIN]])


async def look_up(filling: Filling) -> Reply:
    """Search for what was typed."""
    words = filling.answer("words")
    if not isinstance(words, str):
        no = Text("Search needs typed words; what is spoken it cannot read.")
        return say(no, [[answer_cards.AGAIN]])
    return await _found(filling.db, filling.person, words, filling.now)


SEARCH = forms.one_message(
    "find_answer",
    Text("Search answers"),
    Text("What do you want to know? Type a few words."),
    look_up,
)
