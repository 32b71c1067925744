"""Cases: what somebody raises, and how it climbs until an office ends it (DOMAIN §4).

Kinds differ in data: the ladder of offices, the topics. So far there is one kind, the need.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from domain.areas import Level, contains
from domain.people import Person, Role
from domain.refusals import Refusal, Text


class Kind(StrEnum):
    """What was raised."""

    NEED = "need"


class State(StrEnum):
    """Whether somebody still has to act, and how it ended."""

    OPEN = "open"
    SOLVED = "solved"
    ANSWERED = "answered"


class Deed(StrEnum):
    """What somebody did with a case; each is a step of its history."""

    RAISED = "raised"
    CLAIMED = "claimed"
    GIVEN_BACK = "given_back"
    PASSED_UP = "passed_up"
    SOLVED = "solved"
    ANSWERED = "answered"
    HANDED_OVER = "handed_over"
    """The household has a new helper, who hears of it from now on."""


ENDS = MappingProxyType({Deed.SOLVED: State.SOLVED, Deed.ANSWERED: State.ANSWERED})
"""How a case stands after a deed that ends it."""


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One office of a ladder: a level, and the role of those who work there."""

    level: Level
    role: Role


LADDERS: Mapping[Kind, tuple[Rung, ...]] = MappingProxyType(
    {
        Kind.NEED: (
            Rung(level=Level.VILLAGE, role=Role.INFORMATION_OFFICER),
            Rung(level=Level.TOWN, role=Role.TOWN_STATION),
            Rung(level=Level.DISTRICT, role=Role.DISTRICT_OFFICE),
        )
    }
)
DESKS = frozenset(rung.role for ladder in LADDERS.values() for rung in ladder)
"""Every role that works on cases of some kind."""

RELAPSE = "relapse"
"""What a visit may warn of; until alerts have their own ladder it goes up as an urgent need."""
TOPICS: Mapping[Kind, Mapping[str, Text]] = MappingProxyType(
    {
        Kind.NEED: MappingProxyType(
            {
                "housing": Text("Housing"),
                "water": Text("Drinking water"),
                "medical": Text("Doctor, medicine"),
                "schooling": Text("School"),
                "work": Text("Work away"),
                "farming": Text("Farming, business"),
                "relief": Text("Allowance, relief"),
                "other": Text("Something else"),
                RELAPSE: Text("Risk of falling back"),
            }
        )
    }
)


@dataclass(frozen=True, kw_only=True)
class Case:
    """A case as it stands now; `number` is what people call it, 0 before it is kept.

    `holder_id` is the one person who has claimed it. `moved_at` is when it last changed hands.
    """

    number: int = 0
    kind: Kind
    topic: str
    asker_id: int
    area_code: str
    household_id: int | None = None
    is_urgent: bool = False
    level: Level
    state: State = State.OPEN
    holder_id: int | None = None
    version: int = 1
    raised_at: datetime
    moved_at: datetime

    @property
    def rung(self) -> Rung:
        """The office that has it."""
        return next(it for it in LADDERS[self.kind] if it.level is self.level)

    @property
    def higher(self) -> tuple[Rung, ...]:
        """The offices above, the next one first."""
        ladder = LADDERS[self.kind]
        return ladder[ladder.index(self.rung) + 1 :]


def serves(person: Person, case: Case) -> bool:
    """Tell whether somebody works at the office that has the case; never on his own."""
    return person.id != case.asker_id and _covers(person, case, frozenset({case.rung.role}))


def may_see(person: Person, case: Case) -> bool:
    """Tell whether somebody may read a case: the asker, and the offices it can climb to."""
    roles = frozenset(rung.role for rung in LADDERS[case.kind])
    return person.id == case.asker_id or _covers(person, case, roles)


def _covers(person: Person, case: Case, roles: frozenset[Role]) -> bool:
    return any(contains(outer, case.area_code) for outer in person.areas(roles))


def claim(case: Case, person: Person, holder: Person | None, now: datetime) -> Case:
    """Take a case into one's hands; `holder` is who has it and still works there.

    Raises:
        Refusal: it is over, at another office, or in somebody's hands.
    """
    _check_is_open(case)
    if not serves(person, case):
        raise Refusal("#{number} is not at your office now.", number=case.number)
    if holder:
        raise Refusal("#{number} is with {name}.", number=case.number, name=holder.name)
    return _moved(replace(case, holder_id=person.id), now)


def give_back(case: Case, person: Person, now: datetime) -> Case:
    """Leave a claimed case to the others of the office.

    Raises:
        Refusal: it is over or not in this person's hands.
    """
    _check_holds(case, person)
    return _moved(replace(case, holder_id=None), now)


def pass_up(case: Case, person: Person, to: Rung | None, now: datetime) -> Case:
    """Hand a claimed case to an office above.

    Raises:
        Refusal: it is over, not in this person's hands, or nobody works above.
    """
    _check_holds(case, person)
    if to not in case.higher:
        raise Refusal(
            "Nobody is entered for an office above yours. Please tell the administrator; "
            "#{number} stays with you.",
            number=case.number,
        )
    return _moved(replace(case, holder_id=None, level=to.level), now)


def end(case: Case, person: Person, deed: Deed, now: datetime) -> Case:
    """End a claimed case; an answer without a solution is for the highest office alone.

    Raises:
        Refusal: it is over, not in this person's hands, or there is an office above to ask.
    """
    _check_holds(case, person)
    if deed is Deed.ANSWERED and case.higher:
        raise Refusal("If your office cannot solve it, please pass it up.")
    return _moved(replace(case, holder_id=None, state=ENDS[deed]), now)


def hand_over(case: Case, to: Person, now: datetime) -> Case:
    """Let somebody else hear how a case goes on; its first step keeps who raised it.

    Raises:
        Refusal: it is over.
    """
    _check_is_open(case)
    holder_id = None if case.holder_id == to.id else case.holder_id
    return _moved(replace(case, asker_id=to.id, holder_id=holder_id), now)


def _check_holds(case: Case, person: Person) -> None:
    _check_is_open(case)
    if case.holder_id != person.id or not serves(person, case):
        raise Refusal("#{number} is not in your hands. Please take it first.", number=case.number)


def _check_is_open(case: Case) -> None:
    if case.state is not State.OPEN:
        raise Refusal("#{number} is over already. Nothing was changed.", number=case.number)


def _moved(case: Case, now: datetime) -> Case:
    return replace(case, version=case.version + 1, moved_at=now)
