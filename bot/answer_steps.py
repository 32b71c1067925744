"""What an officer says about a public answer: its words, source, area and days."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.answers import Kind
from bot.forms import Filling, Option, Step, Steps
from bot.since import SINCE
from domain.answers import (
    LONGEST_ANSWER,
    LONGEST_QUESTION,
    LONGEST_SOURCE,
    Answer,
    check_days,
    words_of,
)
from domain.calendar import local_day
from domain.refusals import Text
from domain.spoken_dates import AHEAD
from storage import areas
from storage.ids import new_id

A_YEAR = timedelta(days=365)


def _question(value: Any, _filling: Filling) -> str:
    return words_of(value, LONGEST_QUESTION)


def _answer(value: Any, _filling: Filling) -> str:
    return words_of(value, LONGEST_ANSWER)


def _source(value: Any, _filling: Filling) -> str:
    return words_of(value, LONGEST_SOURCE)


async def _areas(filling: Filling) -> list[Option]:
    codes = filling.given["areas"]
    known = await areas.by_codes(filling.db, codes)
    return [Option(key=code, label=known[code].name) for code in codes if code in known]


def _is_choice(filling: Filling) -> bool:
    return len(filling.given["areas"]) > 1


async def _ends(filling: Filling) -> list[Option]:
    today = local_day(filling.now)
    ends = today.replace(month=12, day=31), today + A_YEAR
    labels = Text("End of the year"), Text("In a year")
    return [Option(key=day.isoformat(), label=it) for day, it in zip(ends, labels, strict=True)]


def _until(value: Any, filling: Filling) -> str:
    since = date.fromisoformat(filling.answer("since") or local_day(filling.now).isoformat())
    check_days(since, date.fromisoformat(value), local_day(filling.now))
    return str(value)


STEPS = (
    Step(
        name="question",
        kind=Kind.TEXT,
        label=Text("Question"),
        prompt=Text("What is asked? Write it as people ask; leave out names and numbers."),
        check=_question,
    ),
    Step(
        name="answer",
        kind=Kind.TEXT,
        label=Text("Answer"),
        prompt=Text("What is the answer? Everybody in the area will read it."),
        check=_answer,
    ),
    Step(
        name="source",
        kind=Kind.TEXT,
        label=Text("By which paper"),
        prompt=Text("Which document says so? Its title or number, if there is one."),
        check=_source,
        optional=True,
    ),
    Step(
        name="area",
        kind=Kind.CHOOSE,
        label=Text("Holds for"),
        prompt=Text("For whom does it hold?"),
        options=_areas,
        when=_is_choice,
    ),
    SINCE,
    Step(
        name="until",
        kind=Kind.DATE,
        label=Text("Until"),
        prompt=Text("Until which day? Skip: until it is changed."),
        options=_ends,
        check=_until,
        day=AHEAD,
        optional=True,
    ),
)


def steps(filling: Filling) -> Steps:
    """Ask for a new answer, or for what changes about an old one."""
    said = filling.given["says"]
    return tuple(
        _prefilled(step, said[step.name]) if step.name in said else step for step in STEPS
    )


def _prefilled(step: Step, value: Any) -> Step:
    return replace(step, prefill=lambda _filling: value)


def said_in(answer: Answer) -> dict[str, Any]:
    """Write what an officer once said about an answer; its first day is asked anew."""
    until = {"until": answer.valid_until_on.isoformat()} if answer.valid_until_on else {}
    source = {"source": answer.source} if answer.source else {}
    return {"question": answer.question, "answer": answer.answer, **source, **until}


def answer_of(filling: Filling) -> Answer:
    """Make the answer that was described."""
    until, given = filling.answer("until"), filling.given
    return Answer(
        id=new_id(),
        question=filling.answer("question"),
        answer=filling.answer("answer"),
        area_code=filling.answer("area") or given["areas"][0],
        valid_from_on=date.fromisoformat(filling.answer("since")),
        valid_until_on=date.fromisoformat(until) if until else None,
        source=filling.answer("source") or "",
        case_id=given.get("case"),
        set_by=filling.person.id,
        set_at=filling.now,
    )


def given_for(codes: list[str], says: Mapping[str, Any], **more: int) -> dict[str, Any]:
    """Write down what the form is begun with."""
    return {"areas": codes, "says": dict(says), **more}
