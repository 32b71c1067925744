"""Questions that an admin adds to the form of visits: what is asked, how, and of which households.

A question is never altered, so old visits keep the words that were answered; changing one retires
it and adds another.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from domain.refusals import Refusal, Text

MOST_QUESTIONS = 12
"""More would make a visit an interrogation."""
LONGEST_TEXT = 120
MOST_OPTIONS, LONGEST_OPTION = 8, 24
_BETWEEN = re.compile(r"[\n,;、，；]+")


class Kind(StrEnum):
    """How a question is answered."""

    YES_NO = "yes_no"
    CHOOSE = "choose"
    CHOOSE_MANY = "choose_many"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"


KIND_NAMES = {
    Kind.YES_NO: Text("yes or no"),
    Kind.CHOOSE: Text("choose one"),
    Kind.CHOOSE_MANY: Text("choose several"),
    Kind.NUMBER: Text("a number"),
    Kind.TEXT: Text("words"),
    Kind.DATE: Text("a day"),
}
WITH_OPTIONS = frozenset({Kind.CHOOSE, Kind.CHOOSE_MANY})


@dataclass(frozen=True, kw_only=True)
class Audience:
    """Which households are asked: those whose fact has one of these words."""

    label: Text
    fact: str = ""
    words: frozenset[str] = frozenset()


ALL, UNMET = "all", "unmet"
AUDIENCES: Mapping[str, Audience] = MappingProxyType(
    {
        ALL: Audience(label=Text("all households")),
        UNMET: Audience(label=Text("something unmet")),
        "poor": Audience(label=Text("not yet exited"), fact="state", words=frozenset({"未脱贫"})),
        "exited": Audience(label=Text("exited"), fact="state", words=frozenset({"已脱贫"})),
        "watched": Audience(
            label=Text("monitored"),
            fact="state",
            words=frozenset({"返贫", "脱贫不稳定户", "边缘易致贫户", "突发严重困难户"}),
        ),
        "ordinary": Audience(label=Text("ordinary"), fact="attribute", words=frozenset({"一般"})),
        "dibao": Audience(
            label=Text("minimum allowance"), fact="attribute", words=frozenset({"低保"})
        ),
        "destitute": Audience(
            label=Text("destitute"), fact="attribute", words=frozenset({"特困供养"})
        ),
    }
)
"""By the word that is stored; a word of a later version asks nobody."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question; asked from `since_on` on, and from `until_on` on no more."""

    id: int
    place: int
    kind: Kind
    text: str
    since_on: date
    options: tuple[str, ...] = ()
    audience: str = ALL
    until_on: date | None = None
    set_by: int = 0

    def is_open_on(self, day: date) -> bool:
        """Tell whether it is asked on a day."""
        return self.since_on <= day and (self.until_on is None or day < self.until_on)


def is_asked(question: Question, facts: Mapping[str, Any], *, is_unmet: bool) -> bool:
    """Tell whether a household is asked, by its facts and whether an item is unmet."""
    audience = AUDIENCES.get(question.audience)
    if audience is None or question.audience == UNMET:
        return audience is not None and is_unmet
    return not audience.fact or facts.get(audience.fact) in audience.words


def text_of(written: Any) -> str:
    """Take the words of a question.

    Raises:
        Refusal: they were spoken, or are too long for a screen.
    """
    if not isinstance(written, str):
        raise Refusal("Please type the question: helpers will read it.")
    words = " ".join(written.split())
    if len(words) > LONGEST_TEXT:
        raise Refusal(
            "This is {length} characters long; a question has up to {most}. Please shorten it.",
            length=len(words),
            most=LONGEST_TEXT,
        )
    return words


def options_of(written: Any) -> tuple[str, ...]:
    """Take the options to choose from, one a line, between commas or else between spaces.

    Raises:
        Refusal: they are too few, too many, too long, or two are the same.
    """
    if not isinstance(written, str):
        raise Refusal("Please type the options, one a line.")
    options = [" ".join(it.split()) for it in _BETWEEN.split(written.strip())]
    options = [it for it in options if it]
    if len(options) == 1:
        options = options[0].split()
    if not 2 <= len(options) <= MOST_OPTIONS:
        raise Refusal(
            "Please send 2 to {most} options, one a line; these are {count}.",
            most=MOST_OPTIONS,
            count=len(options),
        )
    _refuse_unfit(options)
    return tuple(options)


def _refuse_unfit(options: Sequence[str]) -> None:
    longest = max(options, key=len)
    if len(longest) > LONGEST_OPTION:
        raise Refusal(
            "“{option}” has {length} characters; an option has up to {most}.",
            option=longest,
            length=len(longest),
            most=LONGEST_OPTION,
        )
    twice = next((it for it in options if options.count(it) > 1), None)
    if twice:
        raise Refusal("“{option}” is there twice. Please send the options again.", option=twice)


def moved(questions: Sequence[Question], number: int, by: int) -> list[Question]:
    """Give the order after a question moved up (-1) or down (+1); at the end it stays."""
    order = list(questions)
    at = next(index for index, it in enumerate(order) if it.id == number)
    to = min(max(at + by, 0), len(order) - 1)
    order.insert(to, order.pop(at))
    return order
