"""Plays about the eight haves of a household: the checklist, one item again, its review."""

from datetime import date
from decimal import Decimal

import pytest

from domain.haves import Check, Item, Verdict
from domain.incomes import Line
from storage import changes, haves, incomes
from tests.hostile.recorded import perform
from tests.kit.stage import BEGIN, Stage

WATER = {"clear": "yes", "litres": "20", "minutes": "0", "percent": "100"}
CRITERION = "水清无异味；每人每天 35 升以上；取水来回 20 分钟以内；保证率 90% 以上"
DRY = "清，无异味 20 升/天 水到家里 保证率 100%"
BUTTONS = (
    "[✎ 收入来源或低保] [✎ 住房保障] [✎ 基本医疗] [✎ 义务教育] [✎ 安全饮水] [✎ 路通村屯] "
    "[✎ 有电用] [✎ 有电视看] [✎ 一超（收入）] [ℹ 看标准] [🏠 这一户]"
)
BEFORE = "八有一超 · 黄大明，关井村 / ⬜ 收入来源或低保 · 未核 / ⬜ 住房保障 · 未核 / ⬜ 基本医疗 · 未核 / ⬜ 义务教育 · 未核"
AFTER = "⬜ 路通村屯 · 未核 / ⬜ 有电用 · 未核 / ⬜ 有电视看 · 未核 / ⬜ 一超（收入） · 未核"


WATER_AGAIN = """
    韦秀英: opens haves:show of 黄大明
    韦秀英: presses [✎ 安全饮水]
    """


@pytest.fixture(autouse=True)
async def greeted(stage):
    """Let the helper hear from the bot first: there are buttons under messages only."""
    await perform(stage, "韦秀英: /me")


async def found(stage, item=Item.WATER, **known):
    """Let something be on record."""
    values = {
        "household_id": stage.roster.households["黄大明"],
        "item": item,
        "verdict": Verdict.UNMET,
        "checked_on": date(2026, 2, 10),
        "standard": "revised",
        "facts": WATER,
        "reason": "正在建",
        "person_id": stage.roster.people["莫小兰"],
    }
    async with stage.app.database.write() as db:
        await haves.add(db, Check(**values | known))


async def now(stage, item=Item.WATER):
    async with stage.app.database.read() as db:
        return (await haves.state(db, stage.roster.households["黄大明"])).get(item)


async def test_a_finding_is_proposed_reviewed_and_then_holds(stage: Stage) -> None:
    await stage.play(f"""
        韦秀英: opens haves:show of 黄大明
        Bot to 韦秀英: {BEFORE} / ⬜ 安全饮水 · 未核 / {AFTER} {BUTTONS}
        韦秀英: presses [✎ 安全饮水]
        Bot to 韦秀英: 八有一超：黄大明 · 第 1 步，共 5 步 / 安全饮水 / ℹ {CRITERION} / 水清不清？有没有怪味？ [清，无异味] [不清或有味] [✖ 取消]
        韦秀英: presses [清，无异味]
        Bot edits for 韦秀英: 八有一超：黄大明 · 第 2 步，共 5 步 / 安全饮水 / ℹ {CRITERION} / 每人每天有多少升水？ [20 升/天] [35 升/天] [50 升/天] [100 升/天] [‹ 上一步] [✖ 取消]
        韦秀英: 20.5
        Bot to 韦秀英: 请写 0 到 10000 的数字。
        韦秀英: presses [20 升/天]
        Bot edits for 韦秀英: 八有一超：黄大明 · 第 3 步，共 5 步 / 安全饮水 / ℹ {CRITERION} / 取水来回要几分钟？家里有水就是 0。 [水到家里] [取水 10 分钟] [取水 20 分钟] [取水 30 分钟] [‹ 上一步] [✖ 取消]
        韦秀英: presses [水到家里]
        Bot edits for 韦秀英: 八有一超：黄大明 · 第 4 步，共 5 步 / 安全饮水 / ℹ {CRITERION} / 一百天里有多少天有水？ [保证率 100%] [保证率 95%] [保证率 90%] [保证率 80%] [‹ 上一步] [✖ 取消]
        韦秀英: presses [保证率 100%]
        Bot edits for 韦秀英: 八有一超：黄大明 · 第 5 步，共 5 步 / 安全饮水 / ℹ {CRITERION} / 达标吗？ [❌ 未达标（按标准）] [✅ 达标] [‹ 上一步] [✖ 取消]
        韦秀英: presses [❌ 未达标（按标准）]
        Bot edits for 韦秀英: 八有一超：黄大明 · 第 6 步，共 6 步 / 安全饮水 / ℹ {CRITERION} / 为什么？点一个原因，或写几个字。 [正在建、正在修] [已申报，还没批] [户里不愿意] [本地条件办不到] [‹ 上一步] [✖ 取消]
        韦秀英: sends voice
        Bot to 韦秀英: 请点一个原因，或写几个字。
        韦秀英: 水管裂了
        Bot to 韦秀英: 八有一超：黄大明 · 请核对 / 1. 水质：清，无异味 / 2. 水量：20 / 3. 取水：0 / 4. 保证率：100 / 5. 结论：❌ 未达标（按标准） / 6. 原因：水管裂了 [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✎ 4] [✎ 5] [✎ 6] [✖ 取消]
        韦秀英: presses [✔ 提交]
        Bot edits for 韦秀英: ✅ 黄大明，安全饮水：已提交，审核通过后生效，结果会告诉您。 [八有一超]
        Bot to 梁建国: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 韦秀英 提出： / 1. 家庭 · 安全饮水：未填 → 未达标 · {DRY} · 水管裂了 [✅ 采纳] [↩ 退回]
        韦秀英: presses [八有一超]
        Bot to 韦秀英: {BEFORE} / ⬜ 安全饮水 · 未核 · 🕓 有变更待审 / {AFTER} {BUTTONS}
        梁建国: presses [✅ 采纳]
        Bot toasts 梁建国: 已采纳，档案已改，已告诉提出人。
        Bot to 韦秀英: ✅ 黄大明：梁建国 采纳了您提的更改，档案已改。 / 家庭 · 安全饮水：未填 → 未达标 · {DRY} · 水管裂了
        Bot edits for 梁建国: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 韦秀英 提出： / 1. 家庭 · 安全饮水：未填 → 未达标 · {DRY} · 水管裂了 /    ✅ 已采纳，梁建国 / 这里都办完了。
        韦秀英: presses [八有一超]
        Bot to 韦秀英: {BEFORE} / ❌ 安全饮水 · 2026-03-02 · {DRY} · 水管裂了 · 韦秀英 / {AFTER} {BUTTONS}
        """)


