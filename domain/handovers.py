"""Hand-overs: a household goes from one helper to another, who has to accept it (DOMAIN §1).

It ends only when nothing of the old helper's is left half done; until then it is agreed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from domain.people import Person, Role
from domain.people import State as Account
from domain.refusals import Refusal, Text


class State(StrEnum):
    """How far a hand-over is."""

    ASKED = "asked"
    """The new helper has not answered."""
    AGREED = "agreed"
    """He accepts; the old helper still has something to hand in or to drop."""
    ACCEPTED = "accepted"
    """The pairing is the new helper's."""
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({State.ASKED, State.AGREED})
HAPPENED: Mapping[State, Text] = MappingProxyType(
    {
        State.ASKED: Text("it waits for an answer"),
        State.AGREED: Text("it is agreed and waits for what the old helper has begun"),
        State.ACCEPTED: Text("it was accepted"),
        State.REFUSED: Text("the new helper has difficulties"),
        State.WITHDRAWN: Text("it was withdrawn"),
    }
)


@dataclass(frozen=True, kw_only=True)
class Handover:
    """A household on its way from one helper to another, asked for by an officer."""

    id: int
    household_id: int
    from_id: int
    to_id: int
    asked_by: int
    asked_at: datetime
    state: State = State.ASKED
    version: int = 1
    decided_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether somebody still has to act."""
        return self.state in OPEN


def check_is(handover: Handover, *states: State) -> None:
    """See that a hand-over is where a button thinks it is.

    Raises:
        Refusal: it has moved on, with how it stands.
    """
    if handover.state not in states:
        raise Refusal(
            "Nothing was changed: of this hand-over, {happened}.",
            happened=HAPPENED[handover.state],
        )


def accept(handover: Handover, now: datetime, *, is_something_left: bool) -> Handover:
    """Take a household over; agreed only while the old helper has something half done.

    Raises:
        Refusal: it has moved on.
    """
    check_is(handover, State.ASKED, State.AGREED)
    if not is_something_left:
        return _moved(handover, State.ACCEPTED, now)
    check_is(handover, State.ASKED)
    return _moved(handover, State.AGREED, now)


def refuse(handover: Handover, now: datetime) -> Handover:
    """Say that one has difficulties with it.

    Raises:
        Refusal: it was answered or withdrawn.
    """
    check_is(handover, State.ASKED)
    return _moved(handover, State.REFUSED, now)


def withdraw(handover: Handover, now: datetime) -> Handover:
    """Take a hand-over back; the pairing stays as it is.

    Raises:
        Refusal: it is over.
    """
    check_is(handover, *OPEN)
    return _moved(handover, State.WITHDRAWN, now)


def _moved(handover: Handover, state: State, now: datetime) -> Handover:
    return replace(handover, state=state, version=handover.version + 1, decided_at=now)


def is_about(household_id: int, given: Mapping[str, Any], answers: Mapping[str, Any]) -> bool:
    """Tell whether what somebody began to fill in names a household."""
    names = {household_id, str(household_id), f"h{household_id}"}
    told = [values.get(key) for values in (given, answers) for key in ("household", "place")]
    return any(isinstance(it, (int, str)) and it in names for it in told)


def can_finish(giver: Person) -> bool:
    """Tell whether somebody can still hand in what he began; a closed account's is dropped."""
    return giver.state is Account.ACTIVE and giver.telegram_id is not None


def check_may_leave(account: Person, homes: int, handovers: int, cases: int) -> None:
    """See that nothing is open any more before an account is taken off the roster.

    Raises:
        Refusal: there are pairings, hand-overs, cases, or other work than helping.
    """
    if account.roles - {Role.HELPER}:
        raise Refusal(
            "{name} has other work here besides helping, so the account stays. "
            "Please ask the administrator.",
            name=account.name,
        )
    if homes:
        raise Refusal(
            "{name} still has {count} households. Hand them over first; then remove the account.",
            name=account.name,
            count=homes,
        )
    if handovers:
        raise Refusal(
            "{name} is part of {count} hand-overs that are not over. End them first.",
            name=account.name,
            count=handovers,
        )
    if cases:
        raise Refusal(
            "{name} has raised {count} needs that are still open. They must end first.",
            name=account.name,
            count=cases,
        )
