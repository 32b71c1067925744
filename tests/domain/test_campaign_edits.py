"""What offices may make of a campaign: dates that make sense, versions, whom it can ask."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from domain.calendar import NO_OVERRIDES, SHANGHAI
from domain.campaign_criteria import suits
from domain.campaign_edits import (
    begin,
    cancel,
    change,
    check_audience,
    check_dates,
    codes_of,
    copy,
    differences,
    due_at,
    extend,
    may_manage,
    worded,
)
from domain.campaign_offices import area_of_copy, offices_of
from domain.campaigns import Audience, Campaign, Criterion, State
from domain.people import Duty, Person, Role
from domain.refusals import Refusal

DISTRICT, TOWN, OTHER_TOWN, VILLAGE = "450503", "450503101", "450503102", "450503101204"
NOW = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)
TODAY = NOW.date()
DRAFT = Campaign(
    number=7,
    title="绑定账号",
    what="请绑定账号。",
    criterion=Criterion.CONFIRMED,
    audience=Audience(roles=frozenset({Role.HELPER})),
    area_code=TOWN,
    opens_on=TODAY,
    due_at=due_at(date(2026, 3, 20), time(18)),
    set_at=NOW,
)
RUNNING = replace(DRAFT, state=State.RUNNING, version=2, next_at=NOW + timedelta(days=3))


def holding(*duties: tuple[Role, str]) -> Person:
    return Person(id=1, name="某", duties=tuple(Duty(role=it, area_code=at) for it, at in duties))


@pytest.mark.parametrize(
    ("duties", "area_code", "may"),
    [
        ([(Role.TOWN_STATION, TOWN)], TOWN, True),
        ([(Role.TOWN_STATION, TOWN)], VILLAGE, True),
        ([(Role.TOWN_STATION, TOWN)], OTHER_TOWN, False),
        ([(Role.TOWN_STATION, TOWN)], DISTRICT, False),
        ([(Role.TOWN_STATION, TOWN)], "", False),
        ([(Role.TOWN_STATION, TOWN), (Role.TOWN_STATION, OTHER_TOWN)], OTHER_TOWN, True),
        ([(Role.DISTRICT_OFFICE, DISTRICT)], TOWN, True),
        ([(Role.DISTRICT_OFFICE, DISTRICT)], "", True),
        ([(Role.ADMIN, "")], "", True),
        ([(Role.ADMIN, "")], TOWN, True),
        ([(Role.INFORMATION_OFFICER, VILLAGE)], VILLAGE, False),
        ([(Role.INFORMATION_OFFICER, DISTRICT)], TOWN, False),
    ],
)
def test_an_office_sees_to_its_own_area_and_what_lies_in_it(duties, area_code, may):
    assert may_manage(holding(*duties), replace(DRAFT, area_code=area_code)) is may


def test_an_administrator_gives_everywhere_and_an_officer_nowhere():
    assert codes_of(holding((Role.ADMIN, ""), (Role.TOWN_STATION, TOWN))) == ("",)
    assert codes_of(holding((Role.INFORMATION_OFFICER, VILLAGE))) == ()


@pytest.mark.parametrize(
    ("opens", "due", "words"),
    [
        ("2026-03-02", "2026-03-20T18:00", ""),
        ("2026-03-02", "2026-03-02T18:00", ""),
        ("2026-03-02", "2026-03-02T08:59", "This time is over already"),
        ("2026-03-02", "2026-02-20T18:00", "This time is over already"),
        ("2026-03-10", "2026-03-09T18:00", "It would be due before it opens"),
        ("2026-03-10", "2026-03-10T00:30", ""),
        ("2026-03-02", "2027-04-06T09:00", ""),
        ("2026-03-02", "2027-04-06T09:01", "This is more than a year away"),
    ],
)
def test_dates_make_sense(opens, due, words):
    due_then = datetime.fromisoformat(due).replace(tzinfo=SHANGHAI)
    found = ""
    try:
        check_dates(date.fromisoformat(opens), due_then, NOW)
    except Refusal as no:
        found = no.text.msgid
    assert found.startswith(words)
    assert bool(found) == bool(words)


@pytest.mark.parametrize(
    ("criterion", "roles", "does"),
    [
        (Criterion.VISITED, {Role.HELPER}, True),
        (Criterion.VISITED, {Role.HELPER, Role.RESIDENT}, False),
        (Criterion.HAVES, {Role.HELPER, Role.RESIDENT, Role.INFORMATION_OFFICER}, True),
        (Criterion.HANDBOOK, {Role.TOWN_STATION}, False),
        (Criterion.VERIFIED, {Role.UNIT_MANAGER}, False),
        (Criterion.HANDED_IN, {Role.LINE_DEPARTMENT}, True),
        (Criterion.ACKNOWLEDGED, set(Role), True),
    ],
)
def test_households_are_asked_of_those_who_answer_for_some(criterion, roles, does):
    assert suits(criterion, roles) is does


def test_an_audience_is_somebody():
    check_audience(DRAFT, 1)
    with pytest.raises(Refusal, match="Nobody is in this audience"):
        check_audience(DRAFT, 0)
    staff = Audience(roles=frozenset({Role.SECRETARY}))
    with pytest.raises(Refusal, match="read off the records of households"):
        check_audience(replace(DRAFT, criterion=Criterion.VISITED, audience=staff), 5)


def test_words_are_typed_short_and_without_empty_lines():
    assert worded("  绑定 \n\n  账号 ", 40) == "绑定\n账号"
    for written in ("长" * 10_000, {"voice": "x", "seconds": 3}):
        with pytest.raises(Refusal):
            worded(written, 40)


def test_a_draft_begins_once_and_opens_today_when_it_lay_for_days():
    later = NOW + timedelta(days=5)
    begun = begin(DRAFT, 3, later)
    assert (begun.state, begun.version, begun.opens_on) == (State.RUNNING, 2, later.date())
    assert begun.next_at == datetime(2026, 3, 7, tzinfo=SHANGHAI)
    with pytest.raises(Refusal, match="begun or dropped already"):
        begin(begun, 3, later)
    with pytest.raises(Refusal, match="This time is over"):
        begin(DRAFT, 3, NOW + timedelta(days=30))
    with pytest.raises(Refusal, match="Nobody is in this audience"):
        begin(DRAFT, 0, NOW)


def test_what_opens_later_is_looked_at_now():
    assert begin(replace(DRAFT, opens_on=date(2026, 3, 10)), 3, NOW).next_at == NOW


def test_a_change_keeps_who_gave_it_and_its_number():
    wished = replace(DRAFT, number=0, owner_id=99, title="绑好账号", due_at=NOW, area_code="")
    with pytest.raises(Refusal, match="This time is over"):
        change(RUNNING, wished, 3, NOW)
    after = change(RUNNING, replace(wished, due_at=RUNNING.due_at), 3, NOW)
    assert differences(RUNNING, after) == ("title",)
    assert (after.number, after.owner_id, after.area_code) == (7, None, TOWN)
    assert (after.version, after.next_at) == (3, NOW)


def test_a_change_swallows_nothing_that_was_to_be_said_before():
    missed = replace(RUNNING, next_at=NOW - timedelta(hours=1))
    assert change(missed, replace(missed, title="新"), 3, NOW).next_at == missed.next_at


def test_old_dates_do_not_stand_in_the_way_of_other_changes():
    late = NOW + timedelta(days=30)
    assert change(RUNNING, replace(RUNNING, is_loud=True), 3, late).is_loud


def test_what_comes_back_is_changed_where_it_comes_from():
    with pytest.raises(Refusal, match="comes back by itself"):
        change(replace(RUNNING, recurrence="visits"), RUNNING, 3, NOW)


@pytest.mark.parametrize("state", [State.CANCELLED, State.CLOSED])
def test_what_is_over_stays_over(state):
    over = replace(RUNNING, state=state)
    for deed in (
        lambda: change(over, RUNNING, 3, NOW),
        lambda: extend(over, over.due_at + timedelta(days=3), NOW),
        lambda: cancel(over, NOW),
    ):
        with pytest.raises(Refusal):
            deed()


def test_more_time_is_more_time():
    until = RUNNING.due_at + timedelta(days=5)
    after = extend(RUNNING, until, NOW)
    assert differences(RUNNING, after) == ("due_at",)
    assert after.due_at == until
    for day in (RUNNING.due_at, RUNNING.due_at - timedelta(days=1)):
        with pytest.raises(Refusal, match="It is due on"):
            extend(RUNNING, day, NOW)
    with pytest.raises(Refusal, match="It has not begun"):
        extend(DRAFT, until, NOW)


def test_what_is_cancelled_is_looked_at_no_more():
    after = cancel(RUNNING, NOW)
    assert (after.state, after.next_at, after.version) == (State.CANCELLED, None, 3)


def test_a_copy_lasts_as_long_and_ends_on_a_working_day():
    again = copy(replace(RUNNING, recurrence="visits", period=202603), date(2026, 3, 31),
                 NO_OVERRIDES)  # fmt: skip
    assert (again.number, again.state, again.version) == (0, State.DRAFT, 1)
    assert (again.recurrence, again.period, again.opens_on) == (None, 0, date(2026, 3, 31))
    assert again.due_at == due_at(date(2026, 4, 17), time(18))


@pytest.mark.parametrize(
    ("criterion", "days", "then"),
    [
        (Criterion.CONFIRMED, (18, 7, 3), (11, 7, 3)),
        (Criterion.CONFIRMED, (7, 3, 1, 0), (7, 3, 1, 0)),
        (Criterion.ACKNOWLEDGED, (18, 7, 0), (11, 7, 0)),
        (Criterion.ACKNOWLEDGED, (7, 0), (7, 0)),
    ],
)
def test_what_is_said_at_the_opening_moves_with_it(criterion, days, then):
    draft = replace(DRAFT, criterion=criterion, days_before=days)
    assert begin(draft, 3, NOW + timedelta(days=7)).days_before == then


def test_a_directive_that_opens_a_week_before_still_speaks_when_it_opens_later():
    week = replace(DRAFT, criterion=Criterion.ACKNOWLEDGED, due_at=NOW + timedelta(days=7))
    begun = begin(replace(week, days_before=(7, 3)), 3, NOW + timedelta(days=2))
    assert begun.days_before == (7, 5, 3)


def test_a_copy_of_a_directive_speaks_when_it_opens():
    read = replace(DRAFT, criterion=Criterion.ACKNOWLEDGED, days_before=(14, 3))
    dated = replace(read, opens_on=date(2026, 3, 2), due_at=due_at(date(2026, 3, 16), time(18)))
    again = copy(dated, date(2026, 3, 28), NO_OVERRIDES)
    assert again.due_at == due_at(date(2026, 4, 10), time(18))
    assert again.days_before == (11, 3)


def test_nobody_copies_a_task_beyond_his_own_area():
    everywhere = replace(RUNNING, area_code="")
    assert area_of_copy(holding((Role.ADMIN, "")), everywhere) == ""
    assert area_of_copy(holding((Role.DISTRICT_OFFICE, DISTRICT)), everywhere) == DISTRICT
    assert area_of_copy(holding((Role.DISTRICT_OFFICE, DISTRICT)), RUNNING) == TOWN


def test_of_offices_that_lie_in_another_the_outer_one_counts():
    several = holding((Role.TOWN_STATION, TOWN), (Role.TOWN_STATION, OTHER_TOWN))
    assert offices_of(several) == (TOWN, OTHER_TOWN)
    assert offices_of(holding((Role.TOWN_STATION, TOWN), (Role.DISTRICT_OFFICE, DISTRICT))) == (
        DISTRICT,
    )
    assert offices_of(holding((Role.ADMIN, ""), (Role.TOWN_STATION, TOWN))) == ("",)
