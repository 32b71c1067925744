"""What an administrator can change of a ladder, and what stays as it must."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain.areas import Level
from domain.cases import HEIGHTS
from domain.ladder_edits import (
    CLOCKS,
    missing_offices,
    movable,
    read_span,
    with_clock,
    with_figure,
    with_office,
    with_office_earlier,
    without_office,
)
from domain.ladders import SHIPPED, Kind, Span
from domain.people import Role
from domain.refusals import Refusal

NEED, ALERT, SUGGESTION = SHIPPED[Kind.NEED], SHIPPED[Kind.ALERT], SHIPPED[Kind.SUGGESTION]


def offices(ladder):
    return [rung.role for rung in ladder.rungs]


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("3天", Span(days=3)),
        ("3 个工作日", Span(days=3)),
        (" 1天4小时 ", Span(days=1, minutes=240)),
        ("90分钟", Span(minutes=90)),
        ("2 d", Span(days=2)),
        ("不限", Span()),
        ("0", Span()),
        ("", None),
        ("三天", None),
        ("3", None),
        ("3天吧", None),
        ("12345天", None),
    ],
)
def test_lengths_of_time_are_read_as_people_write_them(written, span):
    assert read_span(written) == span


def test_a_clock_changes_for_one_office_alone():
    changed = with_clock(NEED, 1, "solve", Span(days=7))
    assert changed.rungs[1].clocks == replace(NEED.rungs[1].clocks, solve=Span(days=7))
    assert (changed.rungs[0], changed.rungs[2]) == (NEED.rungs[0], NEED.rungs[2])
    for span in (Span(days=61), Span(minutes=481)):
        with pytest.raises(Refusal):
            with_clock(NEED, 1, "solve", span)


def test_an_office_comes_where_its_level_belongs():
    shorter = without_office(NEED, 1)
    assert missing_offices(shorter) == [Role.TOWN_STATION, Role.ORGANISATION_DEPARTMENT]
    again = with_office(shorter, Role.TOWN_STATION, Span(days=4))
    assert offices(again) == offices(NEED)
    assert again.rungs[1].level is Level.TOWN
    assert again.rungs[1].clocks == replace(NEED.rungs[0].clocks, solve=Span(days=4))
    first = with_office(without_office(NEED, 0), Role.INFORMATION_OFFICER, Span(days=1))
    assert offices(first) == offices(NEED)
    with pytest.raises(Refusal):
        with_office(NEED, Role.TOWN_STATION, Span(days=4))


def test_offices_of_one_level_change_places_and_the_last_one_stays():
    assert movable(NEED) == []
    assert movable(SUGGESTION) == [1]
    turned = with_office_earlier(SUGGESTION, 1)
    assert offices(turned) == [Role.ORGANISATION_DEPARTMENT, Role.DISTRICT_OFFICE]
    with pytest.raises(Refusal):
        with_office_earlier(NEED, 1)
    with pytest.raises(Refusal):
        without_office(without_office(SUGGESTION, 0), 0)


def test_alerts_keep_their_stages():
    assert (missing_offices(ALERT), movable(ALERT)) == ([], [])
    with pytest.raises(Refusal):
        without_office(ALERT, 3)
    with pytest.raises(Refusal):
        with_office(ALERT, Role.INFORMATION_OFFICER, Span(days=1))


def test_figures_stay_in_their_limits():
    assert with_figure(ALERT, "chain_days", 20).chain_days == 20
    assert with_figure(ALERT, "income_line_yuan", 7000).rules["income_line_yuan"] == 7000
    assert with_figure(ALERT, "paper.illness.bills", 0).rules["paper.illness.bills"] == 0
    for figure, value in (("warn_percent", 96), ("chain_days", -1), ("paper.illness.bills", 2)):
        with pytest.raises(Refusal):
            with_figure(ALERT, figure, value)


EDITS = some.sampled_from(
    [
        lambda it, n: with_clock(it, n % len(it.rungs), CLOCKS[n % 5], Span(days=n)),
        lambda it, n: with_office(it, list(Role)[n % len(Role)], Span(days=n)),
        lambda it, n: without_office(it, n % len(it.rungs)),
        with_office_earlier,
    ]
)


@given(
    kind=some.sampled_from(list(Kind)),
    edits=some.lists(some.tuples(EDITS, some.integers(0, 9)), max_size=12),
)
def test_whatever_is_changed_a_ladder_climbs_and_names_each_office_once(kind, edits):
    ladder = SHIPPED[kind]
    for edit, number in edits:
        try:
            ladder = edit(ladder, number)
        except Refusal:
            continue
        heights = [HEIGHTS[rung.level] for rung in ladder.rungs]
        assert ladder.rungs
        if kind is not Kind.ALERT:
            assert heights == sorted(heights)
            assert len(set(offices(ladder))) == len(ladder.rungs)
