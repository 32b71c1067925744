"""Plays: the plan of Yinhai is loaded with another first day, as drafts or at once, and twice."""

import asyncio
from pathlib import Path

from sqlalchemy import func, select

from domain.calendar import local_day
from domain.people import Duty, Role
from storage import campaigns, people, recurrences
from storage.tables import CampaignRow
from tests.kit.actions import do as act
from tests.kit.cast import DISTRICT
from tests.kit.stage import Stage, opened

PLAN = (
    "任务模板 / 银海区方案 / • 6月28日 参加使用培训 / • 7月5日 绑定账号 / • 7月7日 手机能正常使用 / "
    "• 7月20日 入户走访一次 / • 7月20日 更新帮扶手册 / • 7月25日 上报补贴数据 / "
    "• 7月31日 镇级工作总结 / 起始日期可以改，不需要的任务可以去掉。 [📦 载入银海区方案] [‹ 任务列表]"
)
FIRST = (
    "载入模板 · 第 1 步，共 3 步 / 第一个任务哪天截止？方案是 6月28日。改了，其他日期跟着移同样的天数。 "
    "[3月9日] [6月28日] [📅 日历] [✖ 取消]"
)
WHICH = "载入模板 · 第 2 步，共 3 步 / 要哪些任务？不需要的点一下去掉。 / 目前："
HOW = (
    "载入模板 · 第 3 步，共 3 步 / 现在就开始吗？开始后，到了各自的开始日才提醒大家。 "
    "[▶ 全部开始] [📝 先存草稿] [‹ 上一步] [✖ 取消]"
)
LETTERS = "📨 最多 {count} 次提醒。同一天的合成一条，完成了的人不再提醒。"
NOBODY = "本区域没有人做，不建：上报补贴数据"
ENDS = "[✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✖ 取消]"
WAYS = "[＋ 新建任务] [📦 模板] [🔁 常设任务]"
UNTIL_THE_SUMMARY = (
    "任务模板",
    "presses [📦 载入银海区方案]",
    "presses [6月28日]",
    "presses [✔ 打勾的都要]",
    "presses [📝 先存草稿]",
)
THERE = "⚠ 已经建过：#1 绑定账号、#2 镇级工作总结"


async def _act(stage: Stage, who: str, *acts: str) -> list[str]:
    for what in acts:
        stage.heard.clear()
        act(stage, who, what)
        await stage.settle()
    return [it.words for it in stage.heard]


