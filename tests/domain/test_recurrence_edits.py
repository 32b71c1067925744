"""Duties that come back, switched and changed: who may, which days make sense, from when on."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from domain.calendar import SHANGHAI
from domain.campaigns import RISES, Audience, Campaign, Criterion, Every
from domain.people import Duty, Person, Role
from domain.recurrence_edits import (
    changed,
    differences,
    holds_from,
    made_of,
    may_keep,
    name_of_number,
    number_of_name,
    period_of,
    switched,
)
from domain.recurrences import SHIPPED
from domain.refusals import Refusal

VISITS, REPORT, _, SUBSIDIES = SHIPPED


def test_buttons_call_them_by_numbers():
    for name in [*(it.name for it in SHIPPED), "own1784512345678901234"]:
        assert name_of_number(number_of_name(name)) == name
    assert name_of_number(0) == "own0"


def test_what_is_switched_is_a_new_version():
    assert (switched(REPORT).is_on, switched(REPORT).version) == (True, 2)
    assert switched(switched(REPORT)).is_on is False


def test_only_what_can_change_changes():
    wished = replace(REPORT, title="另一个", due_day=25, rises=RISES[:1], is_on=True)
    after = changed(REPORT, wished)
    assert (after.title, after.is_on, after.due_day) == (REPORT.title, False, 25)
    assert differences(REPORT, after) == ("due_day", "rises")
    assert after.version == 2


@pytest.mark.parametrize(
    ("recurrence", "days"),
    [(REPORT, {"opens_day": 20, "due_day": 10}), (VISITS, {"due_day": 14})],
)
def test_days_that_make_no_sense_are_refused(recurrence, days):
    with pytest.raises(Refusal):
        changed(recurrence, replace(recurrence, **days))


def test_a_quarter_may_be_due_on_an_earlier_day_of_its_last_month():
    assert changed(SUBSIDIES, replace(SUBSIDIES, opens_day=20, due_day=10)).due_day == 10


@pytest.mark.parametrize(
    ("recurrence", "last", "today", "first"),
    [
        (VISITS, 202603, "2026-03-02", "2026-04-01"),
        (VISITS, None, "2026-03-02", "2026-04-01"),
        (VISITS, 202603, "2026-03-01", "2026-04-01"),
        (VISITS, None, "2026-03-01", "2026-03-01"),
        (VISITS, 202612, "2026-12-31", "2027-01-01"),
        (replace(VISITS, opens_day=15), 202603, "2026-03-10", "2026-04-01"),
        (replace(VISITS, opens_day=15), 202602, "2026-03-10", "2026-03-01"),
        (replace(VISITS, opens_day=31), None, "2026-02-28", "2026-02-01"),
        (SUBSIDIES, 202601, "2026-03-31", "2026-04-01"),
        (SUBSIDIES, None, "2026-01-02", "2026-04-01"),
    ],
)
def test_a_change_reaches_the_next_period_that_has_not_begun(recurrence, last, today, first):
    found = holds_from(recurrence, last, date.fromisoformat(today))
    assert found == date.fromisoformat(first)


def campaign(opens, due):
    return Campaign(
        title="台账", what="更新台账", criterion=Criterion.HANDED_IN,
        audience=Audience(roles=frozenset({Role.HELPER})), area_code="450503101", owner_id=1,
        opens_on=date.fromisoformat(opens),
        due_at=datetime.combine(date.fromisoformat(due), datetime.min.time(), SHANGHAI),
        set_at=datetime(2026, 3, 1, tzinfo=SHANGHAI),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("opens", "due", "days"),
    [
        ("2026-03-02", "2026-03-20", (2, 20)),
        ("2026-04-01", "2026-04-30", (1, 31)),
        ("2026-02-20", "2026-02-28", (20, 31)),
        ("2026-03-20", "2026-04-05", (1, 5)),
    ],
)
def test_a_campaign_comes_back_on_its_days(opens, due, days):
    made = made_of(campaign(opens, due), Every.MONTH)
    assert (made.opens_day, made.due_day) == days
    assert (made.title, made.area_code, made.criterion) == (
        "台账",
        "450503101",
        Criterion.HANDED_IN,
    )


@pytest.mark.parametrize(
    ("opens", "due", "every", "period"),
    [
        ("2026-03-02", "2026-03-20", Every.MONTH, 202603),
        ("2026-03-20", "2026-04-05", Every.MONTH, 202604),
        ("2026-03-05", "2026-04-20", Every.MONTH, 202604),
        ("2026-12-20", "2027-01-31", Every.MONTH, 202701),
        ("2026-08-05", "2026-08-20", Every.QUARTER, 202607),
        ("2026-09-20", "2026-10-10", Every.QUARTER, 202607),
    ],
)
def test_nothing_comes_back_before_its_first_time_is_due(opens, due, every, period):
    first = campaign(opens, due)
    assert period_of(made_of(first, every), first) == period


def person(role, area):
    duty = Duty(role=role, area_code=area)
    return Person(id=1, name="某人", duties=(duty,))


@pytest.mark.parametrize(
    ("role", "area", "may_shipped", "may_own"),
    [
        (Role.ADMIN, "", True, True),
        (Role.DISTRICT_OFFICE, "450503", True, True),
        (Role.TOWN_STATION, "450503101", False, True),
        (Role.TOWN_STATION, "450503102", False, False),
        (Role.HELPER, "450503101", False, False),
    ],
)
def test_the_shipped_ones_are_the_districts_and_own_ones_their_offices(
    role, area, may_shipped, may_own
):
    somebody = person(role, area)
    own = made_of(campaign("2026-03-02", "2026-03-20"), Every.MONTH)
    assert (may_keep(somebody, VISITS), may_keep(somebody, own)) == (may_shipped, may_own)
