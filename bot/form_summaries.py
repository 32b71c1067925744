"""The summary of a form: all answers, each changed with one tap before they are handed in."""

from bot.form_answers import MOST_SHOWN, shown
from bot.form_screens import card_of, steps_of, token
from bot.forms import Filling, Form
from bot.replies import Button, Message, in_rows
from domain.refusals import Joined, Text

MOST_OF_ALL = 2400
"""Characters of all answers together, so that the summary of a long form fits a message."""


async def summary(form: Form, filling: Filling) -> Message:
    """Show all answers and what is to be said about them."""
    steps = steps_of(form, filling)
    most = min(MOST_SHOWN, MOST_OF_ALL // max(1, len(steps)))
    lines: list[Text] = [Text("<b>{title}</b> · please check", title=form.titled(filling.draft))]
    for number, step in enumerate(steps, start=1):
        if step.only_if_offered and filling.answer(step.name) is None:
            continue
        answer = shown(step, filling.answer(step.name), await step.options(filling), most)
        label = step.label or step.name
        lines.append(
            Text("{number}. {label}: {answer}", number=number, label=label, answer=answer)
        )
    lines += await form.remarks(filling)
    edits = [
        Button(label=Text("✎ {number}", number=number), press=token(filling, "edit", number - 1))
        for number, step in enumerate(steps, start=1)
        if not step.only_if_offered or filling.answer(step.name) is not None
    ]
    rows = [[Button(label=Text("✔ Hand in"), press=token(filling, "submit"))]]
    rows += in_rows(edits, 4)
    rows.append([Button(label=form.leave, press=token(filling, "cancel"))])
    return Message(text=Joined(lines), keyboard=rows, card=card_of(filling), private=True)
