"""What the buttons under a question do."""

from dataclasses import replace
from typing import Any

from bot.answers import Kind
from bot.filters import is_number
from bot.form_calendar import answer_of, calendar
from bot.form_course import answer, go_on, is_asked, keep, knowing_now, show
from bot.form_screens import (
    is_gathered,
    is_unchanged_offered,
    may_rest,
    place_of,
    question,
    standing,
    steps_of,
)
from bot.forms import Filling, Form, Option, Step, inside
from bot.replies import Reply
from bot.texts import said
from domain.refusals import Refusal
from domain.spoken_dates import answered

OF_KINDS = {
    "option": frozenset(Kind) - {Kind.CHOOSE_MANY},
    "toggle": frozenset({Kind.CHOOSE_MANY}),
    "month": frozenset({Kind.DATE}),
    "day": frozenset({Kind.DATE}),
}
"""Kinds of question that have such a button."""


def is_on_screen(verb: str, argument: str, form: Form, step: Step, filling: Filling) -> bool:
    """Tell whether a question shows such a button."""
    if verb == "done":
        return is_gathered(step, filling)
    if verb in OF_KINDS:
        return step.kind in OF_KINDS[verb]
    if verb == "unchanged":
        return is_unchanged_offered(step, filling)
    if verb == "rest":
        return may_rest(form, step, filling)
    if verb == "remove":
        return _is_of_photo(argument, step, filling)
    return verb in TAPS


def _is_of_photo(argument: str, step: Step, filling: Filling) -> bool:
    return is_number(argument) and int(argument) < len(filling.answer(step.album) or [])


async def _option(form: Form, step: Step, filling: Filling, key: str) -> Reply:
    option = await _offered(step, filling, key)
    if option is None:
        raise Refusal("This choice is no longer offered. Please tap another.")
    return await choose(form, step, filling, option)


async def choose(form: Form, step: Step, filling: Filling, option: Option) -> Reply:
    """Take an option as the answer, or show the others to which it leads."""
    if option.opens:
        opened = knowing_now(filling, {inside(step.name): option.key})
        return await show(form, await keep(opened, step.name))
    return await answer(form, step, filling, _meant(step, option, filling))


def _meant(step: Step, option: Option, filling: Filling) -> Any:
    """Turn a tapped option into the answer it stands for."""
    if step.kind is Kind.TEXT:
        more: dict[str, Any] | None = option.stands_for
        return {**more, "says": said(option.label)} if more else said(option.label)
    day = answered(option.key, filling.now, step.day) if step.kind is Kind.DATE else None
    return day or option.key


async def _offered(step: Step, filling: Filling, key: str) -> Option | None:
    return next((it for it in await step.options(filling) if it.key == key), None)


async def _toggle(form: Form, step: Step, filling: Filling, key: str) -> Reply:
    if await _offered(step, filling, key) is None:
        raise Refusal("This choice is no longer offered. Please tap another.")
    chosen = list(standing(step, filling) or [])
    is_confirmed = chosen == [key] and step.name not in filling.draft.answers
    if key not in chosen:
        chosen.append(key)
    elif not is_confirmed:  # the one that stood ticked by itself is meant, not taken away
        chosen.remove(key)
    if len(chosen) > step.most:
        raise Refusal("Up to {most} can be chosen.", most=step.most)
    return await show(form, await keep(knowing_now(filling, {step.name: chosen}), step.name))


async def _done(form: Form, step: Step, filling: Filling, _argument: str) -> Reply:
    return await answer(form, step, filling, filling.answer(step.name))


async def _unchanged(form: Form, step: Step, filling: Filling, _argument: str) -> Reply:
    return await go_on(form, step, _left_as_it_stands(step, filling))


def _left_as_it_stands(step: Step, filling: Filling) -> Filling:
    value = step.prefill(filling) if step.prefill else None
    checked = None if value in (None, []) else step.check(value, filling)
    return knowing_now(filling, {step.name: checked})


async def _rest(form: Form, step: Step, filling: Filling, _argument: str) -> Reply:
    """Leave everything ahead as it stands, up to what must be answered after all."""
    at = step
    try:
        if filling.answer(step.name):
            step.check(filling.answer(step.name), filling)
        while free := [it for it in steps_of(form, filling) if _is_free(it, filling)]:
            at = free[0]
            filling = _left_as_it_stands(at, filling)
    except Refusal as no:
        here = await show(form, await keep(filling, at.name))
        return replace(here, toast=no.text, alert=True)
    return await go_on(form, step, filling)


def _is_free(step: Step, filling: Filling) -> bool:
    may_stand = step.optional or step.prefill is not None
    return may_stand and not filling.is_answered(step.name)


async def _remove(form: Form, step: Step, filling: Filling, argument: str) -> Reply:
    photos = list(filling.answer(step.album))
    del photos[int(argument)]
    return await show(form, await keep(knowing_now(filling, {step.album: photos}), step.name))


async def _skip(form: Form, step: Step, filling: Filling, _argument: str) -> Reply:
    if not step.optional:
        raise Refusal("This question needs an answer.")
    return await go_on(form, step, knowing_now(filling, {step.name: None}))


async def _back(form: Form, step: Step, filling: Filling, _argument: str) -> Reply:
    steps = steps_of(form, filling)
    earlier = steps[: place_of(step, steps) or 0] or steps[:1]
    while len(earlier) > 1 and not await is_asked(earlier[-1], filling):
        earlier.pop()
    return await show(form, await keep(knowing_now(filling, {}), earlier[-1].name))


async def _page(form: Form, step: Step, filling: Filling, argument: str) -> Reply:
    page = int(argument) if is_number(argument) else 0
    return Reply(messages=(await question(form, step, filling, min(page, 99)),))


async def _month(form: Form, step: Step, filling: Filling, argument: str) -> Reply:
    return Reply(messages=(await calendar(form, step, filling, argument),))


async def _day(form: Form, step: Step, filling: Filling, argument: str) -> Reply:
    return await answer(form, step, filling, answer_of(argument, step))


TAPS = {
    "option": _option,
    "toggle": _toggle,
    "done": _done,
    "unchanged": _unchanged,
    "rest": _rest,
    "remove": _remove,
    "skip": _skip,
    "back": _back,
    "page": _page,
    "month": _month,
    "day": _day,
}
