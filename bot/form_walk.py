"""Walking through a form: begin, answer, back, skip, edit, cancel, hand in, come back later."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from aiogram.types import Message as ChatMessage
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import albums, answers, form_offers, forms
from bot.answers import Kind
from bot.filters import is_number
from bot.form_screens import GATHERED, SUMMARY, knowing, question, steps_of, summary
from bot.forms import Filling, Form, Option, Step
from bot.replies import Reply, say, toast
from bot.texts import said
from domain.dates import parse_day
from domain.people import Person
from domain.refusals import Refusal, Text
from storage import drafts
from storage.drafts import Draft


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
        return form_offers.instead_of_beginning(old, form.title)
    draft = drafts.begin(person.id, form.name, form.version, dict(given or {}))
    filling = Filling(db=db, person=person, draft=draft, now=now)
    steps = steps_of(form, filling)
    if not steps:
        return await form.submit(filling)
    filling = replace(filling, draft=replace(draft, step=steps[0].name))
    await drafts.add(db, filling.draft, now)
    return Reply(messages=(await question(form, steps[0], filling),))


def takes(draft: Draft, message: ChatMessage, now: datetime) -> bool:
    """Tell whether a message is an answer to the open question: text always is."""
    form = forms.known(draft.form)
    step = form.step(draft.step) if form else None
    if message.text or step is None:
        return bool(message.text)
    return answers.read(step.kind, message, now) is not None


async def hear(form: Form, filling: Filling, message: ChatMessage) -> Reply:
    """Take a message as the answer to the open question."""
    step = form.step(filling.draft.step)
    if step is None:
        return Reply(messages=(await summary(form, filling),))
    value = answers.read(step.kind, message, filling.now)
    if value is None:
        raise Refusal("This does not fit the question. Please answer it, or tap Cancel.")
    if step.kind is Kind.PHOTOS:
        return await _add_photo(form, step, filling, value, message.media_group_id)
    if step.kind in (Kind.CHOOSE, Kind.CHOOSE_MANY):
        value = await _typed_choice(step, filling, value)
    return await _answer(form, step, filling, value)


async def _typed_choice(step: Step, filling: Filling, words: str) -> Any:
    for option in await step.options(filling):
        if said(option.label) == words.strip():
            return [option.key] if step.kind is Kind.CHOOSE_MANY else option.key
    raise Refusal("Please tap one of the buttons under the question.")


async def _add_photo(
    form: Form, step: Step, filling: Filling, photo: Any, album: str | None
) -> Reply:
    """Keep a photo at once; say so once for an album. The buttons on the screen stay good."""
    have = list(filling.answer(step.name) or [])
    if photo not in have:
        have.append(photo)
    if len(have) > step.most:
        sorry = Text("Up to {most} photos fit here; this one was not added.", most=step.most)
        return albums.answer_once(say(sorry), album, "surplus")
    draft = replace(filling.draft, answers={**filling.draft.answers, step.name: have})
    kept = await _keep(replace(filling, draft=draft), step.name)
    return albums.answer_once(await show(form, kept), album, "kept")


async def _answer(form: Form, step: Step, filling: Filling, value: Any) -> Reply:
    return await _go_on(form, step, _with(filling, {step.name: step.check(value, filling)}))


async def _go_on(form: Form, step: Step, filling: Filling) -> Reply:
    """Go to the next question without an answer, then to the summary, then hand in."""
    steps = steps_of(form, filling)
    later = steps[steps.index(step) + 1 :] if step in steps else steps
    for candidate in [*later, *steps]:
        if filling.draft.answers.get(candidate.name, []) == []:  # choices may be taken back
            return await show(form, await _keep(filling, candidate.name))
    if form.has_summary:
        return await show(form, await _keep(filling, SUMMARY))
    return await _hand_in(form, filling)


async def _check_and_hand_in(form: Form, filling: Filling) -> Reply:
    """Ask again what no longer holds: another answer was changed since, or days have passed."""
    steps = steps_of(form, filling)
    known = knowing(filling, steps)
    for step in steps:
        try:
            if known.answer(step.name) is not None:
                step.check(known.answer(step.name), known)
        except Refusal as no:
            again = await show(form, await _keep(_with(filling, {}), step.name))
            return replace(again, toast=no.text, alert=True)
    return await _hand_in(form, filling)


async def _hand_in(form: Form, filling: Filling) -> Reply:
    """Remove the draft and submit what was asked, in this one transaction."""
    has_others = await drafts.remove(filling.db, filling.draft)
    reply = await form.submit(knowing(filling, steps_of(form, filling)))
    if not has_others:
        return reply
    waiting = await drafts.parked(filling.db, filling.person.id)
    return reply.and_then(*[form_offers.still_unfinished(draft) for draft in waiting[:1]])


def _with(filling: Filling, fresh: Mapping[str, Any]) -> Filling:
    """Add answers; a new revision makes the buttons so far stale."""
    draft = filling.draft
    answers_now = {**draft.answers, **fresh}
    return replace(filling, draft=replace(draft, answers=answers_now, revision=draft.revision + 1))


async def _keep(filling: Filling, step: str) -> Filling:
    """Keep the answers and where one is now."""
    draft = replace(filling.draft, step=step, is_open=True)
    await drafts.keep(filling.db, draft, filling.now)
    return replace(filling, draft=draft)


async def tap(form: Form, filling: Filling, verb: str, argument: str) -> Reply:
    """Do what a button of the present screen says; one that is not on it shows the screen."""
    step = form.step(filling.draft.step)
    if step is None and verb == "submit":
        return await _check_and_hand_in(form, filling)
    if step is None and verb == "edit":
        return await _edit(form, filling, argument)
    if step is None or not _is_on_screen(verb, step, filling):
        return await show(form, filling)
    return await _STEP_TAPS[verb](form, step, filling, argument)


def _is_on_screen(verb: str, step: Step, filling: Filling) -> bool:
    if verb == "done":
        return step.kind in GATHERED and bool(filling.answer(step.name))
    if verb in ("option", "toggle"):
        return (verb == "toggle") == (step.kind is Kind.CHOOSE_MANY)
    return verb in _STEP_TAPS


async def _edit(form: Form, filling: Filling, argument: str) -> Reply:
    steps = steps_of(form, filling)
    number = int(argument) if is_number(argument) else 0
    step = steps[min(number, len(steps) - 1)]
    return await show(form, await _keep(_with(filling, {}), step.name))


async def show(form: Form, filling: Filling) -> Reply:
    """Show where somebody is."""
    step = form.step(filling.draft.step)
    screen = await question(form, step, filling) if step else await summary(form, filling)
    return Reply(messages=(screen,))


async def _option(form: Form, step: Step, filling: Filling, key: str) -> Reply:
    option = await _offered(step, filling, key)
    if option is None:
        raise Refusal("This choice is no longer offered. Please tap another.")
    return await _answer(form, step, filling, _meant(step, option, filling))


def _meant(step: Step, option: Option, filling: Filling) -> Any:
    """Turn a tapped option into the answer it stands for."""
    if step.kind is Kind.TEXT:
        return said(option.label)
    day = parse_day(option.key, filling.now) if step.kind is Kind.DATE else None
    return day.isoformat() if day else option.key


async def _offered(step: Step, filling: Filling, key: str) -> Option | None:
    return next((it for it in await step.options(filling) if it.key == key), None)


async def _toggle(form: Form, step: Step, filling: Filling, key: str) -> Reply:
    if await _offered(step, filling, key) is None:
        raise Refusal("This choice is no longer offered. Please tap another.")
    chosen = list(filling.answer(step.name) or [])
    chosen = [it for it in chosen if it != key] if key in chosen else [*chosen, key]
    if len(chosen) > step.most:
        raise Refusal("Up to {most} can be chosen.", most=step.most)
    return await show(form, await _keep(_with(filling, {step.name: chosen}), step.name))


async def _done(form: Form, step: Step, filling: Filling, _argument: str) -> Reply:
    return await _answer(form, step, filling, filling.answer(step.name))


async def _skip(form: Form, step: Step, filling: Filling, _argument: str) -> Reply:
    if not step.optional:
        raise Refusal("This question needs an answer.")
    return await _go_on(form, step, _with(filling, {step.name: None}))


async def _back(form: Form, step: Step, filling: Filling, _argument: str) -> Reply:
    steps = steps_of(form, filling)
    before = steps[max(0, steps.index(step) - 1)] if step in steps else steps[0]
    return await show(form, await _keep(_with(filling, {}), before.name))


async def _page(form: Form, step: Step, filling: Filling, argument: str) -> Reply:
    page = int(argument) if is_number(argument) else 0
    return Reply(messages=(await question(form, step, filling, min(page, 99)),))


_STEP_TAPS = {
    "option": _option,
    "toggle": _toggle,
    "done": _done,
    "skip": _skip,
    "back": _back,
    "page": _page,
}
SCREEN_VERBS = frozenset({*_STEP_TAPS, "submit", "edit"})


def gone() -> Reply:
    """Answer a button of a form that was handed in or cancelled."""
    return toast(Text("This form has been handed in or cancelled already."))


def stale() -> Reply:
    """Answer a button of a question that was answered."""
    return toast(Text("This question was answered already. Please use the newest message."))
