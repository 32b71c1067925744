"""Measures: what was decided to do about an alert, whose it is, and by when."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.refusals import Refusal

FURTHEST = timedelta(days=366)


class State(StrEnum):
    """How far a measure is."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, kw_only=True)
class Measure:
    """Something to do for a household; `what` and `outcome` are typed, or spoken like a step's."""

    id: int
    number: int
    """The alert it belongs to."""
    owner_id: int
    due_on: date
    what: str
    set_by_id: int
    set_at: datetime
    state: State = State.OPEN
    version: int = 1
    done_at: datetime | None = None
    outcome: str = ""
    files: tuple[int, ...] = ()

    def is_late(self, today: date) -> bool:
        """Tell whether it is open and its day is over."""
        return self.state is State.OPEN and today > self.due_on


def check_due(due_on: date, today: date) -> None:
    """See that a measure can be due on a day.

    Raises:
        Refusal: the day is over, or more than a year away.
    """
    if not today <= due_on <= today + FURTHEST:
        raise Refusal("Please choose today or a later day, within a year.")


def finish(measure: Measure, outcome: str, files: tuple[int, ...], now: datetime) -> Measure:
    """Say that a measure is done, and how.

    Raises:
        Refusal: it is over already.
    """
    _check_is_open(measure)
    return replace(measure, state=State.DONE, version=measure.version + 1, done_at=now,
                   outcome=outcome, files=files)  # fmt: skip


def drop(measure: Measure, why: str, now: datetime) -> Measure:
    """Say that a measure will not be done, and why.

    Raises:
        Refusal: it is over already.
    """
    _check_is_open(measure)
    return replace(measure, state=State.DROPPED, version=measure.version + 1, done_at=now,
                   outcome=why)  # fmt: skip


def pass_on(measure: Measure, to_id: int) -> Measure:
    """Let somebody else see to it."""
    return replace(measure, owner_id=to_id, version=measure.version + 1)


def _check_is_open(measure: Measure) -> None:
    if measure.state is not State.OPEN:
        raise Refusal("This measure is over already. Nothing was changed.")