async def test_a_finding_that_was_returned_is_answered_anew(stage: Stage) -> None:
    await perform(
        stage,
        """
        韦秀英: opens haves:show of 黄大明
        韦秀英: presses [✎ 有电用]
        韦秀英: presses [没通电]
        韦秀英: presses [❌ 未达标（按标准）]
        韦秀英: 没拉线
        韦秀英: presses [✔ 提交]
        梁建国: presses [↩ 退回]
        """,
    )
    await stage.play("""
        梁建国: 上周已经通了
        Bot to 梁建国: ↩ 已退回，原因已告诉提出人。
        Bot to 韦秀英: ↩ 黄大明，家庭 · 有电用：未填 → 未达标 · 没通电 · 没拉线 / 梁建国 退回：上周已经通了 / 请修改，或者撤回。 [✎ 修改] [🗑 撤回]
        Bot edits for 梁建国: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 韦秀英 提出： / 1. 家庭 · 有电用：未填 → 未达标 · 没通电 · 没拉线 /    ↩ 已退回，梁建国：上周已经通了 / 这里都办完了。
        韦秀英: presses [✎ 修改]
        Bot to 韦秀英: 八有一超：黄大明 · 第 1 步，共 2 步 / 有电用 / ℹ 已通电 / 家里通电了吗？ [已通电] [没通电] [✖ 取消]
        韦秀英: presses [已通电]
        Bot edits for 韦秀英: 八有一超：黄大明 · 第 2 步，共 2 步 / 有电用 / ℹ 已通电 / 达标吗？ [✅ 达标（按标准）] [❌ 未达标] [‹ 上一步] [✖ 取消]
        韦秀英: presses [✅ 达标（按标准）]
        Bot edits for 韦秀英: 八有一超：黄大明 · 请核对 / 1. 通电：已通电 / 2. 结论：✅ 达标（按标准） [✔ 提交] [✎ 1] [✎ 2] [✖ 取消]
        """)
    await perform(stage, "韦秀英: presses [✔ 提交]")
    async with stage.app.database.read() as db:
        (change,) = await changes.open_of(db, stage.roster.households["黄大明"])
    assert (change.new["verdict"], change.state) == ("met", "waiting")


