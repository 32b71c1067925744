"""Plays about the visits of a month: reminded, made, missed, made up for."""

from datetime import date

from domain.households import Household
from domain.people import State
from reminders import recurrences
from storage import households, pairings, people
from tests.kit import cast
from tests.kit.stage import Stage


async def pair(stage: Stage, head: str, helper: str, since_on: date) -> None:
    """Let a helper have one household more."""
    household = Household(number=head, area_code=cast.VILLAGE, head_name=head)
    async with stage.app.database.write() as db:
        number = await households.put(db, household, [])
        await pairings.pair(db, number, stage.roster.people[helper], since_on)


async def whom_nobody_reaches(stage: Stage) -> None:
    """One never registered, one is suspended, one has blocked the bot."""
    await pair(stage, "莫永福", "黎新来", date(2026, 1, 1))
    async with stage.app.database.write() as db:
        await people.set_state(db, stage.roster.people["覃志强"], State.SUSPENDED)
    stage.world.block_bot(stage.users["韦秀英"])
    await stage.settle()


async def test_a_deadline_missed(stage: Stage) -> None:
    await stage.play("""
        -- 2026-03-24 08:00 sweep
        Bot to 覃志强: 🔔 2026年3月走访：还有 1 户没走访（共 1 户） / ⬜ 梁水生 / 如3月31日18:00前未完成，将提醒扶贫信息员。 [📝 走访 梁水生] [📒 我的任务] [⏰ 明天再提醒]
        Bot to 韦秀英: 🔔 2026年3月走访：还有 1 户没走访（共 1 户） / ⬜ 黄大明 / 如3月31日18:00前未完成，将提醒扶贫信息员。 [📝 走访 黄大明] [📒 我的任务] [⏰ 明天再提醒]
        韦秀英: presses [📒 我的任务]
        Bot to 韦秀英: 2026年3月走访：已走访 0 户，共 1 户（3月31日18:00 截止） / ⬜ 黄大明 / 到了户里，点下方的「📍 签到」。 [📝 走访 黄大明] [⋯ 更多]
        韦秀英: at 黄大明 ±12
        Bot to 韦秀英: ✅ 已签到：黄大明，08:00 / 相距 0 米，精度 ±12 米 [📝 走访记录] [📝 补充说明] [📅 我的签到] [📋 提需求]
        韦秀英: 任务
        Bot to 韦秀英: 2026年3月走访：已走访 1 户，共 1 户（3月31日18:00 截止） / ✅ 黄大明，03-24 08:00 / 都走访了，辛苦了！
        -- 2026-03-27 08:00 sweep
        Bot edits for 覃志强: 🔔 下面有更新的提醒。
        Bot to 覃志强: 🔔 2026年3月走访：还有 1 户没走访（共 1 户） / ⬜ 梁水生 / 如3月31日18:00前未完成，将提醒扶贫信息员。 [📝 走访 梁水生] [📒 我的任务] [⏰ 明天再提醒]
        -- 2026-03-30 08:00 sweep
        Bot edits for 覃志强: 🔔 下面有更新的提醒。
        Bot to 覃志强: 🔔 2026年3月走访：还有 1 户没走访（共 1 户） / ⬜ 梁水生 / 如3月31日18:00前未完成，将提醒扶贫信息员。 [📝 走访 梁水生] [📒 我的任务] [⏰ 明天再提醒]
        -- 2026-03-31 08:00 sweep
        Bot edits for 覃志强: 🔔 下面有更新的提醒。
        Bot to 覃志强: 🔔 2026年3月走访：还有 1 户没走访（共 1 户） / ⬜ 梁水生 / 如3月31日18:00前未完成，将提醒扶贫信息员。 [📝 走访 梁水生] [📒 我的任务] [⏰ 明天再提醒]
        -- 2026-03-31 18:00 sweep
        -- 2026-04-01 08:00 sweep
        Bot to 莫小兰: ⏰ 2026年3月走访：到3月31日18:00还有 1 户没走访（共 2 户） / 涉及 1 人（共 2 人） / 没人点「知道了」的话，4月3日08:00会告诉镇扶贫站。 / • 覃志强：梁水生 [📣 催一下] [👁 知道了] [👤 一个一个看]
        Bot edits for 覃志强: 🔔 下面有更新的提醒。
        Bot to 覃志强: 🔔 2026年3月走访：还有 1 户没走访（共 1 户） / ⬜ 梁水生 / 已告诉莫小兰。 / 请尽快走访，到了户里点「📍 签到」：仍然算，记为补走访。有困难请告诉村信息员。 [📝 走访 梁水生] [📒 我的任务] [⏰ 明天再提醒]
        莫小兰: presses [📣 催一下]
        Bot edits for 莫小兰: ⏰ 2026年3月走访：到3月31日18:00还有 1 户没走访（共 2 户） / 涉及 1 人（共 2 人） / 📣 催过 1 人，4月1日 / 没人点「知道了」的话，4月3日08:00会告诉镇扶贫站。 / • 覃志强：梁水生 [📣 催一下] [👁 知道了] [👤 一个一个看]
        Bot toasts 莫小兰: 已催 1 人。
        莫小兰: presses again on [📣 催一下]
        Bot toasts 莫小兰: 能联系上的，今天都催过了。其他人请打电话。
        -- 2026-04-01 09:00 sweep
        Bot edits for 覃志强: 🔔 下面有更新的提醒。
        Bot to 覃志强: 🔔 2026年3月走访：还有 1 户没走访（共 1 户） / ⬜ 梁水生 / 已告诉莫小兰。 / 请尽快走访，到了户里点「📍 签到」：仍然算，记为补走访。有困难请告诉村信息员。 / 📣 莫小兰 请您尽快办。 [📝 走访 梁水生] [📒 我的任务] [⏰ 明天再提醒]
        覃志强: presses [📒 我的任务]
        Bot to 覃志强: 1. 2026年3月走访：已走访 0 户，共 1 户（3月31日18:00 已到期） / ⬜ 梁水生 / 请尽快走访，到了户里点「📍 签到」：仍然算，记为补走访。有困难请告诉村信息员。 /  / 2. 2026年4月走访：已走访 0 户，共 1 户（4月30日18:00 截止） / ⬜ 梁水生 / 到了户里，点下方的「📍 签到」。 [1 📝 走访 梁水生] [1 ⋯ 更多] [2 📝 走访 梁水生] [2 ⋯ 更多]
        覃志强: at 黄大明 ±10
        Bot to 莫小兰: 待看的签到 · 覃志强 / 梁水生，04-01 09:00 / 这一户还没有坐标；发来的位置：精度 ±10 米 [📌 认可并存坐标] [✅ 认可] [❓ 追问] [📝 备注]
        Bot to 覃志强: 🟡 已记下：梁水生，09:00。这一户还没有坐标，村信息员会看您的位置，合适就存为坐标。有结果告诉您。 [📝 走访记录]
        覃志强: 我的任务
        Bot to 覃志强: 2026年4月走访：已走访 1 户，共 1 户（4月30日18:00 截止） / 🟡 梁水生，04-01 09:00，算已走访，信息员还要看一看 / 都走访了，辛苦了！ [⋯ 更多]
        莫小兰: presses [👁 知道了]
        Bot edits for 莫小兰: ✅ 现在没有到期没完成的了。
        Bot toasts 莫小兰: 没有新的了：都已知道，或已经完成。
        莫小兰: 我的任务
        Bot to 莫小兰: 现在没有要办的事，辛苦了！
        """)


