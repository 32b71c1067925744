"""Answers to a message of the bot about a case: they are words about that case."""

import re
from datetime import datetime
from typing import Any

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import albums, case_cards, case_deeds, said_again
from bot.filters import HasRole, Pressed
from bot.replies import Button, Reply, press, say
from domain.people import Person
from domain.refusals import Refusal, Text
from storage import cases
from storage.cases import Entry

NUMBER = re.compile(r"#(\d{1,18})(?!\d)")
MOST_MEANT = 8
router = Router(name="thread_replies")
router.message.filter(HasRole())
router.callback_query.filter(HasRole())


class RepliesToCase(Filter):
    """Matches an answer to a message that names cases of one's own; hands them over."""

    async def __call__(
        self,
        message: Message,
        db: AsyncConnection,
        person: Person | None = None,
        command: str = "",
    ) -> bool | dict[str, Any]:
        """Leave alone what answers the question of a form, and what says nothing."""
        before = message.reply_to_message
        says = message.text or message.voice or message.photo
        if person is None or before is None or command or not says or not _is_bots(before):
            return False
        numbers = NUMBER.findall(before.text or before.caption or "")[:MOST_MEANT]
        found = await cases.by_numbers(db, [int(number) for number in dict.fromkeys(numbers)])
        meant = [entry for entry in found if entry.case.asker_id == person.id]
        return {"meant": meant} if meant else False


def _is_bots(message: Message) -> bool:
    """Tell whether the bot said it, and not as the question of a form."""
    by_bot = message.from_user is not None and message.from_user.is_bot
    return by_bot and not _is_of_form(message.reply_markup)


def _is_of_form(markup: InlineKeyboardMarkup | None) -> bool:
    rows = markup.inline_keyboard if markup else []
    return any((button.callback_data or "").startswith("f:") for row in rows for button in row)


@router.message(RepliesToCase())
async def take_as_words(
    message: Message, person: Person, db: AsyncConnection, now: datetime, meant: list[Entry]
) -> Reply:
    """Pass it on to the office that has the case; of several cases ask which."""
    if len(meant) > 1:
        return albums.answer_once(_which(meant, message), message.media_group_id, "which")
    reply = await said_again.take(db, person, meant[0], message, now)
    return albums.answer_once(reply, message.media_group_id, "passed on")


def _which(meant: list[Entry], message: Message) -> Reply:
    buttons = [
        [Button(label=case_cards.title(it), press=press("mine", "said", it.case.number))]
        for it in meant
    ]
    words = Text("Which of these is it about?")
    return say(words, buttons, private=True, answers_to=message.message_id)


@router.callback_query(Pressed("mine", "said"))
async def take_as_words_about(
    query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Take what was said before as words about the case that was chosen."""
    entry = await case_deeds.load(db, person, numbers, now)
    if entry.case.asker_id != person.id:
        raise Refusal("This need is not yours.")
    said = await said_again.pressed_about(query, db)
    if isinstance(said, Reply):
        return said
    return await said_again.take(db, person, entry, said, now)