async def test_what_is_still_so_is_confirmed_in_three_taps(stage: Stage) -> None:
    await found(stage)
    await perform(stage, "韦秀英: opens haves:show of 黄大明")
    await stage.play(f"""
        韦秀英: presses [✎ 安全饮水]
        Bot to 韦秀英: 安全饮水 / ℹ {CRITERION} / 农户：黄大明 / ❌ 安全饮水 · {DRY} · 正在建 / 现在还是这样吗？ [✔ 还是这样] [✎ 不一样了] [✖ 取消]
        韦秀英: presses [✔ 还是这样]
        Bot edits for 韦秀英: 八有一超：黄大明 · 请核对 / 1. 安全饮水：✔ 还是这样 [✔ 提交] [✎ 1] [✖ 取消]
        韦秀英: presses [✔ 提交]
        Bot edits for 韦秀英: ✅ 黄大明，安全饮水：今天核过，没有变化。 [八有一超]
        """)
    check = await now(stage)
    assert (check.checked_on, check.reason, check.facts) == (date(2026, 3, 2), "正在建", WATER)
    assert check.person_id == stage.roster.people["韦秀英"]


async def test_only_what_is_different_is_answered_anew(stage: Stage) -> None:
    await found(stage)
    await perform(stage, WATER_AGAIN)
    await stage.play(f"""
        韦秀英: presses [✎ 不一样了]
        Bot edits for 韦秀英: 八有一超：黄大明 · 第 2 步，共 6 步 / 安全饮水 / ℹ {CRITERION} / 水清不清？有没有怪味？ / 以前：清，无异味 [清，无异味] [不清或有味] [‹ 上一步] [✖ 取消]
        韦秀英: presses [清，无异味]
        Bot edits for 韦秀英: 八有一超：黄大明 · 第 3 步，共 6 步 / 安全饮水 / ℹ {CRITERION} / 每人每天有多少升水？ / 目前：20 [还是 20 升/天] [35 升/天] [50 升/天] [100 升/天] [‹ 上一步] [✖ 取消]
        韦秀英: presses [50 升/天]
        Bot edits for 韦秀英: 八有一超：黄大明 · 第 4 步，共 6 步 / 安全饮水 / ℹ {CRITERION} / 取水来回要几分钟？家里有水就是 0。 / 目前：0 [还是 水到家里] [取水 10 分钟] [取水 20 分钟] [取水 30 分钟] [‹ 上一步] [✖ 取消]
        韦秀英: presses [还是 水到家里]
        Bot edits for 韦秀英: 八有一超：黄大明 · 第 5 步，共 6 步 / 安全饮水 / ℹ {CRITERION} / 一百天里有多少天有水？ / 目前：100 [还是 保证率 100%] [保证率 95%] [保证率 90%] [保证率 80%] [‹ 上一步] [✖ 取消]
        韦秀英: presses [还是 保证率 100%]
        Bot edits for 韦秀英: 八有一超：黄大明 · 第 6 步，共 6 步 / 安全饮水 / ℹ {CRITERION} / 达标吗？ [✅ 达标（按标准）] [❌ 未达标] [‹ 上一步] [✖ 取消]
        韦秀英: presses [✅ 达标（按标准）]
        Bot edits for 韦秀英: 八有一超：黄大明 · 请核对 / 1. 安全饮水：✎ 不一样了 / 2. 水质：清，无异味 / 3. 水量：50 / 4. 取水：0 / 5. 保证率：100 / 6. 结论：✅ 达标（按标准） [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✎ 4] [✎ 5] [✎ 6] [✖ 取消]
        """)


async def test_somebody_found_something_else_meanwhile(stage: Stage) -> None:
    await found(stage)
    await perform(
        stage,
        """
        韦秀英: opens haves:show of 黄大明
        韦秀英: presses [✎ 安全饮水]
        韦秀英: presses [✔ 还是这样]
        """,
    )
    await found(stage, verdict=Verdict.MET, reason="", checked_on=date(2026, 3, 1))
    await stage.play("""
        韦秀英: presses [✔ 提交]
        Bot toasts 韦秀英: 安全饮水：这期间档案变了，或者已经有变更在等审核。请取消后重新打开看。
        """)
    assert (await now(stage)).verdict is Verdict.MET


async def test_what_was_confirmed_after_a_proposal_gives_way_when_that_is_accepted(
    stage: Stage,
) -> None:
    number = stage.roster.households["黄大明"]
    await found(stage)
    await perform(
        stage,
        """
        韦秀英: opens haves:show of 黄大明
        韦秀英: presses [✎ 安全饮水]
        韦秀英: presses [✎ 不一样了]
        韦秀英: presses [不清或有味]
        韦秀英: presses [还是 20 升/天]
        韦秀英: presses [还是 水到家里]
        韦秀英: presses [还是 保证率 100%]
        韦秀英: presses [❌ 未达标（按标准）]
        韦秀英: 正在建
        韦秀英: presses [✔ 提交]
        """,
    )
    async with stage.app.database.read() as db:
        (change,) = await changes.open_of(db, number)
    assert (change.field, change.old["facts"]["clear"], change.new["facts"]["clear"]) == (
        "have.water", "yes", "no",
    )  # fmt: skip
    await found(stage, checked_on=date(2026, 3, 9))
    await perform(stage, "-- 2026-03-10 09:00\n梁建国: presses [✅ 采纳]")
    check = await now(stage)
    assert (check.facts["clear"], check.checked_on) == ("no", date(2026, 3, 9))
    assert check.person_id == stage.roster.people["韦秀英"]


