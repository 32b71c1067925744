"""The questions by which an administrator changes figures of a ladder, and the papers asked."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot import ladder_desk, ladder_words
from bot.answers import Kind
from bot.forms import Filling, Option, Step, Steps
from bot.ladder_desk import EDITS
from bot.ladder_steps import OPEN, WHEN
from domain import alert_rules
from domain.alert_rules import EVERY, PAPERS, paper
from domain.ladder_edits import limits_of, with_figure
from domain.ladders import Kind as Case
from domain.ladders import Ladder
from domain.refusals import Refusal, Text

ASKED_PAPERS = "papers"


async def _figures(filling: Filling) -> Sequence[Option]:
    ladder = await ladder_desk.base(filling)
    figures = [
        Option(key=name, label=Text("{figure}: {value}", figure=words, value=value))
        for name, (words, value) in ladder_words.figures(ladder).items()
        if not name.startswith(ladder_words.PAPER)
    ]
    papers = Option(key=ASKED_PAPERS, label=Text("Papers asked for"))
    return [*figures, papers] if ladder.kind is Case.ALERT else figures


def _whole(value: Any, filling: Filling) -> str:
    lowest, highest = limits_of(filling.answer("figure") or "")
    if not value.isdigit() or not lowest <= int(value) <= highest:
        raise Refusal("Please send a whole number from {lowest} to {highest}.", lowest=lowest,
                      highest=highest)  # fmt: skip
    return str(int(value))


async def _families(filling: Filling) -> Sequence[Option]:
    families = (await ladder_desk.base(filling)).under("")
    every = Option(key=EVERY, label=Text("Every family"))
    return [every, *[Option(key=it.code, label=it.name) for it in families]]


async def _papers(filling: Filling) -> Sequence[Option]:
    """Offer the papers, those that are asked for with a mark."""
    rules, family = (await ladder_desk.base(filling)).rules, filling.answer("family") or EVERY
    return [
        Option(
            key=code,
            label=Text("{mark}{paper}", mark="✔ " if rules.get(paper(family, code)) else "",
                       paper=name),
        )
        for code, name in PAPERS.items()
    ]  # fmt: skip


_FIGURE = Step(
    name="figure",
    kind=Kind.CHOOSE,
    label=Text("Figure"),
    prompt=Text("Which figure changes? What holds now stands beside it."),
    options=_figures,
)
_VALUE = Step(
    name="value",
    kind=Kind.NUMBER,
    label=Text("New value"),
    prompt=Text("What is the new value?"),
    check=_whole,
)
_FAMILY = replace(
    _FIGURE,
    name="family",
    label=Text("Risk family"),
    prompt=Text("Of which risk?"),
    options=_families,
)
_PAPER = replace(
    _FIGURE,
    name="paper",
    label=Text("Paper"),
    prompt=Text("Which paper is asked for, or no longer? Those with ✔ are asked for now."),
    options=_papers,
)


def figure_steps(filling: Filling) -> Steps:
    """Ask for a figure and its new value, or for a paper that is asked for or no longer."""
    if filling.answer("figure") == ASKED_PAPERS:
        return (_FIGURE, _FAMILY, _PAPER, WHEN, OPEN)
    return (_FIGURE, _VALUE, WHEN, OPEN)


def _changed(ladder: Ladder, filling: Filling) -> Ladder:
    figure = filling.answer("figure")
    if figure != ASKED_PAPERS:
        return with_figure(ladder, figure, int(filling.answer("value")))
    name = alert_rules.paper(filling.answer("family"), filling.answer("paper"))
    return with_figure(ladder, name, 0 if ladder.rules.get(name) else 1)


EDITS["ladder_figure"] = _changed
