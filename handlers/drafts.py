"""Filling in forms: answers to the open question and the buttons of a form."""

from dataclasses import dataclass, replace
from datetime import datetime

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import form_course, form_walk, forms
from bot.filters import HasRole, Says, is_number
from bot.forms import Filling, Form
from bot.menus import keys_of
from bot.replies import Reply, say, toast
from domain.people import Person
from domain.refusals import Text
from storage import drafts
from storage.drafts import Draft

AGAIN = "again"
"""Brings back what was cancelled a moment ago."""
router = Router(name="drafts")
answers = Router(name="answers")
for each in (router, answers):
    each.message.filter(HasRole())
    each.callback_query.filter(HasRole())


class AnswersDraft(Filter):
    """Matches a message that answers the question of the open form and is no command."""

    async def __call__(  # noqa: PLR0913  # aiogram hands over what is named
        self,
        message: Message,
        now: datetime,
        db: AsyncConnection,
        person: Person | None = None,
        command: str = "",
        draft: Draft | None = None,
    ) -> bool:
        """Leave alone what the open question cannot take, a location for example."""
        if draft is None or person is None or command or (message.text or "").startswith("/"):
            return False
        filling = Filling(db=db, person=person, draft=draft, now=now)
        return form_walk.takes(filling, message)


@dataclass(frozen=True)
class Tap:
    """A button of a form: what it does, to which draft, as the draft was then."""

    verb: str
    draft_id: int
    revision: int
    argument: str


class FormButton(Filter):
    """Matches `f:verb:draft:revision[:argument]` and hands it over as `tap`."""

    async def __call__(self, press: CallbackQuery) -> bool | dict[str, object]:
        """Take the data apart; what was altered does not match."""
        parts = (press.data or "").split(":", 4)
        numbers = parts[2:4]
        if parts[0] != "f" or len(numbers) < 2 or not all(map(is_number, numbers)):
            return False
        argument = parts[4] if len(parts) > 4 else ""
        return {"tap": Tap(parts[1], int(numbers[0]), int(numbers[1]), argument)}


@router.message(Says("cancel", "Cancel"))
async def drop_what_is_open(
    _message: Message,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    draft: Draft | None,
) -> Reply:
    """Leave the open form."""
    if draft is None:
        return say(Text("There is nothing to cancel."), keys=keys_of(person))
    form = forms.known(draft.form)
    if form is None:
        await drafts.remove(db, draft)
        return say(Text("Cancelled. Nothing was saved."), keys=keys_of(person))
    reply = await form_course.drop(form, Filling(db=db, person=person, draft=draft, now=now))
    first, *others = reply.messages
    if not first.keyboard:
        first = replace(first, keys=keys_of(person))
    return replace(reply, messages=(first, *others))


@answers.message(AnswersDraft())
async def answer_the_question(
    message: Message, person: Person, db: AsyncConnection, now: datetime, draft: Draft
) -> Reply:
    """Take a message as the answer to the open question."""
    form = forms.known(draft.form)
    if form is None or form.version != draft.form_version:
        return await _restart(db, person, draft, now)
    if not form.is_for(person):
        return await _leave(db, person, draft)
    filling = Filling(db=db, person=person, draft=draft, now=now)
    return await form_walk.hear(form, filling, message)


@router.callback_query(FormButton())
async def tap_a_button(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime, tap: Tap
) -> Reply:
    """Do what a form's button says, if it is this person's and still on the screen."""
    draft = await drafts.by_id(db, tap.draft_id)
    if draft is None:
        return form_walk.gone()
    if draft.person_id != person.id:
        return toast(Text("This form belongs to somebody else."))
    if draft.dropped_at and not (tap.verb == AGAIN and draft.can_come_back(now)):
        return form_walk.gone()
    form = forms.known(draft.form)
    if form is None or form.version != draft.form_version:
        return await _restart(db, person, draft, now)
    if not form.is_for(person):
        return await _leave(db, person, draft)
    return await _do(form, Filling(db=db, person=person, draft=draft, now=now), tap)


async def _do(form: Form, filling: Filling, tap: Tap) -> Reply:
    if tap.verb in ("cancel", "drop"):
        return _in_place(await form_course.drop(form, filling))
    if tap.revision != filling.draft.revision:
        return form_walk.stale()
    if not filling.draft.is_open:
        await drafts.reopen(filling.db, filling.draft, filling.now)
        draft = replace(filling.draft, is_open=True, dropped_at=None)
        filling = replace(filling, draft=draft)
    if tap.verb in ("resume", AGAIN):
        return _in_place(await form_course.show(form, filling))
    if tap.verb not in form_walk.SCREEN_VERBS:
        return toast(Text("This button is not known any more."))
    return _in_place(await form_walk.tap(form, filling, tap.verb, tap.argument))


def _in_place(reply: Reply) -> Reply:
    """Change the pressed message instead of adding one."""
    if not reply.messages or reply.messages[0].keys is not None or reply.messages[0].drawing:
        return reply
    first = replace(reply.messages[0], edits=True, keyboard=reply.messages[0].keyboard or ())
    return replace(reply, messages=(first, *reply.messages[1:]))


async def _leave(db: AsyncConnection, person: Person, draft: Draft) -> Reply:
    """Somebody began it in a role that is not his any more: nothing of it is kept."""
    await drafts.remove(db, draft)
    words = Text("This is for another role than yours. What is yours stands on the keys below.")
    return say(words, keys=keys_of(person))


async def _restart(db: AsyncConnection, person: Person, draft: Draft, now: datetime) -> Reply:
    """The form has changed since the draft was begun: begin it anew, politely."""
    await drafts.remove(db, draft)
    form = forms.known(draft.form)
    sorry = Text("This form has changed since you began it. Please begin it again.")
    if form is None or not form.resumes:
        return say(sorry, keys=keys_of(person))
    fresh = await form_walk.begin(db, person, form, now, draft.given)
    return replace(say(sorry), messages=(*say(sorry).messages, *fresh.messages))