async def test_an_exception_counts_while_an_officer_looks_at_it(stage: Stage) -> None:
    await recurrences.go_on(stage.app.database, stage.app.clock())
    await stage.play("""
        韦秀英: at 黄大明 + 640 m E ±12
        Bot to 韦秀英: 您在黄大明东边 640 米，300 米以内才算到场。 / 可以走近再签；或说明原因：点下面，或直接写。会交村信息员看。 [户主外出] [户主在地里] [请信息员看看] [🔄 再定位一次]
        韦秀英: presses [户主外出]
        Bot to 莫小兰: 待看的签到 · 韦秀英 / 黄大明，03-02 09:00 / 在它东边 640 米，精度 ±12 米 / 原因（韦秀英）：户主外出 [✅ 认可] [❓ 追问] [📝 备注]
        Bot edits for 韦秀英: 🟡 已记下：黄大明，09:00，相距 640 米。村信息员会看您的原因，有结果告诉您。 [📝 走访记录]
        韦秀英: 我的任务
        Bot to 韦秀英: 2026年3月走访：已走访 1 户，共 1 户（3月31日18:00 截止） / 🟡 黄大明，03-02 09:00，算已走访，信息员还要看一看 / 都走访了，辛苦了！ [⋯ 更多]
        莫小兰: presses [✅ 认可]
        Bot toasts 莫小兰: 好了，已告诉本人。
        Bot edits for 莫小兰: 待看的签到 · 韦秀英 / 黄大明，03-02 09:00 / 在它东边 640 米，精度 ±12 米 / 原因（韦秀英）：户主外出 / ☑️ 莫小兰 已认可
        Bot to 韦秀英: ☑️ 莫小兰 认可了您在 黄大明 的签到。
        韦秀英: 我的任务
        Bot to 韦秀英: 2026年3月走访：已走访 1 户，共 1 户（3月31日18:00 截止） / ✅ 黄大明，03-02 09:00 / 都走访了，辛苦了！
        """)


