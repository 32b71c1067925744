"""Escalation: whom a miss is shown, who may act, and how long one can give time."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from domain.areas import Level
from domain.calendar import SHANGHAI
from domain.campaigns import Audience, Campaign, Criterion, Item, Owing, Standing
from domain.duties import Reach
from domain.people import Duty, Person, Role
from domain.refusals import Refusal
from domain.rises import (
    Noted,
    Section,
    check_owes,
    extend,
    is_rise,
    may_act,
    nearest,
    rise_of,
    shared,
    stamp,
)

DISTRICT, TOWN, VILLAGE, OTHER = "450503", "450503101", "450503101204", "450503101201"
DUE = datetime(2026, 3, 13, 18, tzinfo=SHANGHAI)
NOW = datetime(2026, 3, 16, 9, tzinfo=SHANGHAI)
OWING = Owing(
    campaign=1,
    person_id=7,
    name="韦秀英",
    area_code=VILLAGE,
    unit="区教育局",
    reach=Reach.REACHED,
    standing=Standing.OPEN,
    due_at=DUE,
)
CAMPAIGN = Campaign(
    number=1,
    title="手册更新",
    what="",
    criterion=Criterion.CONFIRMED,
    audience=Audience(roles=frozenset({Role.HELPER})),
    area_code=DISTRICT,
    opens_on=date(2026, 3, 3),
    due_at=DUE,
    set_at=NOW,
)


def item(number, code, standing=Standing.OPEN):
    return Item(id=number, name=f"户{number}", area_code=code, standing=standing)


OFFICES = {VILLAGE: [1, 7], TOWN: [2], DISTRICT: [3]}


@pytest.mark.parametrize(
    ("code", "besides", "found"),
    [
        (VILLAGE, {9}, [1, 7]),
        (VILLAGE, {7}, [1]),
        (VILLAGE, {1, 7}, [2]),
        (OTHER, set(), [2]),
        (TOWN, {2}, [3]),
        (DISTRICT, {3}, []),
        ("", set(), []),
    ],
)
def test_the_nearest_office_reads_and_nobody_reads_about_himself(code, besides, found):
    assert list(nearest(OFFICES, code, besides)) == found


def test_households_go_to_the_office_of_each():
    items = (item(1, VILLAGE), item(2, OTHER), item(3, VILLAGE, Standing.LATE))
    parts = shared(replace(OWING, items=items), OFFICES)
    assert {who: [it.id for it in part.items] for who, part in parts.items()} == {
        1: [1, 3],
        2: [2],
    }


def test_an_office_of_whose_households_none_is_open_reads_nothing_of_it():
    items = (item(1, VILLAGE), item(2, OTHER, Standing.DONE))
    assert list(shared(replace(OWING, items=items), OFFICES)) == [1]


def test_whoever_took_it_over_does_not_read_of_it():
    assert list(shared(replace(OWING, taken_by=1), OFFICES)) == [2]


def test_whoever_works_nowhere_is_shown_where_the_task_comes_from():
    assert list(shared(replace(OWING, area_code=""), OFFICES, DISTRICT)) == [3]


@pytest.mark.parametrize(
    ("duty", "unit", "may"),
    [
        (Duty(role=Role.INFORMATION_OFFICER, area_code=VILLAGE), "", True),
        (Duty(role=Role.INFORMATION_OFFICER, area_code=OTHER), "", False),
        (Duty(role=Role.TOWN_STATION, area_code=TOWN), "", True),
        (Duty(role=Role.DISTRICT_OFFICE, area_code=DISTRICT), "", True),
        (Duty(role=Role.RESIDENT, area_code=VILLAGE), "", False),
        (Duty(role=Role.UNIT_MANAGER), "区教育局", True),
        (Duty(role=Role.UNIT_MANAGER), "区卫健局", False),
        (Duty(role=Role.UNIT_MANAGER), "", False),
        (Duty(role=Role.ADMIN), "", True),
    ],
)
def test_offices_over_somebody_and_his_unit_may_act(duty, unit, may):
    person = Person(id=5, name="某", duties=(duty,), unit=unit)
    assert may_act(person, OWING, CAMPAIGN) is may
    assert not may_act(replace(person, id=7), OWING, CAMPAIGN)
    assert not may_act(person, replace(OWING, taken_by=5), CAMPAIGN)


def test_an_office_may_act_where_one_of_the_households_lies():
    officer = Person(
        id=5, name="某", duties=(Duty(role=Role.INFORMATION_OFFICER, area_code=OTHER),)
    )
    assert may_act(officer, replace(OWING, items=(item(1, OTHER),)), CAMPAIGN)


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (date(2026, 3, 15), "This day is past"),
        (date(2026, 6, 17), "ends within"),
    ],
)
def test_time_is_given_until_a_later_day_within_three_months(until, words):
    with pytest.raises(Refusal, match=words):
        extend(OWING, until, NOW)
    assert extend(OWING, date(2026, 3, 16), NOW) == NOW.replace(hour=18)


def test_no_time_is_given_to_a_day_on_which_it_is_due_already():
    with pytest.raises(Refusal, match="is due on"):
        extend(replace(OWING, due_at=NOW.replace(hour=18)), date(2026, 3, 16), NOW)


@pytest.mark.parametrize("standing", [it for it in Standing if it is not Standing.OPEN])
def test_who_owes_nothing_any_more_is_left_in_peace(standing):
    with pytest.raises(Refusal):
        check_owes(replace(OWING, standing=standing))


def test_a_rise_is_told_from_a_reminder():
    assert is_rise("town@20260313")
    assert rise_of("town@20260313") == (Level.TOWN, date(2026, 3, 13))
    assert not any(map(is_rise, ("t7@20260313", "after1@20260313", "nudge@20260316", "")))


def section(*owings, known=()):
    notes = tuple(Noted(person_id=it, due_at=DUE, by_id=1, by="莫小兰", at=NOW) for it in known)
    return Section(campaign=CAMPAIGN, due_at=DUE, owings=owings, notes=notes)


def test_a_button_notes_those_on_the_card_whoever_finished_since():
    late = replace(OWING, person_id=8, standing=Standing.LATE)
    both = section(OWING, replace(OWING, person_id=8))
    assert both.fresh == both.open
    assert section(OWING, late).fresh == (OWING,)
    assert section(OWING, known=[7]).fresh == ()
    assert stamp([both]) != stamp([section(OWING, late)])
    assert stamp([section(OWING, late)]) == stamp([section(OWING)])
    assert stamp([section(OWING, known=[7])]) == stamp([])
