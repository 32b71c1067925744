"""Absences: who can stand in for whom, and chains of deputies."""

from datetime import date

import pytest

from domain.absences import Absence, can_stand_in, deputy_of, go_away
from domain.people import Duty, Person, Role, State
from domain.refusals import Refusal

VILLAGE, OTHER, TOWN = "450503101204", "450503101201", "450503101"
TODAY = date(2026, 3, 2)


def person(number, *duties, state=State.ACTIVE):
    held = tuple(Duty(role=role, area_code=code) for role, code in duties)
    return Person(id=number, name=f"N{number}", duties=held, state=state)


MO = person(1, (Role.INFORMATION_OFFICER, VILLAGE))
LU = person(2, (Role.INFORMATION_OFFICER, TOWN))
HUANG = person(3, (Role.TOWN_STATION, TOWN))


def away(who, deputy, since, until, **more):
    first, last = date(2026, 3, since), date(2026, 3, until)
    return Absence(
        person_id=who, deputy_id=deputy, set_by=who, since_on=first, until_on=last, **more
    )


@pytest.mark.parametrize(
    ("deputy", "can"),
    [
        (LU, True),
        (HUANG, True),
        (MO, False),
        (person(4, (Role.INFORMATION_OFFICER, OTHER)), False),
        (person(5, (Role.SECRETARY, TOWN)), False),
        (person(6, (Role.TOWN_STATION, TOWN), state=State.SUSPENDED), False),
    ],
)
def test_a_deputy_works_at_the_same_office_or_over_it(deputy, can):
    assert can_stand_in(deputy, MO) is can


def test_whoever_works_in_two_villages_needs_a_deputy_for_both():
    both = person(1, (Role.INFORMATION_OFFICER, VILLAGE), (Role.INFORMATION_OFFICER, OTHER))
    assert not can_stand_in(person(2, (Role.INFORMATION_OFFICER, VILLAGE)), both)
    assert can_stand_in(LU, both)
    assert not can_stand_in(LU, person(1, (Role.HELPER, VILLAGE)))


@pytest.mark.parametrize(
    ("who", "gone", "deputy"),
    [
        (1, {1: 2}, 2),
        (1, {1: 2, 2: 3}, 3),
        (1, {}, None),
        (1, {1: 2, 2: 1}, None),
        (1, {1: 2, 2: 3, 3: 2}, None),
        (2, {1: 2}, None),
    ],
)
def test_a_deputy_who_is_away_is_followed_by_his_own(who, gone, deputy):
    assert deputy_of(who, gone) == deputy


@pytest.mark.parametrize(
    ("wished", "others", "words"),
    [
        (away(1, 2, 5, 4), [], "last day"),
        (away(1, 2, 1, 1), [], "last day"),
        (away(1, 2, 2, 9), [away(1, 3, 9, 12)], "away already"),
        (away(1, 2, 2, 9), [away(2, 1, 9, 12)], "come back to you"),
    ],
)
def test_a_leave_that_makes_no_sense_is_refused(wished, others, words):
    with pytest.raises(Refusal, match=words):
        go_away(wished, MO, LU, others, TODAY)


def test_leaves_that_do_not_meet_are_no_matter():
    wished = away(1, 2, 2, 9)
    over = away(1, 3, 9, 12, ended_at=TODAY)
    assert go_away(wished, MO, LU, [over, away(2, 1, 10, 12)], TODAY) == wished
    assert wished.holds_on(date(2026, 3, 9))
    assert not wished.holds_on(date(2026, 3, 10))
    assert not over.holds_on(date(2026, 3, 9))


def test_nobody_is_away_for_ever_or_with_a_stranger_as_deputy():
    long = Absence(person_id=1, deputy_id=2, set_by=1, since_on=TODAY, until_on=date(2026, 8, 1))
    with pytest.raises(Refusal, match="longer"):
        go_away(long, MO, LU, [], TODAY)
    stranger = person(4, (Role.INFORMATION_OFFICER, OTHER))
    with pytest.raises(Refusal, match="cannot stand in"):
        go_away(away(1, 4, 2, 9), MO, stranger, [], TODAY)
