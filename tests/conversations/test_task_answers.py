"""Plays about what is handed in for a task, and what is in its way."""

from datetime import UTC, date, datetime

from domain.campaigns import Criterion
from domain.pauses import Pause
from domain.speaking import Quiet
from storage import pauses, quiet_hours
from tests.kit.cast import VILLAGE
from tests.kit.stage import Stage
from tests.kit.tasks import begun

REMINDED = "🔔 交补贴数据 / 核对本月补贴数据，核对完点“已完成”。 / 如3月6日18:00前未完成，将提醒扶贫信息员。 [✅ 我已完成] [📒 我的任务] [⏰ 明天再提醒]"


async def test_a_report_is_handed_in_and_looked_at(stage: Stage) -> None:
    await begun(stage, title="月报", what="写几句本月工作。", criterion=Criterion.HANDED_IN)
    await stage.play("""
        韦秀英: 任务
        Bot to 韦秀英: 月报（3月6日18:00 截止） / 点下面「📎 交材料」，发文件、照片或文字。 [📎 交材料] [⋯ 更多]
        韦秀英: presses [📎 交材料]
        Bot to 韦秀英: 3月6日18:00 截止，还有 4 天 / 请发照片或文件，或直接写。 [✖ 取消]
        韦秀英: 本月走访两次，落实低保一户。
        Bot to 莫小兰: 🔎 月报：1 人等您核对 / 韦秀英（区教育局） 03-02 09:00 交了材料 / “本月走访两次，落实低保一户。” [✓ 属实] [✗ 退回]
        Bot to 韦秀英: 📎 已交：月报。 / 莫小兰 会核对，结果会告诉您。 [📎 再交一份] [📒 我的任务]
        韦秀英: presses [📎 再交一份]
        Bot to 韦秀英: 3月6日18:00 截止，还有 4 天 / 请发照片或文件，或直接写。 [✖ 取消]
        韦秀英: sends photo
        Bot edits for 莫小兰: 🔎 月报：1 人等您核对 / 韦秀英（区教育局） 03-02 09:00 交了材料 / “本月走访两次，落实低保一户。 / 📷” / 材料 1 份 [✓ 属实] [✗ 退回] [📎 看材料]
        Bot to 韦秀英: 📎 已交：月报。 / 莫小兰 会核对，结果会告诉您。 [📎 再交一份] [📒 我的任务]
        韦秀英: 任务
        Bot to 韦秀英: 月报（3月6日18:00 截止） / ✅ 已完成，辛苦了！ [⋯ 更多]
        韦秀英: presses [⋯ 更多]
        Bot edits for 韦秀英: 月报 / 写几句本月工作。 / 3月6日18:00 截止，还有 4 天 / 📎 已交，03-02 09:00：📷 / ✅ 已完成，辛苦了！ [📎 再交一份] [❓ 为什么有我] [📒 我的任务]
        莫小兰: presses [✓ 属实]
        Bot edits for 莫小兰: 🔎 月报 / 没有要核对的了，谢谢！
        Bot toasts 莫小兰: ✓ 已记下，并告诉了本人。
        Bot to 韦秀英: ✅ 莫小兰核对属实，“月报”已完成。
        韦秀英: presses [📎 再交一份]
        Bot toasts 韦秀英: 已核对属实，这项已经完成，辛苦了！
        """)


