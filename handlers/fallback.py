"""What nothing else understood: say so kindly, keep what was open, point to what works."""

from datetime import datetime

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import albums, asking, form_course, forms
from bot.filters import HasRole
from bot.forms import Filling
from bot.menus import keys_of
from bot.replies import Reply, say, toast
from bot.welcome import how_to_register
from domain.people import Person
from domain.refusals import Text
from storage import people
from storage.drafts import Draft

router = Router(name="fallback")


class IsCommand(Filter):
    """Matches a command, key, location or table, whoever it is for."""

    async def __call__(
        self, message: Message, command: str = "", draft: Draft | None = None
    ) -> bool:
        """Ask what the turn found; a location means checking in, a document an import."""
        is_table = message.document is not None and draft is None
        return bool(command) or message.location is not None or is_table


@router.message(HasRole(), IsCommand())
async def not_for_this_role(_message: Message, person: Person) -> Reply:
    """Turn away whoever asks for another role's command."""
    words = Text("This is for another role than yours. What is yours stands on the keys below.")
    return say(words, keys=keys_of(person))


@router.message(HasRole())
async def not_understood(
    message: Message, person: Person, db: AsyncConnection, now: datetime, draft: Draft | None
) -> Reply:
    """Say that it was not understood, once for an album; show the open question again.

    What was typed or spoken can be taken as a question, exactly as it stands there.
    """
    form = forms.known(draft.form) if draft else None
    words = Text("I did not understand this. Tap a key below, or ❓ Help for all I can do.")
    reply = say(words, keys=keys_of(person))
    if message.text or message.voice:
        reply = asking.instead(words, message)
    if draft and form and form.version == draft.form_version:
        again = await form_course.show(form, Filling(db=db, person=person, draft=draft, now=now))
        sorry = say(Text("This does not fit the open question, so it was not taken."))
        reply = sorry.and_then(*again.messages)
    return albums.answer_once(reply, message.media_group_id, "unfit")


@router.message()
async def not_registered(_message: Message) -> Reply:
    """Tell somebody unknown how to get in."""
    return how_to_register()


@router.callback_query()
async def unknown_button(_query: CallbackQuery, person: Person | None) -> Reply:
    """Answer a button that is not this person's or not known any more."""
    if person is None:
        return toast(Text("Please send /start and share your contact first."), alert=True)
    return toast(Text("This button is not for your role, or no longer works."), alert=True)


@router.my_chat_member()
async def blocked_or_back(change: ChatMemberUpdated, db: AsyncConnection, now: datetime) -> None:
    """Note that somebody blocked the bot, or came back."""
    left = change.new_chat_member.status in ("kicked", "left")
    await people.set_unreachable(db, change.chat.id, now if left else None)


@router.edited_message()
async def ignore_edit(_message: Message) -> None:
    """Edits of ordinary messages change nothing."""
