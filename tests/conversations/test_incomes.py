"""Plays about income and expenditure: both figures, writing down, taking back."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from domain.households import Household, Member
from domain.incomes import Line
from domain.people import Duty, Role
from storage import households, incomes, pairings, people
from storage.tables import AuditRow
from tests.hostile.recorded import perform
from tests.kit import cast
from tests.kit.stage import BEGIN, Stage


@pytest.fixture(autouse=True)
async def greeted(stage):
    """Let the helper hear from the bot first: there are buttons under messages only."""
    await perform(stage, "韦秀英: /me")


async def write(stage, *lines, head="黄大明", by="韦秀英"):
    """Write lines down: month, category, yuan."""
    async with stage.app.database.write() as db:
        for month, category, yuan in lines:
            line = Line(
                id=0, household_id=stage.roster.households[head], month_on=month,
                category=category, amount_yuan=Decimal(yuan), at=BEGIN,
                person_id=stage.roster.people[by],
            )  # fmt: skip
            await incomes.add(db, line)


async def test_two_lines_are_written_down_and_count_at_once(stage: Stage) -> None:
    await stage.play("""
        韦秀英: opens income:show of 黄大明
        Bot to 韦秀英: 收支 · 黄大明，关井村 / 收入年度 2025-10 至 2026-09，记了 0 个月，3 人 / 收入 0 元，支出 0 元 / 登记的人均纯收入：0 元 / 认定的稳定人均纯收入：0 元 ⏳ 还没到 4,000 元的线 / 本年度还没有记过。 [➕ 记一笔] [📃 全部明细] [🏠 这一户]
        韦秀英: presses [➕ 记一笔]
        Bot to 韦秀英: 农户：黄大明 / 是哪一类收支？ [工资收入] [种植收入] [养殖收入] [林业收入] [其他经营] [补贴] [低保养老救助] [财产收入] [更多 ›] [✖ 取消]
        韦秀英: presses [工资收入]
        Bot edits for 韦秀英: 收支登记：黄大明 · 第 2 步，共 4 步 / 工资收入：是哪一项？ [乡镇内务工] [乡外县内务工] [区内县外务工] [区外务工] [其他工资] [‹ 上一步] [✖ 取消]
        韦秀英: presses [乡外县内务工]
        Bot edits for 韦秀英: 收支登记：黄大明 · 第 3 步，共 5 步 / 是哪个月的？分几次拿的，记最后一次的月份。 [本月] [2026-02] [2026-01] [2025-12] [2025-11] [2025-10] [2025-09] [2025-08] [更多 ›] [‹ 上一步] [✖ 取消]
        韦秀英: presses [2026-02]
        Bot edits for 韦秀英: 收支登记：黄大明 · 第 4 步，共 5 步 / 乡外县内务工：一共多少元？请写数字。 [‹ 上一步] [✖ 取消]
        韦秀英: 三千
        Bot to 韦秀英: 请只写数字，例如 1200。
        韦秀英: -3
        Bot to 韦秀英: 请写金额（元），大于 0，不超过 10000000。
        韦秀英: ３,000
        Bot to 韦秀英: 收支登记：黄大明 · 第 5 步，共 5 步 / 是几个人挣的？ [1] [2] [3] [‹ 上一步] [✖ 取消]
        韦秀英: 4
        Bot to 韦秀英: 请写 1 到 3 的数字。
        韦秀英: presses [2]
        Bot edits for 韦秀英: 收支登记：黄大明 · 第 6 步，共 6 步 / 2026-02 乡外县内务工 +3,000 元 2 人 / 还有别的收支吗？ [✔ 没有了，记下] [工资收入] [种植收入] [养殖收入] [林业收入] [其他经营] [补贴] [低保养老救助] [财产收入] [更多 ›] [‹ 上一步] [✖ 取消]
        韦秀英: presses [更多 ›]
        Bot edits for 韦秀英: 收支登记：黄大明 · 第 6 步，共 6 步 / 2026-02 乡外县内务工 +3,000 元 2 人 / 还有别的收支吗？ [✔ 没有了，记下] [其他收入] [生产支出] [‹ 前一页] [‹ 上一步] [✖ 取消]
        韦秀英: presses [其他收入]
        Bot edits for 韦秀英: 收支登记：黄大明 · 第 7 步，共 8 步 / 是哪个月的？分几次拿的，记最后一次的月份。 [本月] [2026-02] [2026-01] [2025-12] [2025-11] [2025-10] [2025-09] [2025-08] [更多 ›] [‹ 上一步] [✖ 取消]
        韦秀英: presses [本月]
        Bot edits for 韦秀英: 收支登记：黄大明 · 第 8 步，共 8 步 / 其他收入：一共多少元？请写数字。 [‹ 上一步] [✖ 取消]
        韦秀英: 180.5
        Bot to 韦秀英: 收支登记：黄大明 · 第 9 步，共 9 步 / 2026-02 乡外县内务工 +3,000 元 2 人 / 2026-03 其他收入 +180.50 元 / 还有别的收支吗？ [✔ 没有了，记下] [工资收入] [种植收入] [养殖收入] [林业收入] [其他经营] [补贴] [低保养老救助] [财产收入] [更多 ›] [‹ 上一步] [✖ 取消]
        韦秀英: presses [✔ 没有了，记下]
        Bot edits for 韦秀英: ✅ 黄大明：记了 2 笔。 / 认定的稳定人均纯收入：1,060.17 元 ⏳ 还没到 4,000 元的线 [💰 收支]
        韦秀英: presses [💰 收支]
        Bot to 韦秀英: 收支 · 黄大明，关井村 / 收入年度 2025-10 至 2026-09，记了 2 个月，3 人 / 收入 3,180.50 元，支出 0 元 / 登记的人均纯收入：1,060.17 元 / 认定的稳定人均纯收入：1,060.17 元 ⏳ 还没到 4,000 元的线 / 最近几笔： / 2026-03 其他收入 +180.50 元 / 2026-02 乡外县内务工 +3,000 元 2 人 [➕ 记一笔] [📃 全部明细] [📊 图表] [🏠 这一户]
        """)


async def test_what_does_not_count_is_named_and_the_national_figure_is_compared(
    stage: Stage,
) -> None:
    number = stage.roster.households["黄大明"]
    family = Household(
        number="H0001", area_code=cast.VILLAGE, head_name="黄大明",
        facts={"dibao_class": "C", "net_income_per_head_yuan": "9000"},
    )  # fmt: skip
    async with stage.app.database.write() as db:
        assert await households.put(db, family, [Member(number="1", name="黄大明")]) == number
    await perform(stage, "周启明: /me")
    await write(
        stage,
        (date(2025, 3, 1), "wages.town", 5000),
        (date(2025, 10, 1), "wages.outside", 6000),
        (date(2025, 11, 1), "cost.planting", 1500),
        (date(2026, 1, 1), "transfer.civil.dibao", 900),
        (date(2026, 2, 1), "transfer.other.pension", 250),
        (date(2026, 2, 1), "transfer.civil.relief", 700),
    )
    await stage.play("""
        周启明: opens income:show of 黄大明
        Bot to 周启明: 收支 · 黄大明，关井村 / 收入年度 2025-10 至 2026-09，记了 4 个月，1 人 / 收入 7,850 元，支出 1,500 元 / 登记的人均纯收入：6,350 元 / 认定的稳定人均纯收入：4,500 元 ✅ 超过 4,000 元的线 / 不认定的： / • 低保金 900 元：C 类低保不算 / • 基本养老金 250 元：基本养老金不算 / • 一次性救助 700 元：一次性救助不算 / ⚠ 上一年度这里记的人均 5,000 元，国家系统是 9,000 元，相差大，请核对。 / 最近几笔： / 2026-02 一次性救助 +700 元 / 2026-02 基本养老金 +250 元 / 2026-01 低保金 +900 元 / 2025-11 种植支出 −1,500 元 / 2025-10 区外务工 +6,000 元 [📃 全部明细] [📊 图表] [🏠 这一户]
        周启明: presses [📊 图表]
        Bot to 周启明: (photo)
        周启明: opens income:add of 黄大明
        Bot toasts 周启明: 这个按钮不归您的身份使用，或已经失效。
        """)


async def test_a_line_is_taken_back_and_put_back_within_a_minute(stage: Stage) -> None:
    await write(stage, (date(2026, 2, 1), "wages.town", 500))
    await stage.play("""
        韦秀英: opens income:lines of 黄大明
        Bot to 韦秀英: 收支明细 · 黄大明 / 1. 2026-02 乡镇内务工 +500 元 · 韦秀英 03-02 09:00 [🗑 1] [💰 收支]
        韦秀英: presses [🗑 1]
        Bot edits for 韦秀英: 收支明细 · 黄大明 / 1. 2026-02 乡镇内务工 +500 元 · 韦秀英 03-02 09:00 🗑 韦秀英 03-02 09:00 [↩ 恢复] [💰 收支]
        Bot toasts 韦秀英: 已删：2026-02 乡镇内务工 +500 元。一分钟内可以恢复。
        韦秀英: presses again on [🗑 1]
        Bot toasts 韦秀英: 这一笔已经删过了。
        韦秀英: presses [↩ 恢复]
        Bot edits for 韦秀英: 收支明细 · 黄大明 / 1. 2026-02 乡镇内务工 +500 元 · 韦秀英 03-02 09:00 [🗑 1] [💰 收支]
        Bot toasts 韦秀英: 已恢复：2026-02 乡镇内务工 +500 元。
        韦秀英: presses [🗑 1]
        Bot edits for 韦秀英: 收支明细 · 黄大明 / 1. 2026-02 乡镇内务工 +500 元 · 韦秀英 03-02 09:00 🗑 韦秀英 03-02 09:00 [↩ 恢复] [💰 收支]
        Bot toasts 韦秀英: 已删：2026-02 乡镇内务工 +500 元。一分钟内可以恢复。
        -- 2026-03-02 09:05
        韦秀英: presses [↩ 恢复]
        Bot toasts 韦秀英: 一分钟过了，请点 ➕ 重新记一笔。
        """)
    async with stage.app.database.read() as db:
        done = list(await db.scalars(select(AuditRow.action).order_by(AuditRow.id)))
    assert [it for it in done if it.startswith("income.")] == [
        "income.retracted", "income.restored", "income.retracted",
    ]  # fmt: skip


async def test_residents_take_back_anybodys_lines_and_helpers_their_own(stage: Stage) -> None:
    await perform(stage, "梁建国: /me")
    await write(stage, (date(2026, 2, 1), "wages.town", 500), by="莫小兰")
    await stage.play("""
        韦秀英: opens income:lines of 黄大明
        Bot to 韦秀英: 收支明细 · 黄大明 / 1. 2026-02 乡镇内务工 +500 元 · 莫小兰 03-02 09:00 [💰 收支]
        梁建国: opens income:lines of 黄大明
        Bot to 梁建国: 收支明细 · 黄大明 / 1. 2026-02 乡镇内务工 +500 元 · 莫小兰 03-02 09:00 [🗑 1] [💰 收支]
        梁建国: presses [🗑 1]
        Bot edits for 梁建国: 收支明细 · 黄大明 / 1. 2026-02 乡镇内务工 +500 元 · 莫小兰 03-02 09:00 🗑 梁建国 03-02 09:00 [↩ 恢复] [💰 收支]
        Bot toasts 梁建国: 已删：2026-02 乡镇内务工 +500 元。一分钟内可以恢复。
        """)


async def test_a_helper_takes_no_line_of_another_back(stage: Stage) -> None:
    number = stage.roster.households["黄大明"]
    await write(stage, (date(2026, 2, 1), "wages.town", 500), by="莫小兰")
    async with stage.app.database.read() as db:
        (line,) = await incomes.lines(db, number, date(2026, 1, 1), date(2026, 12, 1))
    stage.roster.households["这一笔"] = line.id
    await stage.play("""
        韦秀英: opens income:retract of 这一笔
        Bot toasts 韦秀英: 这一笔是别人记的，要删请找驻村队员或信息员。
        韦秀英: opens income:restore of 这一笔
        Bot toasts 韦秀英: 这一笔是别人记的，要删请找驻村队员或信息员。
        """)


async def test_many_lines_are_turned_page_by_page(stage: Stage) -> None:
    await perform(stage, "周启明: /me")
    await write(stage, *[(date(2026, 1, 1), "wages.town", number) for number in range(1, 18)])
    lines = [f"{n}. 2026-01 乡镇内务工 +{18 - n} 元 · 韦秀英 03-02 09:00" for n in range(1, 18)]
    await stage.play(f"""
        周启明: opens income:lines of 黄大明
        Bot to 周启明: 收支明细 · 黄大明 / {" / ".join(lines[:8])} [更多 ›] [💰 收支]
        周启明: presses [更多 ›]
        Bot edits for 周启明: 收支明细 · 黄大明 / {" / ".join(lines[8:16])} [‹ 前一页] [更多 ›] [💰 收支]
        周启明: presses [更多 ›]
        Bot edits for 周启明: 收支明细 · 黄大明 / {lines[16]} [‹ 前一页] [💰 收支]
        """)


async def test_a_household_of_others_is_as_if_it_were_not_there(stage: Stage) -> None:
    await write(stage, (date(2026, 2, 1), "wages.town", 500))
    officer = Duty(role=Role.INFORMATION_OFFICER, area_code=cast.OTHER_VILLAGE)
    async with stage.app.database.write() as db:
        await people.set_duties(db, stage.roster.people["莫小兰"], [officer])
    stage.roster.households["无"] = 5
    await perform(stage, "覃志强: /me\n莫小兰: /me")
    for verb in ("show", "lines", "add", "chart"):
        for who, head in (("覃志强", "黄大明"), ("莫小兰", "黄大明"), ("莫小兰", "无")):
            await stage.play(f"""
                {who}: opens income:{verb} of {head}
                Bot toasts {who}: 没有这一户，或不归您看。要看的户请点 🏠。
                """)


async def test_lines_for_a_household_lost_meanwhile_are_not_written_down(stage: Stage) -> None:
    number = stage.roster.households["黄大明"]
    await perform(
        stage,
        """
        韦秀英: opens income:add of 黄大明
        韦秀英: presses [更多 ›]
        韦秀英: presses [其他收入]
        韦秀英: presses [本月]
        韦秀英: 80
        """,
    )
    async with stage.app.database.write() as db:
        (pairing,) = await pairings.open_of_household(db, number)
        assert await pairings.end(db, replace(pairing, until_on=date(2026, 3, 2)))
    await stage.play("""
        韦秀英: presses [✔ 没有了，记下]
        Bot toasts 韦秀英: 没有这一户，或不归您看。要看的户请点 🏠。
        """)
    async with stage.app.database.read() as db:
        assert await incomes.latest_on(db, number) is None
