"""The plan of Yinhai: its dates, moved together, and due dates that lie on rest days."""

from datetime import date, datetime

import pytest

from domain.calendar import SHANGHAI, is_working_day
from domain.campaign_templates import (
    PLANS,
    YINHAI,
    check_start,
    drafted,
    planned,
)
from domain.campaigns import Audience, Campaign, Criterion
from domain.recurrences import SHIPPED
from domain.refusals import Refusal

TODAY = date(2026, 6, 1)
AS_PLANNED = [
    ("training", "06-21", "06-26"),
    ("accounts", "06-28", "07-03"),
    ("app", "06-28", "07-07"),
    ("visit", "07-01", "07-20"),
    ("handbook", "07-01", "07-20"),
    ("subsidies", "07-15", "07-24"),
    ("summary", "07-24", "07-31"),
]
"""In 2026, when 28 June and 5 July are Sundays and 25 July is a Saturday."""


def dates(first, today=TODAY, overrides=None):
    found = [(it.key, *planned(it, first, today, overrides or {})) for it in YINHAI.tasks]
    return [(key, f"{opens:%m-%d}", f"{due:%m-%d}") for key, opens, due in found]


def test_the_plan_has_its_six_dates():
    nominal = [date(2026, 6, 28).toordinal() + it.after for it in YINHAI.tasks]
    days = [f"{date.fromordinal(it):%m-%d}" for it in nominal]
    assert days == ["06-28", "07-05", "07-07", "07-20", "07-20", "07-25", "07-31"]


def test_due_dates_on_rest_days_come_on_the_working_day_before():
    assert dates(date(2026, 6, 28)) == AS_PLANNED


def test_all_dates_move_by_the_same_number_of_days():
    first = date(2026, 9, 28)
    due = {key: it for key, _, it in dates(first)}
    assert (due["training"], due["accounts"]) == ("09-28", "09-30")
    assert (due["visit"], due["summary"]) == ("10-20", "10-30")


def test_a_kept_day_counts():
    worked = {date(2026, 6, 28): True, date(2026, 7, 20): False}
    due = {key: it for key, _, it in dates(date(2026, 6, 28), overrides=worked)}
    assert (due["training"], due["visit"]) == ("06-28", "07-17")


def test_nothing_opens_or_is_due_before_today():
    sunday = date(2026, 6, 28)
    (_, opens, due), *_ = dates(sunday, today=sunday)
    assert (opens, due) == ("06-28", "06-29")


@pytest.mark.parametrize(
    "first", [date(2026, 6, 1).replace(month=m, day=d) for m in range(6, 13) for d in (1, 14, 28)]
)
def test_every_due_date_is_a_working_day_ahead(first):
    for task in YINHAI.tasks:
        opens_on, due_on = planned(task, first, TODAY)
        assert opens_on >= TODAY
        assert is_working_day(due_on)


@pytest.mark.parametrize(
    ("today", "starts"),
    [("2026-06-01", "2026-06-28"), ("2026-06-28", "2026-06-28"), ("2026-06-29", "2027-06-28")],
)
def test_it_starts_on_its_own_day_or_next_year(today, starts):
    assert YINHAI.starts(date.fromisoformat(today)) == date.fromisoformat(starts)


@pytest.mark.parametrize("first", [date(2026, 5, 31), date(2027, 7, 1)])
def test_a_start_that_is_past_or_far_away_is_refused(first):
    with pytest.raises(Refusal):
        check_start(YINHAI, first, TODAY)


def test_a_task_becomes_a_campaign_of_the_office():
    base = Campaign(
        title="入户走访一次", what="每户走访一次", criterion=Criterion.CONFIRMED,
        audience=Audience(roles=frozenset()), area_code="450503101", owner_id=7,
        opens_on=TODAY, due_at=datetime(2026, 6, 1, tzinfo=SHANGHAI),
        set_at=datetime(2026, 6, 1, 9, tzinfo=SHANGHAI),
    )  # fmt: skip
    task = next(it for it in YINHAI.tasks if it.key == "visit")
    made = drafted(task, base, date(2026, 6, 28))
    assert (made.criterion, made.audience.roles) == (Criterion.VISITED, task.roles)
    assert (made.title, made.area_code, made.owner_id) == ("入户走访一次", "450503101", 7)
    assert made.due_at == datetime(2026, 7, 20, 18, tzinfo=SHANGHAI)
    assert made.opens_on == date(2026, 7, 1)


def test_names_are_unique_and_what_comes_back_is_shipped():
    shipped = {it.name for it in SHIPPED}
    for plan in PLANS:
        keys = [it.key for it in plan.tasks]
        assert len(set(keys)) == len(keys)
        assert {it.comes_back for it in plan.tasks if it.comes_back} <= shipped
