"""Pairings: which helper cares for which household, from when to when (DOMAIN §1).

History is never overwritten: what is over keeps its dates, and who comes back is paired anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from domain.people import Person, Role, State
from domain.refusals import Refusal, Text


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Figures of pairings."""

    households_per_helper: int = 5
    helpers_per_household: int = 3


@dataclass(frozen=True, kw_only=True)
class Pairing:
    """A household and its helper; open while it has no end. Rank 1 is the first helper.

    Two are the same when household, helper and dates are.
    """

    household_id: int
    person_id: int
    since_on: date
    until_on: date | None = None
    rank: int = field(default=1, compare=False)
    id: int = field(default=0, compare=False)

    @property
    def between(self) -> tuple[int, int]:
        """Who is paired: household and helper."""
        return self.household_id, self.person_id

    @property
    def is_open(self) -> bool:
        """Tell whether it holds now."""
        return self.until_on is None


@dataclass(frozen=True, kw_only=True)
class Around:
    """What a pairing is judged against: every one of the household, the helper's open ones."""

    of_household: Sequence[Pairing]
    of_helper: Sequence[Pairing]
    rules: Rules
    today: date


def check_can_help(helper: Person) -> None:
    """See that somebody can be paired at all.

    Raises:
        Refusal: the account is closed, or is no helper's.
    """
    if helper.state is not State.ACTIVE or Role.HELPER not in helper.roles:
        raise Refusal("{name} is no helper now, so nothing was paired.", name=helper.name)


def pair(household_id: int, helper: Person, since_on: date, around: Around) -> Pairing:
    """Pair a household with a helper, as the last in its order.

    Raises:
        Refusal: they are paired, one of them has as many as the rules allow, or the day is wrong.
    """
    check_can_help(helper)
    _check_day(helper, since_on, around)
    helping = [it for it in around.of_household if it.is_open]
    if any(it.person_id == helper.id for it in helping):
        raise Refusal("{name} is paired with this household already.", name=helper.name)
    if len(helping) >= around.rules.helpers_per_household:
        raise Refusal(
            "This household has {count} helpers; no more are allowed. Unpair one first.",
            count=len(helping),
        )
    check_has_room(helper, around)
    return Pairing(
        household_id=household_id, person_id=helper.id, since_on=since_on, rank=len(helping) + 1
    )


def check_has_room(helper: Person, around: Around) -> None:
    """See that a helper may have one household more.

    Raises:
        Refusal: he has as many as the rules allow.
    """
    if len(around.of_helper) >= around.rules.households_per_helper:
        raise Refusal(
            "{name} has {count} households; no more are allowed. Please choose another helper.",
            name=helper.name,
            count=len(around.of_helper),
        )


def _check_day(helper: Person, since_on: date, around: Around) -> None:
    if since_on > around.today:
        raise Refusal("A pairing begins today or earlier; on a later day, enter it then.")
    ends = [it.until_on for it in around.of_household if it.person_id == helper.id]
    over = max((day for day in ends if day), default=None)
    if over and since_on < over:
        raise Refusal(
            "{name} was paired here until {day}. Please choose that day or a later one.",
            name=helper.name,
            day=over.isoformat(),
        )


def end(pairing: Pairing, until_on: date, today: date) -> Pairing:
    """End a pairing on a day.

    Raises:
        Refusal: it is over, or the day lies before its beginning or ahead.
    """
    if pairing.until_on:
        raise Refusal("This pairing ended on {day} already.", day=pairing.until_on.isoformat())
    if until_on > today:
        raise Refusal("A pairing ends today or earlier; on a later day, enter it then.")
    if until_on < pairing.since_on:
        raise Refusal(
            "This pairing began on {day}; it cannot end before.", day=pairing.since_on.isoformat()
        )
    return replace(pairing, until_on=until_on)


def rank_name(rank: int) -> Text:
    """Name a helper's place: the first, the second, others."""
    if rank == 1:
        return Text("first")
    return Text("second") if rank == 2 else Text("no. {rank}", rank=rank)