async def test_the_income_item_rests_on_the_figures(stage: Stage) -> None:
    number = stage.roster.households["黄大明"]
    line = Line(
        id=0, household_id=number, month_on=date(2026, 1, 1), category="wages.town",
        amount_yuan=Decimal(15000), person_id=stage.roster.people["韦秀英"], at=BEGIN,
    )  # fmt: skip
    async with stage.app.database.write() as db:
        await incomes.add(db, line)
    await perform(stage, WATER_AGAIN.replace("安全饮水", "一超（收入）"))
    await stage.play("""
        韦秀英: presses [❌ 未达标]
        Bot edits for 韦秀英: 八有一超：黄大明 · 第 2 步，共 2 步 / 一超（收入） / ℹ 稳定的人均纯收入超过当年的线；基本养老金、C 类低保、一次性救助不算，A、B 类低保只算无劳动力的户 / 为什么？点一个原因，或写几个字。 [正在建、正在修] [已申报，还没批] [户里不愿意] [本地条件办不到] [‹ 上一步] [✖ 取消]
        韦秀英: presses [‹ 上一步]
        Bot edits for 韦秀英: 八有一超：黄大明 · 第 1 步，共 2 步 / 一超（收入） / ℹ 稳定的人均纯收入超过当年的线；基本养老金、C 类低保、一次性救助不算，A、B 类低保只算无劳动力的户 / 本年度到现在认定收入人均 5,000 元（记了 1 个月），线是 4,000 元。 / 达标吗？ / 目前：❌ 未达标 [✅ 达标（按标准）] [❌ 未达标] [✖ 取消]
        韦秀英: presses [✅ 达标（按标准）]
        Bot edits for 韦秀英: 八有一超：黄大明 · 请核对 / 1. 结论：✅ 达标（按标准） [✔ 提交] [✎ 1] [✖ 取消]
        韦秀英: presses [✔ 提交]
        Bot edits for 韦秀英: ✅ 黄大明，一超（收入）：已提交，审核通过后生效，结果会告诉您。 [八有一超]
        Bot to 梁建国: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 韦秀英 提出： / 1. 家庭 · 一超（收入）：未填 → 达标 · 人均 5,000 元，线 4,000 元 [✅ 采纳] [↩ 退回]
        """)


async def test_what_the_standard_asks_stands_in_the_place_of_the_list(stage: Stage) -> None:
    await perform(stage, "周启明: /me\n周启明: opens haves:show of 黄大明")
    readable = f"{BEFORE} / ⬜ 安全饮水 · 未核 / {AFTER} [ℹ 看标准] [🏠 这一户]"
    await stage.play(f"""
        周启明: presses [ℹ 看标准]
        Bot edits for 周启明: 标准怎么要求 · 修订版，2018-01-01 起 / 收入来源或低保：有其中一样就行：人均水田 0.5 亩、旱地 1 亩、经济林 1.5 亩或山林 5 亩以上，有稳定收入；有经营场所；规模养殖；有人外出务工 6 个月以上；无劳动力的有 A、B 类低保 / 住房保障：房屋安全（A 级或 B 级），人均 13 平方米以上 / 基本医疗：全家今年都参加了医保 / 义务教育：适龄儿童没有因为没钱失学的 / 安全饮水：{CRITERION} / 路通村屯：20 户以上的屯通砂石路或更好的路，宽 3.5 米以上 / 有电用：已通电 / 有电视看：有电视机、电脑或智能手机 / 一超（收入）：稳定的人均纯收入超过当年的线；基本养老金、C 类低保、一次性救助不算，A、B 类低保只算无劳动力的户 [‹ 上一步]
        周启明: presses [‹ 上一步]
        Bot edits for 周启明: {readable}
        周启明: opens haves:edit of 黄大明
        Bot toasts 周启明: 这个按钮不归您的身份使用，或已经失效。
        """)


async def test_a_household_of_others_is_as_if_it_were_not_there(stage: Stage) -> None:
    stage.roster.households["无"] = 5
    await perform(stage, "覃志强: /me")
    for verb in ("show", "criteria", "items", "edit"):
        for head in ("黄大明", "无"):
            await stage.play(f"""
                覃志强: opens haves:{verb} of {head}
                Bot toasts 覃志强: 没有这一户，或不归您看。要看的户请点 🏠。
                """)