async def test_a_plan_is_moved_thinned_out_and_kept_as_drafts(stage: Stage) -> None:
    ticks = "[✅ 6月26日 参加使用培训] [✅ 7月3日 绑定账号] [✅ 7月7日 手机能正常使用]"
    first_three = (
        "6月26日 参加使用培训、7月3日 绑定账号、7月7日 手机能正常使用、7月20日 入户走访一次"
    )
    await stage.play(f"""
        韦秀英: 任务模板
        Bot to 韦秀英: 这项不归您的身份使用。您能用的在下方按键里。
        黄丽萍: 任务模板
        Bot to 黄丽萍: {PLAN}
        黄丽萍: presses [📦 载入银海区方案]
        Bot to 黄丽萍: {FIRST}
        黄丽萍: 2026-03-01
        Bot to 黄丽萍: 这样第一个任务已经过期了。请选今天或以后的日期。
        黄丽萍: 2027年6月28日
        Bot to 黄丽萍: 离现在一年多了，请看看年份对不对。
        黄丽萍: 农历六月初一
        Bot to 黄丽萍: 请按公历写日期，比如 7月20日。农历各年不同，容易弄错。
        黄丽萍: 六月二十八
        Bot to 黄丽萍: {WHICH}{first_three}、7月20日 更新帮扶手册、7月31日 镇级工作总结 [✔ 打勾的都要] {ticks} [✅ 7月20日 入户走访一次] [✅ 7月20日 更新帮扶手册] [✅ 7月31日 镇级工作总结] [‹ 上一步] [✖ 取消]
        黄丽萍: presses [✅ 7月20日 更新帮扶手册]
        Bot edits for 黄丽萍: {WHICH}{first_three}、7月31日 镇级工作总结 {ticks} [✅ 7月20日 入户走访一次] [7月20日 更新帮扶手册] [✅ 7月31日 镇级工作总结] [✔ 好了] [‹ 上一步] [✖ 取消]
        黄丽萍: presses [✔ 好了]
        Bot edits for 黄丽萍: {HOW}
        黄丽萍: presses [📝 先存草稿]
        Bot edits for 黄丽萍: 载入模板 · 请核对 / 1. 第一个截止日：2026-06-28 周日 / 2. 任务：{first_three}、7月31日 镇级工作总结 / 3. 然后：📝 先存草稿 / 将会建： / • 参加使用培训：6月21日 到 6月26日18:00（6月28日休息），6 人。本人点完成，再核对 / • 绑定账号：6月28日 到 7月3日18:00（7月5日休息），7 人。账号已绑定 / • 手机能正常使用：6月28日 到 7月7日18:00，6 人。本人点“我已完成” / • 入户走访一次：7月1日 到 7月20日18:00，3 人。每户都走访到 / • 镇级工作总结：7月24日 到 7月31日18:00，1 人。交材料（月报、数据） / {LETTERS.format(count=58)} / {NOBODY} {ENDS}
        黄丽萍: presses [✔ 提交]
        Bot to 黄丽萍: ✅ 存了 5 个草稿。点开每个草稿，点“▶ 开始”后才会通知大家。
        Bot to 黄丽萍: 本单位的任务 / #5 镇级工作总结 · 7月31日18:00截止 / #4 入户走访一次 · 7月20日18:00截止 / #3 手机能正常使用 · 7月7日18:00截止 / #2 绑定账号 · 7月3日18:00截止 / #1 参加使用培训 · 6月26日18:00截止 [进行中 0] [• 草稿 5] [已结束 0] [#5 镇级工作总结] [#4 入户走访一次] [#3 手机能正常使用] [#2 绑定账号] [#1 参加使用培训] {WAYS}
        """)
    async with stage.app.database.read() as db:
        assert await campaigns.running(db) == []


async def _two_of_it(stage: Stage) -> None:
    """Let the town load two tasks of the plan, at once."""
    await _act(stage, "黄丽萍", "任务模板", "presses [📦 载入银海区方案]", "presses [6月28日]")
    for task in ("6月26日 参加使用培训", "7月7日 手机能正常使用", "7月20日 入户走访一次"):
        await _act(stage, "黄丽萍", f"presses [✅ {task}]")
    acts = "presses [✅ 7月20日 更新帮扶手册]", "presses [✔ 好了]", "presses [▶ 全部开始]"
    await _act(stage, "黄丽萍", *acts, "presses [✔ 提交]")


async def test_what_begins_at_once_runs_and_loading_it_twice_is_asked_about(stage: Stage) -> None:
    await _two_of_it(stage)
    async with stage.app.database.read() as db:
        found = [(it.title, local_day(it.due_at)) for it in await campaigns.running(db)]
    assert [f"{title} {due:%m-%d}" for title, due in found] == [
        "绑定账号 07-03",
        "镇级工作总结 07-31",
    ]
    await stage.play(f"""
        黄丽萍: 任务模板
        Bot to 黄丽萍: {PLAN}
        黄丽萍: presses [📦 载入银海区方案]
        Bot edits for 黄丽萍: {THERE} / 还要再载入一遍吗？ [📦 再载入一遍] [‹ 任务列表]
        黄丽萍: presses [📦 再载入一遍]
        Bot to 黄丽萍: {FIRST}
        """)
    said = await _act(
        stage, "黄丽萍", "9月28日", "presses [✔ 打勾的都要]", "presses [📝 先存草稿]"
    )
    assert f" / {NOBODY} / {THERE} [✔ 提交]" in said[0]


