"""Visits take effect after a minute: once, in any number of processes, whatever else breaks."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot import visit_steps
from domain.visits import State
from reminders.visits import next_at, settle
from storage import people, visits
from storage.ids import new_id
from storage.tables import CaseRow, FileRow
from tests.kit import actions
from tests.kit.stage import Stage

WHO = "韦秀英"
TAPS = "📝 走访记录", "✔ 见到户主", "讲政策", "⏩ 其余无变化"


async def do(stage: Stage, *acts: str) -> None:
    for act in acts:
        actions.do(stage, WHO, act)
        await stage.settle()


@pytest.fixture
async def handed_in(stage: Stage) -> Stage:
    """Let her hand in a visit with a photo and a need."""
    await do(stage, "at 黄大明 + 20 m NE ±12", *[f"presses [{tap}]" for tap in TAPS])
    await do(stage, "presses [✎ 4]", "sends photo", "presses [✔ 好了]")
    await do(stage, "presses [✎ 8]", "presses [有需求]", "饮水", "水管裂了")
    await do(stage, "presses [✔ 提交]")
    return stage


async def the_visit(stage: Stage):
    async with stage.app.database.read() as db:
        (visit,) = await visits.of_household(
            db, stage.roster.households["黄大明"], states=tuple(State)
        )
        return visit


async def effects(stage: Stage) -> tuple[str, int, list[str | None]]:
    """Look at the visit's state, how many needs there are, and what the photo belongs to."""
    state = (await the_visit(stage)).state
    async with stage.app.database.read() as db:
        needs = await db.scalar(select(func.count()).select_from(CaseRow))
        return state, needs or 0, list(await db.scalars(select(FileRow.subject)))


def in_a_while(stage: Stage, seconds: int = 61):
    return stage.app.clock() + timedelta(seconds=seconds)


async def test_nothing_takes_effect_within_the_minute(handed_in: Stage) -> None:
    assert await settle(handed_in.app.database, in_a_while(handed_in, 59)) == 0
    assert await effects(handed_in) == ("fresh", 0, [None])
    due = await next_at(handed_in.app.database, handed_in.app.clock())
    assert due
    assert due - handed_in.app.clock() <= timedelta(seconds=60)


async def test_any_number_of_sweeps_settle_it_once(handed_in: Stage) -> None:
    now = in_a_while(handed_in)
    sweeps = [settle(handed_in.app.database, now) for _ in range(4)]
    assert sorted(await asyncio.gather(*sweeps)) == [0, 0, 0, 1]
    number = (await the_visit(handed_in)).id
    assert await effects(handed_in) == ("kept", 1, [f"visit:{number}"])
    assert await settle(handed_in.app.database, now) == 0
    assert await next_at(handed_in.app.database, now) is None


async def test_taking_back_and_taking_effect_have_one_winner(handed_in: Stage) -> None:
    stage = handed_in
    actions.do(stage, WHO, "presses [↩ 撤回]")
    await asyncio.gather(stage.settle(), settle(stage.app.database, in_a_while(stage)))
    await stage.settle()
    state, needs, _ = await effects(stage)
    assert (state, needs) in (("undone", 0), ("kept", 1))


async def test_a_fault_in_one_visit_stops_no_other(
    handed_in: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage, broken = handed_in, (await the_visit(handed_in)).id
    other = stage.roster.households["梁水生"]
    async with stage.app.database.write() as db:
        person = await people.by_telegram(db, stage.users["覃志强"])
        assert person
        visit = await visits.by_id(db, broken)
        assert visit
        copy = replace(visit, id=new_id(), checkin_id=None, answers={})
        await visits.add(db, replace(copy, household_id=other, person_id=person.id))

    async def break_down(settled) -> None:
        if settled.visit.id == broken:
            raise RuntimeError("broken")

    part = replace(visit_steps.PARTS[0], keep=break_down)
    monkeypatch.setattr(visit_steps, "PARTS", (*visit_steps.PARTS, part))
    assert await settle(stage.app.database, in_a_while(stage)) == 1
    assert await effects(stage) == ("fresh", 0, [None])
    monkeypatch.undo()
    assert await settle(stage.app.database, in_a_while(stage)) == 1
    assert (await effects(stage))[:2] == ("kept", 1)


async def test_what_nobody_sees_to_any_more_is_told_to_who_reported_it(handed_in: Stage) -> None:
    stage = handed_in
    async with stage.app.database.write() as db:
        for who in ("莫小兰", "陆海燕", "黄丽萍", "周启明"):
            await people.set_duties(db, stage.roster.people[who], [])
    await stage.play("""
        -- 2026-03-02 09:02 sweep
        Bot edits for 韦秀英: ✅ 走访已生效：黄大明，03-02 09:00。 / 下次走访：2026-04-06 / ⚠️ 您上报的事没有提交：现在没有登记能处理的人。请告诉管理员，之后点「🙋 需求」再提。 [📄 查看]
        """)  # noqa: E501
