"""Walking through a form: begin, answer, tap, come back later."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from aiogram.types import Message as ChatMessage
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import albums, answers, form_course, form_offers, form_taps
from bot.answers import Kind
from bot.filters import is_number
from bot.form_course import keep, knowing_now, show
from bot.form_screens import SUMMARY, question, steps_of
from bot.form_summaries import summary
from bot.forms import Filling, Form, Option, Step, known
from bot.replies import Reply, say, toast
from bot.texts import said
from domain.files import Kind as Sent
from domain.people import Person
from domain.refusals import Joined, Refusal, Text
from storage import drafts, files

SCREEN_VERBS = frozenset({*form_taps.TAPS, "submit", "edit"})


async def begin(
    db: AsyncConnection,
    person: Person,
    form: Form,
    now: datetime,
    given: Mapping[str, Any] | None = None,
) -> Reply:
    """Open a form at its first question, or offer the draft somebody left."""
    old = await drafts.of_form(db, person.id, form.name) if form.resumes else None
    if old and old.answers and old.form_version == form.version:
        return form_offers.instead_of_beginning(old, form.titled(old))
    draft = drafts.begin(person.id, form.name, form.version, dict(given or {}))
    filling = Filling(db=db, person=person, draft=draft, now=now)
    steps = steps_of(form, filling)
    if not steps:
        return await form.submit(filling)
    filling = replace(filling, draft=replace(draft, step=steps[0].name))
    await drafts.add(db, filling.draft, now)
    return Reply(messages=(await question(form, steps[0], filling),))


async def take_back(form: Form, filling: Filling) -> Reply:
    """Open again, at its summary, what was handed in and has not taken effect.

    Raises:
        Refusal: another one was begun meanwhile, and would be lost.
    """
    other = await drafts.of_form(filling.db, filling.person.id, form.name)
    if other and other.answers:
        raise Refusal(
            "{title} is begun already. Please hand it in or cancel it first, then tap this again.",
            title=form.titled(other),
        )
    again = replace(filling, draft=replace(filling.draft, step=SUMMARY))
    await drafts.add(again.db, again.draft, again.now)
    return Reply(messages=(await summary(form, again),))


def takes(filling: Filling, message: ChatMessage) -> bool:
    """Tell whether a message is an answer to the open question: text always is."""
    if message.text:
        return True
    form = known(filling.draft.form)
    step = form.step(filling.draft.step, filling) if form else None
    if step is not None and answers.read(step.kind, message, filling.now, step.day) is not None:
        return True
    return form is not None and _of_photos(form, filling, message) is not None


def _of_photos(form: Form, filling: Filling, message: ChatMessage) -> Step | None:
    """Find the question a photo answers: the open one, else the first that asks for photos."""
    if not message.photo:
        return None
    steps = [it for it in steps_of(form, filling) if it.album]
    open_one = [it for it in steps if it.name == filling.draft.step]
    return next(iter(open_one or steps), None)


async def hear(form: Form, filling: Filling, message: ChatMessage) -> Reply:
    """Take a message as the answer to the open question."""
    if photos := _of_photos(form, filling, message):
        return await _add_photo(form, photos, filling, message)
    step = form.step(filling.draft.step, filling)
    if step is None:
        return Reply(messages=(await summary(form, filling),))
    value = answers.read(step.kind, message, filling.now, step.day)
    if value is None:
        sorry = say(Text("This does not fit the open question, so it was not taken."))
        again = sorry.and_then(*(await show(form, filling)).messages)
        return albums.answer_once(again, message.media_group_id, "unfit")
    filling = heard(filling, step, message)
    if step.kind in (Kind.CHOOSE, Kind.CHOOSE_MANY):
        option = await _typed_choice(step, filling, value)
        if option.opens and option.stands_for is None:
            return await form_taps.choose(form, step, filling, option)
        value = [option.key] if step.kind is Kind.CHOOSE_MANY else option.key
    if isinstance(value, dict) and "voice" in value:
        value = await _noted(filling, Sent.VOICE, value["voice"], value)
    if isinstance(value, dict) and "sent" in value:
        step.check(value, filling)
        value = await _noted(filling, Sent(value["sent"]), value["file_id"], value)
    return await form_course.answer(form, step, filling, value)


def heard(filling: Filling, step: Step, message: ChatMessage) -> Filling:
    """Note which message said an answer, for it may be edited."""
    said_in = {**filling.draft.heard, str(message.message_id): step.name}
    return replace(filling, draft=replace(filling.draft, heard=said_in))


async def hear_again(
    db: AsyncConnection, person: Person, form: Form, message: ChatMessage, now: datetime
) -> Reply:
    """Take a message that was sent before as an answer to a form that was just begun."""
    draft = await drafts.of_form(db, person.id, form.name)
    if draft is None:
        raise LookupError(f"no draft of {form.name}")
    return await hear(form, Filling(db=db, person=person, draft=draft, now=now), message)


async def _noted(
    filling: Filling, kind: Sent, telegram_id: str, value: dict[str, Any]
) -> dict[str, Any]:
    """Let a file be fetched and kept: Telegram's ids die with the token."""
    whose = filling.db, filling.person.id
    unique_id, name = value["unique_id"], value.get("name", "")
    number = await files.receive(*whose, kind, telegram_id, unique_id, filling.now, name)
    return {**value, "file": number}


