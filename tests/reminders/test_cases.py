"""Prompts of cases: at their hour, once, to whom they concern; claims run out; pauses count."""

import asyncio
from datetime import datetime

from sqlalchemy import select, update

from bot.raising import Wish, raise_case
from domain.calendar import SHANGHAI
from domain.ladders import Kind
from domain.people import Duty, Role, State
from reminders import cases as sweep
from storage import case_clocks, cases, people
from storage.database import Database
from storage.tables import CaseRow, StepRow
from tests.kit import actions
from tests.kit.cast import TOWN, VILLAGE

OFFICER, ABOVE, ASKER = "莫小兰", "黄丽萍", "韦秀英"


def at(written):
    return datetime.fromisoformat(f"2026-{written}").replace(tzinfo=SHANGHAI)


async def raised(stage, kind=Kind.NEED, **values):
    """Let a helper raise something about her household."""
    async with stage.app.database.write() as db:
        asker = await people.by_id(db, stage.roster.people[ASKER])
        wish = Wish(kind=kind, area_code=VILLAGE, topic="other", words="家里没水", **values)
        entry = await raise_case(db, asker, wish, stage.app.clock())
    await stage.settle()
    return entry.case.number


async def told(stage, when, times=1):
    """Sweep, several at once, and return who was told something new, and what."""
    stage.heard.clear()
    stage.world.clock.move_to(at(when))
    sweeps = [sweep.prompt(stage.app.database, stage.app.clock()) for _ in range(times)]
    await asyncio.gather(*sweeps)
    await stage.settle()
    return {line.to: line.words for line in stage.heard if not line.words.startswith("✎ ")}


async def press(stage, who, label):
    actions.do(stage, who, f"presses [{label}]")
    await stage.settle()


async def the_case(stage, number):
    async with stage.app.database.read() as db:
        entry = await cases.by_number(db, number)
    assert entry
    return entry.case


async def test_what_nobody_takes_is_said_once_and_climbs_to_the_office_above(stage):
    await raised(stage)
    assert await told(stage, "03-02T18:30") == {}
    assert set(await told(stage, "03-03T09:01", times=4)) == {OFFICER}
    assert await told(stage, "03-03T09:02") == {}
    overdue = await told(stage, "03-05T09:01", times=4)
    assert set(overdue) == {OFFICER, ASKER}
    assert "逾期" in overdue[OFFICER]
    assert "黄丽萍" not in overdue[ASKER]
    assert "告诉镇扶贫站" in overdue[ASKER]
    above = await told(stage, "03-06T09:01", times=4)
    assert set(above) == {ABOVE}
    assert "[⬆ 我来接管]" in above[ABOVE]
    assert set(await told(stage, "03-12T09:01")) == {OFFICER, ABOVE}
    assert set(await told(stage, "03-19T09:01")) == {OFFICER, ABOVE}


async def test_a_silent_holder_is_asked_and_then_it_goes_back_to_the_queue(stage):
    number = await raised(stage)
    stage.world.clock.move_to(at("03-02T10:00"))
    await press(stage, OFFICER, "🙋 我来处理")
    assert await told(stage, "03-02T15:59") == {}
    nudge = await told(stage, "03-02T16:01", times=4)
    assert set(nudge) == {OFFICER}
    assert "[📣 还在办] [↩ 交还]" in nudge[OFFICER]
    lost = await told(stage, "03-02T17:02", times=4)
    assert set(lost) == {OFFICER, ASKER}
    assert (await the_case(stage, number)).holder_id is None
    async with stage.app.database.read() as db:
        deeds = list(await db.scalars(select(StepRow.deed).order_by(StepRow.version)))
    assert deeds == ["raised", "claimed", "ran_out"]


async def test_a_bot_that_was_away_prompts_before_it_takes_away(stage):
    number = await raised(stage)
    stage.world.clock.move_to(at("03-02T10:00"))
    await press(stage, OFFICER, "🙋 我来处理")
    assert "动静" in (await told(stage, "03-04T09:30"))[OFFICER]
    assert (await the_case(stage, number)).holder_id is not None
    assert await told(stage, "03-04T10:00") == {}
    assert "放回待办" in (await told(stage, "03-04T10:31"))[OFFICER]


