"""When visits are due, when that is said, and how a household of a month stands."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import SHANGHAI, is_working_day, local_day
from domain.duties import (
    Reach,
    Round,
    Standing,
    Visit,
    is_missed,
    may_speak,
    month_after,
    month_before,
    month_of,
    next_hour,
    standing,
    step_on,
)

LAST = 31
KNOWN_DAYS = st.dates(date(2010, 1, 1), date(2028, 12, 31))
DUE_DAYS = st.integers(15, 31)


def at(written):
    return datetime.fromisoformat(written).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("month", "due_day", "due_on", "steps", "passed_on"),
    [
        # an ordinary month: T-7, T-3, T-1 (a Sunday, so T-4, which leaves T-3 alone), the day
        ("2026-11-01", 31, "2026-11-30", ["23:7", "27:1", "30:0"], "2026-12-01"),
        ("2026-03-09", 31, "2026-03-31", ["24:7", "27:3", "30:1", "31:0"], "2026-04-01"),
        # February ends on a Saturday worked for Spring Festival; T-7 falls into the festival
        ("2026-02-20", 31, "2026-02-28", ["14:7", "25:3", "27:1", "28:0"], "2026-03-02"),
        # a leap year, and one that is not
        ("2024-02-01", 31, "2024-02-29", ["22:7", "26:3", "28:1", "29:0"], "2024-03-01"),
        ("2025-02-01", 31, "2025-02-28", ["21:7", "25:3", "27:1", "28:0"], "2025-03-03"),
        # Spring Festival from 28 January on: due on the 27th; passed on on the 5th of February
        ("2025-01-31", 31, "2025-01-27", ["20:7", "24:3", "26:1", "27:0"], "2025-02-05"),
        # the year changes; Sunday 4 January 2026 was worked
        ("2025-12-31", 31, "2025-12-31", ["24:7", "26:3", "30:1", "31:0"], "2026-01-04"),
        # a month that ends on a rest day
        ("2026-05-31", 31, "2026-05-29", ["22:7", "26:3", "28:1", "29:0"], "2026-06-01"),
        # the rule book's day, after a long holiday: no reminder before the month begins
        ("2025-10-01", 15, "2025-10-15", ["11:3", "14:1", "15:0"], "2025-10-16"),
        ("2026-04-01", 20, "2026-04-20", ["13:7", "17:1", "20:0"], "2026-04-21"),
    ],
)
def test_a_month_has_its_days(month, due_day, due_on, steps, passed_on):
    period = month_of(date.fromisoformat(month), due_day)
    assert period.due_at == at(f"{due_on}T18:00")
    assert [f"{it.at:%d}:{it.days_before}" for it in period.steps] == steps
    assert {it.at.strftime("%H:%M") for it in period.steps} == {"08:00"}
    assert period.passed_on_at == at(f"{passed_on}T08:00")


@given(KNOWN_DAYS, DUE_DAYS)
def test_every_month_is_due_once_on_a_working_day_and_said_before(day, due_day):
    period = month_of(day, due_day)
    due_on = local_day(period.due_at)
    assert (due_on.year, due_on.month) == (day.year, day.month)
    moments = [*(step.at for step in period.steps), period.passed_on_at]
    assert moments == sorted(set(moments))
    assert all(is_working_day(local_day(it)) and may_speak(it) for it in moments)
    assert period.steps[-1].days_before == 0
    assert period.steps[-1].at < period.due_at < period.passed_on_at < period.closes_at
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
    ("now", "days_before"),
    [
        ("2026-11-23T07:59", None),
        ("2026-11-23T08:00", 7),
        ("2026-11-23T20:59", 7),
        ("2026-11-23T21:00", None),
        ("2026-11-24T08:00", None),
        ("2026-11-27T08:00", 1),
        ("2026-11-29T12:00", None),
        ("2026-11-30T17:59", 0),
        ("2026-11-30T18:00", None),  # over
    ],
)
def test_a_reminder_has_its_day(now, days_before):
    step = step_on(month_of(date(2026, 11, 5), LAST), at(now))
    assert (step and step.days_before) == days_before


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


@pytest.mark.parametrize(
    ("reach", "bound", "stands", "hears"),
    [
        (Reach.REACHED, "2026-11-01T00:00", Standing.OPEN, True),
        (Reach.REACHED, "2026-11-01T00:00", Standing.WAITING, False),
        (Reach.REACHED, "2026-11-23T08:01", Standing.OPEN, False),
        (Reach.UNREACHABLE, "2026-11-01T00:00", Standing.OPEN, False),
        (Reach.CLOSED, "2026-11-01T00:00", Standing.OPEN, False),
        (Reach.UNBOUND, None, Standing.OPEN, False),
    ],
)
def test_only_who_owes_and_was_there_is_reminded(reach, bound, stands, hears):
    visit = Visit(household_id=1, head_name="黄大明", area_code="450503", standing=stands)
    round_ = Round(
        person_id=1,
        name="韦秀英",
        reach=reach,
        bound_at=at(bound) if bound else None,
        visits=(visit,),
    )
    assert round_.hears(at("2026-11-23T08:00")) is hears
