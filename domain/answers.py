"""Public answers: a question and what is true of it, for an area, as long as it holds.

A new wording is a new answer that follows the old one. Nothing personal stands in either: what
looks like it is refused.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from domain.people import Role
from domain.refusals import Refusal

KEEPERS = frozenset({Role.INFORMATION_OFFICER, Role.TOWN_STATION, Role.DISTRICT_OFFICE})
"""Who keeps public answers, each for the own areas."""
LONGEST_QUESTION, LONGEST_ANSWER, LONGEST_SOURCE = 120, 1200, 120
SOON = timedelta(days=14)
A_DAY = timedelta(days=1)


class State(StrEnum):
    """What becomes of an answer besides its days."""

    STANDING = "standing"
    CHANGED = "changed"
    """Another wording follows it; those who were given it have not all been told."""
    STOPPED = "stopped"
    """An officer ended it; the same."""
    PAST = "past"
    """It holds no more, and everybody who was given it has been told."""


GOING = (State.STANDING, State.CHANGED, State.STOPPED)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A public answer; it holds from a day until a day, both included, or until changed."""

    id: int
    question: str
    answer: str
    area_code: str
    valid_from_on: date
    valid_until_on: date | None = None
    source: str = ""
    case_id: int | None = None
    replaces_id: int | None = None
    state: State = State.STANDING
    version: int = 1
    set_by: int
    set_at: datetime

    def holds_on(self, day: date) -> bool:
        """Tell whether it is true on a day."""
        return self.valid_from_on <= day and not self.is_over_on(day)

    def is_over_on(self, day: date) -> bool:
        """Tell whether it holds no more on a day."""
        return self.valid_until_on is not None and self.valid_until_on < day

    def runs_out_soon(self, day: date) -> bool:
        """Tell whether it ends within two weeks from a day, with nothing that follows."""
        is_near = self.valid_until_on is not None and self.valid_until_on <= day + SOON
        return is_near and self.state is State.STANDING and not self.is_over_on(day)

    def says_the_same_as(self, other: "Answer") -> bool:
        """Tell whether a reader of one needs to hear nothing of the other."""
        mine = self.question, self.answer, self.source
        return mine == (other.question, other.answer, other.source)


def check_open(answer: Answer, day: date) -> None:
    """Make sure that an answer can still be changed or ended.

    Raises:
        Refusal: it was changed or ended, or has run out.
    """
    if answer.state is State.CHANGED:
        raise Refusal("This wording was replaced already. The list shows the newest one.")
    if answer.state is not State.STANDING or answer.is_over_on(day):
        raise Refusal("This answer is over already. A new one can be added from the list.")


def last_day(of: Answer, before: date) -> date:
    """Give the last day of an answer that ends before a day; an earlier end stays."""
    ends = before - A_DAY
    return min(ends, of.valid_until_on) if of.valid_until_on else ends


_ID = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)|(?<!\d)\d{15}(?!\d)")
_PHONE = re.compile(r"(?<!\d)(?:\+?86)?1[3-9]\d{9}(?!\d)")
_CARD = re.compile(r"(?<!\d)\d{16,19}(?!\d)")
_GAP = re.compile(r"(?<=\d{3})[ \-.·]+(?=\d{3})")
"""Numbers are grouped by three digits or more; days and hours have two."""
PRIVATE = (_ID, _CARD, _PHONE)


def words_of(written: Any, most: int) -> str:
    """Take the words of a public answer, a line break where there was one.

    Raises:
        Refusal: they were spoken, are too long, or look like somebody's numbers.
    """
    if not isinstance(written, str):
        raise Refusal("Please type it: everybody in the area will read it.")
    lines = [" ".join(line.split()) for line in written.split("\n")]
    words = "\n".join(line for line in lines if line)
    if len(words) > most:
        raise Refusal(
            "This is {length} characters long; up to {most} fit here. "
            "Please send it shorter, the main thing first.",
            length=len(words),
            most=most,
        )
    if number := private_number(words):
        raise Refusal(
            "{number} looks like somebody's ID number, phone or bank card. Everybody in the area "
            "reads this, so please leave it out.",
            number=number,
        )
    return words


def private_number(words: str) -> str:
    """Find a number that looks like somebody's, however it is grouped; only its beginning."""
    joined = _GAP.sub("", unicodedata.normalize("NFKC", words))
    found = next((hit for each in PRIVATE if (hit := each.search(joined))), None)
    return f"{found[0][:3]}…" if found else ""


def check_days(since: date, until: date | None, today: date) -> None:
    """Make sure that an answer can hold on these days.

    Raises:
        Refusal: it would end before it begins, or before today.
    """
    if until is not None and until < max(since, today):
        raise Refusal("It would end before it begins. Please choose a later day.")
