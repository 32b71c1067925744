"""How the questions of the form of visits read to the admin who keeps them."""

from collections.abc import Sequence
from datetime import date

from bot.question_part import NOBODY_KNOWS
from bot.replies import Button, Rows, in_rows, press
from domain.questions import AUDIENCES, KIND_NAMES, Question
from domain.refusals import Joined, Text

ADD = Button(label=Text("➕ Add one"), press=press("question", "add"))
PREVIEW = Button(label=Text("👁 As helpers see it"), press=press("question", "preview"))
ALL = Button(label=Text("‹ All questions"), press=press("question", "list"))


def listed(standing: Sequence[Question], today: date) -> Joined:
    """List the questions with how they are answered, of whom, and from when on if not yet."""
    head = Text("<b>Questions of visits</b> · {count}", count=len(standing))
    nothing = Text("None was added yet. A visit asks only what it always asks.")
    lines = [_line(number, it, today) for number, it in enumerate(standing, start=1)]
    return Joined([head, *(lines or [nothing])])


def _line(number: int, question: Question, today: date) -> Text:
    return Text(
        "{number}. {text} ({how} · {whom}{since})",
        number=number,
        text=question.text,
        how=KIND_NAMES[question.kind],
        whom=_whom(question),
        since=_days(question, today),
    )


def _whom(question: Question) -> Text | str:
    audience = AUDIENCES.get(question.audience)
    return audience.label if audience else "?"


def _days(question: Question, today: date) -> Text | str:
    """Say from when on, or until when, if that is to come."""
    if question.until_on is not None:
        return Text(" · until {day}", day=question.until_on.isoformat())
    if question.since_on > today:
        return Text(" · from {day} on", day=question.since_on.isoformat())
    return ""


def list_rows(standing: Sequence[Question]) -> Rows:
    """Offer each question's card, a new one, and the look of all."""
    numbered = [
        Button(label=str(number), press=press("question", "show", it.id))
        for number, it in enumerate(standing, start=1)
    ]
    return [*in_rows(numbered, 6), [ADD, PREVIEW] if standing else [ADD]]


def card(question: Question, by: str) -> Joined:
    """Write everything about one question."""
    options = Text(
        "Options: {options}", options=Joined([*question.options, NOBODY_KNOWS], by="、")
    )
    how = Text("Answer: {how}", how=KIND_NAMES[question.kind])
    whom = Text("Asked of: {whom}", whom=_whom(question))
    since = Text("Since {day}, set by {name}", day=question.since_on.isoformat(), name=by)
    asked = Text("<b>{text}</b>", text=question.text)
    return Joined([asked, how, options if question.options else "", whom, since])


def card_rows(question: Question, standing: Sequence[Question]) -> Rows:
    """Offer what can be done with a question that is not retired."""
    number, place = question.id, question.place
    order = []
    if question != standing[0]:
        order.append(Button(label=Text("⬆ Up"), press=press("question", "up", number, place)))
    if question != standing[-1]:
        order.append(Button(label=Text("⬇ Down"), press=press("question", "down", number, place)))
    change = [
        Button(label=Text("✎ Change"), press=press("question", "change", number)),
        Button(label=Text("🗑 Retire"), press=press("question", "retire", number)),
    ]
    return [*([order] if order else []), change, [ALL]]
