"""Hand-overs move one way: asked, maybe agreed, then accepted, refused or withdrawn."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain.handovers import (
    OPEN,
    Handover,
    State,
    accept,
    can_finish,
    check_may_leave,
    is_about,
    refuse,
    withdraw,
)
from domain.people import Duty, Person, Role
from domain.people import State as Account
from domain.refusals import Refusal

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
ASKED = Handover(id=1, household_id=7, from_id=1, to_id=2, asked_by=3, asked_at=NOW)
DEEDS = {
    "accept": lambda it: accept(it, NOW, is_something_left=False),
    "agree": lambda it: accept(it, NOW, is_something_left=True),
    "refuse": lambda it: refuse(it, NOW),
    "withdraw": lambda it: withdraw(it, NOW),
}
MAY = {
    State.ASKED: {"accept", "agree", "refuse", "withdraw"},
    State.AGREED: {"accept", "withdraw"},
}


@given(some.lists(some.sampled_from(sorted(DEEDS)), max_size=6))
def test_any_sequence_of_deeds_does_only_what_may_be_done(deeds):
    it = ASKED
    for deed in deeds:
        if deed in MAY.get(it.state, set()):
            after = DEEDS[deed](it)
            assert after.version == it.version + 1
            it = after
        else:
            with pytest.raises(Refusal):
                DEEDS[deed](it)
        assert it.is_open == (it.state in OPEN)


@pytest.mark.parametrize(
    ("given", "answers", "is_so"),
    [
        ({"household": 7}, {}, True),
        ({"household": "7"}, {}, True),
        ({"household": "h7"}, {}, True),
        ({"household": ""}, {"household": "h7"}, True),
        ({"household": 17}, {}, False),
        ({"checkin": 7}, {}, False),
        ({"household": None}, {"household": ["h7"]}, False),
        ({}, {}, False),
    ],
)
def test_drafts_that_name_the_household(given, answers, is_so):
    assert is_about(7, given, answers) is is_so


def test_only_an_open_and_bound_account_can_finish_something():
    bound = Person(id=1, name="韦秀英", telegram_id=5)
    assert can_finish(bound)
    assert not can_finish(Person(id=1, name="韦秀英"))
    assert not can_finish(Person(id=1, name="韦秀英", telegram_id=5, state=Account.SUSPENDED))


@pytest.mark.parametrize("left", [(1, 0, 0), (0, 1, 0), (0, 0, 1)])
def test_nobody_leaves_while_something_is_open(left):
    helper = Person(id=1, name="韦秀英", duties=(Duty(role=Role.HELPER),))
    homes, handovers, cases = left
    with pytest.raises(Refusal):
        check_may_leave(helper, homes, handovers, cases)
    check_may_leave(helper, 0, 0, 0)


def test_who_has_other_work_stays():
    duties = (Duty(role=Role.HELPER), Duty(role=Role.RESIDENT, area_code="450503101204"))
    with pytest.raises(Refusal):
        check_may_leave(Person(id=1, name="韦秀英", duties=duties), 0, 0, 0)
