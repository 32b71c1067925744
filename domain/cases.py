"""Cases: what somebody raises, and how it climbs until an office ends it (DOMAIN §4).

Every kind takes the same deeds (domain/case_deeds); who can do which of them when is said here,
and what an office is to do is said by the ladder (domain/ladders).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from domain.areas import Level, contains
from domain.ladders import HOLDING, OF_STAGE, Deed, Kind, Ladder, Rung, Stage
from domain.people import Person


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
UNENDED = (*GOING_ON, State.JOINED)
"""Those of which somebody still waits for the end, be it with another one."""
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
    `moved_at` is when anything was last done with it; an office last did something at `heard_at`,
    of which the asker heard, and first said more than who is on it at `first_at`. The holder
    promised more by `quiet_until_at`. It goes on with the case `joined_id` while it is JOINED.

    Its clocks (domain/clocks): it came to this rung at `since_at`, has used `spent_min` working
    minutes of it besides the time since `runs_from_at`, which is None while the clock stands.
    It is due at this rung by `due_at`, and the sweep looks at it again at `next_at`.
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
    def to_reopen(self) -> tuple[int, ...]:
        """Places to which it can come back once it has ended, the best first.

        That is one level up, then where it ended. Alerts go up and down on their ladder, so what
        counts is the level; of two offices of one level the next one on the ladder is above.
        """
        rungs = self.ladder.rungs
        above = [it for it in range(len(rungs)) if _is_above(rungs[it], self.rung)]
        following = [it for it in self.higher if self.stage is Stage.WORK and it not in above]
        return (*sorted(above, key=lambda it: HEIGHTS[rungs[it].level]), *following,
                self.rung_index)  # fmt: skip

    @property
    def is_going_on(self) -> bool:
        """Tell whether it has not ended."""
        return self.state in GOING_ON

    @property
    def was_ended(self) -> bool:
        """Tell whether an office has ended it."""
        return self.state in ENDS.values()

    def is_overdue(self, now: datetime) -> bool:
        """Tell whether its office has taken too long."""
        return self.is_going_on and self.due_at is not None and self.due_at <= now


HEIGHTS = MappingProxyType({level: height for height, level in enumerate(Level)})


def _is_above(rung: Rung, other: Rung) -> bool:
    return HEIGHTS[rung.level] > HEIGHTS[other.level]


def serves(person: Person, case: Case) -> bool:
    """Tell whether somebody works at the office that has the case; never on his own."""
    return person.id != case.asker_id and _covers(person, case, (case.rung,))


def may_see(person: Person, case: Case) -> bool:
    """Tell whether somebody may read a case: the asker, and the offices it can climb to."""
    return person.id == case.asker_id or _covers(person, case, case.ladder.rungs)


def _covers(person: Person, case: Case, rungs: tuple[Rung, ...]) -> bool:
    roles = frozenset(rung.role for rung in rungs)
    return any(contains(outer, case.area_code) for outer in person.areas(roles))


def place_above(person: Person, case: Case) -> int | None:
    """Return the place of the nearest office above where somebody works; None for nowhere."""
    mine = (it for it in case.higher if _covers(person, case, (case.ladder.rungs[it],)))
    return None if person.id == case.asker_id else next(mine, None)


def without_holder(case: Case) -> Case:
    """Show a case as nobody's, when its holder has left the office; nothing is kept by this."""
    return replace(case, holder_id=None)


def permitted(case: Case, person: Person, now: datetime) -> frozenset[Deed]:
    """List what somebody can do with a case as it stands; its buttons, and every deed, ask this.

    A holder who no longer works there is to be left out of `case` before (`without_holder`).
    """
    if person.id == case.asker_id:
        return _of_asker(case, now)
    if not case.is_going_on:
        return frozenset()
    if not serves(person, case):
        return _of_those_above(case, person, now)
    if case.holder_id == person.id:
        return _of_holder(case)
    return frozenset() if case.holder_id else frozenset({Deed.CLAIMED, Deed.ASSIGNED})


def _of_asker(case: Case, now: datetime) -> frozenset[Deed]:
    if case.is_going_on or case.state is State.JOINED:
        reply = {Deed.REPLIED} if case.state is State.WAITING else set()
        return frozenset(reply | {Deed.ADDED, Deed.WITHDRAWN})
    if not case.was_ended or case.ended_at is None:
        return frozenset()
    confirm = {Deed.RATED} if case.confirmed_at else {Deed.CONFIRMED}
    is_recent = now - case.ended_at <= timedelta(days=case.ladder.reopen_days)
    return frozenset(confirm | ({Deed.REOPENED} if is_recent else set()))


def _of_those_above(case: Case, person: Person, now: datetime) -> frozenset[Deed]:
    """An office above may take what is overdue; not the stages of alerts, where two must look."""
    is_late = case.stage is Stage.WORK and case.is_overdue(now)
    is_above = is_late and place_above(person, case) is not None
    return frozenset({Deed.TAKEN_OVER}) if is_above else frozenset()


def _of_holder(case: Case) -> frozenset[Deed]:
    deeds = HOLDING | OF_STAGE[case.stage]
    if case.state is State.WAITING:
        deeds -= {Deed.ASKED}
    if not case.lower:
        deeds -= {Deed.SENT_BACK}
    return deeds if case.higher else deeds - {Deed.PASSED_UP}
