"""Measures: owners are reminded before, on the day and once late; who has the alert hears then."""

import asyncio
from datetime import date, datetime

from bot.raising import Wish, raise_case
from domain.calendar import SHANGHAI
from domain.ladders import Kind
from domain.measures import Measure, State
from reminders import measures as sweep
from storage import measures, people
from tests.kit.cast import VILLAGE


def at(written):
    return datetime.fromisoformat(f"2026-{written}").replace(tzinfo=SHANGHAI)


async def wanted(stage, due_on, state=State.OPEN):
    """Let the town want something of a resident of the village."""
    now = stage.app.clock()
    async with stage.app.database.write() as db:
        asker = await people.by_id(db, stage.roster.people["韦秀英"])
        wish = Wish(kind=Kind.ALERT, area_code=VILLAGE, topic="illness", words="住院了")
        entry = await raise_case(db, asker, wish, now)
        measure = Measure(
            id=0,
            number=entry.case.number,
            owner_id=stage.roster.people["梁建国"],
            due_on=due_on,
            what="申请低保",
            set_by_id=stage.roster.people["黄丽萍"],
            set_at=now,
            state=state,
        )
        await measures.add(db, measure)
    await stage.settle()


async def told(stage, when, times=1):
    stage.heard.clear()
    stage.world.clock.move_to(at(when))
    sweeps = [sweep.remind(stage.app.database, stage.app.clock()) for _ in range(times)]
    await asyncio.gather(*sweeps)
    await stage.settle()
    return {line.to for line in stage.heard if not line.words.startswith("✎ ")}


async def test_an_owner_is_reminded_and_lateness_is_told_once(stage):
    await wanted(stage, date(2026, 3, 10))
    assert await told(stage, "03-08T10:00") == set()
    assert await told(stage, "03-09T07:00") == set()
    assert await told(stage, "03-09T08:00", times=4) == {"梁建国"}
    assert await told(stage, "03-09T08:01") == set()
    assert await told(stage, "03-10T08:00", times=4) == {"梁建国"}
    assert await told(stage, "03-11T08:00", times=4) == {"梁建国", "黄丽萍"}
    assert await told(stage, "03-12T08:00") == set()


async def test_what_is_due_on_a_rest_day_is_said_on_the_working_day_before(stage):
    await wanted(stage, date(2026, 3, 8))
    assert await told(stage, "03-05T08:00") == set()
    assert await told(stage, "03-06T08:00") == {"梁建国"}
    assert await told(stage, "03-09T08:00") == {"梁建国", "黄丽萍"}


async def test_what_is_done_is_not_asked_for(stage):
    await wanted(stage, date(2026, 3, 10), State.DONE)
    assert await told(stage, "03-09T08:00") == set()
