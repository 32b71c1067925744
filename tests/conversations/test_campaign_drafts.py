"""Plays about drafts: copies of what comes back, drafts that lay, households one may not see."""

from dataclasses import replace
from datetime import date

from domain.campaigns import Audience, Campaign, Criterion, State
from domain.people import Role
from domain.periods import campaign_of
from domain.recurrences import SHIPPED
from storage import calendars, campaigns
from tests.kit import record
from tests.kit.campaigning import TASK, at
from tests.kit.stage import Stage

DRAFT = replace(TASK, state=State.DRAFT, opens_on=date(2026, 3, 2))


async def keep(stage: Stage, campaign: Campaign) -> None:
    async with stage.app.database.write() as db:
        assert await campaigns.add(db, campaign)


async def last(stage: Stage, who: str, *acts: str) -> str:
    """Do something and return what is read last of all, but for toasts."""
    await record.act(stage, who, *acts)
    return [it.words for it in stage.heard if it.to == who and "(toast)" not in it.words][-1]


async def test_a_copy_of_what_comes_back_reads_as_it_did(stage: Stage) -> None:
    await keep(stage, campaign_of(SHIPPED[0], date(2026, 3, 1), stage.app.clock()))
    form = await last(stage, "陈丽华", "派任务", "presses [#1 每月入户走访]", "presses [⧉ 复制]")
    assert "1. 标题：每月入户走访 / 2. 要做什么：本月走访每一户结对户，到户签到。" in form


async def test_nobody_reads_names_of_households_he_may_not_see_in_a_preview(stage: Stage) -> None:
    await keep(stage, replace(DRAFT, area_code="", criterion=Criterion.VISITED))
    opened = "派任务", "presses [草稿 1]", "presses [#1 学文件]"
    card = await last(stage, "陈丽华", *opened)
    assert (
        "韦秀英在3月13日会看到： / 🔔 学文件：还有 1 户没完成（共 1 户） / 请读完文件。 / ⬜ 某户 /"
        in card
    )
    letter = await last(stage, "陈丽华", "presses [🧪 发给我自己试试]")
    assert "⬜ 某户 /" in letter
    assert "[📝 走访 某户]" in letter
    assert "⬜ 黄大明 /" in await last(stage, "周启明", *opened)


async def test_a_directive_that_lay_as_a_draft_still_speaks_on_the_day_it_opens(
    stage: Stage,
) -> None:
    read = replace(DRAFT, criterion=Criterion.ACKNOWLEDGED, days_before=(14, 7, 3, 1, 0))
    await keep(stage, replace(read, due_at=at("03-16T18:00")))
    stage.world.clock.move_to(at("03-04T09:00"))
    card = await last(stage, "周启明", "派任务", "presses [草稿 1]", "presses [#1 学文件]")
    assert "📅 3月4日至3月16日18:00" in card
    assert "3月4日 2 · 3月9日 2 · 3月13日 2 · 3月16日 2 · 3月17日 2" in card
    form = await last(stage, "周启明", "presses [✎ 修改任务]")
    assert "10. 提醒：开始那天、提前7天、提前3天、提前1天、截止当天、过期1天" in form


async def test_of_households_only_those_count_who_answer_for_some(stage: Stage) -> None:
    several = frozenset({Role.HELPER, Role.RESIDENT, Role.INFORMATION_OFFICER})
    await keep(
        stage,
        replace(DRAFT, criterion=Criterion.HANDBOOK, audience=Audience(roles=several)),
    )
    card = await last(stage, "周启明", "派任务", "presses [草稿 1]", "presses [#1 学文件]")
    assert "🧮 共 4 人 / 帮扶联系人 2 · 驻村工作队员 1 · 扶贫信息员 1 /" in card
    assert "🧮 共 4 人 / 改动" in await last(stage, "周启明", "presses [✎ 修改任务]")


async def test_days_to_choose_from_know_the_rest_days_an_office_keeps(stage: Stage) -> None:
    await keep(stage, replace(DRAFT, state=State.RUNNING, next_at=None))
    now, by = stage.app.clock(), stage.roster.people["陈丽华"]
    async with stage.app.database.write() as db:
        for day in (date(2026, 3, 9), date(2026, 3, 25)):
            rests = calendars.KeptDay(day=day, is_working=False, reason="壮族三月三", by="")
            await calendars.keep_day(db, rests, by, now)
    first = await last(stage, "周启明", "派任务", "presses [#1 学文件]", "presses [⏳ 延期]")
    assert "[加3个工作日：3月26日] [加5个工作日：3月30日] [加10个工作日：4月7日]" in first
    await record.act(
        stage, "周启明", "presses [✖ 取消]", "派任务", "presses [＋ 新建任务]", "学文件"
    )
    await record.act(
        stage, "周启明", "请读完。", "presses [帮扶联系人 3]", "presses [⏩ 其余按常规]"
    )
    assert "[3月6日] [3月16日] [3月31日]" in await last(stage, "周启明", "presses [账号已绑定]")


async def test_what_has_not_opened_is_extended_without_a_word_to_anybody(stage: Stage) -> None:
    await keep(stage, replace(DRAFT, state=State.RUNNING, opens_on=date(2026, 3, 9)))
    await record.act(stage, "周启明", "派任务", "presses [#1 学文件]", "presses [⏳ 延期]")
    form = await last(stage, "周启明", "3月27日", "presses [跳过]")
    assert "截止：3月20日18:00 → 3月27日18:00 / 还没到开始的日子，不用通知谁。" in form
