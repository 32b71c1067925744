from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import SHANGHAI, is_presumed, is_working_day, local_day


# The State Council's notices for 2020 (extended for the epidemic), 2025 and 2026.
@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-03-02", True),
        ("2026-03-01", False),
        ("2026-02-17", False),  # Spring Festival
        ("2026-02-14", True),  # a Saturday worked for it
        ("2026-02-28", True),  # the same
        ("2026-10-07", False),
        ("2026-10-10", True),  # a Saturday worked for National Day
        ("2025-10-11", True),
        ("2020-01-31", False),
        ("2027-10-01", True),  # presumed: a Friday like any other until the notice is out
        ("2027-10-02", False),
    ],
)
def test_working_days_follow_the_official_calendar(day, works):
    assert is_working_day(date.fromisoformat(day)) is works


@given(st.dates(), st.booleans())
def test_an_override_wins_on_every_day(day, works):
    assert is_working_day(day, {day: works}) is works


@given(st.dates())
def test_every_day_has_an_answer(day):
    assert is_working_day(day) in {True, False}


@pytest.mark.parametrize(("year", "presumed"), [(2004, False), (2026, False), (2003, True)])
def test_years_without_a_notice_are_presumed(year, presumed):
    assert is_presumed(year) is presumed
    assert is_presumed(2200)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 3, 1, 15, 59, 59, tzinfo=UTC), date(2026, 3, 1)),
        (datetime(2026, 3, 1, 16, tzinfo=UTC), date(2026, 3, 2)),
        (datetime(2026, 3, 2, tzinfo=SHANGHAI), date(2026, 3, 2)),
    ],
)
def test_the_day_changes_at_midnight_in_shanghai(instant, day):
    assert local_day(instant) == day


@given(st.floats(0, 4e9))
def test_a_day_in_shanghai_begins_eight_hours_early(seconds):
    instant = datetime(1992, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    assert local_day(instant) == (instant + timedelta(hours=8)).date()


def test_a_naive_time_has_no_day():
    with pytest.raises(ValueError, match="naive"):
        local_day(datetime(2026, 3, 2))  # noqa: DTZ001 - that is the point
