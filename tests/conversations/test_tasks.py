"""Plays about what somebody owes, and what he does with it from one list."""

from dataclasses import replace
from datetime import UTC, date, datetime

from domain.campaigns import Criterion, Mark, State
from domain.households import Household
from reminders import recurrences
from storage import campaigns, households, pairings
from tests.kit import cast
from tests.kit.stage import Stage
from tests.kit.tasks import begun, marked

TRAINING = "参加脱贫业务培训。"


async def visits_begin(stage: Stage) -> None:
    """Let the month's visits begin, as the sweep does."""
    await recurrences.go_on(stage.app.database, stage.app.clock())


async def pair(stage: Stage, head: str, helper: str) -> None:
    """Let a helper have one household more."""
    household = Household(number=head, area_code=cast.VILLAGE, head_name=head)
    async with stage.app.database.write() as db:
        number = await households.put(db, household, [])
        await pairings.pair(db, number, stage.roster.people[helper], date(2026, 1, 1))


async def test_everything_is_in_one_list_and_done_from_it(stage: Stage) -> None:
    await visits_begin(stage)
    await pair(stage, "莫永福", "韦秀英")
    await begun(stage)
    await stage.play("""
        韦秀英: 我的任务
        Bot to 韦秀英: 1. 交补贴数据（3月6日18:00 截止） / 核对本月补贴数据，核对完点“已完成”。 /  / 2. 2026年3月走访：已走访 0 户，共 2 户（3月31日18:00 截止） / ⬜ 莫永福 / ⬜ 黄大明 / 到了户里，点下方的「📍 签到」。 [1 ✅ 我已完成] [1 ⋯ 更多] [2 📝 走访 莫永福] [2 ⋯ 更多]
        韦秀英: presses [1 ✅ 我已完成]
        Bot edits for 韦秀英: 1. 2026年3月走访：已走访 0 户，共 2 户（3月31日18:00 截止） / ⬜ 莫永福 / ⬜ 黄大明 / 到了户里，点下方的「📍 签到」。 /  / 2. 交补贴数据（3月6日18:00 截止） / ✅ 已完成，辛苦了！ [1 📝 走访 莫永福] [1 ⋯ 更多]
        Bot toasts 韦秀英: 已记下，辛苦了！
        韦秀英: presses [1 📝 走访 莫永福]
        Bot to 韦秀英: 走访从签到开始：到农户家，点下方的「📍 签到」，再点「📝 走访记录」。之前去过、没签到的，点「补录」。 [🗂 补录]
        韦秀英: at 黄大明 ±12
        Bot to 韦秀英: ✅ 已签到：黄大明，09:00 / 相距 0 米，精度 ±12 米 [📝 走访记录] [📝 补充说明] [📅 我的签到] [📋 提需求]
        韦秀英: 任务
        Bot to 韦秀英: 1. 2026年3月走访：已走访 1 户，共 2 户（3月31日18:00 截止） / ⬜ 莫永福 / ✅ 黄大明，03-02 09:00 / 到了户里，点下方的「📍 签到」。 /  / 2. 交补贴数据（3月6日18:00 截止） / ✅ 已完成，辛苦了！ [1 📝 走访 莫永福] [1 ⋯ 更多]
        韦秀英: presses [1 ⋯ 更多]
        Bot edits for 韦秀英: 2026年3月走访 / 本月走访每一户结对户，到户签到。 / 3月31日18:00 截止，还有 29 天 / ⬜ 莫永福 / ✅ 黄大明，03-02 09:00 / 到了户里，点下方的「📍 签到」。 / 如3月31日18:00前未完成，将提醒扶贫信息员。 [📝 走访 莫永福] [⏰ 明天再提醒] [❓ 为什么有我] [🤫 有户不在家] [🆘 有困难] [📒 我的任务]
        韦秀英: presses [❓ 为什么有我]
        Bot edits for 韦秀英: ❓ 2026年3月走访：为什么有您 / 任务对象：所有地方 · 帮扶联系人 / • 职务：帮扶联系人 关井村 / • 农户：莫永福（关井村），2026-01-01 起与您结对 / • 农户：黄大明（关井村），2026-01-01 起与您结对 / 如果不对，请告诉信息员，改了记录就不会再提醒。 [‹ 返回]
        韦秀英: presses [‹ 返回]
        Bot edits for 韦秀英: 2026年3月走访 / 本月走访每一户结对户，到户签到。 / 3月31日18:00 截止，还有 29 天 / ⬜ 莫永福 / ✅ 黄大明，03-02 09:00 / 到了户里，点下方的「📍 签到」。 / 如3月31日18:00前未完成，将提醒扶贫信息员。 [📝 走访 莫永福] [⏰ 明天再提醒] [❓ 为什么有我] [🤫 有户不在家] [🆘 有困难] [📒 我的任务]
        韦秀英: presses [🤫 有户不在家]
        Bot edits for 韦秀英: 哪一户长期不在家？信息员同意后暂停走访。 [莫永福] [‹ 返回]
        韦秀英: presses [莫永福]
        Bot to 韦秀英: 🤫 莫永福，关井村 / 这一户照常走访。 [🤫 申请暂停走访] [🏠 这一户]
        韦秀英: presses again on [‹ 返回]
        Bot edits for 韦秀英: 2026年3月走访 / 本月走访每一户结对户，到户签到。 / 3月31日18:00 截止，还有 29 天 / ⬜ 莫永福 / ✅ 黄大明，03-02 09:00 / 到了户里，点下方的「📍 签到」。 / 如3月31日18:00前未完成，将提醒扶贫信息员。 [📝 走访 莫永福] [⏰ 明天再提醒] [❓ 为什么有我] [🤫 有户不在家] [🆘 有困难] [📒 我的任务]
        韦秀英: presses [⏰ 明天再提醒]
        Bot edits for 韦秀英: ⏰ 03-03 08:00 再提醒您。截止时间和上报不变。 [📒 我的任务]
        韦秀英: presses [📒 我的任务]
        Bot to 韦秀英: 1. 2026年3月走访：已走访 1 户，共 2 户（3月31日18:00 截止） / ⬜ 莫永福 / ✅ 黄大明，03-02 09:00 / 到了户里，点下方的「📍 签到」。 /  / 2. 交补贴数据（3月6日18:00 截止） / ✅ 已完成，辛苦了！ [1 📝 走访 莫永福] [1 ⋯ 更多]
        覃志强: 我的任务
        Bot to 覃志强: 1. 交补贴数据（3月6日18:00 截止） / 核对本月补贴数据，核对完点“已完成”。 /  / 2. 2026年3月走访：已走访 0 户，共 1 户（3月31日18:00 截止） / ⬜ 梁水生 / 到了户里，点下方的「📍 签到」。 [1 ✅ 我已完成] [1 ⋯ 更多] [2 📝 走访 梁水生] [2 ⋯ 更多]
        梁建国: 我的任务
        Bot to 梁建国: 现在没有要办的事，辛苦了！
        """)


