"""Broadcasts: one message to everybody of an audience, in pieces, at a pace Telegram takes.

What was sent can be corrected or taken back; who read it says so with a button.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.campaign_edits import GIVERS
from domain.campaigns import Audience
from domain.people import Person, Role
from domain.refusals import Refusal

LONGEST, LONGEST_WITH_FILE = 2000, 700
"""Telegram takes 4,096 characters, and 1,024 under a file; heading and notes go along."""
DELETED_WITHIN = timedelta(hours=47)
"""Telegram deletes messages of the last 48 hours; older ones are changed into a word."""


class State(StrEnum):
    """How far a broadcast is."""

    DRAFT = "draft"
    """Only its owner's office sees it."""
    PLANNED = "planned"
    """It waits for its time."""
    GOING = "going"
    """It is being written to one after the other."""
    OUT = "out"
    """It is written to everybody."""
    STOPPED = "stopped"
    """It went out to a part; the rest does not get it."""
    RECALLED = "recalled"
    """It is taken back from everybody."""
    DROPPED = "dropped"
    """It never went out."""


class Stage(StrEnum):
    """How far one person's letter is."""

    WRITTEN = "written"
    """It waits in the outbox."""
    SENT = "sent"
    FAILED = "failed"
    """It could not be delivered: the chat is blocked or gone."""
    REFUSED = "refused"
    """Telegram did not take it, or did not answer for days."""
    UNBOUND = "unbound"
    """He has no chat with the bot."""
    WITHDRAWN = "withdrawn"
    """It was stopped before it was sent."""
    TAKING = "taking"
    """It is being deleted."""
    MARKING = "marking"
    """It is too old to be deleted, and is being changed into a word."""
    STUCK = "stuck"
    """Telegram would not delete it; it is to be changed into a word."""
    GONE = "gone"
    """It is deleted, or says that it was taken back."""
    LEFT = "left"
    """It could not be taken back."""


UNDER_WAY = (Stage.WRITTEN, Stage.TAKING, Stage.MARKING)
"""The outbox has yet to say what became of it."""
DELIVERED = (
    Stage.SENT,
    Stage.TAKING,
    Stage.MARKING,
    Stage.STUCK,
    Stage.GONE,
    Stage.LEFT,
)
MISSED = (Stage.FAILED, Stage.REFUSED, Stage.UNBOUND, Stage.WITHDRAWN)
STANDING = (Stage.SENT, Stage.STUCK)
"""Delivered, and there to be read."""


class Answered(StrEnum):
    """The lists of names."""

    READ = "read"
    SILENT = "silent"
    MISSED = "missed"
    """It did not reach them."""

    @property
    def place(self) -> int:
        """Its number in buttons."""
        return list(Answered).index(self)

    @classmethod
    def at(cls, place: int) -> "Answered":
        """Give the list of a button; an unknown one is the first."""
        return dict(enumerate(cls)).get(place, cls.READ)


@dataclass(frozen=True, kw_only=True)
class Broadcast:
    """A message to many; `number` is what people call it, 0 before it is kept.

    `edition` counts its wordings. `next_at` is when there is something to do for it again.
    """

    number: int = 0
    words: str
    audience: Audience
    area_code: str = ""
    """The area of the office that sends it, nobody outside gets it; "" is everywhere."""
    owner_id: int
    file_id: int | None = None
    asks_receipt: bool = True
    is_urgent: bool = False
    due_at: datetime | None = None
    """When it goes out; None is as soon as somebody says so."""
    state: State = State.DRAFT
    version: int = 1
    edition: int = 1
    edited_at: datetime | None = None
    nudged_at: datetime | None = None
    people: int = 0
    """How many it was for when it was sent."""
    after_id: int = 0
    next_at: datetime | None = None
    set_at: datetime

    @property
    def is_corrected(self) -> bool:
        """Tell whether its words are not those that were sent first."""
        return self.edition > 1

    @property
    def is_open(self) -> bool:
        """Tell whether anything of it is still to go out."""
        return self.state in (State.PLANNED, State.GOING)


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What became of a broadcast so far, in people."""

    stages: Mapping[Stage, int]
    read: int = 0
    silent: int = 0
    """Who has it and has not said that he read it."""
    nudged: int = 0

    def of(self, *stages: Stage) -> int:
        """Count the letters that are so far."""
        return sum(self.stages.get(it, 0) for it in stages)

    @property
    def written(self) -> int:
        """Everybody it was written to."""
        return sum(self.stages.values())

    @property
    def delivered(self) -> int:
        """Whom it reached, also where it was taken back since."""
        return self.of(*DELIVERED)

    def answering(self, which: Answered) -> int:
        """Count the people of a list of names."""
        missed = self.of(*MISSED)
        return {Answered.READ: self.read, Answered.SILENT: self.silent}.get(which, missed)


def words_of(value: object, *, has_file: bool) -> str:
    """Take the words of a broadcast.

    Raises:
        Refusal: they are spoken, missing or too long, with the length that fits.
    """
    if not isinstance(value, str):
        raise Refusal("Please type it; everybody reads the same words.")
    words, most = value.strip(), LONGEST_WITH_FILE if has_file else LONGEST
    if not words:
        raise Refusal("Please write what everybody should read.")
    if len(words) > most:
        raise Refusal(
            "This is {length} characters long; up to {most} fit here. "
            "Please send it shorter, the main thing first.",
            length=len(words),
            most=most,
        )
    return words


def may_lead(person: Person, broadcast: Broadcast) -> bool:
    """Tell whether somebody's office sent it, or is above that office."""
    if Role.ADMIN in person.roles:
        return True
    codes = person.areas(GIVERS)
    return bool(broadcast.area_code) and any(map(broadcast.area_code.startswith, codes))
