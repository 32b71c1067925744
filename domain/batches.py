"""Imports in chat: how far a file is, who may import what, and until when it can be taken back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from domain.areas import contains
from domain.people import RESIDENTS, Person, Role

MOST_ATTEMPTS = 5
"""So often a step is begun anew after it broke; then it is given up."""


class State(StrEnum):
    """How far a file is."""

    CHECKING = "checking"
    UNCLEAR = "unclear"
    """Its headings fit several kinds of table, or none; the sender is asked."""
    CHECKED = "checked"
    REFUSED = "refused"
    WRITING = "writing"
    WRITTEN = "written"
    UNDOING = "undoing"
    TAKEN_BACK = "taken_back"
    DROPPED = "dropped"
    """The sender decided against it."""


WORKING = frozenset({State.CHECKING, State.WRITING, State.UNDOING})
"""States in which the bot has something to do."""
UNDECIDED = frozenset({State.UNCLEAR, State.CHECKED})
"""States in which the sender is asked something."""


@dataclass(frozen=True, kw_only=True)
class Batch:
    """A file somebody sent. `done` counts the records written; `outcome` is what is shown."""

    id: int
    kind: str
    person_id: int
    file_id: int
    state: State
    version: int
    at: datetime
    done: int = 0
    attempts: int = 0
    outcome: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Figures of imports."""

    import_undo_days: int = 7


def taken_back_until(batch: Batch, days: int) -> datetime | None:
    """Give the moment until which a batch can be taken back; None when it never can."""
    written_at = batch.outcome.get("written_at")
    if batch.state is not State.WRITTEN or not written_at or batch.outcome.get("is_forgotten"):
        return None
    return datetime.fromisoformat(written_at) + timedelta(days=days)


def can_be_taken_back(batch: Batch, now: datetime, days: int) -> bool:
    """Tell whether a batch is written and not yet too old to be taken back."""
    until = taken_back_until(batch, days)
    return until is not None and now < until


KEPT_FOR = timedelta(days=7)
"""So long a file stays when its batch has come to an end."""
UNDECIDED_FOR = timedelta(days=30)
"""So long a file stays about which its sender does not decide."""


def is_over(batch: Batch, now: datetime, days: int) -> bool:
    """Tell whether nothing of a batch is needed any more, neither its file nor what was before."""
    if batch.state in WORKING or batch.outcome.get("is_forgotten"):
        return False
    if batch.state in UNDECIDED:
        return now >= batch.at + UNDECIDED_FOR
    until = taken_back_until(batch, days) or batch.at
    return now >= max(until, batch.at + KEPT_FOR)


IMPORTERS = frozenset({Role.INFORMATION_OFFICER, Role.ADMIN})
KINDS: Mapping[Role, tuple[str, ...]] = {
    Role.INFORMATION_OFFICER: ("people", "households", "pairings"),
    Role.ADMIN: ("areas", "people"),
}
"""What each role may import; an administrator sees no household, so he imports none."""


def kinds_for(person: Person) -> tuple[str, ...]:
    """Name the kinds of tables somebody may import."""
    found = [kind for role, kinds in KINDS.items() if role in person.roles for kind in kinds]
    return tuple(dict.fromkeys(found))


def areas_of(person: Person) -> tuple[str, ...]:
    """Name the areas whose households and pairings somebody may import."""
    return person.areas({Role.INFORMATION_OFFICER})


ANYWHERE = frozenset({Role.HELPER, Role.CANDIDATE})
"""Roles that open nothing by themselves."""
BELOW = frozenset({Role.INFORMATION_OFFICER, Role.TOWN_STATION})
"""Offices that the officer of the level above looks after."""


def may_enrol(officer: Person, role: Role, area_code: str) -> bool:
    """Tell whether somebody may give this role in this area; only an administrator any of them."""
    if Role.ADMIN in officer.roles:
        return True
    mine = areas_of(officer)
    inside = any(contains(code, area_code) for code in mine) if area_code else False
    if role in ANYWHERE:
        return inside or not area_code
    if role in RESIDENTS:
        return inside
    if role is Role.UNIT_MANAGER:
        return any(len(code) == 6 for code in mine) and (inside or not area_code)
    return role in BELOW and inside and area_code not in mine


def may_enrol_all(officer: Person, duties: Iterable[tuple[Role, str]]) -> bool:
    """Tell whether somebody may give all of these."""
    return all(may_enrol(officer, role, code) for role, code in duties)
