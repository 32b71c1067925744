"""What becomes of a proposed change: every deed and when it is refused (`domain/changes.py`)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from domain.changes import OPEN, Change, Deed, State, Step, Wanted, rivals, same
from domain.refusals import Refusal


@dataclass(frozen=True, kw_only=True)
class Review:
    """Who decides and when, what else waits in the household, what the record says now."""

    person_id: int
    now: datetime
    waiting: Sequence[Change] = ()
    current: Any = None

    def step(self, deed: Deed, value: Any, words: str = "") -> Step:
        """Write down what he does."""
        return Step(deed=deed, person_id=self.person_id, at=self.now, value=value, words=words)


def propose(
    number: int, household_id: int, wanted: Wanted, person_id: int, now: datetime
) -> Change:
    """Make a change that waits for review."""
    first = Step(deed=Deed.PROPOSED, person_id=person_id, at=now, value=wanted.new)
    return Change(
        id=number,
        household_id=household_id,
        field=wanted.field,
        member_number=wanted.member_number,
        old=wanted.old,
        new=wanted.new,
        person_id=person_id,
        at=now,
        visit_id=wanted.visit_id,
        evidence=wanted.evidence,
        files=wanted.files,
        steps=(first,),
    )


def propose_again(change: Change, wanted: Wanted, person_id: int, now: datetime) -> Change:
    """Put another value, or other evidence, into one's own change that is not decided.

    Raises:
        Refusal: it is somebody else's, or decided.
    """
    _check_is_own(change, person_id)
    anew = replace(
        change,
        old=wanted.old,
        new=wanted.new,
        evidence=wanted.evidence or change.evidence,
        files=wanted.files or change.files,
        visit_id=wanted.visit_id or change.visit_id,
        reason="",
        at=now,
    )
    step = Step(deed=Deed.PROPOSED, person_id=person_id, at=now, value=wanted.new)
    return _moved(anew, State.WAITING, step)


def withdraw(change: Change, person_id: int, now: datetime) -> Change:
    """Take one's own change back before it is decided.

    Raises:
        Refusal: it is somebody else's, or decided.
    """
    _check_is_own(change, person_id)
    step = Step(deed=Deed.WITHDRAWN, person_id=person_id, at=now, value=change.new)
    return _decided(replace(change, reason=""), State.DROPPED, step)


def pass_on(change: Change, to_id: int, now: datetime) -> Change:
    """Let the household's next helper answer what was returned."""
    step = Step(deed=Deed.PASSED_ON, person_id=to_id, at=now, value=change.new)
    return _moved(replace(change, person_id=to_id), change.state, step)


def use(change: Change, review: Review) -> list[Change]:
    """Accept a change; the same value of others is accepted with it, other values give way.

    Raises:
        Refusal: it is one's own, or waits no longer.
    """
    _check_reviews(change, review.person_id)
    step = review.step(Deed.ACCEPTED, change.new)
    accepted = _decided(replace(change, old=review.current), State.ACCEPTED, step)
    return [accepted, *_give_way(accepted, review)]


def correct(change: Change, value: Any, review: Review) -> list[Change]:
    """Accept a change with the reviewer's own value.

    Raises:
        Refusal: it is one's own, or waits no longer.
    """
    _check_reviews(change, review.person_id)
    righted = replace(change, old=review.current, new=value)
    accepted = _decided(righted, State.ACCEPTED, review.step(Deed.CORRECTED, value))
    return [accepted, *_give_way(accepted, review)]


def _give_way(change: Change, review: Review) -> list[Change]:
    """Decide the rivals of a change that is accepted; one's own never is."""
    moved = []
    for rival in rivals(change, review.waiting):
        if same(rival.new, change.new) and rival.person_id != review.person_id:
            step = review.step(Deed.ACCEPTED, rival.new)
            moved.append(_decided(rival, State.ACCEPTED, step))
        else:
            moved.append(_decided(rival, State.DROPPED, review.step(Deed.DROPPED, rival.new)))
    return moved


def give_back(change: Change, reason: str, review: Review) -> Change:
    """Return a change to its author with a reason.

    Raises:
        Refusal: it is one's own, or waits no longer.
    """
    _check_reviews(change, review.person_id)
    step = review.step(Deed.RETURNED, change.new, reason)
    return _decided(replace(change, reason=reason), State.RETURNED, step)


def drop(change: Change, review: Review) -> Change:
    """Keep the record as it is against a change.

    Raises:
        Refusal: it waits no longer.
    """
    _check_waits(change)
    return _decided(change, State.DROPPED, review.step(Deed.DROPPED, change.new))


def enter(change: Change, person_id: int, now: datetime) -> Change:
    """Tick an accepted change off: the national system has it.

    Raises:
        Refusal: it is ticked already, or not accepted.
    """
    if change.state is not State.ACCEPTED:
        raise Refusal("This is ticked off already.")
    entered = replace(change, entered_by=person_id, entered_at=now)
    step = Step(deed=Deed.ENTERED, person_id=person_id, at=now, value=change.new)
    return _moved(entered, State.ENTERED, step)


def take_tick_back(change: Change, person_id: int, now: datetime) -> Change:
    """Put a ticked change back onto the list.

    Raises:
        Refusal: it is not ticked.
    """
    if change.state is not State.ENTERED:
        raise Refusal("This is not ticked off.")
    back = replace(change, entered_by=None, entered_at=None)
    step = Step(deed=Deed.UNENTERED, person_id=person_id, at=now, value=change.new)
    return _moved(back, State.ACCEPTED, step)


def _check_reviews(change: Change, person_id: int) -> None:
    if change.person_id == person_id:
        raise Refusal("You proposed this yourself, so somebody else decides about it.")
    _check_waits(change)


def _check_waits(change: Change) -> None:
    if change.state is not State.WAITING:
        raise Refusal("This is decided already. The newest card shows how it stands.")


def _check_is_own(change: Change, person_id: int) -> None:
    if change.person_id != person_id:
        raise Refusal("This was proposed by somebody else.")
    if change.state not in OPEN:
        raise Refusal("This is decided already. Please propose a new change.")


def _decided(change: Change, state: State, step: Step) -> Change:
    decided = replace(change, decided_by=step.person_id, decided_at=step.at)
    return _moved(decided, state, step)


def _moved(change: Change, state: State, step: Step) -> Change:
    steps = (*change.steps, step)
    return replace(change, state=state, version=change.version + 1, steps=steps)
