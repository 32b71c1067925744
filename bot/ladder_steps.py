"""The questions by which an administrator changes a ladder: clocks and offices."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot import ladder_desk, ladder_words
from bot.answers import Kind
from bot.forms import Filling, Option, Step, Steps
from bot.ladder_desk import EDITS, MOVE
from bot.since import SINCE
from domain.ladder_edits import (
    missing_offices,
    movable,
    read_span,
    with_clock,
    with_office,
    with_office_earlier,
    without_office,
)
from domain.ladders import Ladder, Span
from domain.people import ROLE_NAMES, Role
from domain.refusals import Joined, Refusal, Text

ADD, DROP, EARLIER = "add", "drop", "earlier"
OFFICE_WAYS = {
    ADD: Text("Add an office"),
    DROP: Text("Take one off"),
    EARLIER: Text("Let one come earlier"),
}


async def _since_prompt(filling: Filling) -> Text:
    """Show what changes as soon as that is known; what cannot be is refused here."""
    return Joined([await ladder_desk.differences(filling), Text("From which day on?")])


async def _open_prompt(filling: Filling) -> Text:
    found = ladder_desk.effect_words(await ladder_desk.effect(filling))
    return Joined([found, Text("What happens to them?")])


async def _open_options(filling: Filling) -> Sequence[Option]:
    await ladder_desk.since_at(filling)
    if not (await ladder_desk.effect(filling)).count:
        return []
    return [
        Option(key="stay", label=Text("Go on as they began")),
        Option(key=MOVE, label=Text("Move to the new one")),
    ]


WHEN = replace(SINCE, prompt=_since_prompt)
OPEN = Step(
    name="open",
    kind=Kind.CHOOSE,
    label=Text("Open cases"),
    prompt=_open_prompt,
    options=_open_options,
    only_if_offered=True,
)


def _place(filling: Filling) -> int:
    return int(filling.answer("rung") or 0)


async def _rungs(filling: Filling) -> Sequence[Option]:
    rungs = (await ladder_desk.base(filling)).rungs
    return [Option(key=str(at), label=ladder_words.office(it)) for at, it in enumerate(rungs)]


async def _movable(filling: Filling) -> Sequence[Option]:
    can = {str(it) for it in movable(await ladder_desk.base(filling))}
    return [it for it in await _rungs(filling) if it.key in can]


async def _clocks(filling: Filling) -> Sequence[Option]:
    clocks = (await ladder_desk.base(filling)).rungs[_place(filling)].clocks
    return [
        Option(key=name, label=ladder_words.clock(name, getattr(clocks, name)))
        for name in ladder_words.CLOCKS
    ]


async def _spans(_filling: Filling) -> Sequence[Option]:
    usual = {
        "2h": Span(minutes=120), "4h": Span(minutes=240), "1d": Span(days=1),
        "3d": Span(days=3), "5d": Span(days=5), "none": Span(),
    }  # fmt: skip
    return [Option(key=key, label=ladder_words.span(it)) for key, it in usual.items()]


def _a_span(value: Any, _filling: Filling) -> str:
    if not isinstance(value, str) or read_span(value) is None:
        raise Refusal("Please send a time like 3 d, 4 h or 1 d 4 h, or tap one below.")
    return value


def _span_of(filling: Filling) -> Span:
    return read_span(filling.answer("span")) or Span()


_RUNG = Step(
    name="rung",
    kind=Kind.CHOOSE,
    label=Text("Office"),
    prompt=Text("Which office?"),
    options=_rungs,
)
_SPAN = Step(
    name="span",
    kind=Kind.TEXT,
    label=Text("Time"),
    prompt=Text("How much working time? A day is one working day."),
    options=_spans,
    check=_a_span,
)
CLOCK_STEPS: Steps = (
    _RUNG,
    Step(
        name="clock",
        kind=Kind.CHOOSE,
        label=Text("Deadline"),
        prompt=Text("Which deadline changes? What holds now stands on the buttons."),
        options=_clocks,
    ),
    _SPAN,
    WHEN,
    OPEN,
)


async def _office_ways(filling: Filling) -> Sequence[Option]:
    """Offer what can be done with the offices of this ladder."""
    ladder = await ladder_desk.base(filling)
    can = {ADD: missing_offices(ladder), DROP: ladder.rungs[1:], EARLIER: movable(ladder)}
    return [Option(key=key, label=label) for key, label in OFFICE_WAYS.items() if can[key]]


HOW = Step(
    name="how",
    kind=Kind.CHOOSE,
    label=Text("Change"),
    prompt=Text("What changes?"),
    options=_office_ways,
)


async def _missing(filling: Filling) -> Sequence[Option]:
    missing = missing_offices(await ladder_desk.base(filling))
    return [Option(key=role, label=ROLE_NAMES[role]) for role in missing]


_ROLE = replace(_RUNG, name="role", options=_missing)


def office_steps(filling: Filling) -> Steps:
    """Ask which office comes, goes or moves."""
    how = filling.answer("how")
    if how == ADD:
        return (HOW, _ROLE, _SPAN, WHEN, OPEN)
    rung = replace(_RUNG, options=_movable) if how == EARLIER else _RUNG
    return (HOW, rung, WHEN, OPEN)


def _clock(ladder: Ladder, filling: Filling) -> Ladder:
    return with_clock(ladder, _place(filling), filling.answer("clock"), _span_of(filling))


def _office(ladder: Ladder, filling: Filling) -> Ladder:
    how = filling.answer("how")
    if how == ADD:
        return with_office(ladder, Role(filling.answer("role")), _span_of(filling))
    change = without_office if how == DROP else with_office_earlier
    return change(ladder, _place(filling))


EDITS["ladder_clock"] = _clock
EDITS["ladder_office"] = _office