async def _typed_choice(step: Step, filling: Filling, words: str) -> Option:
    for option in await step.options(filling):
        if said(option.label) == words.strip():
            return option
    raise Refusal("Please tap one of the buttons under the question.")


async def _add_photo(form: Form, step: Step, filling: Filling, message: ChatMessage) -> Reply:
    """Keep a photo at once; say so once for an album. The buttons on the screen stay good."""
    photo: dict[str, Any] = answers.read(Kind.PHOTOS, message, filling.now) or {}
    album = message.media_group_id
    have = list(filling.answer(step.album) or [])
    is_new = all(it["unique_id"] != photo["unique_id"] for it in have)
    if is_new and len(have) >= step.most:
        sorry = Text("Up to {most} photos fit here; this one was not added.", most=step.most)
        return albums.answer_once(say(sorry), album, "surplus")
    if is_new:
        have.append(await _noted(filling, Sent.PHOTO, photo["file_id"], photo))
    filling = heard(filling, step, message)
    draft = replace(filling.draft, answers={**filling.draft.answers, step.album: have})
    kept = await keep(replace(filling, draft=draft), draft.step)
    reply = await show(form, kept)
    if step.name != draft.step:
        told = Text("📷 Kept, {count} so far. More may follow at any time.", count=len(have))
        (screen,) = reply.messages
        reply = Reply(messages=(replace(screen, text=Joined([told, screen.text])),))
    return albums.answer_once(reply, album, "kept")


async def tap(form: Form, filling: Filling, verb: str, argument: str) -> Reply:
    """Do what a button of the present screen says; one that is not on it shows the screen."""
    step = form.step(filling.draft.step, filling)
    if step is None and verb == "submit":
        return await form_course.check_and_hand_in(form, filling)
    if step is None and verb == "edit":
        return await _edit(form, filling, argument)
    if step is None or not form_taps.is_on_screen(verb, argument, form, step, filling):
        return await show(form, filling)
    return await form_taps.TAPS[verb](form, step, filling, argument)


async def _edit(form: Form, filling: Filling, argument: str) -> Reply:
    steps = steps_of(form, filling)
    number = int(argument) if is_number(argument) else 0
    step = steps[min(number, len(steps) - 1)]
    return await show(form, await keep(knowing_now(filling, {}), step.name))


def gone() -> Reply:
    """Answer a button of a form that was handed in or cancelled."""
    return toast(Text("This form has been handed in or cancelled already."))


def stale() -> Reply:
    """Answer a button of a question that was answered."""
    return toast(Text("This question was answered already. Please use the newest message."))
