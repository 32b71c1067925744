"""Changes of a campaign are told to those who still owe it: once, in pages, as one letter."""

import asyncio
from dataclasses import replace
from datetime import date, datetime
from unittest import mock

from bot import campaign_desk, campaign_news
from domain import campaign_edits
from domain.campaigns import Campaign, Mark
from reminders import campaign_news as sweep
from storage import campaigns, people, tellings
from tests.kit import campaigning
from tests.kit.stage import Stage

BY = "经办：周启明"
NOON = datetime.fromisoformat("2026-03-04T12:00:00+08:00")


async def made(
    stage: Stage, campaign: Campaign, action: str, words: str = "", **new: object
) -> Campaign:
    """Let the district office do something to a campaign, and say whom it concerns."""
    now = stage.app.clock()
    async with stage.app.database.write() as db:
        person = await people.by_id(db, stage.roster.people["周启明"])
        before = await campaigns.by_number(db, campaign.number)
        assert before
        after = replace(before, version=before.version + 1, set_at=now, **new)  # type: ignore[arg-type]
        if action == campaign_desk.CANCELLED:
            after = campaign_edits.cancel(before, now)
        told = await campaign_news.concerned(db, before, after, now)
        done = before, after, action
        await campaign_desk.keep(db, person, *done, words=words, concerns=told.ids)
    return after


async def told(stage: Stage, times: int = 1) -> dict[str, str]:
    """Sweep, several at once, and return who was told what."""
    stage.heard.clear()
    now = stage.app.clock()
    await asyncio.gather(*[sweep.tell(stage.app.database, now) for _ in range(times)])
    await stage.settle()
    assert len(stage.heard) == len({it.to for it in stage.heard})
    return {it.to: it.words for it in stage.heard}


async def begun(stage: Stage) -> Campaign:
    found = await campaigning.begun(stage)
    stage.world.clock.move_to(NOON)
    return found


async def test_each_is_told_once_however_many_sweep(stage: Stage) -> None:
    campaign = await begun(stage)
    await campaigning.do(stage, campaign, "覃志强")
    await made(
        stage, campaign, campaign_desk.EXTENDED, "台风", due_at=campaigning.at("03-27T18:00")
    )
    with mock.patch.object(sweep, "A_PAGE", 1):
        assert await told(stage, times=3) == {
            "韦秀英": "⏳ 延期了：学文件 / 截止：3月20日18:00 → 3月27日18:00 / 原因：台风 / "
            f"{BY} / 已经做的都算数。 [📒 我的任务]"
        }
    assert await told(stage) == {}
    assert await campaigning.trail(stage, campaign) == [
        ("extended2", "韦秀英"),
        ("extended2", "黎新来"),
    ]
    assert ("extended2", "unreachable") in await campaigning.trail(stage, campaign, "黎新来")


async def test_whose_own_due_date_is_another_reads_it(stage: Stage) -> None:
    campaign = await begun(stage)
    await campaigning.decide(stage, campaign, "韦秀英", Mark.EXTENDED, until="03-31T18:00")
    await made(stage, campaign, campaign_desk.EXTENDED, due_at=campaigning.at("03-27T18:00"))
    words = await told(stage)
    assert words["韦秀英"].startswith(
        "⏳ 延期了：学文件 / 截止：3月20日18:00 → 3月27日18:00 / "
        "您的截止时间是3月31日18:00，因为已给您或您所在的地方延过期。 / "
    )
    assert "您的截止时间" not in words["覃志强"]


async def test_whoever_took_it_over_is_told_in_place_of_the_other(stage: Stage) -> None:
    campaign = await begun(stage)
    await campaigning.decide(stage, campaign, "韦秀英", Mark.TAKEN_OVER)
    await campaigning.decide(stage, campaign, "黎新来", Mark.TAKEN_OVER)
    await made(stage, campaign, campaign_desk.CANCELLED)
    assert sorted(await told(stage)) == ["莫小兰", "覃志强"]
    async with stage.app.database.write() as db:
        assert await tellings.note_delivered(db, 10) == []
        found = await tellings.trail(db, campaign.number)
    assert len(found) == 3
    assert all(it.delivered_at for it in found)


async def test_what_was_changed_twice_is_told_as_one(stage: Stage) -> None:
    campaign = await begun(stage)
    await made(stage, campaign, campaign_desk.CHANGED, title="学新文件")
    await made(stage, campaign, campaign_desk.EXTENDED, due_at=campaigning.at("03-27T18:00"))
    words = await told(stage)
    assert words["韦秀英"].startswith(
        "⏳ 延期了：学新文件 / 标题：学文件 → 学新文件 / 截止：3月20日18:00 → 3月27日18:00"
    )
    assert ("extended3", "overtaken") in await campaigning.trail(stage, campaign, "韦秀英")


async def test_who_is_through_with_it_meanwhile_is_left_alone(stage: Stage) -> None:
    campaign = await begun(stage)
    await made(stage, campaign, campaign_desk.CANCELLED)
    await campaigning.do(stage, campaign, "覃志强")
    assert list(await told(stage)) == ["韦秀英"]
    assert ("cancelled2", "settled") in await campaigning.trail(stage, campaign, "覃志强")


async def test_what_was_changed_and_then_cancelled_is_told_as_cancelled(stage: Stage) -> None:
    campaign = await begun(stage)
    await made(stage, campaign, campaign_desk.CHANGED, what="请读完。")
    await made(stage, campaign, campaign_desk.CANCELLED, "不需要了")
    words = await told(stage)
    assert (
        words["韦秀英"] == f"✖ 取消了：学文件 / 不用再做了。 / 原因：不需要了 / {BY} [📒 我的任务]"
    )


async def test_what_has_not_opened_changes_and_ends_unheard(stage: Stage) -> None:
    later = replace(campaigning.TASK, opens_on=date(2026, 3, 10))
    campaign = await campaigning.begun(stage, later)
    after = await made(stage, campaign, campaign_desk.CHANGED, title="学新文件")
    await made(stage, after, campaign_desk.CANCELLED)
    assert await told(stage) == {}


async def test_the_offices_own_business_is_told_to_nobody(stage: Stage) -> None:
    campaign = await begun(stage)
    await made(stage, campaign, campaign_desk.CHANGED, days_before=(3,), is_loud=True, rises=())
    assert await told(stage) == {}
    assert await campaigning.trail(stage, campaign) == []
