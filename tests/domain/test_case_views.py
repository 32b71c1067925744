"""Views are written on buttons and read back; they narrow to one topic of one village."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain.case_views import (
    Count,
    Period,
    Standing,
    View,
    begins_at,
    topic_number,
    topic_of,
    view_of,
)
from domain.ladders import Kind

DISTRICT, TOWN, VILLAGE = "450503", "450503101", "450503101204"
VIEWS = some.builds(
    View,
    kind=some.sampled_from(Kind),
    area_code=some.sampled_from([DISTRICT, TOWN, VILLAGE]),
    topic=some.integers(0, 2**32 - 1),
    standing=some.sampled_from(Standing),
    period=some.sampled_from(Period),
    is_by_place=some.booleans(),
)


@given(VIEWS)
def test_a_view_is_read_as_it_was_written(view):
    assert view_of(view.numbers) == view


@pytest.mark.parametrize("numbers", [(), (0,), (9, 450503, 0, 0, 0, 0), (0, 450503, 0, 0, 7, 0)])
def test_what_nobody_wrote_is_no_view(numbers):
    assert view_of(numbers) is None


def test_a_topic_is_found_by_its_number_among_those_there_are():
    assert topic_of(topic_number("water"), ["housing", "water"]) == "water"
    assert topic_of(topic_number("water"), ["housing"]) is None


def test_a_view_narrows_by_topic_then_by_place_down_to_a_village():
    view = View(kind=Kind.NEED, area_code=DISTRICT)
    assert not view.counts_places
    water = view.narrowed("water")
    assert (water.topic, water.counts_places) == (topic_number("water"), True)
    there = water.narrowed(TOWN).narrowed(VILLAGE)
    assert (there.area_code, there.is_leaf) == (VILLAGE, True)


def test_a_view_by_place_narrows_to_a_town_and_then_its_topics():
    view = View(kind=Kind.NEED, area_code=DISTRICT, is_by_place=True)
    town = view.narrowed(TOWN)
    assert (town.area_code, town.counts_places) == (TOWN, False)
    assert view.narrowed(TOWN).wider([DISTRICT]) == view


def test_nothing_wider_than_ones_own_area_is_offered():
    view = View(kind=Kind.NEED, area_code=TOWN)
    assert view.wider([TOWN]) is None
    assert view.narrowed("water").wider([TOWN]) == view


@pytest.mark.parametrize(
    ("period", "first"),
    [(Period.YEAR, date(2026, 1, 1)), (Period.QUARTER, date(2026, 10, 1)),
     (Period.MONTH, date(2026, 11, 1))],
)  # fmt: skip
def test_a_period_begins_at_midnight_in_shanghai(period, first):
    at = begins_at(period, date(2026, 11, 26))
    assert at is not None
    assert at.date() == first
    assert at.astimezone(UTC).hour == 16


def test_ever_since_has_no_beginning():
    assert begins_at(Period.ALL, date(2026, 11, 26)) is None


def test_counts_add_up():
    both = Count(going_on=3, overdue=1, ended=4) + Count(going_on=1, ended=2)
    assert both == Count(going_on=4, overdue=1, ended=6)
    assert [both.of(it) for it in Standing] == [10, 4, 1, 6]


def test_the_quarter_of_a_day_is_not_in_the_future():
    for month in range(1, 13):
        day = date(2026, month, 15)
        at = begins_at(Period.QUARTER, day)
        assert at is not None
        assert at <= datetime(2026, month, 15, tzinfo=UTC)
