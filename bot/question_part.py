"""The admin's own questions in the form of a visit; the answers live in the visit itself."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.answers import Kind as Answer
from bot.forms import Filling, Option, Options, Step
from bot.texts import clipped
from bot.visit_parts import Part, Settled
from domain.calendar import local_day
from domain.questions import Kind, Question, is_asked
from domain.refusals import Joined, Text
from storage import haves, households, questions, visits

NAME = "question"
LOOKED_BACK = 12
"""An answer of so many visits ago still stands until somebody says otherwise."""
LABEL_CHARACTERS = 24
TEXT_CHARACTERS, MOST_READ = 60, 800
"""Of a question, and of all answers together, when a visit is read: it has to fit a message."""
UNKNOWN = "-"
"""What is kept when nobody could say; it is asked again next time."""
KINDS = {
    Kind.YES_NO: Answer.CHOOSE,
    Kind.CHOOSE: Answer.CHOOSE,
    Kind.CHOOSE_MANY: Answer.CHOOSE_MANY,
    Kind.NUMBER: Answer.NUMBER,
    Kind.TEXT: Answer.TEXT,
    Kind.DATE: Answer.DATE,
}
YES_NO = {"yes": Text("Yes"), "no": Text("No")}
NOBODY_KNOWS = Text("Not known")


async def given(db: AsyncConnection, household_id: int, now: datetime) -> dict[str, Any]:
    """Return what this household is asked today, and what was answered last."""
    known = await households.by_id(db, household_id)
    asked = await questions.on(db, local_day(now))
    if known is None or not asked:
        return asked_as(())
    unmet = await haves.unmet(db, [household_id])
    facts, is_unmet = known.household.facts, household_id in unmet
    fitting = [it for it in asked if is_asked(it, facts, is_unmet=is_unmet)]
    return asked_as(fitting) | {"last": await _last(db, household_id)}


def asked_as(asked: Iterable[Question]) -> dict[str, Any]:
    """Write questions as plain values, so that they wait in a draft as they read now."""
    plain = [
        {"id": it.id, "kind": it.kind, "text": it.text, "options": list(it.options)}
        for it in asked
    ]
    return {"asked": plain, "last": {}}


async def _last(db: AsyncConnection, household_id: int) -> dict[str, Any]:
    """Return the latest answers that can stand again, by step name."""
    found: dict[str, Any] = {}
    for visit in await visits.of_household(db, household_id, LOOKED_BACK):
        for name, answer in visit.answers.items():
            if name.startswith(f"{NAME}.") and _can_stand(answer):
                found.setdefault(name, answer)
    return found


def _can_stand(answer: Any) -> bool:
    return answer not in (None, [], "", UNKNOWN, [UNKNOWN]) and not isinstance(answer, dict)


def steps(filling: Filling) -> tuple[Step, ...]:
    """Ask each question as it read when the visit was begun."""
    mine = filling.given.get(NAME, {})
    return tuple(_step(it, mine["last"]) for it in mine.get("asked", ()))


def _label(question: Mapping[str, Any], most: int) -> str:
    """Write a question before its answer, where a colon follows."""
    return clipped(question["text"].rstrip("？?：: ") or question["text"], most)


def _step(question: Mapping[str, Any], last: Mapping[str, Any]) -> Step:
    kind, name = Kind(question["kind"]), step_name(question)
    offered = options_of(question)

    async def options(_filling: Filling) -> Options:
        return offered

    step = Step(
        name=name,
        kind=KINDS[kind],
        label=Joined([_label(question, LABEL_CHARACTERS)]),
        prompt=Joined([question["text"]]),
        options=options,
        check=_known_only,
    )
    if name not in last:
        return step
    return replace(step, prefill=lambda _filling: last[name])


def _known_only(value: Any, _filling: Filling) -> Any:
    """Of several choices, not knowing is one only by itself."""
    if isinstance(value, list) and len(value) > 1:
        return [it for it in value if it != UNKNOWN]
    return value


def step_name(question: Mapping[str, Any]) -> str:
    """Name the step of a question."""
    return f"{NAME}.{question['id']}"


def options_of(question: Mapping[str, Any]) -> list[Option]:
    """Offer what can be tapped; nobody is made to invent an answer."""
    if question["kind"] == Kind.YES_NO:
        offered = [Option(key=key, label=label) for key, label in YES_NO.items()]
    else:
        options = enumerate(question["options"], start=1)
        offered = [Option(key=str(number), label=label) for number, label in options]
    return [*offered, Option(key=UNKNOWN, label=NOBODY_KNOWS)]


def read_back(mine: Mapping[str, Any], answers: Mapping[str, Any]) -> list[tuple[str, Text | str]]:
    """Write each question as it read then, and its answer, for whoever reads the visit."""
    found: list[tuple[str, Text | str]] = []
    asked = mine.get("asked", ())
    for question in asked:
        answer = answers.get(step_name(question))
        if answer not in (None, [], ""):
            words = _read(question, answer, MOST_READ // len(asked))
            found.append((_label(question, TEXT_CHARACTERS), words))
    return found


def _read(question: Mapping[str, Any], answer: Any, most: int) -> Text | str:
    if isinstance(answer, dict):
        return Text("voice message, {seconds} s", seconds=answer.get("seconds", 0))
    labels: dict[str, Text | str] = {it.key: it.label for it in options_of(question)}
    keys: list[str] = answer if isinstance(answer, list) else [answer]
    return Joined([labels.get(key, clipped(key, most)) for key in keys], by="、")


async def keep(_settled: Settled) -> None:
    """Keep nothing apart: the visit holds questions and answers."""


PART = Part(name=NAME, given=given, steps=steps, keep=keep)
