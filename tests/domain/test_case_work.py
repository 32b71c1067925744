"""Officers' work in numbers: medians of working time, by level and person."""

from datetime import UTC, datetime, timedelta

from domain.areas import Level
from domain.case_work import Ending, Work, work_of
from domain.worktime import Calendar

MONDAY_NINE = datetime(2026, 3, 2, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
CALENDAR = Calendar()


def ended(number, hours, who=7, level=Level.VILLAGE, **changes):
    values = {
        "case_id": number,
        "person_id": who,
        "name": f"某{who}",
        "level": level,
        "area_code": "450503101204",
        "raised_at": MONDAY_NINE,
        "first_at": MONDAY_NINE + HOUR,
        "at": MONDAY_NINE + hours * HOUR,
        "reopenings": 0,
        "satisfaction": None,
    }
    return Ending(**(values | changes))


def sums(*endings):
    return work_of(endings, lambda _code: CALENDAR)


def test_times_are_medians_of_working_time():
    done = [ended(1, 1), ended(2, 3), ended(3, 24)]
    assert sums(*done) == [
        Work(person_id=7, name="某7", level=Level.VILLAGE, ended=3, reopened=0,
             first_min=60, solved_min=180, satisfaction=None)
    ]  # fmt: skip


def test_a_case_that_was_ended_twice_counts_once_and_as_reopened():
    [work] = sums(ended(1, 1, reopenings=1, satisfaction=4), ended(1, 2, reopenings=1,
                                                                   satisfaction=5))  # fmt: skip
    assert (work.ended, work.reopened, work.satisfaction) == (1, 1, 4.5)


def test_levels_come_in_order_and_the_busiest_first():
    done = [ended(1, 1, who=9, level=Level.TOWN), ended(2, 1, who=8), ended(3, 1), ended(4, 1)]
    assert [(it.level, it.person_id) for it in sums(*done)] == [
        (Level.VILLAGE, 7),
        (Level.VILLAGE, 8),
        (Level.TOWN, 9),
    ]


def test_nobody_did_nothing():
    assert sums() == []