async def test_nothing_is_said_in_quiet_hours_and_on_rest_days(stage):
    await raised(stage)
    for quiet in ("03-07T12:00", "03-08T12:00", "03-09T07:29", "03-05T21:00"):
        assert await told(stage, quiet) == {}
    assert set(await told(stage, "03-09T07:31")) == {OFFICER, ABOVE, ASKER}


async def test_killed_in_the_middle_the_next_process_tells_nobody_twice(stage):
    await raised(stage)
    stage.world.clock.move_to(at("03-03T09:01"))
    for _ in range(2):
        url = stage.app.database.url.render_as_string(False)
        database = Database(url, stage.app.database.vault)
        await sweep.prompt(database, stage.app.clock())
        await database.close()
    assert set(await told(stage, "03-03T09:01")) == {OFFICER}


async def test_one_case_that_breaks_stops_no_other(stage):
    broken, sound = await raised(stage), await raised(stage)
    async with stage.app.database.write() as db:
        place = update(CaseRow).where(CaseRow.id == broken)
        await db.execute(place.values(rung_index=9))
    found = await told(stage, "03-03T09:01")
    assert f"#{sound}" in found[OFFICER]


async def test_what_moves_on_while_it_is_looked_at_is_left_alone(stage):
    number = await raised(stage)
    case = await the_case(stage, number)
    async with stage.app.database.write() as db:
        assert await case_clocks.note_look(db, case, case)
        moved = update(CaseRow).where(CaseRow.id == number)
        await db.execute(moved.values(version=case.version + 1))
        assert not await case_clocks.note_look(db, case, case)


async def test_with_nobody_left_the_office_above_is_told_at_once_when_due(stage):
    await raised(stage)
    async with stage.app.database.write() as db:
        for name in (OFFICER, "陆海燕"):
            await people.set_state(db, stage.roster.people[name], State.SUSPENDED)
    assert set(await told(stage, "03-05T09:01")) == {ASKER}
    assert set(await told(stage, "03-06T09:01")) == {ABOVE}


async def test_a_chain_warns_and_at_its_end_tells_the_district(stage):
    number = await raised(stage, Kind.ALERT)
    async with stage.app.database.write() as db:
        officers = (Duty(role=Role.TOWN_STATION, area_code=TOWN),)
        await people.set_duties(db, stage.roster.people[ABOVE], officers)
    assert (await the_case(stage, number)).level == "town"
    assert "过了大半" in (await told(stage, "03-13T09:01"))[ABOVE]
    over = await told(stage, "03-18T09:01")
    assert set(over) >= {ABOVE, "周启明"}


async def test_the_next_moment_is_known(stage):
    assert await sweep.next_at(stage.app.database, at("03-02T09:00")) is None
    await raised(stage)
    found = await sweep.next_at(stage.app.database, at("03-02T09:00"))
    assert found
    assert found.astimezone(SHANGHAI).strftime("%m-%dT%H:%M") == "03-03T09:00"
    assert await sweep.next_at(stage.app.database, at("03-07T12:00")) == at("03-09T09:00")


async def test_a_pause_stops_the_clocks_of_its_village(stage):
    number = await raised(stage)
    for words in (
        "/calendar",
        "presses [⏸ 暂停计时]",
        "presses [银滩镇]",
        "presses [关井村]",
        "presses [明天]",
        "presses [3天]",
        "presses [台风]",
    ):
        actions.do(stage, "周启明", words)
        await stage.settle()
    assert await told(stage, "03-03T09:01") == {}
    assert (await the_case(stage, number)).due_at.astimezone(SHANGHAI) == at("03-10T09:00:01")
    assert await told(stage, "03-05T17:00") == {}
    assert set(await told(stage, "03-06T09:01")) == {OFFICER}
