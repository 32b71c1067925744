"""What a look finds: the last reminder, every rise, and nothing that comes later."""

from datetime import date, datetime

import pytest

from domain.calendar import SHANGHAI
from domain.campaign_events import events
from domain.campaign_looks import AGAIN, come, is_about, is_put_off, named, timeline
from domain.campaigns import Audience, Campaign, Criterion
from domain.worktime import Calendar


def at(written):
    return datetime.fromisoformat(f"2026-{written}").replace(tzinfo=SHANGHAI)


TASK = Campaign(
    title="绑定账号",
    what="",
    criterion=Criterion.BOUND,
    audience=Audience(roles=frozenset()),
    opens_on=date(2026, 7, 1),
    due_at=at("07-20T18:00"),
    set_at=at("07-01T09:00"),
)
FOUND = events(TASK, TASK.due_at, Calendar())


@pytest.mark.parametrize(
    ("since", "now", "reminder", "overtaken", "rises"),
    [
        ("07-01T00:00", "07-13T07:59", None, [], []),
        ("07-13T08:00", "07-13T08:00", "t7@20260720", [], []),
        ("07-13T08:00", "07-15T12:00", "t7@20260720", [], []),
        ("07-13T08:00", "07-17T08:00", "t1@20260720", ["t7@20260720"], []),
        ("07-20T08:00", "07-21T07:00", "t0@20260720", [], []),
        ("07-20T08:00", "07-21T08:00", "after1@20260720", ["t0@20260720"], ["village"]),
        (
            "07-20T08:00",
            "07-28T08:00",
            "after1@20260720",
            ["t0@20260720"],
            "village town district",
        ),
        ("07-22T08:00", "07-23T08:00", None, [], ["town"]),
    ],
)
def test_what_has_come_between_two_looks(since, now, reminder, overtaken, rises):
    found = come(FOUND, at(since), at(now))
    assert (found.reminder and found.reminder.name) == reminder
    assert [it.name for it in found.overtaken] == overtaken
    levels = rises.split() if isinstance(rises, str) else rises
    assert [it.name for it in found.rises] == [f"{it}@20260720" for it in levels]


def test_each_due_date_has_its_events_once():
    later = (at("07-27T18:00"), at("07-21T09:00"))
    found = timeline(TASK, [Calendar()], [later, later])
    days = sorted({it.name.partition("@")[2] for it in found})
    assert days == ["20260720", "20260727"]
    assert len(found) == 2 * len(FOUND)


@pytest.mark.parametrize(
    ("event", "is_still"),
    [
        ("t7@20260720", True),
        ("t7@20260713", False),
        ("after1@20260713", False),
        ("nudge@20260713", True),
        (named(AGAIN, at("07-13T08:00")), True),
    ],
)
def test_a_reminder_of_a_date_that_has_moved_is_not_about_it(event, is_still):
    assert is_about(event, TASK.due_at) is is_still


@pytest.mark.parametrize(
    ("event", "until", "is_later"),
    [
        ("t3@20260720", "07-17T09:00", True),
        ("t3@20260720", "07-17T08:00", False),
        ("nudge@20260717", "07-17T09:00", False),
        ("again@20260717", "07-17T09:00", False),
        ("again@20260717", "07-18T09:00", True),
    ],
)
def test_what_was_put_off_comes_on_the_day_that_was_chosen(event, until, is_later):
    assert is_put_off(event, at(until), at("07-17T08:00")) is is_later
    assert not is_put_off(event, None, at("07-17T08:00"))
