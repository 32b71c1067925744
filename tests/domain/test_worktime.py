"""Working time: adding and counting agree across nights, holidays, 调休 and pauses."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar import SHANGHAI
from domain.ladders import Span
from domain.worktime import Calendar, Rules, add, back, between, is_open, opening, worked

PLAIN = Calendar()
MINUTE = timedelta(minutes=1)


def at(written):
    return datetime.fromisoformat(written).replace(tzinfo=SHANGHAI)


def pause(first, last):
    return at(f"{first}T00:00"), at(f"{last}T00:00") + timedelta(days=1)


@pytest.mark.parametrize(
    ("since", "span", "until"),
    [
        ("2026-11-27T16:30", Span(minutes=120), "2026-11-30T09:30"),  # Friday to Monday
        ("2026-03-02T09:00", Span(minutes=180), "2026-03-02T12:00"),
        ("2026-03-02T09:00", Span(minutes=181), "2026-03-02T14:01"),
        ("2026-03-02T10:00", Span(days=1), "2026-03-03T10:00"),
        ("2026-03-02T12:30", Span(minutes=60), "2026-03-02T15:00"),
        ("2026-03-01T20:00", Span(minutes=60), "2026-03-02T10:00"),  # a Sunday evening
        ("2026-02-13T17:00", Span(minutes=120), "2026-02-14T10:00"),  # a Saturday that works
        ("2026-02-14T17:00", Span(days=1), "2026-02-24T17:00"),  # over the Spring Festival
        ("2026-09-30T17:00", Span(minutes=120), "2026-10-08T10:00"),
        ("2026-10-09T17:00", Span(minutes=120), "2026-10-10T10:00"),  # a Saturday that works
        ("2026-03-02T10:00", Span(), "2026-03-02T10:00"),
    ],
)
def test_time_is_added_by_the_official_calendar(since, span, until):
    assert add(at(since), span, PLAIN) == at(until)


def test_a_day_kept_by_an_administrator_wins():
    rests = Calendar(overrides={date(2026, 3, 3): False})
    works = Calendar(overrides={date(2026, 3, 7): True})
    assert add(at("2026-03-02T17:00"), Span(minutes=120), rests) == at("2026-03-04T10:00")
    assert add(at("2026-03-06T17:00"), Span(minutes=120), works) == at("2026-03-07T10:00")


def test_a_pause_takes_whole_days_or_ends_where_it_was_lifted():
    typhoon = Calendar(pauses=(pause("2026-03-02", "2026-03-04"),))
    lifted = Calendar(pauses=((at("2026-03-02T00:00"), at("2026-03-03T15:00")),))
    assert add(at("2026-03-02T10:00"), Span(minutes=60), typhoon) == at("2026-03-05T10:00")
    assert add(at("2026-03-02T10:00"), Span(minutes=60), lifted) == at("2026-03-03T16:00")


def test_hours_hold_from_a_day_on():
    summer = Rules(office_from_min=480, noon_until_min=900, office_until_min=1080)
    calendar = Calendar(hours={date(2026, 6, 1): summer})
    assert add(at("2026-05-29T17:30"), Span(minutes=60), calendar) == at("2026-06-01T08:30")
    assert add(at("2026-06-01T12:00"), Span(minutes=60), calendar) == at("2026-06-01T16:00")
    assert add(at("2026-06-02T08:00"), Span(days=1), calendar) == at("2026-06-02T18:00")


@pytest.mark.parametrize(
    ("minutes", "pieces"),
    [
        ((540, 720, 840, 1080), ((540, 720), (840, 1080))),
        ((540, 900, 840, 1080), ((540, 900), (900, 1080))),  # noon that ends before it begins
        ((540, 540, 540, 1080), ((540, 1080),)),
        ((1080, 720, 840, 540), ((540, 720), (840, 1080))),  # no hours at all: the shipped ones
        ((540, 1200, 1260, 1080), ((540, 1080),)),
    ],
)
def test_hours_of_any_four_figures_are_hours(minutes, pieces):
    names = ("office_from_min", "noon_from_min", "noon_until_min", "office_until_min")
    assert Rules(**dict(zip(names, minutes, strict=True))).pieces == pieces


def test_offices_are_open_in_their_hours():
    assert is_open(at("2026-03-02T09:00"), PLAIN)
    assert not is_open(at("2026-03-02T12:00"), PLAIN)
    assert opening(at("2026-03-02T12:00"), PLAIN) == at("2026-03-02T14:00")
    assert opening(at("2026-03-06T18:00"), PLAIN) == at("2026-03-09T09:00")
    assert opening(at("2026-03-06T17:00"), PLAIN) == at("2026-03-06T17:00")


def test_a_naive_time_is_refused():
    naive = datetime(2026, 3, 2, 9)  # noqa: DTZ001  # this is the point
    for attempt in (
        lambda: add(naive, Span(days=1), PLAIN),
        lambda: back(naive, MINUTE, PLAIN),
        lambda: between(naive, at("2026-03-02T10:00"), PLAIN),
        lambda: between(at("2026-03-02T10:00"), naive, PLAIN),
    ):
        with pytest.raises(ValueError, match="naive"):
            attempt()


FIRST = datetime(2026, 1, 20, tzinfo=UTC)
instants = st.integers(0, 80 * 24 * 60).map(lambda it: FIRST + it * MINUTE)
lengths = st.integers(0, 40 * 420).map(lambda it: it * MINUTE)
days = st.dates(date(2026, 1, 1), date(2026, 5, 1))
figures = (
    st.lists(st.integers(0, 1439), min_size=4, max_size=4)
    .map(sorted)
    .map(
        lambda it: Rules(
            office_from_min=it[0],
            noon_from_min=it[1],
            noon_until_min=it[2],
            office_until_min=it[3],
        )
    )
)
pauses = st.tuples(days, st.integers(0, 9)).map(
    lambda it: pause(it[0].isoformat(), (it[0] + timedelta(days=it[1])).isoformat())
)
calendars = st.builds(
    Calendar,
    hours=st.dictionaries(days, figures, max_size=2),
    overrides=st.dictionaries(days, st.booleans(), max_size=6),
    pauses=st.lists(pauses, max_size=3).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(instants, lengths, calendars)
def test_what_is_added_is_what_is_counted(since, length, calendar):
    until = add(since, length, calendar)
    assert worked(since, until, calendar) == length
    assert between(since, until, calendar) == length // MINUTE
    if length:  # it is the first such instant
        assert worked(since, until - MINUTE, calendar) < length


@settings(max_examples=60, deadline=None)
@given(instants, lengths, calendars)
def test_going_back_is_counted_alike(until, length, calendar):
    since = back(until, length, calendar)
    assert since <= until
    assert worked(since, until, calendar) == length


@settings(max_examples=60, deadline=None)
@given(instants, instants, instants, lengths, calendars)
def test_later_is_never_sooner(one, other, third, length, calendar):
    first, second, last = sorted((one, other, third))
    assert add(first, length, calendar) <= add(second, length, calendar)
    assert add(first, length, calendar) <= add(first, length + MINUTE, calendar)
    parts = worked(first, second, calendar) + worked(second, last, calendar)
    assert parts == worked(first, last, calendar)


@settings(max_examples=40, deadline=None)
@given(instants, calendars)
def test_every_end_lies_in_office_hours_and_in_no_pause(since, calendar):
    until = add(since, 7 * MINUTE, calendar)
    assert is_open(until - MINUTE, calendar)
    assert not any(first < until <= last for first, last in calendar.pauses)
