"""Synonyms: officers keep which words mean the same to search."""

from datetime import datetime
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import form_walk, forms, synonym_cards
from bot.answers import Kind
from bot.filters import HasRole, Pressed, Says
from bot.forms import Filling, Form, Step
from bot.menus import keys_of
from bot.pages import page_words
from bot.replies import Reply, change, say
from bot.synonym_cards import Listed
from domain.answers import KEEPERS
from domain.people import Person, Role
from domain.refusals import Refusal, Text
from domain.synonyms import check, word_of
from storage import audit, synonyms

KEEP = KEEPERS | {Role.ADMIN}

router = Router(name="synonyms")
router.message.filter(HasRole(*KEEP))
router.callback_query.filter(HasRole(*KEEP))


@router.message(Says("synonyms", "Synonyms"))
async def list_synonyms(_message: Message, db: AsyncConnection, rest: str) -> Reply:
    """List the words that mean the same, or those that have some characters."""
    found = await _listed(db, 0, rest)
    return say(synonym_cards.text(found), synonym_cards.rows(found))


@router.callback_query(Pressed("synonym", "list"))
async def show_the_list(
    _query: CallbackQuery, db: AsyncConnection, numbers: tuple[int, ...]
) -> Reply:
    """Show a page of them in place of what was pressed."""
    found = await _listed(db, [*numbers, 0][0])
    where = page_words(found.page, found.pages) if numbers else ""
    return change(synonym_cards.text(found), synonym_cards.rows(found), where)


async def _listed(db: AsyncConnection, page: int, part: str = "") -> Listed:
    return synonym_cards.listed(await synonyms.known(db), await synonyms.kept(db), page, part)


@router.callback_query(Pressed("synonym", "show"))
async def show_a_word(
    _query: CallbackQuery, db: AsyncConnection, numbers: tuple[int, ...]
) -> Reply:
    """Show what a word means, and who said so."""
    word, means, kept = await _word(db, numbers)
    return change(synonym_cards.card(word, means, kept), synonym_cards.card_rows(word, kept))


async def _word(
    db: AsyncConnection, numbers: tuple[int, ...]
) -> tuple[str, str, synonyms.Kept | None]:
    known = await synonyms.known(db)
    word = next((it for it in known if numbers[:1] == (synonym_cards.number_of(it),)), None)
    if word is None:
        raise Refusal("This word is not on the list any more.")
    return word, known[word], (await synonyms.kept(db)).get(word)


@router.callback_query(Pressed("synonym", "remove"))
async def take_off(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Take a word off the list; it holds at once."""
    word, means, kept = await _word(db, numbers)
    if numbers[1:] != (synonym_cards.version_of(kept),):
        stale = Text("It was changed since. This is how it is.")
        card = synonym_cards.card(word, means, kept)
        return change(card, synonym_cards.card_rows(word, kept), stale)
    if not await synonyms.remove(db, word, kept, person.id, now):
        raise Refusal("Somebody else was quicker. Please see the list.")
    await audit.write(db, person.id, "synonym.removed", f"synonym:{numbers[0]}", now)
    found = await _listed(db, 0)
    gone = Text("Taken off: {word}", word=word)
    return change(synonym_cards.text(found), synonym_cards.rows(found), gone)


@router.callback_query(Pressed("synonym", "add"))
async def add(_query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime) -> Reply:
    """Ask for a new word."""
    return await form_walk.begin(db, person, SYNONYM, now)


def _typed(value: Any, _filling: Filling) -> str:
    if not isinstance(value, str):
        raise Refusal("Please type a word of two characters or more.")
    return word_of(value)


async def hand_in(filling: Filling) -> Reply:
    """Keep the word, if it is not on the list by now."""
    db, person, now = filling.db, filling.person, filling.now
    word, means = filling.answer("word"), filling.answer("means")
    known, kept = await synonyms.known(db), await synonyms.kept(db)
    try:
        check(word, means, known)
    except Refusal as no:  # another word is another form
        return say(no.text, keys=keys_of(person))
    if not await synonyms.put(db, kept.get(word), {word: means}, person.id, now):
        return say(Text("Somebody else was quicker. Please see the list."), keys=keys_of(person))
    number = synonym_cards.number_of(word)
    await audit.write(db, person.id, "synonym.added", f"synonym:{number}", now)
    words = Text("✅ To search, {word} now means {means}.", word=word, means=means)
    return say(words, [[synonym_cards.ADD, synonym_cards.LIST]])


SYNONYM = forms.register(
    Form(
        name="synonym",
        title=Text("Synonym"),
        steps=(
            Step(
                name="word",
                kind=Kind.TEXT,
                prompt=Text("Which word do people use? For example 新农合."),
                check=_typed,
            ),
            Step(
                name="means",
                kind=Kind.TEXT,
                prompt=Text("What do papers call it? For example 居民医保."),
                check=_typed,
            ),
        ),
        submit=hand_in,
        roles=KEEP,
        has_summary=False,
        resumes=False,
    )
)