async def test_what_is_overdue_comes_first_and_old_buttons_answer(stage: Stage) -> None:
    await visits_begin(stage)
    number = await begun(stage)
    await stage.play("""
        覃志强: 我的任务
        Bot to 覃志强: 1. 交补贴数据（3月6日18:00 截止） / 核对本月补贴数据，核对完点“已完成”。 /  / 2. 2026年3月走访：已走访 0 户，共 1 户（3月31日18:00 截止） / ⬜ 梁水生 / 到了户里，点下方的「📍 签到」。 [1 ✅ 我已完成] [1 ⋯ 更多] [2 📝 走访 梁水生] [2 ⋯ 更多]
        覃志强: presses [1 ⋯ 更多]
        Bot edits for 覃志强: 交补贴数据 / 核对本月补贴数据，核对完点“已完成”。 / 3月6日18:00 截止，还有 4 天 / 如3月6日18:00前未完成，将提醒扶贫信息员。 [✅ 我已完成] [⏰ 明天再提醒] [❓ 为什么有我] [🆘 有困难] [📒 我的任务]
        -- 2026-03-09 09:00
        覃志强: 我的任务
        Bot to 覃志强: 1. 交补贴数据（3月6日18:00 已到期） / 请尽快补办：仍然算，记为逾期完成。 /  / 2. 2026年3月走访：已走访 0 户，共 1 户（3月31日18:00 截止） / ⬜ 梁水生 / 到了户里，点下方的「📍 签到」。 [1 ✅ 我已完成] [1 ⋯ 更多] [2 📝 走访 梁水生] [2 ⋯ 更多]
        覃志强: presses [1 ✅ 我已完成]
        Bot edits for 覃志强: 2026年3月走访：已走访 0 户，共 1 户（3月31日18:00 截止） / ⬜ 梁水生 / 到了户里，点下方的「📍 签到」。 [📝 走访 梁水生] [⋯ 更多]
        Bot toasts 覃志强: 已记下，辛苦了！
        覃志强: presses again on [1 ✅ 我已完成]
        Bot toasts 覃志强: 已经记下了，辛苦了！
        """)
    await marked(stage, number, "覃志强", Mark.SENT_BACK, "还差一户")
    await stage.play("""
        覃志强: 任务
        Bot to 覃志强: 1. 交补贴数据（3月6日18:00 已到期） / 请尽快补办：仍然算，记为逾期完成。 /  / 2. 2026年3月走访：已走访 0 户，共 1 户（3月31日18:00 截止） / ⬜ 梁水生 / 到了户里，点下方的「📍 签到」。 [1 ✅ 我已完成] [1 ⋯ 更多] [2 📝 走访 梁水生] [2 ⋯ 更多]
        覃志强: presses [1 ⋯ 更多]
        Bot edits for 覃志强: 交补贴数据 / 核对本月补贴数据，核对完点“已完成”。 / 截止时间 3月6日18:00 已过。 / ↩ 覃志强 退回，03-09 09:00：还差一户 / 请尽快补办：仍然算，记为逾期完成。 [✅ 我已完成] [⏰ 明天再提醒] [❓ 为什么有我] [🆘 有困难] [📒 我的任务]
        覃志强: presses again on [❓ 为什么有我]
        Bot edits for 覃志强: ❓ 交补贴数据：为什么有您 / 任务对象：银滩镇 · 帮扶联系人 / • 职务：帮扶联系人 / 如果不对，请告诉信息员，改了记录就不会再提醒。 [‹ 返回]
        """)


