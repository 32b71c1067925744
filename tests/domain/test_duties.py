"""When visits are due, when that is said, and how a household of a month stands."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import SHANGHAI, is_working_day, local_day
from domain.duties import (
    Standing,
    is_missed,
    may_speak,
    month_after,
    month_before,
    month_of,
    next_hour,
    standing,
)

LAST = 31
KNOWN_DAYS = st.dates(date(2010, 1, 1), date(2028, 12, 31))
DUE_DAYS = st.integers(15, 31)


def at(written):
    return datetime.fromisoformat(written).replace(tzinfo=SHANGHAI)


@given(KNOWN_DAYS, DUE_DAYS)
def test_every_month_is_due_once_on_a_working_day(day, due_day):
    period = month_of(day, due_day)
    due_on = local_day(period.due_at)
    assert (due_on.year, due_on.month) == (day.year, day.month)
    assert is_working_day(due_on)
    assert may_speak(period.passed_on_at)
    assert period.due_at < period.passed_on_at < period.closes_at
    assert period.closes_at - period.due_at < timedelta(days=36)


@given(KNOWN_DAYS)
def test_months_follow_each_other(day):
    before, after = month_before(day), month_after(day)
    assert month_after(before) == day.replace(day=1) == month_before(after)
    numbers = [month_of(it, LAST).number for it in (before, day, after)]
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize(
    ("now", "hour"),
    [
        ("2026-03-02T08:00", "2026-03-02T08:00"),
        ("2026-03-02T20:59", "2026-03-02T20:59"),
        ("2026-03-02T07:59", "2026-03-02T08:00"),
        ("2026-03-02T21:00", "2026-03-03T08:00"),
        ("2026-03-06T21:00", "2026-03-09T08:00"),  # a Friday evening
        ("2026-03-07T12:00", "2026-03-09T08:00"),
        ("2026-02-14T12:00", "2026-02-14T12:00"),  # a Saturday worked
        ("2026-02-14T23:00", "2026-02-24T08:00"),  # the festival
        ("2026-02-16T06:00", "2026-02-24T08:00"),
    ],
)
def test_duties_are_spoken_of_by_day_and_never_on_rest_days(now, hour):
    assert next_hour(at(now)) == at(hour)
    assert may_speak(at(now)) is (now == hour)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2026, 12, 1)))  # noqa: DTZ001
def test_the_next_hour_may_be_used(moment):
    now = moment.replace(tzinfo=SHANGHAI)
    assert next_hour(now) >= now
    assert may_speak(next_hour(now))


@pytest.mark.parametrize(
    ("now", "missed"),
    [
        ("2026-11-30T18:01", False),
        ("2026-12-01T07:59", False),
        ("2026-12-01T08:00", True),
        ("2026-12-22T07:59", True),
        ("2026-12-22T08:00", False),
    ],
)
def test_a_missed_month_is_open_for_three_weeks(now, missed):
    assert is_missed(month_of(date(2026, 11, 5), LAST), at(now)) is missed


@pytest.mark.parametrize(
    ("visited", "is_waiting", "stands"),
    [
        (None, False, Standing.OPEN),
        ("2026-11-01T00:00", False, Standing.DONE),
        ("2026-11-30T18:00", False, Standing.DONE),
        ("2026-11-30T17:00", True, Standing.WAITING),
        ("2026-11-30T18:01", False, Standing.LATE),
        ("2026-12-03T10:00", True, Standing.LATE),
    ],
)
def test_a_household_stands_as_its_first_check_in_says(visited, is_waiting, stands):
    month = month_of(date(2026, 11, 5), LAST)
    visited_at = at(visited) if visited else None
    assert standing(month, visited_at, is_waiting=is_waiting) is stands
