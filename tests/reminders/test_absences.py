"""While somebody is away his cases are with the deputy; after that they come back."""

import asyncio
from datetime import date, datetime

from sqlalchemy import func, select

from bot.raising import Wish, raise_case
from domain.absences import Absence
from domain.calendar import SHANGHAI
from domain.ladders import Kind
from reminders import absences as sweep
from reminders import calendars as next_years
from storage import absences, people
from storage.tables import CaseRow, StepRow
from tests.kit import actions
from tests.kit.cast import VILLAGE


def at(written):
    return datetime.fromisoformat(f"2026-{written}").replace(tzinfo=SHANGHAI)


async def raised(stage):
    async with stage.app.database.write() as db:
        asker = await people.by_id(db, stage.roster.people["韦秀英"])
        wish = Wish(kind=Kind.NEED, area_code=VILLAGE, topic="other", words="家里没水")
        await raise_case(db, asker, wish, stage.app.clock())
    await stage.settle()


async def goes_away(stage, who, deputy, since, until):
    ids = [stage.roster.people[it] for it in (who, deputy)]
    first, last = date(2026, 3, since), date(2026, 3, until)
    async with stage.app.database.write() as db:
        absence = Absence(
            person_id=ids[0], deputy_id=ids[1], set_by=ids[0], since_on=first, until_on=last
        )
        return await absences.add(db, absence, stage.app.clock())


async def swept(stage, when, times=1):
    stage.heard.clear()
    stage.world.clock.move_to(at(when))
    sweeps = [sweep.hand_on(stage.app.database, stage.app.clock()) for _ in range(times)]
    moved = sum(await asyncio.gather(*sweeps))
    await stage.settle()
    return moved, {line.to for line in stage.heard if not line.words.startswith("✎ ")}


async def holder(stage):
    async with stage.app.database.read() as db:
        number = await db.scalar(select(CaseRow.holder_id))
        return (await people.names(db, [number]))[number]


async def press(stage, who, label):
    stage.heard.clear()
    actions.do(stage, who, f"presses [{label}]")
    await stage.settle()
    return " ".join(line.words for line in stage.heard)


async def test_what_he_holds_goes_to_the_deputy_and_comes_back(stage):
    await raised(stage)
    await press(stage, "莫小兰", "🙋 我来处理")
    await goes_away(stage, "莫小兰", "黄丽萍", 3, 4)
    assert await swept(stage, "03-02T10:00") == (0, set())
    assert await swept(stage, "03-03T07:00") == (0, set())
    assert await swept(stage, "03-03T08:00", times=4) == (1, {"韦秀英", "黄丽萍"})
    assert await holder(stage) == "黄丽萍"
    assert await swept(stage, "03-03T08:01") == (0, set())
    assert await swept(stage, "03-05T08:00", times=4) == (1, {"韦秀英", "莫小兰"})
    assert await holder(stage) == "莫小兰"
    assert await swept(stage, "03-05T08:01") == (0, set())
    async with stage.app.database.read() as db:
        assert await db.scalar(select(func.count()).select_from(StepRow)) == 4


async def test_new_cases_go_to_the_deputy_of_the_deputy_who_is_there(stage):
    await goes_away(stage, "莫小兰", "黄丽萍", 2, 6)
    await goes_away(stage, "黄丽萍", "陆海燕", 2, 2)
    stage.heard.clear()
    await raised(stage)
    assert {line.to for line in stage.heard} == {"陆海燕"}
    stage.world.clock.move_to(at("03-03T10:00"))
    await raised(stage)
    assert "黄丽萍" in {line.to for line in stage.heard}
    assert "由您处理" in await press(stage, "黄丽萍", "🙋 我来处理")
    stage.heard.clear()
    actions.do(stage, "黄丽萍", "待办")
    await stage.settle()
    assert "代 莫小兰" in stage.heard[-1].words


async def test_a_colleague_of_the_same_office_keeps_what_he_has_begun(stage):
    await raised(stage)
    await goes_away(stage, "莫小兰", "陆海燕", 2, 3)
    stage.world.clock.move_to(at("03-02T10:00"))
    actions.do(stage, "陆海燕", "待办")
    await stage.settle()
    await press(stage, "陆海燕", "#1")
    await press(stage, "陆海燕", "🙋 我来处理")
    assert await swept(stage, "03-04T08:00") == (0, set())
    assert await holder(stage) == "陆海燕"


async def test_administrators_hear_once_that_next_years_holidays_are_unknown(stage):
    async def warned(when):
        stage.heard.clear()
        stage.world.clock.move_to(at(when))
        await next_years.warn(stage.app.database, stage.app.clock())
        await stage.settle()
        return [line.to for line in stage.heard]

    assert await warned("11-20T09:00") == []
    assert await warned("11-25T07:00") == []
    assert await warned("11-25T09:00") == ["陈丽华"]
    assert await warned("11-25T09:01") == []
    assert await warned("12-30T09:00") == []
