"""What becomes of a broadcast: sent, stopped, corrected, taken back, asked after."""

from dataclasses import replace
from datetime import datetime

from domain.broadcasts import Broadcast, State
from domain.refusals import Refusal


def send(broadcast: Broadcast, people: int, now: datetime) -> Broadcast:
    """Let a draft go out at its time, or now when that is past or none was said.

    Raises:
        Refusal: it is no draft any more, or for nobody.
    """
    if not people:
        raise Refusal("Nobody is chosen. Please change the audience.")
    if broadcast.state is not State.DRAFT:
        raise Refusal("It has been sent or dropped already.")
    at = max(broadcast.due_at or now, now)
    state = State.PLANNED if at > now else State.GOING
    return _moved(broadcast, state, due_at=at, next_at=at, people=people)


def send_now(broadcast: Broadcast, now: datetime) -> Broadcast:
    """Let one that waits for its time go out now.

    Raises:
        Refusal: it does not wait any more.
    """
    if broadcast.state is not State.PLANNED:
        raise Refusal("It has been sent or dropped already.")
    return _moved(broadcast, State.GOING, due_at=now, next_at=now)


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
