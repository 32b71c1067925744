"""Ladders: the course of each kind of case as data with a date (DOMAIN §4).

A case keeps the ladder it began on until somebody moves it. The shipped ones hold until an
administrator keeps another; `id` 0 names them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from domain import alert_rules, topics
from domain.areas import Level
from domain.people import Role
from domain.refusals import Text


class Kind(StrEnum):
    """What was raised."""

    NEED = "need"
    ALERT = "alert"
    QUESTION = "question"
    SUGGESTION = "suggestion"


class Stage(StrEnum):
    """What an office is to do with a case; alerts pass through several."""

    WORK = "work"
    VERIFY = "verify"
    REVIEW = "review"
    MEASURES = "measures"
    FOLLOW_UP = "follow_up"


class Deed(StrEnum):
    """What somebody did with a case; each is a step of its history."""

    RAISED = "raised"
    CLAIMED = "claimed"
    GIVEN_BACK = "given_back"
    RAN_OUT = "ran_out"
    """The holder kept silent too long; the case is back in the queue."""
    ASSIGNED = "assigned"
    """Somebody of the office, or a deputy, was given it."""
    TAKEN_OVER = "taken_over"
    """An office above took what was overdue below."""
    UPDATED = "updated"
    """The holder says how it stands, and by when there will be more."""
    ASKED = "asked"
    REPLIED = "replied"
    ADDED = "added"
    """The asker says more, or mends what he said."""
    PASSED_UP = "passed_up"
    SENT_BACK = "sent_back"
    ANSWERED = "answered"
    SOLVED = "solved"
    VERIFIED = "verified"
    REVIEWED = "reviewed"
    MEASURES_SET = "measures_set"
    MEASURE_ENDED = "measure_ended"
    """One of them is done, or given up; its owner need not be of an office."""
    FOLLOWED_UP = "followed_up"
    CLOSED = "closed"
    FALSE_ALARM = "false_alarm"
    JOINED = "joined"
    """Goes on with another case of the same place and kind."""
    PARTED = "parted"
    """The other one was withdrawn; it goes on by itself."""
    WITHDRAWN = "withdrawn"
    CONFIRMED = "confirmed"
    """The asker says that it is solved."""
    RATED = "rated"
    """The asker says how satisfied he is, 1 to 5."""
    REOPENED = "reopened"
    HANDED_OVER = "handed_over"
    """The household has a new helper, who hears of it from now on."""
    MOVED = "moved"
    """An administrator put it on a newer ladder."""


OF_ASKER = frozenset(
    {
        Deed.REPLIED,
        Deed.ADDED,
        Deed.WITHDRAWN,
        Deed.CONFIRMED,
        Deed.RATED,
        Deed.REOPENED,
    }
)
"""What only the asker can do."""
HOLDING = frozenset(
    {
        Deed.GIVEN_BACK,
        Deed.ASSIGNED,
        Deed.UPDATED,
        Deed.ASKED,
        Deed.SENT_BACK,
    }
)
"""What the holder of a case can do at every stage, where the ladder has an office for it."""
OF_STAGE: Mapping[Stage, frozenset[Deed]] = MappingProxyType(
    {
        Stage.WORK: frozenset({Deed.ANSWERED, Deed.SOLVED, Deed.PASSED_UP}),
        Stage.VERIFY: frozenset({Deed.VERIFIED, Deed.FALSE_ALARM}),
        Stage.REVIEW: frozenset({Deed.REVIEWED, Deed.FALSE_ALARM}),
        Stage.MEASURES: frozenset({Deed.MEASURES_SET}),
        Stage.FOLLOW_UP: frozenset({Deed.FOLLOWED_UP, Deed.MEASURES_SET, Deed.CLOSED}),
    }
)
"""What the holder can do besides, by stage."""


@dataclass(frozen=True, kw_only=True)
class Span:
    """A length of working time: whole working days and minutes; none at all is no limit."""

    days: int = 0
    minutes: int = 0

    def __bool__(self) -> bool:
        return bool(self.days or self.minutes)


@dataclass(frozen=True, kw_only=True)
class Clocks:
    """How long an office may take, in working time.

    `take` until somebody claims it, `silence` of its holder before he is asked, `grace` until it
    then goes back to the queue, `update` between two words to the asker, `solve` for the rung.
    """

    take: Span = Span()
    silence: Span = Span(minutes=240)
    grace: Span = Span(minutes=60)
    update: Span = Span()
    solve: Span = Span()


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One office of a ladder: what it is to do, its level, and the role of its people."""

    level: Level
    role: Role
    stage: Stage = Stage.WORK
    clocks: Clocks = Clocks()
    is_in_chain: bool = True
    """Whether its time counts towards the days of the whole chain."""


