"""Broadcasts: one message to everybody of an audience, in pieces, at a pace Telegram takes.

What was sent can be corrected or taken back; who read it says so with a button.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from domain.campaigns import Audience
from domain.idnumbers import IdNumberError, checked
from domain.people import Person, Role
from domain.refusals import Refusal, Text

GIVERS = frozenset({Role.TOWN_STATION, Role.DISTRICT_OFFICE})
"""Offices that write to all people of their areas at once; administrators to everybody."""
LONGEST, LONGEST_WITH_FILE = 2000, 700
"""Telegram takes 4,096 characters, and 1,024 under a file; heading and notes go along."""
DELETED_WITHIN = timedelta(hours=47)
"""Telegram deletes messages of the last 48 hours; older ones are changed into a word."""
DIGITS = re.compile(r"(?<![0-9])[0-9](?:[0-9]| (?=[0-9]))*[0-9Xx]")
MOBILE = re.compile(r"(?:\+?86)?(1[3-9][0-9]{9})")


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
STANDING = (Stage.SENT, Stage.STUCK)
"""Delivered, and there to be read."""


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
    after_id: int = 0
    next_at: datetime | None = None
    set_at: datetime

    @property
    def is_open(self) -> bool:
        """Tell whether anything of it is still to go out."""
        return self.state in (State.PLANNED, State.GOING)


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What became of a broadcast so far, in people."""

    stages: Mapping[Stage, int]
    read: int = 0
    nudged: int = 0

    def of(self, *stages: Stage) -> int:
        """Count the letters that are so far."""
        return sum(self.stages.get(it, 0) for it in stages)

    @property
    def written(self) -> int:
        """Everybody it was written to."""
        return sum(self.stages.values())

    @property
    def silent(self) -> int:
        """Who has it and has not said that he read it."""
        return self.of(Stage.SENT) - self.read


class Private(StrEnum):
    """What should not stand in a message to many."""

    ID_NUMBER = "id_number"
    PHONE = "phone"


PRIVATE_NAMES = {Private.ID_NUMBER: Text("an ID number"), Private.PHONE: Text("a phone number")}


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


def private_in(words: str) -> tuple[Private, ...]:
    """Find ID numbers and mobile numbers in words, however they are spaced or written."""
    plain = unicodedata.normalize("NFKC", words).replace("-", " ")
    runs = [run.replace(" ", "") for run in DIGITS.findall(plain)]
    pieces = [*runs, *(it for run in DIGITS.findall(plain) for it in run.split())]
    found = {
        Private.ID_NUMBER: any(map(_is_id, pieces)),
        Private.PHONE: any(map(_is_phone, pieces)),
    }
    return tuple(it for it, is_there in found.items() if is_there)


def _is_id(digits: str) -> bool:
    try:
        checked(digits)
    except IdNumberError:
        return False
    return True


def _is_phone(digits: str) -> bool:
    return MOBILE.fullmatch(digits) is not None


def may_lead(person: Person, broadcast: Broadcast) -> bool:
    """Tell whether somebody's office sent it, or is above that office."""
    if Role.ADMIN in person.roles:
        return True
    codes = person.areas(GIVERS)
    return bool(broadcast.area_code) and any(map(broadcast.area_code.startswith, codes))


def send(broadcast: Broadcast, now: datetime) -> Broadcast:
    """Let a draft go out at its time, or now when that is past or none was said.

    Raises:
        Refusal: it is no draft any more.
    """
    if broadcast.state is not State.DRAFT:
        raise Refusal("It has been sent or dropped already.")
    at = max(broadcast.due_at or now, now)
    return _moved(broadcast, State.PLANNED, due_at=at, next_at=at)


def drop(broadcast: Broadcast) -> Broadcast:
    """Put a draft, or one that waits for its time, away.

    Raises:
        Refusal: it has begun to go out.
    """
    if broadcast.state not in (State.DRAFT, State.PLANNED):
        raise Refusal("It has begun to go out. You can stop it or take it back.")
    return _moved(broadcast, State.DROPPED, next_at=None)


def stop(broadcast: Broadcast, now: datetime) -> Broadcast:
    """Let nobody else get it.

    Raises:
        Refusal: nothing of it waits any more.
    """
    if broadcast.state not in (State.GOING, State.OUT):
        raise Refusal("There is nothing to stop any more.")
    return _moved(broadcast, State.STOPPED, next_at=now)


def recall(broadcast: Broadcast, now: datetime) -> Broadcast:
    """Take back what was sent, and what waits.

    Raises:
        Refusal: nothing of it has gone out, or it is taken back already.
    """
    if broadcast.state not in (State.GOING, State.OUT, State.STOPPED):
        raise Refusal("There is nothing to take back.")
    return _moved(broadcast, State.RECALLED, next_at=now)


def reword(broadcast: Broadcast, words: str, now: datetime) -> Broadcast:
    """Change the wording; what was sent is changed in place.

    Raises:
        Refusal: it says the same, or it was taken back or dropped.
    """
    if broadcast.state in (State.RECALLED, State.DROPPED):
        raise Refusal("It was taken back, so there is nothing to change any more.")
    if words == broadcast.words:
        raise Refusal("It says the same as before. Nothing was changed.")
    if broadcast.state in (State.DRAFT, State.PLANNED):
        return replace(broadcast, words=words, version=broadcast.version + 1)
    newer = replace(broadcast, words=words, edition=broadcast.edition + 1, edited_at=now)
    return _moved(newer, broadcast.state, next_at=now)


def nudge(broadcast: Broadcast, silent: int, now: datetime) -> Broadcast:
    """Ask those who have not said that they read it, once.

    Raises:
        Refusal: it was done, or there is nobody to ask.
    """
    if broadcast.state not in (State.OUT, State.STOPPED):
        raise Refusal("Please wait until it is out; then the silent can be reminded.")
    if broadcast.nudged_at or not broadcast.asks_receipt:
        raise Refusal("They have been reminded once already; more would be a nuisance.")
    if not silent:
        raise Refusal("Everybody who got it has read it.")
    return _moved(broadcast, broadcast.state, nudged_at=now, next_at=now)


def _moved(broadcast: Broadcast, state: State, **values: object) -> Broadcast:
    fresh = {"state": state, "version": broadcast.version + 1, **values}
    return replace(broadcast, **fresh)  # type: ignore[arg-type]
