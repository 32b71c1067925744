"""The officers' morning digest: at eight, once, and only when there is something to say."""

import asyncio
from datetime import datetime

import pytest

from bot import officer_news
from domain.calendar import SHANGHAI
from domain.people import Duty, Role, State
from reminders import digests
from storage import people
from tests.conversations.test_late_visits import entered
from tests.kit.cast import TOWN

OFFICER = "莫小兰"


def at(written):
    return datetime.fromisoformat(f"2026-03-{written}").replace(tzinfo=SHANGHAI)


async def check_in(stage, who="韦秀英"):
    stage.world.send_location(stage.users[who], 21.4810, 109.1860, 12)
    await stage.settle()


async def told(stage, when):
    """Sweep and return who was told what."""
    stage.heard.clear()
    await digests.remind(stage.app.database, at(when))
    stage.world.clock.move_to(at(when))
    await stage.settle()
    return {line.to: line.words for line in stage.heard}


async def test_the_digest_comes_at_eight_and_once_a_day(stage):
    await check_in(stage)
    assert await told(stage, "03T07:59") == {}
    assert (await told(stage, "03T08:00"))[OFFICER].startswith("昨日签到 1 条")
    for again in ("03T08:00", "03T08:01", "03T20:59"):
        assert await told(stage, again) == {}


@pytest.mark.parametrize("hour", ["00:00", "07:30", "21:00", "23:59"])
async def test_nobody_is_told_in_the_quiet_hours(stage, hour):
    await check_in(stage)
    assert await told(stage, f"03T{hour}") == {}


async def test_started_late_the_digest_still_comes(stage):
    await check_in(stage)
    assert set(await told(stage, "03T11:20")) == {OFFICER}


async def test_two_who_sweep_at_once_write_one_digest(stage):
    await check_in(stage)
    stage.heard.clear()
    sweeps = [digests.remind(stage.app.database, at("03T08:00")) for _ in range(4)]
    await asyncio.gather(*sweeps)
    stage.world.clock.move_to(at("03T08:00"))
    await stage.settle()
    assert [line.to for line in stage.heard] == [OFFICER]


async def test_without_check_ins_and_open_questions_nobody_hears_anything(stage):
    assert await told(stage, "03T08:00") == {}


async def test_what_waits_is_told_even_when_yesterday_was_empty(stage):
    stage.world.send_location(stage.users["韦秀英"], 21.4810, 109.1922, 12)
    await stage.settle()
    newest = stage.world.history(stage.users["韦秀英"])[-1]["message_id"]
    stage.world.press(stage.users["韦秀英"], newest, "户主外出")
    await stage.settle()
    words = await told(stage, "06T08:00")
    assert set(words) == {OFFICER}
    assert "🟡 有 1 条" in words[OFFICER]


async def test_a_village_without_an_officer_of_its_own_is_told_to_the_town(stage):
    await check_in(stage)
    async with stage.app.database.write() as db:
        await people.set_state(db, stage.roster.people[OFFICER], State.SUSPENDED)
    assert set(await told(stage, "03T08:00")) == {"陆海燕"}


async def test_an_officer_of_village_and_town_is_told_once(stage):
    await check_in(stage)
    async with stage.app.database.write() as db:
        person = await people.by_id(db, stage.roster.people[OFFICER])
        more = Duty(role=Role.INFORMATION_OFFICER, area_code=TOWN)
        await people.set_duties(db, person.id, [*person.duties, more])
    assert set(await told(stage, "03T08:00")) == {OFFICER}


async def test_a_long_day_is_cut_short(stage, monkeypatch):
    monkeypatch.setattr(officer_news, "MOST_LINES", 1)
    await check_in(stage)
    await check_in(stage, "梁建国")
    words = (await told(stage, "03T08:00"))[OFFICER].split(" / ")
    assert len(words) == 3
    assert "1" in words[-1]


async def test_late_entries_that_wait_are_told_the_morning_after(stage):
    await entered(stage)
    assert await told(stage, "02T10:00") == {}
    words = "昨日签到 0 条 / 🗂 有 1 条补录等您审：点 /lates"
    assert (await told(stage, "03T08:00")) == {OFFICER: words}


async def test_a_rest_day_is_left_in_peace_and_monday_tells_of_all_days_since(stage):
    stage.world.clock.move_to(at("06T10:00"))  # a Friday
    await check_in(stage)
    for rest_day in ("07T08:00", "08T08:00"):
        assert await told(stage, rest_day) == {}
    words = (await told(stage, "09T08:00"))[OFFICER]
    assert words.startswith("3月6日以来签到 1 条")
