"""When a campaign is spoken of and to whom a miss rises, and when it is due for whom."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.areas import Level
from domain.calendar import SHANGHAI, is_working_day, local_day
from domain.campaign_events import closes_at, events, own_due, paired_by
from domain.campaigns import Audience, Campaign, Criterion
from domain.people import Role
from domain.worktime import Calendar

DUE = time(18)


def at(written):
    return datetime.fromisoformat(written).replace(tzinfo=SHANGHAI)


def campaign(due_on, opens_on="2020-01-01", **more):
    return Campaign(
        title="绑定账号",
        what="",
        criterion=Criterion.BOUND,
        audience=Audience(roles=frozenset({Role.HELPER})),
        opens_on=date.fromisoformat(opens_on),
        due_at=at(f"{due_on}T18:00"),
        set_at=datetime(2020, 1, 1, tzinfo=UTC),
        **more,
    )


def pause(first, last):
    until = date.fromisoformat(last) + timedelta(days=1)
    return at(f"{first}T00:00"), datetime.combine(until, time(), SHANGHAI)


def written(found):
    return [f"{it.at:%m%d} {it.name.split('@')[0]}" for it in found]


@pytest.mark.parametrize(
    ("due_on", "said"),
    [
        # a Monday: T-3 is the Friday before, T-1 a Sunday, so the Friday too, and the later holds
        (
            "2026-07-20",
            ["0713 t7", "0717 t1", "0720 t0", "0721 after1", "0721 village", "0723 town",
             "0727 district"],
        ),
        # a Friday: the day after is a Saturday, so it is said on Monday
        (
            "2026-07-31",
            ["0724 t7", "0728 t3", "0730 t1", "0731 t0", "0803 after1", "0803 village",
             "0805 town", "0807 district"],
        ),
        # the last working Saturday before Spring Festival; after it come nine days of rest
        (
            "2026-02-14",
            ["0206 t7", "0211 t3", "0213 t1", "0214 t0", "0224 after1", "0224 village",
             "0226 town", "0228 district"],
        ),
        # right after Spring Festival: T-3 and T-1... of the days before one reminder is left
        (
            "2026-02-24",
            ["0214 t1", "0224 t0", "0225 after1", "0225 village", "0227 town", "0302 district"],
        ),
        # a month's end
        (
            "2026-02-28",
            ["0214 t7", "0225 t3", "0227 t1", "0228 t0", "0302 after1", "0302 village",
             "0304 town", "0306 district"],
        ),
        # the year changes; Sunday 4 January 2026 was worked
        (
            "2025-12-31",
            ["1224 t7", "1226 t3", "1230 t1", "1231 t0", "0104 after1", "0104 village",
             "0106 town", "0108 district"],
        ),
        # a rest day that somebody chose: what is said of the day itself is said on the Friday
        (
            "2026-07-18",
            ["0710 t7", "0715 t3", "0717 t0", "0720 after1", "0720 village", "0722 town",
             "0724 district"],
        ),
    ],
)  # fmt: skip
def test_a_due_date_has_its_days(due_on, said):
    found = events(campaign(due_on), at(f"{due_on}T18:00"), Calendar())
    assert written(found) == said
    assert all(it.name.endswith(due_on.replace("-", "")) for it in found)
    assert {it.at.time() for it in found} == {time(8)}


def test_nothing_is_said_before_it_begins():
    late = campaign("2026-07-20", opens_on="2026-07-16")
    assert written(events(late, late.due_at, Calendar()))[:2] == ["0717 t1", "0720 t0"]


def test_days_are_as_they_were_chosen():
    mine = campaign("2026-07-20", days_before=(10,), days_after=(1, 7), rises=())
    assert written(events(mine, mine.due_at, Calendar())) == [
        "0710 t10",
        "0721 after1",
        "0727 after7",
    ]


def test_a_rise_names_its_level():
    mine = campaign("2026-07-20")
    rises = [it.level for it in events(mine, mine.due_at, Calendar()) if it.level]
    assert rises == [Level.VILLAGE, Level.TOWN, Level.DISTRICT]


def test_kept_days_and_pauses_are_days_of_rest():
    mine = campaign("2026-07-20", rises=())
    resting = Calendar(overrides={date(2026, 7, 13): False})
    assert written(events(mine, mine.due_at, resting))[0] == "0710 t7"
    paused = Calendar(pauses=(pause("2026-07-21", "2026-07-22"),))
    assert written(events(mine, mine.due_at, paused))[-1] == "0723 after1"


@pytest.mark.parametrize(
    ("first", "last", "due_on"),
    [
        ("2026-07-08", "2026-07-10", "2026-07-23"),  # Wednesday to Friday
        ("2026-07-11", "2026-07-12", "2026-07-20"),  # a weekend: nothing was taken
        ("2026-07-10", "2026-07-13", "2026-07-22"),  # a weekend in between
        ("2026-06-25", "2026-06-30", "2026-07-20"),  # before it began
        ("2026-06-29", "2026-07-02", "2026-07-22"),  # when it began
        ("2026-07-20", "2026-07-21", "2026-07-22"),  # the day itself, and it goes on
        ("2026-07-16", "2026-07-24", "2026-07-29"),
        ("2026-07-21", "2026-07-24", "2026-07-20"),  # after it
    ],
)
def test_a_pause_in_between_gives_its_working_days_back(first, last, due_on):
    mine = campaign("2026-07-20", opens_on="2026-07-01")
    calendar = Calendar(pauses=(pause(first, last),))
    assert own_due(mine, None, calendar) == at(f"{due_on}T18:00")


def test_a_pause_that_was_lifted_gives_back_what_it_took():
    mine = campaign("2026-07-20", opens_on="2026-07-01")
    lifted = Calendar(pauses=((at("2026-07-08T00:00"), at("2026-07-09T10:00")),))
    assert own_due(mine, None, lifted) == at("2026-07-21T18:00")


@pytest.mark.parametrize(
    ("until", "given", "pauses", "due"),
    [
        ("2026-07-24T18:00", "2026-07-15", (), "2026-07-24T18:00"),
        ("2026-07-15T18:00", "2026-07-10", (), "2026-07-20T18:00"),  # never shorter
        ("2026-07-24T12:00", "2026-07-15", (("2026-07-06", "2026-07-08"),), "2026-07-24T12:00"),
        ("2026-07-24T12:00", "2026-07-15", (("2026-07-22", "2026-07-22"),), "2026-07-27T12:00"),
        ("2026-07-22T18:00", "2026-07-15", (("2026-07-09", "2026-07-15"),), "2026-07-27T18:00"),
    ],
)
def test_an_extension_moves_ones_own_due_date(until, given, pauses, due):
    mine = campaign("2026-07-20", opens_on="2026-07-01")
    calendar = Calendar(pauses=tuple(pause(*it) for it in pauses))
    given_on = date.fromisoformat(given)
    assert own_due(mine, at(until), calendar, extended_on=given_on) == at(due)


def test_a_moved_due_date_has_events_of_its_own():
    mine = campaign("2026-07-20")
    first = {it.name for it in events(mine, mine.due_at, Calendar())}
    second = {it.name for it in events(mine, at("2026-07-23T18:00"), Calendar())}
    assert not first & second


def test_it_can_be_made_up_for_during_three_weeks():
    assert closes_at(at("2026-11-30T18:00"), Calendar()) == at("2026-12-22T08:00")
    assert paired_by(campaign("2026-07-20")) == date(2026, 7, 13)


@given(st.dates(date(2021, 1, 1), date(2026, 12, 1)), st.integers(0, 40), st.integers(0, 12))
def test_everything_is_said_on_a_working_day_in_order_and_once(day, since, length):
    mine = replace(campaign(day.isoformat()), opens_on=day - timedelta(days=30))
    first = day - timedelta(days=since)
    calendar = Calendar(
        pauses=(pause(first.isoformat(), (first + timedelta(days=length)).isoformat()),)
    )
    due_at = own_due(mine, None, calendar)
    assert due_at >= mine.due_at
    found = events(mine, due_at, calendar)
    assert len({it.name for it in found}) == len(found)
    assert [it.at for it in found] == sorted(it.at for it in found)
    for it in found:
        assert is_working_day(local_day(it.at))
        assert not calendar.is_paused(local_day(it.at))
        assert (it.at < due_at) is it.name[1].isdigit()
