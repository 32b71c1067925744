"""Posts in offices' groups: to take a case under its post, and to answer by replying to it."""

from datetime import datetime
from typing import Any

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import answers, case_deeds, case_letters, case_words, links, office_posts
from bot.answers import Kind as Answer
from bot.filters import HasRole, InGroup, Pressed
from bot.replies import Reply, say, toast
from domain.calendar import local_day
from domain.case_deeds import check, claim, update
from domain.cases import may_see
from domain.files import Kind as Sent
from domain.ladders import Deed
from domain.people import Person
from domain.promises import promised
from domain.refusals import Refusal, Text
from storage import absences, calendars, cases, files, outbox
from storage.case_steps import Doing
from storage.cases import Entry

router = Router(name="office_posts")
"""What is done in groups; it is asked of each person anew who may."""
details = Router(name="case_links")
"""Where the links under posts lead, in the private chat."""


class RepliesToPost(Filter):
    """Matches what replies to the post of a case; hands over its number."""

    async def __call__(
        self, message: Message, db: AsyncConnection, command: str = ""
    ) -> bool | dict[str, Any]:
        """Find out what it replies to: a message of ours that is a post."""
        to = message.reply_to_message
        if command or to is None or to.from_user is None or not to.from_user.is_bot:
            return False
        card = await outbox.card_of(db, message.chat.id, to.message_id)
        number = office_posts.case_in(card or "")
        return False if number is None else {"number": number}


@router.callback_query(InGroup(), Pressed("post", "claim"))
async def take_it(
    query: CallbackQuery,
    person: Person | None,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Claim a case under its post; what is personal about it waits in the private chat."""
    if person is None:
        raise Refusal("Please send /start to me in private first and share your contact.")
    officer = await absences.acting(db, person, local_day(now))
    entry = await case_deeds.for_deed(db, officer, numbers, Deed.CLAIMED, now)
    if isinstance(entry, Reply):
        return await _overtaken(query, db, numbers, entry)
    after = claim(entry.case, officer, now)
    kept = await case_deeds.keep(db, Doing(officer, Deed.CLAIMED), entry, after)
    await case_letters.show_to(db, kept, officer, now)
    words = Text("It is yours. What to do with it stands on the card in our private chat.")
    return toast(words, alert=True)


async def _overtaken(
    query: CallbackQuery, db: AsyncConnection, numbers: tuple[int, ...], answer: Reply
) -> Reply:
    """Bring the post up to date; the card that `answer` holds is nothing for a group."""
    entry = await cases.by_number(db, numbers[0])
    chat = query.message.chat.id if query.message else 0
    newest = await office_posts.as_it_is(db, entry, chat) if entry else None
    return Reply(messages=(newest,) if newest else (), toast=answer.toast, alert=True)


@router.message(InGroup(), RepliesToPost())
async def answer_by_replying(
    message: Message, person: Person | None, db: AsyncConnection, now: datetime, number: int
) -> Reply:
    """Bring what the holder of a case replies to its asker; of others only those it concerns."""
    entry = await cases.by_number(db, number)
    if person is None or entry is None or person.id == entry.case.asker_id:
        return Reply()
    officer = await absences.acting(db, person, local_day(now))
    if not may_see(officer, entry.case):
        return Reply()
    entry = await case_deeds.load(db, officer, (number,), now)
    check(entry.case, officer, Deed.UPDATED, now, entry.holder)
    words = await _words(message, db, officer, now)
    if words is None:
        raise Refusal("Only words, voice messages and photos can be passed on to the asker.")
    return await _tell_asker(db, entry, officer, words, now)


async def _tell_asker(
    db: AsyncConnection, entry: Entry, officer: Person, words: Any, now: datetime
) -> Reply:
    calendar = await calendars.of_area(db, entry.case.area_code, now)
    after = update(entry.case, officer, promised(1, now, calendar), now)
    await case_deeds.keep(db, Doing(officer, Deed.UPDATED, words), entry, after)
    await case_words.keep(db, after, officer, words)
    return say(Text("✅ #{number}: the asker reads this now.", number=after.number))


async def _words(message: Message, db: AsyncConnection, officer: Person, now: datetime) -> Any:
    """Read what was said; of files the bot keeps its own copy."""
    photo = answers.read(Answer.PHOTOS, message, now)
    if photo:
        kept = await _received(db, officer, Sent.PHOTO, photo["file_id"], photo, now)
        return {"text": photo["caption"], "photos": [kept]}
    said = answers.read(Answer.TEXT, message, now)
    if isinstance(said, dict):
        return await _received(db, officer, Sent.VOICE, said["voice"], said, now)
    return said


async def _received(  # noqa: PLR0913  # whose file it is, and what is known of it
    db: AsyncConnection,
    officer: Person,
    kind: Sent,
    telegram_id: str,
    value: dict[str, Any],
    now: datetime,
) -> dict[str, Any]:
    number = await files.receive(db, officer.id, kind, telegram_id, value["unique_id"], now)
    return {**value, "file": number}


@details.message(HasRole(), links.Leads(links.CASE))
async def open_the_details(
    _message: Message,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show the case a link leads to, to whoever may see it."""
    reader = await absences.acting(db, person, local_day(now))
    entry = await case_deeds.load(db, reader, numbers, now)
    return Reply(messages=(await case_letters.card_for(db, entry, reader, now),))
