"""What a question of a form shows, and the buttons under it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.answers import Kind
from bot.form_answers import shown
from bot.forms import Filling, Form, Option, Options, Step, Steps, always
from bot.replies import Button, Message, Rows, in_rows, press
from bot.texts import said
from domain.refusals import Joined, Text

PAGE = 8
PHOTOS_A_ROW = 5
WIDEST_OF_TWO = 16
SUMMARY = "summary"
NOUN = "f"

GATHERED = frozenset({Kind.PHOTOS, Kind.CHOOSE_MANY})
"""Kinds whose answer grows until somebody taps done."""


def steps_of(form: Form, filling: Filling) -> list[Step]:
    """List the steps that are asked, given the answers so far.

    The answer to a step that is no longer asked stays, but decides nothing.
    """
    if not callable(form.steps):
        return _asked(form.steps, filling)
    while True:
        asked = _asked(form.steps(filling), filling)
        known = knowing(filling, asked)
        if len(known.draft.answers) == len(filling.draft.answers):
            return asked
        filling = known


def _asked(steps: Steps, filling: Filling) -> list[Step]:
    asked: list[Step] = []
    for step in steps:
        if step.when is always or step.when(knowing(filling, asked)):
            asked.append(step)
    return asked


def knowing(filling: Filling, asked: Sequence[Step]) -> Filling:
    """Leave out the answers to all other steps."""
    names = {name for step in asked for name in (step.name, step.album)}
    answers = {name: it for name, it in filling.draft.answers.items() if name in names}
    return replace(filling, draft=replace(filling.draft, answers=answers))


def standing(step: Step, filling: Filling) -> Any:
    """Return what was answered, or else what stands if nothing changed."""
    if step.prefill is None or step.name in filling.draft.answers:
        return filling.answer(step.name)
    return step.prefill(filling)


def may_rest(form: Form, step: Step, filling: Filling) -> bool:
    """Tell whether one tap can leave this question and others that follow as they stand.

    What must be answered is still asked then, and nothing else.
    """
    if form.rest is None:
        return False
    ahead = [it for it in steps_of(form, filling) if not filling.is_answered(it.name)]
    free = [it.name for it in ahead if it.optional or it.prefill is not None]
    is_free = step.name in free or filling.is_answered(step.name)
    return is_free and any(name != step.name for name in free)


def place_of(step: Step, steps: Sequence[Step]) -> int | None:
    """Find a step by its name; steps that follow from answers are made anew each time."""
    return next((at for at, it in enumerate(steps) if it.name == step.name), None)


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
    return Message(
        text=await heading(form, step, filling, options),
        keyboard=_rows(form, step, filling, options, page),
        card=card_of(filling),
        private=True,
    )


async def heading(form: Form, step: Step, filling: Filling, options: Options) -> Joined:
    """Say where one is, what is asked, and what was answered before."""
    prompt = step.prompt if isinstance(step.prompt, Text) else await step.prompt(filling)
    return Joined([_where(form, step, filling), prompt, _present(step, filling, options)])


def _where(form: Form, step: Step, filling: Filling) -> Text | str:
    steps = steps_of(form, filling)
    if len(steps) < 2:
        return ""
    number = (place_of(step, steps) or 0) + 1
    title = form.titled(filling.draft)
    return Text("<b>{title}</b> · step {number} of {of}", title=title, number=number,
                of=len(steps))  # fmt: skip


def _present(step: Step, filling: Filling, options: Sequence[Option]) -> Text | str:
    """Show what was answered before or stands already."""
    answer = standing(step, filling)
    photos = len(filling.answer(step.album) or []) if step.with_photos else 0
    said_already = shown(step, answer, options) if answer not in (None, [], "") else ""
    together = [said_already, Text("{count} photos", count=photos) if photos else ""]
    if not any(together):
        return ""
    return Text("So far: {answer}", answer=Joined([it for it in together if it], by=" · "))


def _rows(form: Form, step: Step, filling: Filling, options: Sequence[Option], page: int) -> Rows:
    rows = [_as_it_stands(step, filling)]
    rows += in_rows(_option_buttons(step, filling, options, page), _width(options))
    rows += in_rows(_bins(step, filling), PHOTOS_A_ROW)
    rows.append(_pager(filling, len(options), page))
    rows.append(_to_the_calendar(step, filling))
    rows.append(_way_on(step, filling))
    rows.append(_to_the_end(form, step, filling))
    rows.append(way_out(form, step, filling))
    return [row for row in rows if row]


def _width(options: Sequence[Option]) -> int:
    """Two short options share a row; long ones stand alone. A hanzi is as wide as two letters."""
    longest = max((len(said(it.label).encode("gbk", "replace")) for it in options), default=0)
    return 2 if longest <= WIDEST_OF_TWO else 1


def is_gathered(step: Step, filling: Filling) -> bool:
    """Tell whether something is there of what grows until somebody taps done."""
    has_photos = bool(step.album and filling.answer(step.album))
    return has_photos or (step.kind in GATHERED and bool(filling.answer(step.name)))


def is_unchanged_offered(step: Step, filling: Filling) -> bool:
    """Tell whether what stands can be taken; what is being gathered is over with done."""
    is_begun = step.kind in GATHERED and bool(filling.answer(step.name))
    return step.prefill is not None and not is_begun


def _as_it_stands(step: Step, filling: Filling) -> list[Button]:
    if not is_unchanged_offered(step, filling):
        return []
    return [Button(label=step.unchanged, press=token(filling, "unchanged"))]


def _to_the_end(form: Form, step: Step, filling: Filling) -> list[Button]:
    if not may_rest(form, step, filling):
        return []
    return [Button(label=form.rest or step.unchanged, press=token(filling, "rest"))]


def _option_buttons(
    step: Step, filling: Filling, options: Sequence[Option], page: int
) -> list[Button]:
    verb = "toggle" if step.kind is Kind.CHOOSE_MANY else "option"
    chosen = standing(step, filling) or []
    buttons = []
    for option in options[page * PAGE : (page + 1) * PAGE]:
        label = option.label
        if verb == "toggle" and option.key in chosen:
            label = Text("✅ {label}", label=label)
        buttons.append(Button(label=label, press=token(filling, verb, option.key)))
    return buttons


def _bins(step: Step, filling: Filling) -> list[Button]:
    """Offer to take a photo away again, by its number."""
    return [
        Button(label=Text("🗑 {number}", number=number), press=token(filling, "remove", number - 1))
        for number, _ in enumerate(filling.answer(step.album) or [], start=1)
    ]


def _pager(filling: Filling, count: int, page: int) -> list[Button]:
    buttons = []
    if page:
        buttons.append(Button(label=Text("‹ Before"), press=token(filling, "page", page - 1)))
    if (page + 1) * PAGE < count:
        buttons.append(Button(label=Text("More ›"), press=token(filling, "page", page + 1)))
    return buttons


def _to_the_calendar(step: Step, filling: Filling) -> list[Button]:
    if step.kind is not Kind.DATE:
        return []
    return [Button(label=Text("📅 Calendar"), press=token(filling, "month"))]


def _way_on(step: Step, filling: Filling) -> list[Button]:
    """Photos and several choices end with done; an optional step can be skipped."""
    if is_gathered(step, filling):
        return [Button(label=Text("✔ Done"), press=token(filling, "done"))]
    return [Button(label=Text("Skip"), press=token(filling, "skip"))] if step.optional else []


def way_out(form: Form, step: Step, filling: Filling) -> list[Button]:
    """Offer to leave the form, and to go back a step where there is one."""
    buttons = [Button(label=form.leave, press=token(filling, "cancel"))]
    if place_of(step, steps_of(form, filling)) != 0:
        buttons.insert(0, Button(label=Text("‹ One step back"), press=token(filling, "back")))
    return buttons