async def test_a_difficulty_goes_to_the_officer_once(stage: Stage) -> None:
    await begun(stage)
    await stage.play("""
        韦秀英: 任务
        Bot to 韦秀英: 交补贴数据（3月6日18:00 截止） / 核对本月补贴数据，核对完点“已完成”。 [✅ 我已完成] [⋯ 更多]
        韦秀英: presses [⋯ 更多]
        Bot edits for 韦秀英: 交补贴数据 / 核对本月补贴数据，核对完点“已完成”。 / 3月6日18:00 截止，还有 4 天 / 如3月6日18:00前未完成，将提醒扶贫信息员。 [✅ 我已完成] [⏰ 明天再提醒] [❓ 为什么有我] [🆘 有困难] [📒 我的任务]
        韦秀英: presses [🆘 有困难]
        Bot to 韦秀英: 有什么困难？点一个或直接写，信息员会看。 [出差在外] [生病或休假] [户主不在家] [天气或道路] [✖ 取消]
        韦秀英: presses [户主不在家]
        Bot to 莫小兰: 🆘 韦秀英 有困难：交补贴数据，3月6日18:00 截止 / 户主不在家 [🗓 延期到…] [✖ 不延期] [👤 看情况]
        Bot edits for 韦秀英: 🆘 已告诉 莫小兰，能不能延期会回复您。 / 在此之前，截止时间仍是 3月6日18:00。 [📒 我的任务]
        韦秀英: presses again on [🆘 有困难]
        Bot toasts 韦秀英: 您已经反映过，信息员在看，有结果会告诉您。
        韦秀英: presses [📒 我的任务]
        Bot to 韦秀英: 交补贴数据（3月6日18:00 截止） / 核对本月补贴数据，核对完点“已完成”。 [✅ 我已完成] [⋯ 更多]
        韦秀英: presses [⋯ 更多]
        Bot edits for 韦秀英: 交补贴数据 / 核对本月补贴数据，核对完点“已完成”。 / 3月6日18:00 截止，还有 4 天 / 🆘 您反映过，03-02 09:00：户主不在家 / 如3月6日18:00前未完成，将提醒扶贫信息员。 [✅ 我已完成] [⏰ 明天再提醒] [❓ 为什么有我] [🆘 有困难] [📒 我的任务]
        """)


async def test_a_difficulty_in_own_words(stage: Stage) -> None:
    await begun(stage)
    await stage.play("""
        覃志强: 任务
        Bot to 覃志强: 交补贴数据（3月6日18:00 截止） / 核对本月补贴数据，核对完点“已完成”。 [✅ 我已完成] [⋯ 更多]
        覃志强: presses [⋯ 更多]
        Bot edits for 覃志强: 交补贴数据 / 核对本月补贴数据，核对完点“已完成”。 / 3月6日18:00 截止，还有 4 天 / 如3月6日18:00前未完成，将提醒扶贫信息员。 [✅ 我已完成] [⏰ 明天再提醒] [❓ 为什么有我] [🆘 有困难] [📒 我的任务]
        覃志强: presses [🆘 有困难]
        Bot to 覃志强: 有什么困难？点一个或直接写，信息员会看。 [出差在外] [生病或休假] [户主不在家] [天气或道路] [✖ 取消]
        覃志强: 两户都去了广东，月底才回来
        Bot to 莫小兰: 🆘 覃志强 有困难：交补贴数据，3月6日18:00 截止 / 两户都去了广东，月底才回来 [🗓 延期到…] [✖ 不延期] [👤 看情况]
        Bot to 覃志强: 🆘 已告诉 莫小兰，能不能延期会回复您。 / 在此之前，截止时间仍是 3月6日18:00。 [📒 我的任务]
        覃志强: 任务
        Bot to 覃志强: 交补贴数据（3月6日18:00 截止） / 核对本月补贴数据，核对完点“已完成”。 [✅ 我已完成] [⋯ 更多]
        覃志强: presses [⋯ 更多]
        Bot edits for 覃志强: 交补贴数据 / 核对本月补贴数据，核对完点“已完成”。 / 3月6日18:00 截止，还有 4 天 / 🆘 您反映过，03-02 09:00：两户都去了广东，月底才回来 / 如3月6日18:00前未完成，将提醒扶贫信息员。 [✅ 我已完成] [⏰ 明天再提醒] [❓ 为什么有我] [🆘 有困难] [📒 我的任务]
        覃志强: presses [🆘 有困难]
        Bot toasts 覃志强: 您已经反映过，信息员在看，有结果会告诉您。
        """)


