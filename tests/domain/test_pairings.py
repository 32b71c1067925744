"""Limits, days and places of pairings."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain.pairings import Around, Pairing, Rules, end, pair
from domain.people import Duty, Person, Role, State
from domain.refusals import Refusal

TODAY = date(2026, 3, 2)
HOME = 7
HELPER = Person(id=1, name="韦秀英", duties=(Duty(role=Role.HELPER),))


def paired(person=2, home=HOME, until=None, since=date(2026, 1, 1)):
    return Pairing(household_id=home, person_id=person, since_on=since, until_on=until)


def around(of_household=(), of_helper=(), rules=None):
    return Around(
        of_household=of_household, of_helper=of_helper, rules=rules or Rules(), today=TODAY
    )


def test_the_next_helper_of_a_household_is_its_last():
    made = pair(HOME, HELPER, TODAY, around([paired(2), paired(3), paired(4, until=TODAY)]))
    assert (made.person_id, made.rank, made.is_open) == (HELPER.id, 3, True)


@pytest.mark.parametrize(
    ("helper", "since", "seen", "no"),
    [
        (HELPER, TODAY, around([paired(1)]), "paired with this household already"),
        (HELPER, TODAY, around([paired(it) for it in (2, 3, 4)]), "has 3 helpers"),
        (HELPER, TODAY, around((), [paired(1, it) for it in range(5)]), "has 5 households"),
        (HELPER, TODAY, around((), [paired(1, 9)], Rules(households_per_helper=1)), "has 1 house"),
        (HELPER, TODAY + timedelta(1), around(), "today or earlier"),
        (HELPER, date(2026, 1, 31), around([paired(1, until=date(2026, 2, 1))]), "until 2026-02"),
        (Person(id=1, name="韦", duties=HELPER.duties, state=State.REMOVED), TODAY, around(),
         "no helper now"),
        (Person(id=1, name="韦"), TODAY, around(), "no helper now"),
    ],
)  # fmt: skip
def test_what_the_rules_do_not_allow(helper, since, seen, no):
    with pytest.raises(Refusal) as refused:
        pair(HOME, helper, since, seen)
    written = refused.value.text.render(str)
    assert no in written


def test_who_left_may_come_back_on_the_day_or_later():
    before = around([paired(1, until=date(2026, 2, 1))])
    assert pair(HOME, HELPER, date(2026, 2, 1), before).since_on == date(2026, 2, 1)


@pytest.mark.parametrize(
    ("pairing", "until"),
    [
        (paired(until=date(2026, 2, 1)), TODAY),
        (paired(), TODAY + timedelta(1)),
        (paired(), date(2025, 12, 31)),
    ],
)
def test_no_pairing_ends_twice_ahead_or_before_it_began(pairing, until):
    with pytest.raises(Refusal):
        end(pairing, until, TODAY)


@given(some.dates(date(2020, 1, 1), TODAY), some.dates(date(2020, 1, 1), TODAY))
def test_a_pairing_ends_on_any_day_it_held(since, until):
    one = paired(since=since)
    if until < since:
        with pytest.raises(Refusal):
            end(one, until, TODAY)
        return
    over = end(one, until, TODAY)
    assert (over.since_on, over.until_on, over.is_open) == (since, until, False)
