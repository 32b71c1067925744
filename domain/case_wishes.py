"""What the asker does with his case: reply, say more, withdraw, confirm, have it reopened.

And what happens to a case because of another one, or of a hand-over.
"""

from dataclasses import replace
from datetime import datetime

from domain.case_deeds import check
from domain.case_moves import at_rung, ended, moved
from domain.cases import Case, State
from domain.ladders import Deed
from domain.people import Person
from domain.refusals import Refusal

STARS = range(1, 6)


def reply(case: Case, person: Person, now: datetime) -> Case:
    """Answer what an office asked; the clocks go on, in the same hands.

    Raises:
        Refusal: nothing is asked any more.
    """
    check(case, person, Deed.REPLIED, now)
    return moved(replace(case, state=State.OPEN), now)


def add(case: Case, person: Person, now: datetime) -> Case:
    """Say more about one's case.

    Raises:
        Refusal: it is over.
    """
    check(case, person, Deed.ADDED, now)
    return moved(case, now)


def withdraw(case: Case, person: Person, now: datetime) -> Case:
    """Take a case back.

    Raises:
        Refusal: it is over, or somebody else's.
    """
    check(case, person, Deed.WITHDRAWN, now)
    return moved(replace(ended(case, State.WITHDRAWN, now), joined_id=None), now)


def confirm(case: Case, person: Person, now: datetime) -> Case:
    """Say that it is solved.

    Raises:
        Refusal: no office has ended it, or it is confirmed.
    """
    check(case, person, Deed.CONFIRMED, now)
    return moved(replace(case, confirmed_at=now), now)


def rate(case: Case, person: Person, stars: int, now: datetime) -> Case:
    """Say how satisfied one is with what was confirmed, 1 to 5; a later word replaces it.

    Raises:
        Refusal: it is not confirmed.
    """
    check(case, person, Deed.RATED, now)
    if stars not in STARS:
        raise LookupError(f"{stars} stars")
    return moved(replace(case, satisfaction=stars), now)


def reopen(case: Case, person: Person, to: int | None, now: datetime) -> Case:
    """Say that it is not solved: it goes on, one level up; `to` is one of `case.to_reopen`.

    Raises:
        Refusal: it has not ended, it ended too long ago, or nobody works there.
    """
    check(case, person, Deed.REOPENED, now)
    if to is None or to not in case.to_reopen:
        raise Refusal(
            "Nobody is entered yet who could see to this. Please tell the administrator."
        )
    again = replace(at_rung(case, to, now), reopenings=case.reopenings + 1, ended_at=None)
    return moved(replace(again, confirmed_at=None, satisfaction=None, joined_id=None), now)


def join(case: Case, main: Case, now: datetime) -> Case:
    """Let a case go on with another of the same kind, from which its asker hears.

    Raises:
        Refusal: either has moved on meanwhile.
    """
    if not case.is_going_on or case.holder_id or not main.is_going_on or case.kind != main.kind:
        raise Refusal("#{number} has moved on, so this cannot be done now.", number=main.number)
    return moved(replace(case, state=State.JOINED, joined_id=main.number), now)


def beside_main(case: Case, main: Case) -> Case:
    """Place a joined case where the other one has come to, on the same ladder."""
    return replace(case, ladder=main.ladder, rung_index=main.rung_index)


def follow(case: Case, main: Case, now: datetime) -> Case:
    """End a joined case as the one it was joined to has ended; or let it go on by itself.

    It goes on in the hands of whoever had the other one, if that was withdrawn.
    """
    if main.was_ended:
        first_at = case.first_at or main.first_at
        return moved(replace(ended(case, main.state, now), heard_at=now, first_at=first_at), now)
    there = at_rung(case, case.rung_index, now)
    return moved(replace(there, joined_id=None, holder_id=main.holder_id), now)


def hand_over(case: Case, to: Person, now: datetime) -> Case:
    """Let somebody else hear how a case goes on; its first step keeps who raised it.

    Raises:
        Refusal: it is over.
    """
    if not (case.is_going_on or case.state is State.JOINED):
        raise Refusal("#{number} is over already. Nothing was changed.", number=case.number)
    holder_id = None if case.holder_id == to.id else case.holder_id
    return moved(replace(case, asker_id=to.id, holder_id=holder_id), now)
