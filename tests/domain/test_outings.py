"""Where to go today: what speaks for a household, and the shortest way round."""

from dataclasses import replace
from datetime import date
from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.geo import Point, destination, roughly_m
from domain.outings import MOST_STOPS, Stop, best, legs_m, reasons, score, way_round

TODAY = date(2026, 3, 20)
THIS_MONTH, LAST_MONTH = date(2026, 3, 1), date(2026, 2, 1)
HOME = Point(latitude=21.48, longitude=109.18)
QUIET = Stop(household_id=1, name="黄大明", days_since=3)


def said(stop):
    return reasons(stop, TODAY).render(str)


REASONS = (
    (QUIET, 0, "3 days since"),
    (replace(QUIET, days_since=0), 0, "visited today"),
    (replace(QUIET, days_since=68), 9, "68 days since"),
    (replace(QUIET, days_since=None), 20, "never visited"),
    (replace(QUIET, owes_from=THIS_MONTH), 40, "not visited this month · 3 days since"),
    (
        replace(QUIET, owes_from=LAST_MONTH, days_since=40),
        105,
        "visit of month 2 missing · 40 days since",
    ),
    (replace(QUIET, planned_on=date(2026, 3, 24)), 0, "3 days since"),
    (replace(QUIET, planned_on=date(2026, 3, 23)), 30, "promised for 3-23 · 3 days since"),
    (
        replace(QUIET, planned_on=date(2026, 3, 1)),
        30,
        "promised for 3-1, which is past · 3 days since",
    ),
    (replace(QUIET, unmet=2), 10, "2 unmet · 3 days since"),
    (replace(QUIET, unmet=9), 20, "9 unmet · 3 days since"),
    (replace(QUIET, cases=1), 10, "1 open needs · 3 days since"),
    (
        replace(QUIET, cases=3, urgent_cases=1),
        60,
        "🔴 1 urgent needs · 2 open needs · 3 days since",
    ),
)


@pytest.mark.parametrize(("stop", "points", "words"), REASONS)
def test_every_point_is_a_reason_in_words(stop, points, words):
    assert (score(stop, TODAY), said(stop)) == (points, words)


def test_a_missed_month_comes_before_anything_of_this_month():
    missed = replace(QUIET, name="丁", owes_from=LAST_MONTH, days_since=40)
    due = replace(QUIET, name="乙", owes_from=THIS_MONTH, unmet=2, planned_on=TODAY)
    assert best([due, missed], TODAY) == [missed, due]


def test_at_most_five_are_proposed_and_nobody_who_was_visited_today():
    stops = [replace(QUIET, household_id=it, name=str(it), unmet=it) for it in range(8)]
    done = replace(QUIET, household_id=9, unmet=9, urgent_cases=1, cases=1, days_since=0)
    assert [it.household_id for it in best([*stops, done], TODAY)] == [4, 5, 6, 7, 3]
    assert best([QUIET, done], TODAY) == []


def test_another_helpers_visit_of_today_does_not_make_ones_own():
    owed = replace(QUIET, owes_from=THIS_MONTH, days_since=0)
    assert best([owed], TODAY) == [owed]


def at(bearing, metres, number=1):
    return replace(QUIET, household_id=number, point=destination(HOME, bearing, metres))


def test_the_way_round_is_the_shortest_and_unknown_places_come_last():
    stops = [at(90, 900, 1), replace(QUIET, household_id=2), at(90, 300, 3), at(90, 600, 4)]
    way = way_round(stops, HOME)
    assert [it.household_id for it in way] == [3, 4, 1, 2]
    legs = legs_m(way, HOME)
    assert [leg and round(leg) for leg in legs] == [300, 300, 300, None]
    assert {it.household_id for it in way_round(stops, None)[:3]} == {1, 3, 4}
    assert legs_m(way_round(stops, None), None)[0] is None
    assert way_round([stops[1]], HOME) == [stops[1]]


def test_more_than_can_be_compared_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="more stops"):
        way_round([at(it, 100, it) for it in range(MOST_STOPS + 1)], HOME)


bearings = st.integers(min_value=0, max_value=359)
lengths = st.integers(min_value=10, max_value=9000)


@settings(max_examples=20)
@given(st.lists(st.tuples(bearings, lengths), min_size=1, max_size=MOST_STOPS))
def test_no_other_order_is_shorter(places):
    stops = [at(bearing, metres, number) for number, (bearing, metres) in enumerate(places)]

    def length(way):
        return sum(roughly_m(a, b) for a, b in pairwise([HOME, *(it.point for it in way)]))

    way = way_round(stops, HOME)
    assert sorted(it.household_id for it in way) == [it.household_id for it in stops]
    assert length(way) == min(map(length, permutations(stops)))