async def test_a_word_that_is_checked_goes_to_the_officer(stage: Stage) -> None:
    await begun(stage, title="业务培训", what=TRAINING, criterion=Criterion.CHECKED)
    await stage.play("""
        韦秀英: 任务
        Bot to 韦秀英: 业务培训（3月6日18:00 截止） / 参加脱贫业务培训。 [✅ 我已完成] [⋯ 更多]
        韦秀英: presses [✅ 我已完成]
        Bot to 莫小兰: 🔎 业务培训：1 人等您核对 / 韦秀英（区教育局） 03-02 09:00 说已完成 [✓ 属实] [✗ 退回]
        Bot edits for 韦秀英: 业务培训（3月6日18:00 截止） / 🟡 您已办好，还等人核对。 [⋯ 更多]
        Bot toasts 韦秀英: 已记下，莫小兰 会核对。
        韦秀英: presses [⋯ 更多]
        Bot edits for 韦秀英: 业务培训 / 参加脱贫业务培训。 / 3月6日18:00 截止，还有 4 天 / 🟡 您已办好，还等人核对。 [❓ 为什么有我] [📒 我的任务]
        """)


async def test_a_directive_is_read(stage: Stage) -> None:
    await begun(
        stage, title="防汛通知", what="请转告各户注意防汛。", criterion=Criterion.ACKNOWLEDGED
    )
    await stage.play("""
        韦秀英: 任务
        Bot to 韦秀英: 防汛通知（3月6日18:00 截止） / 请转告各户注意防汛。 [👌 知道了] [⋯ 更多]
        韦秀英: presses [👌 知道了]
        Bot edits for 韦秀英: 防汛通知（3月6日18:00 截止） / ✅ 已完成，辛苦了！
        Bot toasts 韦秀英: 已记下：您知道了。
        韦秀英: presses again on [👌 知道了]
        Bot toasts 韦秀英: 已经记下了，辛苦了！
        """)


async def test_whoever_came_after_a_deadline_is_not_asked_about_it(stage: Stage) -> None:
    await begun(stage, due_at=datetime(2026, 3, 1, 10, tzinfo=UTC), opens_on=date(2026, 2, 1))
    await stage.play("""
        韦秀英: 任务
        Bot to 韦秀英: 现在没有要办的事，辛苦了！
        """)


