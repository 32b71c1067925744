"""What a form shows: a question, a summary, and the buttons under them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from bot.answers import Kind
from bot.forms import Filling, Form, Option, Step, always
from bot.replies import Button, Message, Rows, in_rows, press
from bot.texts import clipped, said
from domain.refusals import Joined, Text

PAGE = 8
WIDEST_OF_TWO = 16
MOST_SHOWN = 300
"""Of a long answer only the beginning is shown again, so that every summary fits a message."""
SUMMARY = "summary"
NOUN = "f"


GATHERED = frozenset({Kind.PHOTOS, Kind.CHOOSE_MANY})
"""Kinds whose answer grows until somebody taps done."""


def steps_of(form: Form, filling: Filling) -> list[Step]:
    """List the steps that are asked, given the answers so far.

    The answer to a step that is no longer asked stays, but decides nothing.
    """
    asked: list[Step] = []
    for step in form.steps:
        if step.when is always or step.when(knowing(filling, asked)):
            asked.append(step)
    return asked


def knowing(filling: Filling, asked: Sequence[Step]) -> Filling:
    """Leave out the answers to all other steps."""
    names = {step.name for step in asked}
    answers = {name: it for name, it in filling.draft.answers.items() if name in names}
    return replace(filling, draft=replace(filling.draft, answers=answers))


def token(filling: Filling, verb: str, *arguments: int | str) -> str:
    """Write callback data that only this revision of this draft answers to."""
    draft = filling.draft
    return press(NOUN, verb, draft.id, draft.revision, *arguments)


def card_of(filling: Filling) -> str:
    """Name the live message of a draft."""
    return f"draft:{filling.draft.id}"


async def question(form: Form, step: Step, filling: Filling, page: int = 0) -> Message:
    """Show a step: where one is, what is asked, what can be tapped."""
    options = await step.options(filling)
    prompt = step.prompt if isinstance(step.prompt, Text) else await step.prompt(filling)
    parts = [_where(form, step, filling), prompt, _present(step, filling, options)]
    return Message(
        text=Joined(parts),
        keyboard=_rows(form, step, filling, options, page),
        card=card_of(filling),
        private=True,
    )


def _where(form: Form, step: Step, filling: Filling) -> Text | str:
    steps = steps_of(form, filling)
    if len(steps) < 2:
        return ""
    number = steps.index(step) + 1 if step in steps else 1
    return Text(
        "<b>{title}</b> · step {number} of {of}", title=form.title, number=number, of=len(steps)
    )


def _present(step: Step, filling: Filling, options: Sequence[Option]) -> Text | str:
    """Show what was answered before, when somebody comes back to a step."""
    if filling.answer(step.name) in (None, [], ""):
        return ""
    return Text("So far: {answer}", answer=shown(step, filling.answer(step.name), options))


def _rows(form: Form, step: Step, filling: Filling, options: Sequence[Option], page: int) -> Rows:
    rows = in_rows(_option_buttons(step, filling, options, page), _width(options))
    rows.append(_pager(filling, len(options), page))
    rows.append(_way_on(step, filling))
    rows.append(_way_out(form, step, filling))
    return [row for row in rows if row]


def _width(options: Sequence[Option]) -> int:
    """Two short options share a row; long ones stand alone. A hanzi is as wide as two letters."""
    longest = max((len(said(it.label).encode("gbk", "replace")) for it in options), default=0)
    return 2 if longest <= WIDEST_OF_TWO else 1


def _option_buttons(
    step: Step, filling: Filling, options: Sequence[Option], page: int
) -> list[Button]:
    verb = "toggle" if step.kind is Kind.CHOOSE_MANY else "option"
    chosen = filling.answer(step.name) or []
    buttons = []
    for option in options[page * PAGE : (page + 1) * PAGE]:
        label = option.label
        if verb == "toggle" and option.key in chosen:
            label = Text("✅ {label}", label=label)
        buttons.append(Button(label=label, press=token(filling, verb, option.key)))
    return buttons


def _pager(filling: Filling, count: int, page: int) -> list[Button]:
    buttons = []
    if page:
        buttons.append(Button(label=Text("‹ Before"), press=token(filling, "page", page - 1)))
    if (page + 1) * PAGE < count:
        buttons.append(Button(label=Text("More ›"), press=token(filling, "page", page + 1)))
    return buttons


def _way_on(step: Step, filling: Filling) -> list[Button]:
    """Photos and several choices end with done; an optional step can be skipped."""
    if step.kind in GATHERED and filling.answer(step.name):
        return [Button(label=Text("✔ Done"), press=token(filling, "done"))]
    return [Button(label=Text("Skip"), press=token(filling, "skip"))] if step.optional else []


def _way_out(form: Form, step: Step, filling: Filling) -> list[Button]:
    buttons = [Button(label=form.leave, press=token(filling, "cancel"))]
    steps = steps_of(form, filling)
    if step in steps[1:] or (steps and step is not steps[0]):
        buttons.insert(0, Button(label=Text("‹ Back"), press=token(filling, "back")))
    return buttons


async def summary(form: Form, filling: Filling) -> Message:
    """Show all answers; each can be changed with one tap before they are handed in."""
    steps = steps_of(form, filling)
    lines: list[Text | str] = [Text("<b>{title}</b> · please check", title=form.title)]
    for number, step in enumerate(steps, start=1):
        answer = shown(step, filling.answer(step.name), await step.options(filling))
        label = step.label or step.name
        lines.append(
            Text("{number}. {label}: {answer}", number=number, label=label, answer=answer)
        )
    edits = [
        Button(label=Text("✎ {number}", number=number), press=token(filling, "edit", number - 1))
        for number in range(1, len(steps) + 1)
    ]
    rows = [[Button(label=Text("✔ Hand in"), press=token(filling, "submit"))]]
    rows += in_rows(edits, 4)
    rows.append([Button(label=form.leave, press=token(filling, "cancel"))])
    return Message(text=Joined(lines), keyboard=rows, card=card_of(filling), private=True)


def shown(step: Step, answer: Any, options: Sequence[Option]) -> Text | str:
    """Write an answer the way a person reads it."""
    if answer in (None, [], ""):
        return Text("(skipped)")
    if step.kind in (Kind.CHOOSE, Kind.CHOOSE_MANY):
        keys = answer if isinstance(answer, list) else [answer]
        return Joined([it.label for it in options if it.key in keys], by=", ")
    return _SHOWN.get(step.kind, _plainly)(answer)


def _plainly(answer: Any) -> Text | str:
    if isinstance(answer, dict):
        return Text("voice message, {seconds} s", seconds=answer.get("seconds", 0))
    return clipped(str(answer), MOST_SHOWN)


def _count_photos(answer: Any) -> Text:
    return Text("{count} photos", count=len(answer))


def _point(_answer: Any) -> Text:
    return Text("a location")


def _name_and_phone(answer: Any) -> str:
    return str(answer["name"])


_SHOWN: dict[Kind, Callable[[Any], Text | str]] = {
    Kind.PHOTOS: _count_photos,
    Kind.LOCATION: _point,
    Kind.CONTACT: _name_and_phone,
}
