"""When a duty that comes back begins, and when it is due."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import SHANGHAI, is_working_day, local_day
from domain.campaign_events import events
from domain.campaigns import Every, State
from domain.duties import month_of
from domain.periods import campaign_of, due_on, following, next_opening, opening, to_begin
from domain.recurrences import SHIPPED
from domain.worktime import Calendar

VISITS, *_, SUBSIDIES = SHIPPED


def at(written):
    return datetime.fromisoformat(written).replace(tzinfo=SHANGHAI)


def monthly(**more):
    return replace(VISITS, **more)


@pytest.mark.parametrize(
    ("recurrence", "first", "opens", "due"),
    [
        (VISITS, "2026-11-01", "2026-11-01", "2026-11-30"),
        (VISITS, "2026-02-01", "2026-02-01", "2026-02-28"),  # a Saturday that was worked
        (VISITS, "2026-05-01", "2026-05-01", "2026-05-29"),  # the 31st is a Sunday
        (VISITS, "2024-02-01", "2024-02-01", "2024-02-29"),
        (VISITS, "2025-12-01", "2025-12-01", "2025-12-31"),
        (monthly(due_day=20), "2026-04-01", "2026-04-01", "2026-04-20"),
        (monthly(due_day=5), "2025-10-01", "2025-10-01", "2025-10-09"),  # the holiday lasts
        (monthly(opens_day=31), "2026-02-01", "2026-02-28", "2026-02-28"),
        (monthly(opens_day=20, due_day=10), "2026-04-01", "2026-04-20", "2026-04-20"),
        (SUBSIDIES, "2026-07-01", "2026-07-01", "2026-09-24"),  # Mid-Autumn is on the 25th
        (SUBSIDIES, "2026-10-01", "2026-10-01", "2026-12-25"),
    ],
)
def test_a_period_has_its_days(recurrence, first, opens, due):
    first = date.fromisoformat(first)
    assert opening(recurrence, first) == date.fromisoformat(opens)
    assert due_on(recurrence, first) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("month", "due_day", "due_on", "steps", "passed_on"),
    [
        # an ordinary month: T-7, T-3, T-1 (a Sunday, so T-4, which leaves T-3 alone), the day
        ("2026-11-01", 31, "2026-11-30", ["23:7", "27:1", "30:0"], "2026-12-01"),
        ("2026-03-09", 31, "2026-03-31", ["24:7", "27:3", "30:1", "31:0"], "2026-04-01"),
        # February ends on a Saturday worked for Spring Festival; T-7 falls into the festival
        ("2026-02-20", 31, "2026-02-28", ["14:7", "25:3", "27:1", "28:0"], "2026-03-02"),
        # a leap year, and one that is not
        ("2024-02-01", 31, "2024-02-29", ["22:7", "26:3", "28:1", "29:0"], "2024-03-01"),
        ("2025-02-01", 31, "2025-02-28", ["21:7", "25:3", "27:1", "28:0"], "2025-03-03"),
        # Spring Festival from 28 January on: due on the 27th; passed on on the 5th of February
        ("2025-01-31", 31, "2025-01-27", ["20:7", "24:3", "26:1", "27:0"], "2025-02-05"),
        # the year changes; Sunday 4 January 2026 was worked
        ("2025-12-31", 31, "2025-12-31", ["24:7", "26:3", "30:1", "31:0"], "2026-01-04"),
        # a month that ends on a rest day
        ("2026-05-31", 31, "2026-05-29", ["22:7", "26:3", "28:1", "29:0"], "2026-06-01"),
        # the rule book's day, after a long holiday: no reminder before the month begins
        ("2025-10-01", 15, "2025-10-15", ["11:3", "14:1", "15:0"], "2025-10-16"),
        ("2026-04-01", 20, "2026-04-20", ["13:7", "17:1", "20:0"], "2026-04-21"),
    ],
)
def test_a_month_has_its_days(month, due_day, due_on, steps, passed_on):
    first = date.fromisoformat(month).replace(day=1)
    campaign = campaign_of(monthly(due_day=due_day), first, at("2026-01-01T00:00"))
    assert campaign.due_at == month_of(first, due_day).due_at == at(f"{due_on}T18:00")
    found = events(campaign, campaign.due_at, Calendar())
    said = [it for it in found if it.at < campaign.due_at]
    assert [f"{it.at:%d}:{it.name[1]}" for it in said] == steps
    missed = [it.at for it in found if it.name.startswith(("after1", "village"))]
    assert missed == [at(f"{passed_on}T08:00")] * 2
    assert month_of(first, due_day).passed_on_at == missed[0]


def test_days_kept_by_administrators_move_the_due_day():
    resting = {date(2026, 11, 30): False}
    assert due_on(VISITS, date(2026, 11, 1), resting) == date(2026, 11, 27)


def begun(recurrence, last, now):
    return [it.period for it in to_begin(recurrence, last, at(now))]


@pytest.mark.parametrize(
    ("last", "now", "periods"),
    [
        (None, "2026-11-17T09:00", [202611]),  # what is shipped begins in the middle
        (None, "2026-11-30T19:00", []),  # over already: the next month begins
        (202610, "2026-11-01T00:00", [202611]),
        (202611, "2026-11-01T00:00", []),
        (202610, "2026-10-31T23:59", []),
        (202512, "2026-01-01T00:00", [202601]),  # the year changes
        (202610, "2026-12-05T09:00", [202611, 202612]),  # the bot was away for a month
        (202608, "2026-12-28T09:00", [202612]),  # what is closed is not begun any more
        (202612, "2026-11-20T09:00", []),  # the clock was set back
    ],
)
def test_the_monthly_visit_begins_with_the_month(last, now, periods):
    assert begun(VISITS, last, now) == periods


@pytest.mark.parametrize(
    ("last", "now", "periods"),
    [
        (None, "2026-11-30T09:00", []),
        (None, "2026-12-01T00:00", [202612]),
        (202611, "2026-11-30T09:00", []),
        (202611, "2026-12-01T00:00", [202612]),
    ],
)
def test_a_change_holds_from_the_next_period_on(last, now, periods):
    changed = monthly(version=2, set_at=at("2026-11-10T09:00"))
    assert begun(changed, last, now) == periods


def test_what_was_made_of_a_campaign_that_opens_later_waits_for_it():
    own = monthly(name="own7", set_at=at("2026-11-10T09:00"))
    assert begun(own, None, "2026-12-01T00:00") == []
    assert begun(own, 202701, "2027-02-01T00:00") == [202702]


def test_quarters_begin_with_their_first_month():
    quarterly = replace(SUBSIDIES, is_on=True)
    assert begun(quarterly, None, "2026-11-20T09:00") == [202610]
    assert begun(quarterly, 202610, "2026-12-31T09:00") == []
    assert begun(quarterly, 202610, "2027-01-01T00:00") == [202701]
    assert begun(replace(quarterly, is_on=False), 202610, "2027-01-01T00:00") == []


def test_one_that_opens_later_in_the_month_waits_for_its_day():
    late = monthly(opens_day=20)
    assert begun(late, 202610, "2026-11-19T23:59") == []
    assert begun(late, 202610, "2026-11-20T00:00") == [202611]
    assert next_opening(late, at("2026-11-19T12:00")) == date(2026, 11, 1)
    assert next_opening(late, at("2026-11-20T12:00")) == date(2026, 12, 1)


def test_it_is_looked_at_from_today_on_and_from_its_due_date_when_that_is_past():
    (campaign,) = to_begin(VISITS, None, at("2026-11-17T09:00"))
    assert campaign.next_at == at("2026-11-17T00:00")
    assert (campaign.state, campaign.recurrence) == (State.RUNNING, "visits")
    missed, this = to_begin(VISITS, 202610, at("2026-12-05T09:00"))
    assert (missed.next_at, this.next_at) == (missed.due_at, at("2026-12-05T00:00"))


@given(st.dates(date(2020, 1, 1), date(2028, 12, 31)), st.integers(15, 31))
def test_the_monthly_visit_is_due_as_lists_of_a_month_say(day, due_day):
    mine = monthly(due_day=due_day)
    campaign = campaign_of(mine, day.replace(day=1), at("2026-01-01T00:00"))
    month = month_of(day, due_day)
    assert (campaign.due_at, campaign.period) == (month.due_at, month.number)


@given(
    st.dates(date(2020, 1, 1), date(2028, 12, 31)),
    st.integers(1, 31),
    st.integers(1, 31),
    st.sampled_from(Every),
)
def test_every_period_is_due_on_a_working_day_of_its_own(day, opens_day, due_day, every):
    mine = monthly(opens_day=opens_day, due_day=due_day, every=every)
    first = following(every, day.replace(day=1) - timedelta(days=200))
    campaign = campaign_of(mine, first, at("2026-01-01T00:00"))
    due_day_on = local_day(campaign.due_at)
    assert is_working_day(due_day_on)
    assert campaign.opens_on <= due_day_on
    assert due_day_on - following(every, first) < timedelta(days=11)
