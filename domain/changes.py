"""Changes of a record: helpers propose, residents review, officers enter them (DOMAIN §3)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """How far a proposed change is."""

    WAITING = "waiting"
    """For a resident's review."""
    RETURNED = "returned"
    """With a reason, to whoever proposed it."""
    ACCEPTED = "accepted"
    """The record is changed; the national system is not yet."""
    ENTERED = "entered"
    """The village officer has ticked it off."""
    DROPPED = "dropped"
    """Taken back by whoever proposed it, or given way to another one of the same field."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One field of one household's record; `member_number` is empty for the household's own.

    `old` and `new` are plain values as the record has them. `evidence` says how one knows.
    `files` are ids of photos. `reason` is why it was returned or dropped.
    """

    id: int
    household_id: int
    field: str
    old: Any
    new: Any
    person_id: int
    at: datetime
    member_number: str = ""
    visit_id: int | None = None
    evidence: str = ""
    files: tuple[int, ...] = ()
    reason: str = ""
    state: State = State.WAITING
    version: int = 1
    decided_by: int | None = None
    decided_at: datetime | None = None
    entered_by: int | None = None
    entered_at: datetime | None = None
