"""Who changed a standing task last, what runs of it, and what an office has of a plan."""

from dataclasses import replace
from datetime import date

import pytest

from domain.campaigns import State
from domain.periods import campaign_of
from domain.recurrence_edits import begun_by, made_of, switched
from domain.recurrences import SHIPPED
from storage import campaigns, recurrence_news, recurrences
from tests.kit import campaigning
from tests.kit.campaigning import TASK

VISITS, REPORT, *_ = SHIPPED


async def test_whoever_changed_a_standing_task_last_is_named(database, village, now):
    async with database.write() as db:
        assert await recurrence_news.kept_by(db, REPORT.name) == ""
        on = await recurrences.keep(db, switched(REPORT), village.people["莫小兰"], now)
        assert on
        assert await recurrence_news.kept_by(db, REPORT.name) == "莫小兰"
        await recurrences.keep(db, switched(on), village.people["韦秀英"], now)
        assert await recurrence_news.kept_by(db, REPORT.name) == "韦秀英"


async def test_what_runs_of_one_is_listed_the_oldest_first(database, village, now):
    async with database.write() as db:
        for month in (4, 3):
            await campaigns.add(db, campaign_of(VISITS, date(2026, month, 1), now))
        over = replace(campaign_of(VISITS, date(2026, 2, 1), now), state=State.CLOSED)
        await campaigns.add(db, over)
        await campaigns.add(db, TASK)
        found = await recurrence_news.running(db, VISITS.name)
    assert [it.period for it in found] == [202603, 202604]


async def test_a_campaign_that_comes_back_is_its_first_period(database, village, now):
    async with database.write() as db:
        kept = await campaigning.kept(db, TASK)
        own = replace(made_of(kept, VISITS.every), name="own7")
        await recurrences.keep(db, own, village.people["莫小兰"], now)
        await campaigns.change(db, begun_by(kept, own, now))
        assert (await recurrences.newest(db))["own7"] == 202603
        assert [it.number for it in await recurrence_news.running(db, "own7")] == [kept.number]
        assert await campaigns.add(db, replace(TASK, recurrence="own7", period=202603)) is None


@pytest.mark.parametrize("area_code", ["450503", "450503101"])
async def test_tasks_of_the_same_names_are_found_in_ones_own_office(
    database, village, now, area_code
):
    async with database.write() as db:
        for state in State:
            await campaigns.add(db, replace(TASK, state=state))
        await campaigns.add(db, replace(TASK, title="别的"))
        found = await recurrence_news.titled(db, area_code, [TASK.title])
    there = [State.DRAFT, State.RUNNING] if area_code == TASK.area_code else []
    assert [it.state for it in found] == there
