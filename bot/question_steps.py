"""What an admin says about a question of visits: its words, answer, households and first day."""

from dataclasses import replace
from datetime import date
from typing import Any

from bot.answers import Kind as Answer
from bot.forms import Filling, Option, Step, Steps
from bot.since import SINCE
from domain.questions import (
    AUDIENCES,
    KIND_NAMES,
    WITH_OPTIONS,
    Kind,
    Question,
    options_of,
    text_of,
)
from domain.refusals import Text
from storage.ids import new_id


def _words(value: Any, _filling: Filling) -> str:
    return text_of(value)


def _options(value: Any, _filling: Filling) -> str:
    return "、".join(options_of(value))


async def _kinds(_filling: Filling) -> list[Option]:
    return [Option(key=kind, label=label) for kind, label in KIND_NAMES.items()]


async def _audiences(_filling: Filling) -> list[Option]:
    return [Option(key=key, label=it.label) for key, it in AUDIENCES.items()]


def _has_options(filling: Filling) -> bool:
    return filling.answer("how") in WITH_OPTIONS


STEPS = (
    Step(
        name="text",
        kind=Answer.TEXT,
        label=Text("What is asked"),
        prompt=Text("What is asked? Type it as helpers should read it."),
        check=_words,
    ),
    Step(
        name="how",
        kind=Answer.CHOOSE,
        label=Text("Kind of answer"),
        prompt=Text("How is it answered?"),
        options=_kinds,
    ),
    Step(
        name="options",
        kind=Answer.TEXT,
        label=Text("Options"),
        prompt=Text("What can be chosen? Type 2 to 8 options, one a line or between commas."),
        check=_options,
        when=_has_options,
    ),
    Step(
        name="whom",
        kind=Answer.CHOOSE,
        label=Text("Asked of"),
        prompt=Text("Which households are asked?"),
        options=_audiences,
    ),
    SINCE,
)


def steps(filling: Filling) -> Steps:
    """Ask for a new question, or for what changes about an old one."""
    old = filling.given.get("old", {})
    return tuple(_prefilled(step, old[step.name]) if step.name in old else step for step in STEPS)


def _prefilled(step: Step, value: Any) -> Step:
    return replace(step, prefill=lambda _filling: value)


def answers_of(question: Question) -> dict[str, Any]:
    """Write what an admin once answered about a question; its day is asked anew."""
    said = {"text": question.text, "how": question.kind, "whom": question.audience}
    return said | ({"options": "、".join(question.options)} if question.options else {})


def question_of(filling: Filling) -> Question:
    """Make the question that was described, as the last one."""
    options = filling.answer("options")
    return Question(
        id=new_id(),
        place=0,
        kind=Kind(filling.answer("how")),
        text=filling.answer("text"),
        options=tuple(options.split("\n")) if options else (),
        audience=filling.answer("whom"),
        since_on=date.fromisoformat(filling.answer("since")),
        set_by=filling.person.id,
    )
