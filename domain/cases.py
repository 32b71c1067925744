"""Cases: what somebody raises, and how it climbs until an office ends it (DOMAIN §4).

Every kind takes the same deeds; which of them an office can do is the ladder's (domain/ladders).
A deed gives the case at its next version, or refuses.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from domain.areas import Level, contains
from domain.ladders import HOLDING, OF_STAGE, Deed, Kind, Ladder, Rung, Stage
from domain.people import Person
from domain.refusals import Refusal


class State(StrEnum):
    """Whether somebody still has to act, and how it ended."""

    OPEN = "open"
    WAITING = "waiting"
    """The asker was asked something; the clocks stand still."""
    SOLVED = "solved"
    ANSWERED = "answered"
    CLOSED = "closed"
    FALSE_ALARM = "false_alarm"
    JOINED = "joined"
    WITHDRAWN = "withdrawn"


GOING_ON = (State.OPEN, State.WAITING)
ENDS = MappingProxyType(
    {
        Deed.SOLVED: State.SOLVED,
        Deed.ANSWERED: State.ANSWERED,
        Deed.CLOSED: State.CLOSED,
        Deed.FALSE_ALARM: State.FALSE_ALARM,
    }
)
"""How a case stands after a deed of an office that ends it; its asker may have it reopened."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """A case as it stands now; `number` is what people call it, 0 before it is kept.

    `rung_index` is its place on the ladder. `holder_id` is the one person who has claimed it.
    `moved_at` is when anything was last done with it.

    Its clocks (domain/clocks): it came to this rung at `since_at`, has used `spent_min` working
    minutes of it besides the time since `runs_from_at`, which is None while the clock stands.
    The asker last heard at `heard_at`; the holder promised more by `quiet_until_at`. It is due
    at this rung by `due_at`, and the sweep looks at it again at `next_at`.
    """

    number: int = 0
    ladder: Ladder
    rung_index: int = 0
    topic: str
    asker_id: int
    area_code: str
    household_id: int | None = None
    is_urgent: bool = False
    state: State = State.OPEN
    holder_id: int | None = None
    joined_id: int | None = None
    version: int = 1
    raised_at: datetime
    moved_at: datetime
    since_at: datetime
    runs_from_at: datetime | None = None
    spent_min: int = 0
    heard_at: datetime | None = None
    quiet_until_at: datetime | None = None
    due_at: datetime | None = None
    next_at: datetime | None = None
    first_at: datetime | None = None
    ended_at: datetime | None = None
    confirmed_at: datetime | None = None
    reopenings: int = 0
    satisfaction: int | None = None

    @property
    def kind(self) -> Kind:
        """What was raised."""
        return self.ladder.kind

    @property
    def rung(self) -> Rung:
        """The office that has it, and what it is to do."""
        return self.ladder.rungs[self.rung_index]

    @property
    def level(self) -> Level:
        """The level of that office."""
        return self.rung.level

    @property
    def stage(self) -> Stage:
        """What that office is to do."""
        return self.rung.stage

    @property
    def higher(self) -> range:
        """Places on the ladder above, the next one first."""
        return range(self.rung_index + 1, len(self.ladder.rungs))

    @property
    def lower(self) -> range:
        """Places on the ladder below, the nearest one first."""
        return range(self.rung_index - 1, -1, -1)

    @property
    def is_going_on(self) -> bool:
        """Tell whether it has not ended."""
        return self.state in GOING_ON

    @property
    def was_ended(self) -> bool:
        """Tell whether an office has ended it."""
        return self.state in ENDS.values()


def serves(person: Person, case: Case) -> bool:
    """Tell whether somebody works at the office that has the case; never on his own."""
    return person.id != case.asker_id and _covers(person, case, (case.rung,))


def may_see(person: Person, case: Case) -> bool:
    """Tell whether somebody may read a case: the asker, and the offices it can climb to."""
    return person.id == case.asker_id or _covers(person, case, case.ladder.rungs)


def _covers(person: Person, case: Case, rungs: tuple[Rung, ...]) -> bool:
    roles = frozenset(rung.role for rung in rungs)
    return any(contains(outer, case.area_code) for outer in person.areas(roles))


def permitted(case: Case, person: Person, now: datetime) -> frozenset[Deed]:
    """List what somebody can do with a case as it stands; its buttons, and every deed, ask this.

    A holder who no longer works there is to be left out of `case` before (`without_holder`).
    """
    if person.id == case.asker_id:
        return _of_asker(case, now)
    if not case.is_going_on or not serves(person, case):
        return frozenset()
    if case.holder_id == person.id:
        return _of_holder(case)
    return frozenset() if case.holder_id else frozenset({Deed.CLAIMED, Deed.ASSIGNED})


def _of_asker(case: Case, now: datetime) -> frozenset[Deed]:
    if case.is_going_on:
        reply = {Deed.REPLIED} if case.state is State.WAITING else {Deed.ADDED}
        return frozenset(reply | {Deed.WITHDRAWN})
    if not case.was_ended or case.ended_at is None:
        return frozenset()
    confirm = set() if case.confirmed_at else {Deed.CONFIRMED}
    is_recent = now - case.ended_at <= timedelta(days=case.ladder.reopen_days)
    return frozenset(confirm | ({Deed.REOPENED} if is_recent else set()))


def _of_holder(case: Case) -> frozenset[Deed]:
    deeds = HOLDING | OF_STAGE[case.stage]
    if case.state is State.WAITING:
        deeds -= {Deed.ASKED}
    if not case.lower:
        deeds -= {Deed.SENT_BACK}
    return deeds if case.higher else deeds - {Deed.PASSED_UP}


def without_holder(case: Case) -> Case:
    """Show a case as nobody's, when its holder has left the office; nothing is kept by this."""
    return replace(case, holder_id=None)


