"""Campaigns: a task for an audience with a due date that the records answer (DOMAIN §5).

Nothing about who still owes it is stored: it is asked of the records. What people decide is:
extensions, excuses, confirmations (marks), and what was told to whom (tellings).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.areas import Level
from domain.duties import Reach
from domain.people import Role
from domain.refusals import Text


class Criterion(StrEnum):
    """What tells that somebody has done it."""

    BOUND = "bound"
    """His account is bound."""
    VISITED = "visited"
    """Every household paired with him was visited between the opening and the due date."""
    CHECKED_IN = "checked_in"
    """He checked in somewhere between them."""
    VERIFIED = "verified"
    """Every proposed change of his households is decided, and none of their doubts is open."""
    HAVES = "haves"
    """Every item of the eight haves of his households has a verdict that still holds."""
    HANDBOOK = "handbook"
    """Each of his households' handbooks has an entry between the dates."""
    HANDED_IN = "handed_in"
    """He handed a document or words in for it: reports, subsidy data."""
    CONFIRMED = "confirmed"
    """He said so with a button."""
    CHECKED = "checked"
    """He said so, and his officer agreed."""
    ACKNOWLEDGED = "acknowledged"
    """He read it and said so: directives."""


class State(StrEnum):
    """How far a campaign is."""

    DRAFT = "draft"
    RUNNING = "running"
    CANCELLED = "cancelled"
    CLOSED = "closed"


class Mark(StrEnum):
    """What somebody decided about one person of a campaign."""

    CONFIRMED = "confirmed"
    HANDED_IN = "handed_in"
    CHECKED = "checked"
    SENT_BACK = "sent_back"
    EXTENDED = "extended"
    EXCUSED = "excused"
    TAKEN_OVER = "taken_over"
    SNOOZED = "snoozed"
    ASKED_FOR_TIME = "asked_for_time"
    DECLINED = "declined"
    """An officer gave no more time, with a word."""
    NOTED = "noted"
    """An officer knows that it is late: it climbs no further. `until_at` is what was due."""
    CALLED = "called"
    """An officer has called somebody whom letters do not reach."""


class Standing(StrEnum):
    """How one person stands in a campaign."""

    OPEN = "open"
    WAITING = "waiting"
    """He has done his part; somebody has yet to look at it."""
    DONE = "done"
    LATE = "late"
    """Done after the due date."""
    EXCUSED = "excused"


@dataclass(frozen=True, kw_only=True)
class Audience:
    """Whom a campaign is for: roles held within areas, of some units or of all."""

    roles: frozenset[Role]
    area_codes: tuple[str, ...] = ()
    """Those of the campaign's own area when there are none."""
    units: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Rise:
    """A step of escalation: whom a miss is shown, so many working days after the due date."""

    level: Level
    days_after: int


DAYS_BEFORE = (7, 3, 1, 0)
RISES = (
    Rise(level=Level.VILLAGE, days_after=1),
    Rise(level=Level.TOWN, days_after=3),
    Rise(level=Level.DISTRICT, days_after=5),
)


@dataclass(frozen=True, kw_only=True)
class Campaign:
    """A task with its dates; `number` is what people call it, 0 before it is kept.

    `days_before` are days before the due date on which it is spoken of, by the calendar;
    `rises` tell whom a miss is shown.
    """

    number: int = 0
    title: str
    what: str
    criterion: Criterion
    audience: Audience
    area_code: str = ""
    """The area of the office that gives it, nobody outside is in its audience; "" is all of it."""
    owner_id: int | None = None
    """Who gave it; None for what the bot begins by itself, which the district offices own."""
    opens_on: date
    due_at: datetime
    days_before: tuple[int, ...] = DAYS_BEFORE
    days_after: tuple[int, ...] = (1,)
    """Days after the due date on which those who still owe it are spoken to once more."""
    rises: tuple[Rise, ...] = RISES
    is_loud: bool = False
    state: State = State.DRAFT
    version: int = 1
    recurrence: str | None = None
    """The name of the duty it comes of."""
    period: int = 0
    """Of which month or quarter: year times 100 plus the month with which it begins."""
    next_at: datetime | None = None
    set_at: datetime


class Every(StrEnum):
    """How often a duty comes back."""

    MONTH = "month"
    QUARTER = "quarter"


@dataclass(frozen=True, kw_only=True)
class Recurrence:
    """A duty that comes back: each period begins a campaign like this.

    `due_day` is a day of the period's last month, 31 for its last one; a due date on a rest day
    comes on the working day before. `opens_day` is a day of the period's first month. A change
    holds from the next period on; version 1 of a shipped one is what is shipped.
    """

    name: str
    title: str
    what: str
    criterion: Criterion
    audience: Audience
    area_code: str = ""
    owner_id: int | None = None
    every: Every
    opens_day: int = 1
    due_day: int = 31
    days_before: tuple[int, ...] = DAYS_BEFORE
    days_after: tuple[int, ...] = (1,)
    rises: tuple[Rise, ...] = RISES
    is_loud: bool = False
    is_on: bool = True
    version: int = 1
    set_at: datetime | None = None


CRITERION_NAMES: Mapping[Criterion, Text] = {
    Criterion.BOUND: Text("Account bound"),
    Criterion.VISITED: Text("Every household visited"),
    Criterion.CHECKED_IN: Text("Checked in"),
    Criterion.VERIFIED: Text("Records verified"),
    Criterion.HAVES: Text("Eight haves checked"),
    Criterion.HANDBOOK: Text("Handbooks up to date"),
    Criterion.HANDED_IN: Text("Something handed in"),
    Criterion.CONFIRMED: Text("Said to be done"),
    Criterion.CHECKED: Text("Said to be done, and checked"),
    Criterion.ACKNOWLEDGED: Text("Read"),
}


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing that is missing or was done: a household of a round; `id` is the household's.

    `is_entered_late` says that the time was claimed afterwards (补录).
    """

    id: int
    name: str
    area_code: str
    standing: Standing
    done_at: datetime | None = None
    is_entered_late: bool = False


@dataclass(frozen=True, kw_only=True)
class Owing:
    """One person of a campaign as he stands now; `due_at` is his own.

    Extensions and pauses of his area are in `due_at`. `area_code` is where he works: of a helper
    the area of his households, of the others that of the duty by which he is in the audience.
    `items` are empty where a campaign does not go by households. `taken_by` is the officer who
    does it in his place; then `reach` and `bound_at` are the officer's.
    """

    campaign: int
    person_id: int
    name: str
    area_code: str
    unit: str
    reach: Reach
    standing: Standing
    due_at: datetime
    done_at: datetime | None = None
    items: tuple[Item, ...] = ()
    bound_at: datetime | None = None
    taken_by: int | None = None

    @property
    def holder_id(self) -> int:
        """Who is to do it: himself, or the officer who took it over."""
        return self.taken_by or self.person_id

    @property
    def is_open(self) -> bool:
        """Tell whether something of it is still to be done."""
        return self.standing is Standing.OPEN

    @property
    def open(self) -> tuple[Item, ...]:
        """What of it is still to be done."""
        return tuple(it for it in self.items if it.standing is Standing.OPEN)