async def test_whoever_loads_it_while_another_does_looks_again(stage: Stage) -> None:
    await _act(stage, "周启明", *UNTIL_THE_SUMMARY)
    await _act(stage, "黄丽萍", *UNTIL_THE_SUMMARY, "presses [✔ 提交]")
    async with stage.app.database.write() as db:
        number = stage.roster.people["黄丽萍"]
        await people.set_duties(db, number, [Duty(role=Role.DISTRICT_OFFICE, area_code=DISTRICT)])
    await _act(stage, "黄丽萍", *UNTIL_THE_SUMMARY, "presses [✔ 提交]")
    screen, toast = await _act(stage, "周启明", "presses [✔ 提交]")
    assert "⚠ 已经建过：#7 参加使用培训、#8 绑定账号" in screen
    assert toast == "(toast) 刚刚有别人载入过了。请看一看，再决定要不要提交。"
    said = await _act(stage, "周启明", "presses [✔ 提交]")
    assert said[0].startswith("✅ 存了 6 个草稿。")


async def test_of_two_who_load_it_at_the_same_moment_one_looks_again(
    postgres_url: str, tmp_path: Path
) -> None:
    """SQLite has one writer anyway."""
    async with opened(postgres_url, tmp_path) as stage:
        async with stage.app.database.write() as db:
            office = [Duty(role=Role.DISTRICT_OFFICE, area_code=DISTRICT)]
            await people.set_duties(db, stage.roster.people["陈丽华"], office)
        for who in ("周启明", "陈丽华"):
            await _act(stage, who, *UNTIL_THE_SUMMARY)
        for who in ("周启明", "陈丽华"):
            act(stage, who, "presses [✔ 提交]")
        stage.heard.clear()
        pending = stage.world.updates.pending()
        await asyncio.gather(*[stage.app.turns.take(update) for update in pending])
        stage.world.updates.take(pending[-1]["update_id"] + 1, 1)
        await stage.settle()
        async with stage.app.database.read() as db:
            kept = await db.scalar(select(func.count()).select_from(CampaignRow))
    said = [it.words for it in stage.heard]
    assert [it for it in said if "刚刚有别人载入过了" in it]
    assert [it.startswith("✅ 存了 6 个草稿。") for it in said].count(True) == 1
    assert kept == 6


async def test_subsidy_data_come_back_each_quarter(stage: Stage) -> None:
    async with stage.app.database.write() as db:
        number = stage.roster.people["覃志强"]
        await people.set_duties(db, number, [Duty(role=Role.LINE_DEPARTMENT, area_code=DISTRICT)])
    await _act(stage, "周启明", "任务模板", "presses [📦 载入银海区方案]", "presses [6月28日]")
    (said,) = await _act(stage, "周启明", "presses [✔ 打勾的都要]", "presses [▶ 全部开始]")
    assert "• 上报补贴数据：7月15日 到 7月24日18:00（7月25日休息），1 人。" in said
    assert "🔁 以后每季度自动开始“季度补贴数据”。" in said
    assert "不建" not in said
    await _act(stage, "周启明", "presses [✔ 提交]")
    async with stage.app.database.read() as db:
        duty = await recurrences.by_name(db, "subsidies")
    assert duty
    assert duty.is_on


async def test_an_old_button_of_a_plan_is_answered(stage: Stage) -> None:
    for data in ("template:load:7", "template:again:1"):
        await _act(stage, "陈丽华", "任务模板")
        number = stage.world.history(stage.users["陈丽华"])[-1]["message_id"]
        stage.heard.clear()
        stage.world.press(stage.users["陈丽华"], number, data, forged=True)
        await stage.settle()
        assert [it.words for it in stage.heard] == ["(toast) 这个模板没有了。"]
