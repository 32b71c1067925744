"""What is asked about one doubt: is it right and why, or what is right instead."""

from typing import Any

from bot.answers import Kind
from bot.change_values import value_step
from bot.forms import Filling, Option, Step
from domain import records
from domain.doubts import Doubt
from domain.records import Field
from domain.refusals import Text

NAME = "quality"
RIGHT, MEND, LATER = "right", "mend", "later"


def step_name(doubt: Doubt, more: str = "") -> str:
    """Name a doubt's question, or what follows from its answer."""
    rule, member = doubt.spot
    return ".".join(filter(None, (NAME, rule, member, more)))


def mended_field(doubt: Doubt) -> Field | None:
    """Find the field that would be changed; None when it is no single field of the record."""
    return records.field_of(doubt.field, doubt.member_number)


def steps_of(doubt: Doubt, now: Any, filling: Filling) -> list[Step]:
    """Ask one doubt, and then for the reason or for the right value."""
    found = [_question(doubt)]
    answer = filling.draft.answers.get(step_name(doubt))
    field = mended_field(doubt)
    if answer == RIGHT:
        found.append(_reason(doubt))
    elif answer == MEND and field:
        found.append(_value(doubt, field, now))
    return found


def _question(doubt: Doubt) -> Step:
    async def offered(_filling: Filling) -> list[Option]:
        can_mend = Option(key=MEND, label=Text("✎ Change it"))
        later = Option(key=LATER, label=Text("I will see later"))
        right = Option(key=RIGHT, label=Text("Right, there is a reason"))
        return [right, can_mend if mended_field(doubt) else later]

    return Step(
        name=step_name(doubt),
        kind=Kind.CHOOSE,
        label=Text("Does it fit?"),
        prompt=Text("🩺 {question}", question=doubt.words),
        options=offered,
    )


def _reason(doubt: Doubt) -> Step:
    return Step(
        name=step_name(doubt, RIGHT),
        kind=Kind.TEXT,
        label=Text("Reason"),
        prompt=Text("What is the reason? Tap, type or say it."),
        options=usual_reasons,
    )


async def usual_reasons(_filling: Filling) -> list[Option]:
    """Offer what is mostly the reason."""
    return [
        Option(key="so", label=Text("It is really so")),
        Option(key="papers", label=Text("Checked, papers seen")),
        Option(key="entered", label=Text("National system is behind")),
    ]


def _value(doubt: Doubt, field: Field, now: Any) -> Step:
    prompt = Text(
        "{field}\nIn the record: {now}\nWhat is right?",
        field=field.label,
        now=records.masked(field, now),
    )
    return value_step(step_name(doubt, MEND), field, prompt)