async def test_many_tasks_have_pages_and_all_can_wait_until_tomorrow(stage: Stage) -> None:
    for day in range(3, 12):
        due_at = datetime(2026, 3, day, 10, tzinfo=UTC)
        await begun(stage, title=f"任务{day}", what="", due_at=due_at)
    await stage.play("""
        韦秀英: 任务
        Bot to 韦秀英: 1. 任务3（3月3日18:00 截止） /  / 2. 任务4（3月4日18:00 截止） /  / 3. 任务5（3月5日18:00 截止） /  / 4. 任务6（3月6日18:00 截止） /  / 5. 任务7（3月7日18:00 截止） /  / 6. 任务8（3月8日18:00 截止） [1 ✅ 我已完成] [1 ⋯ 更多] [2 ✅ 我已完成] [2 ⋯ 更多] [3 ✅ 我已完成] [3 ⋯ 更多] [4 ✅ 我已完成] [4 ⋯ 更多] [5 ✅ 我已完成] [5 ⋯ 更多] [6 ✅ 我已完成] [6 ⋯ 更多] [更多 ›]
        韦秀英: presses [更多 ›]
        Bot edits for 韦秀英: 7. 任务9（3月9日18:00 截止） /  / 8. 任务10（3月10日18:00 截止） /  / 9. 任务11（3月11日18:00 截止） [7 ✅ 我已完成] [7 ⋯ 更多] [8 ✅ 我已完成] [8 ⋯ 更多] [9 ✅ 我已完成] [9 ⋯ 更多] [‹ 前一页]
        -- 2026-03-03 08:00 sweep
        Bot to 莫小兰: 📞 有人收不到提醒，请您打电话：黎新来 [📞 要打电话的]
        Bot to 覃志强: 🔔 有 4 件事要办，要紧的在前 /  / 1. 🟠 任务3 / 如3月3日18:00前未完成，将提醒扶贫信息员。 /  / 2. 🟠 任务4 / 如3月4日18:00前未完成，将提醒扶贫信息员。 /  / 3. 🔵 任务6 / 如3月6日18:00前未完成，将提醒扶贫信息员。 /  / 4. 🔵 任务10 / 如3月10日18:00前未完成，将提醒扶贫信息员。 [1 ✅ 我已完成] [📒 我的任务] [⏰ 明天再提醒]
        Bot to 韦秀英: 🔔 有 4 件事要办，要紧的在前 /  / 1. 🟠 任务3 / 如3月3日18:00前未完成，将提醒扶贫信息员。 /  / 2. 🟠 任务4 / 如3月4日18:00前未完成，将提醒扶贫信息员。 /  / 3. 🔵 任务6 / 如3月6日18:00前未完成，将提醒扶贫信息员。 /  / 4. 🔵 任务10 / 如3月10日18:00前未完成，将提醒扶贫信息员。 [1 ✅ 我已完成] [📒 我的任务] [⏰ 明天再提醒]
        韦秀英: presses [⏰ 明天再提醒]
        Bot edits for 韦秀英: ⏰ 03-04 08:00 再提醒您。截止时间和上报不变。 [📒 我的任务]
        韦秀英: presses again on [⏰ 明天再提醒]
        Bot toasts 韦秀英: 已经说好 03-04 08:00 再提醒您。
        """)


async def test_a_task_that_is_over_says_so(stage: Stage) -> None:
    number = await begun(stage)
    await stage.play("""
        韦秀英: 任务
        Bot to 韦秀英: 交补贴数据（3月6日18:00 截止） / 核对本月补贴数据，核对完点“已完成”。 [✅ 我已完成] [⋯ 更多]
        """)
    async with stage.app.database.write() as db:
        kept = await campaigns.by_number(db, number)
        assert kept
        await campaigns.change(db, replace(kept, state=State.CANCELLED, version=kept.version + 1))
    await stage.play("""
        韦秀英: presses [✅ 我已完成]
        Bot toasts 韦秀英: 这项任务已经结束。现在要办的请看「📒 我的任务」。
        韦秀英: presses [⋯ 更多]
        Bot toasts 韦秀英: 这项任务已经结束。现在要办的请看「📒 我的任务」。
        韦秀英: 任务
        Bot to 韦秀英: 现在没有要办的事，辛苦了！
        """)
