"""What the asker says of a case outside its forms: a message he edits, or answers to the bot."""

from datetime import datetime

from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import answers, asker_rows, case_cards, case_deeds, case_letters, case_words
from bot.replies import Button, Reply, press, say, toast
from domain.case_wishes import add, reply
from domain.cases import permitted
from domain.ladders import Deed
from domain.people import Person
from domain.refusals import Refusal, Text
from storage import case_messages, case_steps
from storage.case_steps import Doing
from storage.cases import Entry


async def pressed_about(query: CallbackQuery, db: AsyncConnection) -> Message | Reply:
    """Return the message under which a button was offered; one that was handed in says so.

    Raises:
        Refusal: Telegram does not give it any more.
    """
    pressed = query.message
    said = pressed.reply_to_message if isinstance(pressed, Message) else None
    if said is None:
        raise Refusal("That was too long ago to be found. Please send it once more.")
    number = await case_messages.case_of(db, said.chat.id, said.message_id)
    if number is None:
        return said
    return toast(Text("This was handed in already, as #{number}.", number=number), alert=True)


async def take(
    db: AsyncConnection, person: Person, entry: Entry, message: Message, now: datetime
) -> Reply:
    """Take a message as a reply to what was asked, or as more about the case.

    Raises:
        Refusal: it is too long, or says nothing.
    """
    entry = await case_letters.as_held(db, entry, now)
    deeds = permitted(entry.case, person, now)
    if not deeds & {Deed.REPLIED, Deed.ADDED}:
        return is_over(entry, person, now)
    words = await case_words.read(db, person, message, now)
    if words is None:
        raise Refusal("Please type or say it, or send a photo.")
    is_asked = Deed.REPLIED in deeds
    after = (reply if is_asked else add)(entry.case, person, now)
    doing = Doing(person, Deed.REPLIED if is_asked else Deed.ADDED, words)
    kept = await case_deeds.keep(db, doing, entry, after)
    await case_words.keep(db, kept.case, person, words, [message.message_id])
    return say(Text("✅ {case}: passed on to the office.", case=case_cards.title(kept)))


async def mend(
    db: AsyncConnection, person: Person, entry: Entry, message: Message, now: datetime
) -> Reply:
    """Let the office see the new wording of a message; what did not change is nothing new.

    Raises:
        Refusal: it is too long.
    """
    new = (message.text or message.caption or "").strip()
    place = await case_messages.step_of(db, message.chat.id, message.message_id)
    done = await case_steps.of_case(db, entry.case.number)
    step = next((it for it in done if place and it.version == place[1]), None)
    if not new or step is None or new == case_words.said_in(step.words, message):
        return Reply()
    entry = await case_letters.as_held(db, entry, now)
    if Deed.ADDED not in permitted(entry.case, person, now):
        return is_over(entry, person, now)
    doing = Doing(person, Deed.ADDED, {"text": answers.fitting(new), "edited": True})
    kept = await case_deeds.keep(db, doing, entry, add(entry.case, person, now))
    await case_words.keep(db, kept.case, person, None, [message.message_id])
    title = case_cards.title(kept)
    return say(Text("✏️ {case}: what you changed was passed on to the office.", case=title))


def is_over(entry: Entry, person: Person, now: datetime) -> Reply:
    """Say that nothing can be added any more, and what can be done instead."""
    words = Text(
        "{case} is over, so this was not passed on. If it is not solved, tap below.",
        case=case_cards.title(entry),
    )
    rows = asker_rows.rows(entry.case, person, permitted(entry.case, person, now))
    look = Button(label=Text("📄 How it went"), press=press("need", "show", entry.case.number))
    return say(words, [*rows, [look]], private=True)