async def test_what_is_done_is_not_put_off(stage: Stage) -> None:
    await begun(stage)
    await stage.play("""
        韦秀英: 任务
        Bot to 韦秀英: 交补贴数据（3月6日18:00 截止） / 核对本月补贴数据，核对完点“已完成”。 [✅ 我已完成] [⋯ 更多]
        韦秀英: presses [⋯ 更多]
        Bot edits for 韦秀英: 交补贴数据 / 核对本月补贴数据，核对完点“已完成”。 / 3月6日18:00 截止，还有 4 天 / 如3月6日18:00前未完成，将提醒扶贫信息员。 [✅ 我已完成] [⏰ 明天再提醒] [❓ 为什么有我] [🆘 有困难] [📒 我的任务]
        韦秀英: presses [✅ 我已完成]
        Bot edits for 韦秀英: 交补贴数据（3月6日18:00 截止） / ✅ 已完成，辛苦了！
        Bot toasts 韦秀英: 已记下，辛苦了！
        韦秀英: presses again on [⏰ 明天再提醒]
        Bot toasts 韦秀英: 都办完了，辛苦了！
        """)


async def test_what_is_put_off_is_told_though_quiet_hours_were_changed_since(stage: Stage) -> None:
    await begun(stage)
    async with stage.app.database.write() as db:
        late, now = Quiet(from_min=21 * 60, until_min=9 * 60), stage.app.clock()
        await quiet_hours.keep(db, stage.roster.people["韦秀英"], late, now)
    await stage.play(f"""
        -- 2026-03-03 09:00 sweep
        Bot to 莫小兰: 📞 有人收不到提醒，请您打电话：黎新来 [📞 要打电话的]
        Bot to 覃志强: {REMINDED}
        Bot to 韦秀英: {REMINDED}
        韦秀英: presses [⏰ 明天再提醒]
        Bot edits for 韦秀英: ⏰ 03-04 09:00 再提醒您。截止时间和上报不变。 [📒 我的任务]
        """)
    async with stage.app.database.write() as db:
        await quiet_hours.forget(db, stage.roster.people["韦秀英"])
    await stage.play(f"""
        -- 2026-03-04 08:00 sweep
        Bot edits for 韦秀英: 🔔 下面有更新的提醒。
        Bot to 韦秀英: {REMINDED}
        """)


async def test_only_what_was_spoken_of_is_put_off(stage: Stage) -> None:
    await begun(stage)
    await begun(stage, title="年中盘点", due_at=datetime(2026, 5, 29, 10, tzinfo=UTC))
    await stage.play(f"""
        -- 2026-03-03 08:00 sweep
        Bot to 莫小兰: 📞 有人收不到提醒，请您打电话：黎新来 [📞 要打电话的]
        Bot to 覃志强: {REMINDED}
        Bot to 韦秀英: {REMINDED}
        韦秀英: presses [⏰ 明天再提醒]
        Bot edits for 韦秀英: ⏰ 03-04 08:00 再提醒您。截止时间和上报不变。 [📒 我的任务]
        -- 2026-03-04 08:00 sweep
        Bot edits for 韦秀英: 🔔 下面有更新的提醒。
        Bot to 韦秀英: {REMINDED}
        """)


async def test_in_a_pause_it_is_put_off_until_after_it(stage: Stage) -> None:
    await begun(stage)
    async with stage.app.database.write() as db:
        storm = Pause(
            area_code=VILLAGE, since_on=date(2026, 3, 3), until_on=date(2026, 3, 5), reason="台风"
        )
        await pauses.add(db, storm, stage.roster.people["周启明"], stage.app.clock())
    await stage.play("""
        覃志强: 任务
        Bot to 覃志强: 交补贴数据（3月11日18:00 截止） / 核对本月补贴数据，核对完点“已完成”。 [✅ 我已完成] [⋯ 更多]
        覃志强: presses [⋯ 更多]
        Bot edits for 覃志强: 交补贴数据 / 核对本月补贴数据，核对完点“已完成”。 / 3月11日18:00 截止，还有 9 天 / 如3月11日18:00前未完成，将提醒扶贫信息员。 [✅ 我已完成] [⏰ 明天再提醒] [❓ 为什么有我] [🆘 有困难] [📒 我的任务]
        覃志强: presses [⏰ 明天再提醒]
        Bot edits for 覃志强: ⏰ 03-06 08:00 再提醒您。截止时间和上报不变。 [📒 我的任务]
        """)
