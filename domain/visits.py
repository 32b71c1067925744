"""Visits: what a helper found at a household and what comes next (入户 / 帮扶记录, DOMAIN §3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from domain.calendar import working_day_by
from domain.refusals import Refusal, Text

UNDO_FOR = timedelta(seconds=60)
"""So long after it was handed in a visit can be taken back; then it takes effect."""

WEEK = timedelta(days=7)
MEASURES: Mapping[str, Text] = MappingProxyType(
    {
        "talk": Text("Talked, listened"),
        "policy": Text("Explained policy"),
        "industry": Text("Farming, business help"),
        "work": Text("Help to find work"),
        "schooling": Text("Help with school"),
        "health": Text("Help with a doctor"),
        "housing": Text("Help with the house"),
        "relief": Text("Brought money, goods"),
    }
)
"""What a helper can have done there, by the parts of a help plan (DOMAIN §2)."""


class State(StrEnum):
    """How far a visit is: only what is KEPT is history."""

    FRESH = "fresh"
    """Handed in less than a minute ago; nothing it says has taken effect."""
    WAITING = "waiting"
    """A late entry that an officer has not decided about."""
    KEPT = "kept"
    REFUSED = "refused"
    UNDONE = "undone"


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A visit as it was handed in; `at` is when somebody was there.

    `answers` are the form's by step name, and `given` is what was known when it was begun: the
    family's names, the questions of an admin as they read then. `checkin_id` is None for late
    entries, whose time is only claimed.
    """

    id: int
    household_id: int
    person_id: int
    at: datetime
    handed_in_at: datetime
    state: State = State.FRESH
    checkin_id: int | None = None
    is_late: bool = False
    next_on: date | None = None
    given: Mapping[str, Any] = field(default_factory=dict)
    answers: Mapping[str, Any] = field(default_factory=dict)
    version: int = 1
    decided_by: int | None = None


@dataclass(frozen=True, kw_only=True)
class Promise:
    """What the last visit promised a household: when somebody comes again, and what is asked."""

    visit_id: int
    person_id: int
    at: datetime
    next_on: date | None
    measures: tuple[str, ...] = ()
    need: str = ""


def promise_of(visit: Visit) -> Promise:
    """Read off a visit what the household was told to expect."""
    words = visit.answers.get("case.words") or visit.answers.get("alert.what") or ""
    return Promise(
        visit_id=visit.id,
        person_id=visit.person_id,
        at=visit.at,
        next_on=visit.next_on,
        measures=tuple(visit.answers.get("measures") or ()),
        need=words if isinstance(words, str) else f"🎤 {words.get('seconds', 0)}″",
    )


def next_on(day: date) -> date:
    """Give the day for the next visit: the same weekday in the month after, four weeks on."""
    later = day + 4 * WEEK
    return later if later.month != day.month else later + WEEK


def last_working_day(day: date) -> date:
    """Give the last day of its month on which offices work: a month's visits are due by then."""
    first_of_next = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return working_day_by(first_of_next - timedelta(days=1))


def check_may_undo(visit: Visit, person_id: int, now: datetime) -> None:
    """Make sure that somebody may still take a visit back.

    Raises:
        Refusal: it is not his, was taken back, or has taken effect.
    """
    if visit.person_id != person_id:
        raise Refusal("This visit is not yours.")
    if visit.state is State.UNDONE:
        raise Refusal("This visit was taken back already. Your answers are with the open form.")
    if visit.state is not State.FRESH or now - visit.handed_in_at > UNDO_FOR:
        raise Refusal(
            "The minute is over and the visit has taken effect, so it stays. "
            "To correct the record, open the household's card; what is new goes into the next "
            "visit."
        )


def settles_by(now: datetime) -> datetime:
    """Give the instant up to which visits handed in take effect now."""
    return now - UNDO_FOR
