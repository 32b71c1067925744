"""When an item of the exit standard must be looked at, and what a check carries."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.haves import LABELS, Check, Item, Verdict, check_of, to_look_at

TODAY = date(2026, 3, 2)
CHECK = Check(
    household_id=7,
    item=Item.HOUSING,
    verdict=Verdict.UNMET,
    checked_on=TODAY - timedelta(days=180),
    standard="revised",
    facts={"grade": "B", "m2": "30"},
    reason="在建新房",
)
MET = {item: replace(CHECK, item=item, verdict=Verdict.MET) for item in Item}


def test_every_item_has_a_name_in_the_official_order():
    assert list(LABELS) == list(Item)


def test_a_proposal_carries_all_that_a_check_found():
    again = check_of(7, Item.HOUSING, CHECK.value, CHECK.checked_on)
    assert replace(again, standard="revised") == CHECK
    assert CHECK.value == replace(CHECK, checked_on=TODAY, standard="2016", person_id=3).value


def test_what_is_met_and_was_looked_at_within_the_days_is_not_asked_about():
    assert to_look_at(MET, TODAY, 180) == ()
    assert to_look_at(MET, TODAY, 179) == tuple(Item)


def test_what_was_never_checked_is_asked_about():
    assert to_look_at({}, TODAY, 180) == tuple(Item)


@pytest.mark.parametrize("verdict", [Verdict.UNMET, Verdict.UNCHECKED])
def test_what_is_not_met_is_asked_about_every_time(verdict):
    fresh = replace(CHECK, verdict=verdict, checked_on=TODAY)
    assert to_look_at(MET | {Item.HOUSING: fresh}, TODAY, 180) == (Item.HOUSING,)
