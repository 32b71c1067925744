"""Muted households: moved away, in hospital. Visits there are not owed while it holds.

A helper asks, an officer of the area agrees until a day; an officer may mute by himself. It ends
with that day, or by hand.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.calendar import local_day
from domain.refusals import Refusal

LONGEST = timedelta(days=366)
GOES_ON = timedelta(days=28)
"""What rests again so soon goes on: every round it was left out of is closed after that."""
MOST_WORDS = 200


class State(StrEnum):
    """How far it is."""

    ASKED = "asked"
    MUTED = "muted"
    REFUSED = "refused"
    ENDED = "ended"


@dataclass(frozen=True, kw_only=True)
class Muting:
    """A household's newest request; muted from `since_on` to `until_on`, both included.

    A request keeps the days of the one before: rounds that were due then stay as they were.
    """

    household_id: int
    state: State = State.ASKED
    reason: str
    since_on: date | None = None
    until_on: date | None = None
    version: int = 1
    asked_by: int
    asked_at: datetime
    decided_by: int | None = None
    decided_at: datetime | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether visits are not owed on a day."""
        since_on, until_on = self.since_on, self.until_on
        return since_on is not None and until_on is not None and since_on <= day <= until_on

    def waits(self) -> bool:
        """Tell whether an officer has yet to decide."""
        return self.state is State.ASKED


def ask(household_id: int, reason: str, before: Muting | None, by: int, now: datetime) -> Muting:
    """Ask that a household be muted.

    Raises:
        Refusal: it is, somebody has asked already, or no reason was given.
    """
    if before and before.waits():
        raise Refusal("An officer has been asked already. You will be told.")
    if before and before.holds_on(local_day(now)):
        raise Refusal("Visits there are not owed until {day} already.", day=_iso(before.until_on))
    version = before.version + 1 if before else 1
    return Muting(
        household_id=household_id,
        reason=_worded(reason),
        since_on=before.since_on if before else None,
        until_on=before.until_on if before else None,
        version=version,
        asked_by=by,
        asked_at=now,
    )


def _worded(reason: str) -> str:
    words = " ".join(reason.split())
    if not words:
        raise Refusal("Please say why, in a few words.")
    if len(words) > MOST_WORDS:
        raise Refusal("Please say it in {most} characters at most.", most=MOST_WORDS)
    return words


def agree(muting: Muting, until_on: date, by: int, now: datetime) -> Muting:
    """Mute a household until a day; one that is muted gets another last day.

    Raises:
        Refusal: the day is past or too far, or it was decided otherwise.
    """
    today = local_day(now)
    if not muting.waits() and not muting.holds_on(today):
        raise Refusal("This was decided already. Nothing was changed.")
    if not today <= until_on <= today + LONGEST:
        raise Refusal("Please choose a day from today on, within a year.")
    since_on = muting.since_on if _goes_on(muting, today) else today
    return _decided(replace(muting, since_on=since_on, until_on=until_on), State.MUTED, by, now)


def _goes_on(muting: Muting, today: date) -> bool:
    since_on, until_on = muting.since_on, muting.until_on
    if since_on is None or until_on is None:
        return False
    return since_on <= until_on and since_on <= today <= until_on + GOES_ON


def refuse(muting: Muting, by: int, now: datetime) -> Muting:
    """Leave it as it is: visits are owed.

    Raises:
        Refusal: it was decided already.
    """
    if not muting.waits():
        raise Refusal("This was decided already. Nothing was changed.")
    return _decided(muting, State.REFUSED, by, now)


def end(muting: Muting, by: int, now: datetime) -> Muting:
    """Let visits be owed again, from today on.

    Raises:
        Refusal: they are.
    """
    today = local_day(now)
    if not muting.holds_on(today):
        raise Refusal("Visits there are owed already. Nothing was changed.")
    return _decided(replace(muting, until_on=today - timedelta(days=1)), State.ENDED, by, now)


def _decided(muting: Muting, state: State, by: int, now: datetime) -> Muting:
    version = muting.version + 1
    return replace(muting, state=state, version=version, decided_by=by, decided_at=now)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
