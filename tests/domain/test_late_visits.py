"""Late entries: which day may be claimed, how often, and who decides."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from domain.calendar import SHANGHAI
from domain.late_visits import Claims, Rules, claimed_at, decide, may_begin, refuse_day
from domain.people import Person
from domain.refusals import Refusal
from domain.visits import State, Visit

NOW = datetime(2026, 3, 10, 9, tzinfo=SHANGHAI)
BOOK = Rules(late_visits_a_month=2, late_visit_days=15)
CLAIMS = Claims(
    paired_on=date(2026, 2, 25),
    visited_on=frozenset({date(2026, 3, 5)}),
    entered={date(2026, 2, 1): 2},
)

DAYS = (
    (date(2026, 3, 10), ""),
    (date(2026, 3, 9), ""),
    (date(2026, 3, 11), "to come"),
    (date(2026, 2, 22), "more than"),
    (date(2026, 2, 24), "since"),
    (date(2026, 2, 25), "late entries already"),
    (date(2026, 3, 5), "entered already"),
)


@pytest.mark.parametrize(("day", "why"), DAYS)
def test_a_day_is_claimed_within_the_rules(day, why):
    if not why:
        refuse_day(day, CLAIMS, BOOK, NOW)
        return
    with pytest.raises(Refusal, match=why):
        refuse_day(day, CLAIMS, BOOK, NOW)


BEGINNINGS: tuple[tuple[dict[date, int], bool], ...] = (
    ({}, True),
    ({date(2026, 2, 1): 2}, True),
    ({date(2026, 3, 1): 2}, True),
    ({date(2026, 2, 1): 2, date(2026, 3, 1): 3}, False),
)


@pytest.mark.parametrize(("entered", "may"), BEGINNINGS)
def test_nobody_begins_what_no_day_allows(entered, may):
    claims = replace(CLAIMS, entered=entered)
    if may:
        may_begin(claims, BOOK, NOW)
        return
    with pytest.raises(Refusal):
        may_begin(claims, BOOK, NOW)


def test_where_only_this_month_can_be_claimed_the_last_one_does_not_help():
    claims = replace(CLAIMS, paired_on=date(2026, 3, 2), entered={date(2026, 3, 1): 2})
    with pytest.raises(Refusal):
        may_begin(claims, BOOK, NOW)


def test_a_time_of_today_must_be_over():
    assert claimed_at(NOW.date(), "09:00", NOW) == NOW
    with pytest.raises(Refusal):
        claimed_at(NOW.date(), "09:01", NOW)


def test_nobody_decides_his_own_and_nothing_twice():
    visit = Visit(id=1, household_id=2, person_id=3, at=NOW, handed_in_at=NOW, state=State.WAITING)
    decide(visit, Person(id=4, name="莫小兰"))
    with pytest.raises(Refusal, match="your own"):
        decide(visit, Person(id=3, name="韦秀英"))
    for state in set(State) - {State.WAITING}:
        with pytest.raises(Refusal, match="decided already"):
            decide(replace(visit, state=state), Person(id=4, name="莫小兰"))
