"""When people may be spoken to: night, rest days, their own hours, pauses, alerts."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import SHANGHAI
from domain.refusals import Refusal
from domain.speaking import Quiet, Rules, keep_quiet, may_speak, next_digest, next_moment
from domain.worktime import Calendar

PLAIN = Calendar()
NOON = Quiet(from_min=12 * 60, until_min=14 * 60)
LATE_RISER = Quiet(from_min=20 * 60, until_min=9 * 60)


def at(words):
    return datetime.strptime(words, "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)


def pause(first, last):
    ends = date.fromisoformat(last) + timedelta(days=1)
    since, until = (
        datetime.combine(day, time(), SHANGHAI).astimezone(UTC)
        for day in (date.fromisoformat(first), ends)
    )
    return Calendar(pauses=((since, until),))


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-03-02 09:00", "2026-03-02 09:00"),
        ("2026-03-02 07:29", "2026-03-02 07:30"),
        ("2026-03-02 07:30", "2026-03-02 07:30"),
        ("2026-03-02 20:59", "2026-03-02 20:59"),
        ("2026-03-02 21:00", "2026-03-03 07:30"),
        ("2026-03-06 21:00", "2026-03-09 07:30"),
        ("2026-03-07 10:00", "2026-03-09 07:30"),
        ("2026-02-14 10:00", "2026-02-14 10:00"),  # a Saturday that is worked (调休)
        ("2026-02-14 22:00", "2026-02-24 07:30"),  # over the spring festival
        ("2026-12-31 23:30", "2027-01-01 07:30"),  # a year nobody has announced yet
    ],
)
def test_it_waits_for_a_waking_hour_of_a_working_day(now, then):
    assert next_moment(at(now), PLAIN, None) == at(then)
    assert next_moment(at(now), PLAIN, None, is_urgent=True) == at(now)


@pytest.mark.parametrize(
    ("quiet", "now", "then"),
    [
        (NOON, "2026-03-02 11:59", "2026-03-02 11:59"),
        (NOON, "2026-03-02 12:00", "2026-03-02 14:00"),
        (NOON, "2026-03-02 22:00", "2026-03-03 07:30"),
        (LATE_RISER, "2026-03-02 20:00", "2026-03-03 09:00"),
        (LATE_RISER, "2026-03-02 07:30", "2026-03-02 09:00"),
        (Quiet(from_min=0, until_min=1439), "2026-03-02 09:00", "2026-03-02 23:59"),
    ],
)
def test_ones_own_quiet_hours_hold_besides(quiet, now, then):
    rules = Rules(quiet_from_min=0, quiet_until_min=0) if quiet.until_min == 1439 else Rules()
    assert next_moment(at(now), PLAIN, quiet, rules=rules) == at(then)


def test_own_hours_that_leave_no_time_are_not_heeded():
    whole = Quiet(from_min=7 * 60, until_min=21 * 60)
    assert next_moment(at("2026-03-02 22:00"), PLAIN, whole) == at("2026-03-03 07:30")


def test_it_waits_while_an_area_is_paused():
    typhoon = pause("2026-03-02", "2026-03-04")
    assert next_moment(at("2026-03-02 09:00"), typhoon, None) == at("2026-03-05 07:30")


def test_days_kept_by_hand_win():
    kept = Calendar(overrides={date(2026, 3, 2): False, date(2026, 3, 7): True})
    assert next_moment(at("2026-03-02 09:00"), kept, None) == at("2026-03-03 07:30")
    assert may_speak(at("2026-03-07 09:00"), kept)


@pytest.mark.parametrize(
    ("quiet", "now", "then"),
    [
        (None, "2026-03-02 07:45", "2026-03-02 08:00"),
        (None, "2026-03-02 09:10", "2026-03-02 09:10"),
        (LATE_RISER, "2026-03-02 08:00", "2026-03-02 09:00"),
    ],
)
def test_a_digest_has_its_hour(quiet, now, then):
    assert next_moment(at(now), PLAIN, quiet, is_digest=True) == at(then)


def test_the_next_digest_is_not_todays():
    assert next_digest(at("2026-03-02 07:00"), PLAIN, None) == at("2026-03-03 08:00")
    assert next_digest(at("2026-03-06 09:00"), PLAIN, LATE_RISER) == at("2026-03-09 09:00")
    late = Rules(digest_min=9 * 60)
    assert next_digest(at("2026-03-02 09:00"), PLAIN, None, late) == at("2026-03-03 09:00")


MINUTES = st.integers(0, 1439)


@given(
    minutes=st.integers(0, 330 * 1440),
    own=st.none() | st.builds(Quiet, from_min=MINUTES, until_min=MINUTES),
)
def test_the_next_moment_is_the_first_one(minutes, own):
    now = at("2026-01-01 00:00") + timedelta(minutes=minutes)
    then = next_moment(now, PLAIN, own)
    assert then >= now
    assert may_speak(then, PLAIN, own) or not _leaves_any(own)
    between = then - timedelta(minutes=1)
    assert then == now or not may_speak(between, PLAIN, own)


def _leaves_any(own):
    general = Rules().quiet
    return any(not general.covers(it) and not (own and own.covers(it)) for it in range(1440))


@pytest.mark.parametrize(
    "wished",
    [
        Quiet(from_min=600, until_min=600),
        Quiet(from_min=8 * 60, until_min=20 * 60),
        Quiet(from_min=0, until_min=1439),
    ],
)
def test_hours_that_leave_too_little_are_refused(wished):
    with pytest.raises(Refusal):
        keep_quiet(wished, Rules())


def test_a_night_of_ones_own_is_kept():
    assert keep_quiet(LATE_RISER, Rules()) == LATE_RISER