async def test_the_card_says_whom_the_bot_does_not_reach(stage: Stage) -> None:
    await whom_nobody_reaches(stage)
    await stage.play("""
        -- 2026-03-31 08:00 sweep
        Bot to 莫小兰: 📞 有人收不到提醒，请您打电话：韦秀英、黎新来 [📞 要打电话的]
        Bot to 莫小兰: 📵 联系不上 韦秀英（13900000001）：对方停用了机器人。请打电话。
        -- 2026-04-01 08:00 sweep
        Bot edits for 莫小兰: 🔔 下面有更新的提醒。
        Bot to 莫小兰: 📞 有人收不到提醒，请您打电话：覃志强、韦秀英、黎新来 [📞 要打电话的]
        Bot to 莫小兰: ⏰ 2026年3月走访：到3月31日18:00还有 3 户没走访（共 3 户） / 涉及 3 人（共 3 人） / 没人点「知道了」的话，4月3日08:00会告诉镇扶贫站。 / • 覃志强（账号已停用，请打电话）：梁水生 / • 韦秀英（联系不上，请打电话）：黄大明 / • 黎新来（还没登记，请打电话）：莫永福 [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：3]
        莫小兰: presses [📣 催一下]
        Bot toasts 莫小兰: 能联系上的，今天都催过了。其他人请打电话。
        """)


async def test_the_reminders_speak_english_too(stage: Stage) -> None:
    await stage.play("""
        韦秀英: /language
        Bot to 韦秀英: 用哪种语言？ [简体中文] [English]
        韦秀英: presses [English]
        Bot to 韦秀英: Done: English.
        -- 2026-03-31 08:00 sweep
        Bot to 覃志强: 🔔 2026年3月走访：还有 1 户没走访（共 1 户） / ⬜ 梁水生 / 如3月31日18:00前未完成，将提醒扶贫信息员。 [📝 走访 梁水生] [📒 我的任务] [⏰ 明天再提醒]
        Bot to 韦秀英: 🔔 Visits 2026-3: 1 of 1 households to visit / ⬜ 黄大明 / If it is not done by 3-31 18:00, the information officer will be reminded. [📝 Visit 黄大明] [📒 My tasks] [⏰ Tomorrow again]
        韦秀英: Tasks
        Bot to 韦秀英: Visits 2026-3: 0 of 1 visited, due 3-31 18:00 / ⬜ 黄大明 / At the household, tap 📍 Check in below. [📝 Visit 黄大明] [⋯ More]
        -- 2026-04-01 08:00 sweep
        Bot to 莫小兰: ⏰ 2026年3月走访：到3月31日18:00还有 2 户没走访（共 2 户） / 涉及 2 人（共 2 人） / 没人点「知道了」的话，4月3日08:00会告诉镇扶贫站。 / • 覃志强：梁水生 / • 韦秀英：黄大明 [📣 催一下] [👁 知道了] [👤 一个一个看]
        Bot edits for 覃志强: 🔔 下面有更新的提醒。
        Bot to 覃志强: 🔔 2026年3月走访：还有 1 户没走访（共 1 户） / ⬜ 梁水生 / 已告诉莫小兰。 / 请尽快走访，到了户里点「📍 签到」：仍然算，记为补走访。有困难请告诉村信息员。 [📝 走访 梁水生] [📒 我的任务] [⏰ 明天再提醒]
        Bot edits for 韦秀英: 🔔 There is a newer reminder below.
        Bot to 韦秀英: 🔔 Visits 2026-3: 1 of 1 households to visit / ⬜ 黄大明 / 莫小兰 was told of it. / Please visit when you can and tap 📍 Check in there: it still counts, as late. If something is in the way, tell your information officer. [📝 Visit 黄大明] [📒 My tasks] [⏰ Tomorrow again]
        """)


async def test_whoever_was_paired_in_the_last_week_owes_that_household_from_next_month(
    stage: Stage,
) -> None:
    await pair(stage, "莫永福", "韦秀英", date(2026, 3, 24))
    await pair(stage, "陆阿妹", "韦秀英", date(2026, 3, 25))
    await stage.play("""
        -- 2026-03-31 07:00 sweep
        韦秀英: 任务
        Bot to 韦秀英: 2026年3月走访：已走访 0 户，共 2 户（3月31日18:00 截止） / ⬜ 莫永福 / ⬜ 黄大明 / 到了户里，点下方的「📍 签到」。 [📝 走访 莫永福] [⋯ 更多]
        -- 2026-04-01 07:00 sweep
        韦秀英: 任务
        Bot to 韦秀英: 1. 2026年3月走访：已走访 0 户，共 2 户（3月31日18:00 已到期） / ⬜ 莫永福 / ⬜ 黄大明 / 请尽快走访，到了户里点「📍 签到」：仍然算，记为补走访。有困难请告诉村信息员。 /  / 2. 2026年4月走访：已走访 0 户，共 3 户（4月30日18:00 截止） / ⬜ 莫永福 / ⬜ 陆阿妹 / ⬜ 黄大明 / 到了户里，点下方的「📍 签到」。 [1 📝 走访 莫永福] [1 ⋯ 更多] [2 📝 走访 莫永福] [2 ⋯ 更多]
        """)
