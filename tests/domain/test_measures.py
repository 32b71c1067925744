"""When a measure is due, done, dropped and late."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain import measures
from domain.measures import Measure, State
from domain.refusals import Refusal

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
TODAY = date(2026, 3, 2)
MEASURE = Measure(id=1, number=7, owner_id=2, due_on=TODAY, what="办低保", set_by_id=4, set_at=NOW)


@pytest.mark.parametrize("days", [0, 1, 366])
def test_it_is_due_from_today_on_within_a_year(days):
    measures.check_due(TODAY + timedelta(days=days), TODAY)


@pytest.mark.parametrize("days", [-1, 367])
def test_it_cannot_be_due_before_or_much_later(days):
    with pytest.raises(Refusal):
        measures.check_due(TODAY + timedelta(days=days), TODAY)


def test_it_is_late_when_its_day_is_over():
    assert not MEASURE.is_late(TODAY)
    assert MEASURE.is_late(TODAY + timedelta(days=1))


def test_it_is_over_once():
    done = measures.finish(MEASURE, "办好了", (5,), NOW)
    dropped = measures.drop(MEASURE, "不需要", NOW)
    assert (done.state, done.outcome, done.files) == (State.DONE, "办好了", (5,))
    assert (dropped.state, dropped.version) == (State.DROPPED, 2)
    assert not done.is_late(TODAY + timedelta(days=9))
    for over in (done, dropped):
        with pytest.raises(Refusal):
            measures.finish(over, "", (), NOW)
        with pytest.raises(Refusal):
            measures.drop(over, "", NOW)


def test_it_can_go_to_somebody_else():
    passed = measures.pass_on(MEASURE, 9)
    assert (passed.owner_id, passed.version, passed.state) == (9, 2, State.OPEN)
