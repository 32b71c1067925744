"""The summary of a form: all answers, each changed with one tap before they are handed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.form_answers import MOST_SHOWN, shown
from bot.form_screens import card_of, steps_of, token
from bot.forms import Filling, Form, Step
from bot.replies import Button, Message, in_rows
from domain.refusals import Joined, Text

MOST_OF_ALL = 2400
"""Characters of all answers together, so that the summary of a long form fits a message."""
A_ROW, A_LONG_ROW = 4, 6
MANY = 16
"""From so many questions on, details that stayed as they were share one line."""


async def summary(form: Form, filling: Filling) -> Message:
    """Show all answers and what is to be said about them."""
    steps = steps_of(form, filling)
    head = Text("<b>{title}</b> · please check", title=form.titled(filling.draft))
    lines = [head, *await _answers(steps, filling), *await form.remarks(filling)]
    edits = [
        Button(label=Text("✎ {number}", number=number), press=token(filling, "edit", number - 1))
        for number, step in enumerate(steps, start=1)
        if not _is_hidden(step, filling)
    ]
    rows = [[Button(label=Text("✔ Hand in"), press=token(filling, "submit"))]]
    rows += in_rows(edits, A_ROW if len(steps) < MANY else A_LONG_ROW)
    rows.append([Button(label=form.leave, press=token(filling, "cancel"))])
    return Message(text=Joined(lines), keyboard=rows, card=card_of(filling), private=True)


async def _answers(steps: Sequence[Step], filling: Filling) -> list[Text]:
    """Write the answers, numbered; of many, details of one thing share a line."""
    told = [
        await _told(number, step, filling, len(steps))
        for number, step in enumerate(steps, start=1)
        if not _is_hidden(step, filling)
    ]
    if len(steps) < MANY:
        return [it.alone() for it in told]
    lines = []
    shown_ones = [it for it in told if not it.is_folded]
    for about, group in groupby(shown_ones, lambda it: it.step.about):
        details = list(group)
        if len(details) == 1 or about is None:
            lines += [it.alone() for it in details]
            continue
        brief = Joined([it.brief() for it in details], by=" · ")
        lines.append(Text("{about}: {details}", about=about, details=brief))
    if folded := [
        Text("{number} {label}", number=it.number, label=it.label()) for it in told if it.is_folded
    ]:
        lines.append(Text("No change: {details}", details=Joined(folded, by="、")))
    return lines


@dataclass(frozen=True, kw_only=True)
class _Told:
    """One answer with its number, which a button repeats."""

    number: int
    step: Step
    answer: Text | str
    is_folded: bool

    def label(self) -> Text | str:
        label, about = self.step.label or self.step.name, self.step.about
        return Text("{about} · {label}", about=about, label=label) if about else label

    def alone(self) -> Text:
        return Text("{number}. {label}: {answer}", number=self.number, label=self.label(),
                    answer=self.answer)  # fmt: skip

    def brief(self) -> Text:
        """Write it under the heading of what it is a detail of."""
        label = self.step.label or self.step.name
        return Text("{number} {label} {answer}", number=self.number, label=label,
                    answer=self.answer)  # fmt: skip


async def _told(number: int, step: Step, filling: Filling, of: int) -> _Told:
    most = min(MOST_SHOWN, MOST_OF_ALL // max(1, of))
    answer = shown(step, filling.answer(step.name), await step.options(filling), most)
    is_folded = _is_detail_unchanged(step, filling)
    return _Told(number=number, step=step, answer=answer, is_folded=is_folded)


def _is_hidden(step: Step, filling: Filling) -> bool:
    """Tell whether a question that only an option opens was not opened."""
    return step.only_if_offered and filling.answer(step.name) is None


def _is_detail_unchanged(step: Step, filling: Filling) -> bool:
    """Tell whether a part's question, which has a dot in its name, was left as it stood."""
    if "." not in step.name or step.prefill is None:
        return False
    return filling.answer(step.name) in (None, step.prefill(filling))
