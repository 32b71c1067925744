"""Whole campaigns with a moving clock: festivals, month and year ends, pauses in the middle."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.campaigns import Mark
from domain.pauses import Pause
from storage import calendars, campaigns, pauses
from storage.calendars import KeptDay
from tests.kit.campaigning import TASK, at, begun, decide, trail, whom
from tests.kit.cast import TOWN, VILLAGE
from tests.kit.stage import opened

HELPER, OFFICER = "韦秀英", "莫小兰"
STATION, DISTRICT = "黄丽萍", "周启明"


async def letters(stage, first, last):
    """Let days go by, looking each morning; return who was told on which of them."""
    found = {}
    day, until = date.fromisoformat(first), date.fromisoformat(last)
    while day <= until:
        names = await whom(stage, f"{day}T08:00")
        if names:
            found[f"{day:%m-%d}"] = sorted(set(names))
        day += timedelta(days=1)
    return found


async def one_helper(stage, **changes):
    """Begin a campaign that only one helper owes."""
    task = await begun(stage, replace(TASK, **changes))
    for name in ("覃志强", "黎新来"):
        await decide(stage, task, name, Mark.EXCUSED)
    return task


BOTH = sorted([HELPER, OFFICER])
SPRING = {  # 15 to 23 February are free, Saturday the 14th and the 28th are worked
    "02-14": [HELPER],  # seven, three days and one before: all of them rest
    "02-24": [HELPER],
    "02-25": BOTH,
    "02-27": [STATION],
    "03-02": [DISTRICT],  # the fourth working day is a Saturday, the fifth a Monday
}
NEW_YEAR = {
    "12-24": [HELPER],
    "12-28": [HELPER],
    "12-30": [HELPER],
    "12-31": [HELPER],
}


@pytest.mark.parametrize(
    ("begin", "due_at", "days", "said"),
    [
        ("2026-02-02", "2026-02-24T18:00", ("2026-02-13", "2026-03-04"), SPRING),
        ("2026-12-21", "2026-12-31T18:00", ("2026-12-22", "2026-12-31"), NEW_YEAR),
    ],
)
async def test_festivals_and_years(one_database_url, tmp_path, begin, due_at, days, said):
    first = datetime.combine(date.fromisoformat(begin), datetime.min.time(), UTC)
    async with opened(one_database_url, tmp_path, first + timedelta(hours=1)) as stage:
        await one_helper(stage, opens_on=first.date(), due_at=at(due_at))
        assert await letters(stage, *days) == said


async def test_a_pause_in_the_middle_moves_what_comes_after_it(stage):
    task = await one_helper(stage)
    assert await letters(stage, "2026-03-12", "2026-03-16") == {"03-13": [HELPER]}
    async with stage.app.database.write() as db:
        storm = Pause(
            area_code=VILLAGE, since_on=date(2026, 3, 17), until_on=date(2026, 3, 19), reason=""
        )
        await pauses.add(db, storm, stage.roster.people["陈丽华"], stage.app.clock())
        await campaigns.look_at_all(db)
    # three working days were taken: Friday the 20th becomes Wednesday the 25th
    assert await letters(stage, "2026-03-17", "2026-04-01") == {
        "03-20": [HELPER],  # both seven and three days before lie in the pause or before it
        "03-24": [HELPER],
        "03-25": [HELPER],
        "03-26": BOTH,
        "03-30": [STATION],
        "04-01": [DISTRICT],
    }
    assert ("village@20260325", OFFICER) in await trail(stage, task)


async def test_a_pause_that_is_lifted_brings_what_it_put_off_at_once(stage):
    await one_helper(stage)
    await letters(stage, "2026-03-19", "2026-03-20")
    async with stage.app.database.write() as db:
        flood = Pause(
            area_code=TOWN, since_on=date(2026, 3, 20), until_on=date(2026, 4, 10), reason=""
        )
        kept = await pauses.add(db, flood, stage.roster.people["陈丽华"], stage.app.clock())
        await campaigns.look_at_all(db)
    assert await letters(stage, "2026-03-21", "2026-03-24") == {}
    async with stage.app.database.write() as db:
        over = replace(kept, version=2, lifted_at=at("03-21T00:00"))
        assert await pauses.move_on(db, over)
        await campaigns.look_at_all(db)
    # only the 20th was taken: it was due on Monday the 23rd
    said = await letters(stage, "2026-03-25", "2026-03-31")
    assert said == {"03-25": BOTH, "03-26": [STATION], "03-30": [DISTRICT]}


async def test_a_day_that_offices_rest_after_all_moves_the_reminder_before_it(stage):
    await one_helper(stage)
    async with stage.app.database.write() as db:
        rest = KeptDay(day=date(2026, 3, 17), is_working=False, reason="local", by="")
        await calendars.keep_day(db, rest, stage.roster.people["陈丽华"], stage.app.clock())
        await campaigns.look_at_all(db)
    said = await letters(stage, "2026-03-13", "2026-03-20")
    assert list(said) == ["03-13", "03-16", "03-19", "03-20"]


async def test_a_clock_that_goes_a_day_forward_and_back_says_nothing_twice(stage):
    task = await one_helper(stage)
    days = "03-13", "03-14", "03-13", "03-17", "03-18", "03-17", "03-20", "03-21", "03-20", "03-23"
    said = [await whom(stage, f"{day}T08:00") for day in days]
    assert [it for it in said if it] == [[HELPER], [HELPER], [HELPER], BOTH]
    events = [event for event, _ in await trail(stage, task, HELPER)]
    assert len(events) == len(set(events))
