"""Visits: what a helper found at a household and what comes next (入户 / 帮扶记录, DOMAIN §3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

UNDO_FOR = timedelta(seconds=60)
"""So long after it was handed in a visit can be taken back; then it takes effect."""


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

    `answers` are the form's by step name, with the questions of an admin as they read then.
    `checkin_id` is None for late entries, whose time is only claimed.
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
    answers: Mapping[str, Any] = field(default_factory=dict)
    version: int = 1
    decided_by: int | None = None
