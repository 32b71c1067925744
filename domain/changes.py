"""Changes of a record: helpers propose, residents review, officers enter them (DOMAIN §3).

Nobody approves his own, and no value gives way to another silently: two proposals about one field,
or one about a field that has changed since, are contested until somebody chooses.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from domain.areas import contains
from domain.people import RESIDENTS, Person, Role

MEMBER = "member"
"""The field of somebody who joins the household or leaves it."""
OFFICERS = frozenset({Role.INFORMATION_OFFICER})
REVIEWERS = RESIDENTS | OFFICERS


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


OPEN = frozenset({State.WAITING, State.RETURNED})
"""States in which somebody still has to decide."""


class Deed(StrEnum):
    """What somebody did with a change; each is a step of its history."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    RETURNED = "returned"
    DROPPED = "dropped"
    WITHDRAWN = "withdrawn"
    ENTERED = "entered"
    UNENTERED = "unentered"
    PASSED_ON = "passed_on"
    """To the household's next helper."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One deed; `value` is what was proposed or decided with it, `words` why."""

    deed: Deed
    person_id: int
    at: datetime
    value: Any = None
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One field of one household's record; `member_number` is empty for the household's own.

    `old` and `new` are plain values as the record has them. `evidence` says how one knows.
    `files` are ids of photos. `reason` is why it was returned or dropped. A reviewer's correction
    replaces `new`; what was proposed stays in the steps.
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
    steps: tuple[Step, ...] = ()

    @property
    def spot(self) -> tuple[str, str]:
        """The field it is about, within its household."""
        return self.member_number, self.field

    @property
    def is_corrected(self) -> bool:
        """Tell whether the accepted value is the reviewer's rather than the proposed one."""
        return any(step.deed is Deed.CORRECTED for step in self.steps)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What somebody says the record should say instead of what it said when he looked."""

    field: str
    old: Any
    new: Any
    member_number: str = ""
    evidence: str = ""
    files: tuple[int, ...] = ()
    visit_id: int | None = None

    @property
    def spot(self) -> tuple[str, str]:
        """The field it is about, within its household."""
        return self.member_number, self.field


def may_review(person: Person, author_id: int, area_code: str, residents: Collection[int]) -> bool:
    """Tell whether somebody reviews what an author proposed: the village's residents do.

    Where there are none but the author, the information officers of the area do.
    """
    if person.id == author_id:
        return False
    if any(contains(outer, area_code) for outer in person.areas(RESIDENTS)):
        return True
    if set(residents) - {author_id}:
        return False
    return any(contains(outer, area_code) for outer in person.areas(OFFICERS))


def same(one: Any, other: Any) -> bool:
    """Tell whether two values say the same; nothing is nothing however it is written."""
    return one == other or (one in (None, "", []) and other in (None, "", []))


def rivals(change: Change, waiting: Iterable[Change]) -> list[Change]:
    """List the other changes about the same field that wait for review."""
    return [
        it
        for it in waiting
        if it.id != change.id and it.spot == change.spot and it.state is State.WAITING
    ]


def is_contested(change: Change, waiting: Iterable[Change], current: Any) -> bool:
    """Tell whether somebody has to choose: another value is proposed, or the record moved on."""
    if any(not same(it.new, change.new) for it in rivals(change, waiting)):
        return True
    return not same(current, change.old) and not same(current, change.new)
