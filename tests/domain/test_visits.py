"""The minute in which a visit can be taken back, the next day for one, what it promised."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.refusals import Refusal
from domain.visits import State, Visit, check_may_undo, next_on, promise_of, settles_by

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
VISIT = Visit(id=1, household_id=2, person_id=3, at=NOW, handed_in_at=NOW)


@pytest.mark.parametrize("seconds", [0, 59, 60])
def test_a_fresh_visit_is_taken_back_for_a_minute(seconds: int) -> None:
    check_may_undo(VISIT, 3, NOW + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("visit", "person", "seconds", "why"),
    [
        (VISIT, 4, 0, "not yours"),
        (VISIT, 3, 61, "minute is over"),
        (replace(VISIT, state=State.KEPT), 3, 10, "minute is over"),
        (replace(VISIT, state=State.WAITING), 3, 10, "minute is over"),
        (replace(VISIT, state=State.UNDONE), 3, 10, "taken back already"),
    ],
)
def test_then_it_stays_and_one_is_told_why(
    visit: Visit, person: int, seconds: int, why: str
) -> None:
    with pytest.raises(Refusal, match=why):
        check_may_undo(visit, person, NOW + timedelta(seconds=seconds))


def test_what_can_be_taken_back_does_not_settle() -> None:
    """A sweep takes what was handed in before that instant."""
    now = NOW + timedelta(seconds=60)
    check_may_undo(VISIT, 3, now)
    assert not VISIT.handed_in_at < settles_by(now)
    assert VISIT.handed_in_at < settles_by(now + timedelta(seconds=1))


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2026, 3, 2), date(2026, 4, 6)),
        (date(2026, 3, 20), date(2026, 4, 17)),
        (date(2026, 2, 1), date(2026, 3, 1)),
        (date(2026, 12, 31), date(2027, 1, 28)),
    ],
)
def test_the_next_visit_is_on_the_same_weekday_of_the_next_month(day: date, later: date) -> None:
    assert next_on(day) == later


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_next_visit_is_always_a_month_on_and_the_same_weekday(day: date) -> None:
    later = next_on(day)
    assert later.weekday() == day.weekday()
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == 1


def test_a_visit_promises_what_it_says() -> None:
    spoken = {"measures": ["work"], "case.words": {"voice": "x", "seconds": 7}}
    promise = promise_of(replace(VISIT, answers=spoken, next_on=date(2026, 4, 6)))
    assert (promise.need, promise.measures) == ("🎤 7″", ("work",))
    assert promise_of(VISIT).need == ""
