"""What is done with a case: each deed gives it at its next version, or refuses (DOMAIN §4).

What an office does sets when the asker last heard and, the first time it says something, when
that was; the clocks follow from the case before and after (domain/clocks).
"""

from dataclasses import replace
from datetime import datetime

from domain.case_moves import at_rung, ended, moved
from domain.cases import ENDS, Case, State, permitted, place_above
from domain.ladders import OF_ASKER, Deed, Stage
from domain.people import Person
from domain.refusals import Refusal, Text

ADVANCES = frozenset({Deed.VERIFIED, Deed.REVIEWED, Deed.MEASURES_SET})
"""What brings an alert to its next stage."""


def check(case: Case, person: Person, deed: Deed, now: datetime, holder: str = "") -> None:
    """See that somebody may do this now; `holder` is the name of whoever has the case.

    Raises:
        Refusal: it is over, at another office, in somebody's hands, or not at that stage.
    """
    if deed in permitted(case, person, now):
        return
    if person.id == case.asker_id and deed not in OF_ASKER:
        raise Refusal("You raised this yourself, so somebody else sees to it.")
    if deed is Deed.REOPENED and case.was_ended and person.id == case.asker_id:
        raise Refusal(
            "#{number} ended more than {days} days ago. Please raise it anew.",
            number=case.number,
            days=case.ladder.reopen_days,
        )
    if not case.is_going_on:
        raise Refusal("#{number} is over already. Nothing was changed.", number=case.number)
    if case.holder_id and case.holder_id != person.id:
        name = holder or Text("a colleague")
        raise Refusal("#{number} is with {name}.", number=case.number, name=name)
    if Deed.CLAIMED in permitted(case, person, now):
        raise Refusal("#{number} is not in your hands. Please take it first.", number=case.number)
    if person.id in {case.holder_id, case.asker_id}:
        raise Refusal("#{number} has moved on, so this cannot be done now.", number=case.number)
    raise Refusal("#{number} is not at your office now.", number=case.number)


def check_above(case: Case, to: int | None) -> int:
    """Return the place of an office above, on the ladder.

    Raises:
        Refusal: nobody works above.
    """
    if to is None or to not in case.higher:
        raise Refusal(
            "Nobody is entered for an office above yours. Please tell the administrator; "
            "#{number} stays with you.",
            number=case.number,
        )
    return to


def check_below(case: Case, to: int | None) -> int:
    """Return the place of an office below, on the ladder.

    Raises:
        Refusal: nobody works below.
    """
    if to is None or to not in case.lower:
        raise Refusal(
            "Nobody is entered for an office below yours. #{number} stays with you.",
            number=case.number,
        )
    return to


def claim(case: Case, person: Person, now: datetime) -> Case:
    """Take a case into one's hands.

    Raises:
        Refusal: it is over, at another office, or in somebody's hands.
    """
    check(case, person, Deed.CLAIMED, now)
    return _by_office(replace(case, holder_id=person.id), now)


def give_back(case: Case, person: Person, now: datetime) -> Case:
    """Leave a claimed case to the others of the office.

    Raises:
        Refusal: it is not in this person's hands.
    """
    check(case, person, Deed.GIVEN_BACK, now)
    return _by_office(replace(case, holder_id=None), now)


def run_out(case: Case, now: datetime) -> Case:
    """Put a case back into the queue whose holder kept silent.

    Raises:
        Refusal: nobody holds it any more.
    """
    if case.holder_id is None or not case.is_going_on:
        raise Refusal("#{number} has moved on, so this cannot be done now.", number=case.number)
    return moved(replace(case, holder_id=None, quiet_until_at=None), now)


def assign(case: Case, person: Person, to: Person, now: datetime) -> Case:
    """Give a case to a colleague; he need not be asked, he can give it back.

    Raises:
        Refusal: it is in other hands, or the colleague may not work on it.
    """
    check(case, person, Deed.ASSIGNED, now)
    if Deed.CLAIMED not in permitted(replace(case, holder_id=None), to, now):
        raise Refusal("{name} does not work on #{number}.", name=to.name, number=case.number)
    if to.id == case.holder_id:
        raise Refusal("#{number} is with {name}.", number=case.number, name=to.name)
    return _by_office(replace(case, holder_id=to.id), now)


def take_over(case: Case, person: Person, now: datetime) -> Case:
    """Take what is overdue below into the hands of an office above.

    Raises:
        Refusal: it is not overdue any more, or has moved on.
    """
    check(case, person, Deed.TAKEN_OVER, now)
    place = place_above(person, case)
    if place is None:
        raise LookupError(f"case {case.number} has no office above")
    return _by_office(replace(at_rung(case, place, now), holder_id=person.id), now)


def update(case: Case, person: Person, until_at: datetime, now: datetime) -> Case:
    """Say how it stands, and by when there will be more.

    Raises:
        Refusal: it is not in this person's hands.
    """
    check(case, person, Deed.UPDATED, now)
    return replace(_by_office(_said(case, now), now), quiet_until_at=until_at)


def ask(case: Case, person: Person, now: datetime) -> Case:
    """Ask the asker something; the clocks stand until he replies.

    Raises:
        Refusal: it is not in this person's hands, or he was asked already.
    """
    check(case, person, Deed.ASKED, now)
    return _by_office(replace(_said(case, now), state=State.WAITING), now)


def pass_up(case: Case, person: Person, to: int | None, now: datetime) -> Case:
    """Hand a claimed case to an office above, by its place on the ladder.

    Raises:
        Refusal: it is not in this person's hands, or nobody works above.
    """
    check(case, person, Deed.PASSED_UP, now)
    there = at_rung(case, check_above(case, to), now)
    return _by_office(_said(there, now), now)


def send_back(case: Case, person: Person, to: int | None, now: datetime) -> Case:
    """Hand a claimed case to an office below, by its place on the ladder.

    Raises:
        Refusal: it is not in this person's hands, or nobody works below.
    """
    check(case, person, Deed.SENT_BACK, now)
    there = at_rung(case, check_below(case, to), now)
    return _by_office(_said(there, now), now)


def advance(case: Case, person: Person, deed: Deed, to: int | None, now: datetime) -> Case:
    """Bring an alert to its next stage; with the same office it stays in the same hands.

    What is found or set during the follow-up leaves it there; `to` says nothing then.

    Raises:
        Refusal: it is not in this person's hands, or nobody works at the next stage.
    """
    check(case, person, deed, now)
    if deed not in ADVANCES or case.stage is Stage.FOLLOW_UP:
        return _by_office(_said(case, now), now)
    if to is None or to not in case.higher:
        raise Refusal(
            "Nobody is entered for the next stage. Please tell the administrator; "
            "#{number} stays with you.",
            number=case.number,
        )
    there = at_rung(case, to, now)
    is_same = (there.rung.level, there.rung.role) == (case.rung.level, case.rung.role)
    held = replace(there, holder_id=person.id if is_same else None)
    return _by_office(_said(held, now), now)


def end(case: Case, person: Person, deed: Deed, now: datetime) -> Case:
    """End a claimed case, in a way that its stage has.

    Raises:
        Refusal: it is not in this person's hands, or at another stage.
    """
    check(case, person, deed, now)
    return _by_office(ended(_said(case, now), ENDS[deed], now), now)


def _by_office(case: Case, now: datetime) -> Case:
    return moved(replace(case, heard_at=now, quiet_until_at=None), now)


def _said(case: Case, now: datetime) -> Case:
    return replace(case, first_at=case.first_at or now)