@dataclass(frozen=True, kw_only=True)
class Topic:
    """What a case can be about; `parent` is the code of the topic above it, if any."""

    code: str
    name: Text
    parent: str = ""
    is_offered: bool = True


@dataclass(frozen=True, kw_only=True)
class Ladder:
    """The course of a kind of case.

    `chain_days` are calendar days for the rungs in the chain together, 0 for none;
    `warn_percent` of a limit is when its office is warned, 0 for never.
    """

    id: int = 0
    kind: Kind
    rungs: tuple[Rung, ...]
    topics: tuple[Topic, ...]
    chain_days: int = 0
    warn_percent: int = 0
    reopen_days: int = 30
    rules: Mapping[str, int] = field(default_factory=dict)
    """Figures that only this kind has, such as those by which alerts are sorted into classes."""

    def topic(self, code: str) -> Text | str:
        """Name a topic; one that this ladder does not know keeps its code."""
        return next((it.name for it in self.topics if it.code == code), code)

    def under(self, parent: str) -> tuple[Topic, ...]:
        """List the topics offered right below another; below "" are the first ones."""
        return tuple(it for it in self.topics if it.parent == parent and it.is_offered)


def _topics(named: topics.Named) -> tuple[Topic, ...]:
    return tuple(Topic(code=code, name=name, parent=parent) for code, name, parent in named)


RELAPSE = "relapse"
_RELAPSE = Topic(code=RELAPSE, name=Text("Risk of falling back"), is_offered=False)
"""What visits warned of before alerts had a ladder of their own."""


def _offices(*days: int, clocks: Clocks = Clocks()) -> tuple[Rung, ...]:
    """Make the three offices of a village, its town and the district."""
    where = (
        (Level.VILLAGE, Role.INFORMATION_OFFICER),
        (Level.TOWN, Role.TOWN_STATION),
        (Level.DISTRICT, Role.DISTRICT_OFFICE),
    )
    return tuple(
        Rung(level=level, role=role, clocks=_solving(clocks, each))
        for (level, role), each in zip(where, days, strict=True)
    )


def _solving(clocks: Clocks, days: int) -> Clocks:
    return Clocks(
        take=clocks.take,
        silence=clocks.silence,
        grace=clocks.grace,
        update=clocks.update,
        solve=Span(days=days),
    )


_A_DAY = Clocks(take=Span(days=1), update=Span(days=2))
SHIPPED: Mapping[Kind, Ladder] = MappingProxyType(
    {
        Kind.NEED: Ladder(
            kind=Kind.NEED,
            rungs=_offices(3, 5, 10, clocks=_A_DAY),
            topics=(*_topics(topics.NEEDS), _RELAPSE),
        ),
        Kind.ALERT: Ladder(
            kind=Kind.ALERT,
            rungs=(
                Rung(
                    stage=Stage.VERIFY,
                    level=Level.TOWN,
                    role=Role.TOWN_STATION,
                    clocks=_solving(_A_DAY, 5),
                ),
                Rung(
                    stage=Stage.REVIEW,
                    level=Level.DISTRICT,
                    role=Role.DISTRICT_OFFICE,
                    clocks=_solving(_A_DAY, 5),
                ),
                Rung(
                    stage=Stage.MEASURES,
                    level=Level.TOWN,
                    role=Role.TOWN_STATION,
                    clocks=_solving(_A_DAY, 3),
                ),
                Rung(
                    stage=Stage.FOLLOW_UP,
                    level=Level.TOWN,
                    role=Role.TOWN_STATION,
                    clocks=Clocks(silence=Span(), update=Span(days=20)),
                    is_in_chain=False,
                ),
            ),
            topics=_topics(topics.RISKS),
            chain_days=15,
            warn_percent=70,
            rules=dict(alert_rules.SHIPPED),
        ),
        Kind.QUESTION: Ladder(
            kind=Kind.QUESTION,
            rungs=_offices(1, 1, 1, clocks=Clocks(take=Span(minutes=120))),
            topics=_topics(topics.QUESTIONS),
        ),
        Kind.SUGGESTION: Ladder(
            kind=Kind.SUGGESTION,
            rungs=(
                Rung(
                    level=Level.DISTRICT,
                    role=Role.DISTRICT_OFFICE,
                    clocks=_solving(_A_DAY, 10),
                ),
                Rung(
                    level=Level.DISTRICT,
                    role=Role.ORGANISATION_DEPARTMENT,
                    clocks=_solving(_A_DAY, 10),
                ),
            ),
            topics=_topics(topics.SUGGESTIONS),
        ),
    }
)
DESKS = frozenset(rung.role for ladder in SHIPPED.values() for rung in ladder.rungs)
"""Every role that works on cases of some kind."""