def claim(case: Case, person: Person, holder: Person | None, now: datetime) -> Case:
    """Take a case into one's hands; `holder` is who has it and still works there.

    Raises:
        Refusal: it is over, at another office, or in somebody's hands.
    """
    _check_goes_on(case)
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


def pass_up(case: Case, person: Person, to: int | None, now: datetime) -> Case:
    """Hand a claimed case to an office above, by its place on the ladder.

    Raises:
        Refusal: it is over, not in this person's hands, or nobody works above.
    """
    _check_holds(case, person)
    if to is None or to not in case.higher:
        raise Refusal(
            "Nobody is entered for an office above yours. Please tell the administrator; "
            "#{number} stays with you.",
            number=case.number,
        )
    return _moved(at_rung(case, to, now), now)


def end(case: Case, person: Person, deed: Deed, now: datetime) -> Case:
    """End a claimed case, in a way that its stage has.

    Raises:
        Refusal: it is over, or not in this person's hands.
    """
    _check_holds(case, person)
    if deed not in OF_STAGE[case.stage]:
        raise Refusal("#{number} is not at your office now.", number=case.number)
    ended = replace(case, holder_id=None, state=ENDS[deed], ended_at=now)
    return _moved(ended, now)


def hand_over(case: Case, to: Person, now: datetime) -> Case:
    """Let somebody else hear how a case goes on; its first step keeps who raised it.

    Raises:
        Refusal: it is over.
    """
    _check_goes_on(case)
    holder_id = None if case.holder_id == to.id else case.holder_id
    return _moved(replace(case, asker_id=to.id, holder_id=holder_id), now)


def at_rung(case: Case, place: int, now: datetime) -> Case:
    """Put a case before another office, in nobody's hands; its clock there begins."""
    return replace(
        case, rung_index=place, holder_id=None, state=State.OPEN, since_at=now, spent_min=0
    )


def _check_holds(case: Case, person: Person) -> None:
    _check_goes_on(case)
    if case.holder_id != person.id or not serves(person, case):
        raise Refusal("#{number} is not in your hands. Please take it first.", number=case.number)


def _check_goes_on(case: Case) -> None:
    if not case.is_going_on:
        raise Refusal("#{number} is over already. Nothing was changed.", number=case.number)


def _moved(case: Case, now: datetime) -> Case:
    return replace(case, version=case.version + 1, moved_at=now)
