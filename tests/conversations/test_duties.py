"""Plays about what people owe each month, and what is done when it was missed."""

from datetime import date

from domain.households import Household
from domain.people import Duty, Role, State
from storage import households, pairings, people
from tests.kit import cast
from tests.kit.stage import Stage

OFFICER = Role.INFORMATION_OFFICER


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


async def a_second_officer(stage: Stage) -> None:
    """The town's officer looks after the village too."""
    areas = (cast.TOWN, cast.VILLAGE)
    async with stage.app.database.write() as db:
        held = [Duty(role=OFFICER, area_code=code) for code in areas]
        await people.set_duties(db, stage.roster.people["陆海燕"], held)


async def test_a_deadline_missed(stage: Stage) -> None:
    await stage.play("""
        -- 2026-03-24 08:00 sweep
        Bot to 覃志强: 🔔 2026年3月走访：还有 1 户没走访（共 1 户） / ⬜ 梁水生 / 如3月31日18:00前未完成，将提醒村信息员。 [📒 我的任务]
        Bot to 韦秀英: 🔔 2026年3月走访：还有 1 户没走访（共 1 户） / ⬜ 黄大明 / 如3月31日18:00前未完成，将提醒村信息员。 [📒 我的任务]
        韦秀英: presses [📒 我的任务]
        Bot to 韦秀英: 2026年3月走访：已走访 0 户，共 1 户（3月31日18:00 截止） / ⬜ 黄大明 / 到了户里，点下方的「📍 签到」。
        韦秀英: at 黄大明 ±12
        Bot to 韦秀英: ✅ 已签到：黄大明，08:00 / 相距 0 米，精度 ±12 米 [📝 走访记录] [📝 补充说明] [📅 我的签到] [📋 提需求]
        韦秀英: 任务
        Bot to 韦秀英: 2026年3月走访：已走访 1 户，共 1 户（3月31日18:00 截止） / ✅ 黄大明，03-24 08:00 / 都走访了，辛苦了！
        -- 2026-03-27 08:00 sweep
        Bot edits for 覃志强: 🔔 走访提醒已更新，请看下面最新的一条。
        Bot to 覃志强: 🔔 2026年3月走访：还有 1 户没走访（共 1 户） / ⬜ 梁水生 / 如3月31日18:00前未完成，将提醒村信息员。 [📒 我的任务]
        -- 2026-03-30 08:00 sweep
        Bot edits for 覃志强: 🔔 走访提醒已更新，请看下面最新的一条。
        Bot to 覃志强: 🔔 2026年3月走访：还有 1 户没走访（共 1 户） / ⬜ 梁水生 / 如3月31日18:00前未完成，将提醒村信息员。 [📒 我的任务]
        -- 2026-03-31 08:00 sweep
        Bot edits for 覃志强: 🔔 走访提醒已更新，请看下面最新的一条。
        Bot to 覃志强: 🔔 2026年3月走访：还有 1 户没走访（共 1 户） / ⬜ 梁水生 / 如3月31日18:00前未完成，将提醒村信息员。 [📒 我的任务]
        -- 2026-03-31 18:00 sweep
        -- 2026-04-01 08:00 sweep
        Bot to 莫小兰: ⏰ 2026年3月走访：到3月31日18:00还有 1 户没走访（共 2 户） / 涉及 1 人（共 2 人） / • 覃志强：梁水生 [📣 催一下] [👁 知道了]
        Bot edits for 覃志强: 🔔 走访提醒已更新，请看下面最新的一条。
        Bot to 覃志强: 🔔 2026年3月走访：还有 1 户没走访（共 1 户） / ⬜ 梁水生 / 截止时间 3月31日18:00 已过，已告诉信息员 莫小兰。 / 请尽快走访，到了户里点「📍 签到」：仍然算，记为补走访。有困难请告诉村信息员。 [📒 我的任务]
        莫小兰: presses [📣 催一下]
        Bot edits for 莫小兰: ⏰ 2026年3月走访：到3月31日18:00还有 1 户没走访（共 2 户） / 涉及 1 人（共 2 人） / • 覃志强：梁水生 / 📣 莫小兰 催过，04-01 08:00 [📣 催一下] [👁 知道了]
        Bot toasts 莫小兰: 已催 1 人。
        Bot edits for 覃志强: 🔔 走访提醒已更新，请看下面最新的一条。
        Bot to 覃志强: 🔔 2026年3月走访：还有 1 户没走访（共 1 户） / ⬜ 梁水生 / 莫小兰 请您尽快走访，到了户里点「📍 签到」：仍然算，记为补走访。有困难请告诉 莫小兰。 [📒 我的任务]
        莫小兰: presses again on [📣 催一下]
        Bot toasts 莫小兰: 能联系上的，今天都催过了。其他人请打电话。
        覃志强: presses [📒 我的任务]
        Bot to 覃志强: 2026年3月走访：已走访 0 户，共 1 户（3月31日18:00 已到期） / ⬜ 梁水生 / 请尽快走访，到了户里点「📍 签到」：仍然算，记为补走访。 /  / 2026年4月走访：已走访 0 户，共 1 户（4月30日18:00 截止） / ⬜ 梁水生 / 到了户里，点下方的「📍 签到」。
        覃志强: at 黄大明 ±10
        Bot to 莫小兰: 待看的签到 · 覃志强 / 梁水生，04-01 08:00 / 这一户还没有坐标；发来的位置：精度 ±10 米 [📌 认可并存坐标] [✅ 认可] [❓ 追问] [📝 备注]
        Bot to 覃志强: 🟡 已记下：梁水生，08:00。这一户还没有坐标，村信息员会看您的位置，合适就存为坐标。有结果告诉您。 [📝 走访记录]
        覃志强: 我的任务
        Bot to 覃志强: 2026年4月走访：已走访 1 户，共 1 户（4月30日18:00 截止） / 🟡 梁水生，04-01 08:00，算已走访，信息员还要看一看 / 都走访了，辛苦了！
        莫小兰: presses [👁 知道了]
        Bot edits for 莫小兰: ⏰ 2026年3月走访：到3月31日18:00还有 0 户没走访（共 2 户） / 涉及 0 人（共 2 人） / 到期后补走访：1 户 / 现在都已走访。 / 📣 莫小兰 催过，04-01 08:00 / 👁 莫小兰 知道了，04-01 08:00
        Bot toasts 莫小兰: 已记下，其他信息员也看得到。
        莫小兰: 我的任务
        Bot to 莫小兰: 现在没有要办的事，辛苦了！
        """)


async def test_an_exception_counts_while_an_officer_looks_at_it(stage: Stage) -> None:
    await stage.play("""
        韦秀英: at 黄大明 + 640 m E ±12
        Bot to 韦秀英: 您在黄大明东边 640 米，300 米以内才算到场。 / 可以走近再签；或说明原因：点下面，或直接写。会交村信息员看。 [户主外出] [户主在地里] [请信息员看看] [🔄 再定位一次]
        韦秀英: presses [户主外出]
        Bot to 莫小兰: 待看的签到 · 韦秀英 / 黄大明，03-02 09:00 / 在它东边 640 米，精度 ±12 米 / 原因（韦秀英）：户主外出 [✅ 认可] [❓ 追问] [📝 备注]
        Bot edits for 韦秀英: 🟡 已记下：黄大明，09:00，相距 640 米。村信息员会看您的原因，有结果告诉您。 [📝 走访记录]
        韦秀英: 我的任务
        Bot to 韦秀英: 2026年3月走访：已走访 1 户，共 1 户（3月31日18:00 截止） / 🟡 黄大明，03-02 09:00，算已走访，信息员还要看一看 / 都走访了，辛苦了！
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
        Bot to 莫小兰: 📵 联系不上 韦秀英（13900000001）：对方停用了机器人。请打电话。
        -- 2026-04-01 08:00 sweep
        Bot to 莫小兰: ⏰ 2026年3月走访：到3月31日18:00还有 3 户没走访（共 3 户） / 涉及 3 人（共 3 人） / • 覃志强（账号已停用，请打电话）：梁水生 / • 韦秀英（联系不上，请打电话）：黄大明 / • 黎新来（还没登记，请打电话）：莫永福 [📣 催一下] [👁 知道了]
        莫小兰: presses [📣 催一下]
        Bot toasts 莫小兰: 能联系上的，今天都催过了。其他人请打电话。
        """)


async def test_what_one_officer_does_the_others_see(stage: Stage) -> None:
    await a_second_officer(stage)
    await stage.play("""
        -- 2026-04-01 08:00 sweep
        Bot to 莫小兰: ⏰ 2026年3月走访：到3月31日18:00还有 2 户没走访（共 2 户） / 涉及 2 人（共 2 人） / • 覃志强：梁水生 / • 韦秀英：黄大明 [📣 催一下] [👁 知道了]
        Bot to 覃志强: 🔔 2026年3月走访：还有 1 户没走访（共 1 户） / ⬜ 梁水生 / 截止时间 3月31日18:00 已过，已告诉信息员 莫小兰 · 陆海燕。 / 请尽快走访，到了户里点「📍 签到」：仍然算，记为补走访。有困难请告诉村信息员。 [📒 我的任务]
        Bot to 陆海燕: ⏰ 2026年3月走访：到3月31日18:00还有 2 户没走访（共 2 户） / 涉及 2 人（共 2 人） / • 覃志强：梁水生 / • 韦秀英：黄大明 [📣 催一下] [👁 知道了]
        Bot to 韦秀英: 🔔 2026年3月走访：还有 1 户没走访（共 1 户） / ⬜ 黄大明 / 截止时间 3月31日18:00 已过，已告诉信息员 莫小兰 · 陆海燕。 / 请尽快走访，到了户里点「📍 签到」：仍然算，记为补走访。有困难请告诉村信息员。 [📒 我的任务]
        陆海燕: presses [👁 知道了]
        Bot edits for 莫小兰: ⏰ 2026年3月走访：到3月31日18:00还有 2 户没走访（共 2 户） / 涉及 2 人（共 2 人） / • 覃志强：梁水生 / • 韦秀英：黄大明 / 👁 陆海燕 知道了，04-01 08:00 [📣 催一下] [👁 知道了]
        Bot edits for 陆海燕: ⏰ 2026年3月走访：到3月31日18:00还有 2 户没走访（共 2 户） / 涉及 2 人（共 2 人） / • 覃志强：梁水生 / • 韦秀英：黄大明 / 👁 陆海燕 知道了，04-01 08:00 [📣 催一下]
        Bot toasts 陆海燕: 已记下，其他信息员也看得到。
        莫小兰: presses [📣 催一下]
        Bot edits for 莫小兰: ⏰ 2026年3月走访：到3月31日18:00还有 2 户没走访（共 2 户） / 涉及 2 人（共 2 人） / • 覃志强：梁水生 / • 韦秀英：黄大明 / 👁 陆海燕 知道了，04-01 08:00 / 📣 莫小兰 催过，04-01 08:00 [📣 催一下] [👁 知道了]
        Bot toasts 莫小兰: 已催 2 人。
        Bot edits for 覃志强: 🔔 走访提醒已更新，请看下面最新的一条。
        Bot to 覃志强: 🔔 2026年3月走访：还有 1 户没走访（共 1 户） / ⬜ 梁水生 / 莫小兰 请您尽快走访，到了户里点「📍 签到」：仍然算，记为补走访。有困难请告诉 莫小兰。 [📒 我的任务]
        Bot edits for 陆海燕: ⏰ 2026年3月走访：到3月31日18:00还有 2 户没走访（共 2 户） / 涉及 2 人（共 2 人） / • 覃志强：梁水生 / • 韦秀英：黄大明 / 👁 陆海燕 知道了，04-01 08:00 / 📣 莫小兰 催过，04-01 08:00 [📣 催一下]
        Bot edits for 韦秀英: 🔔 走访提醒已更新，请看下面最新的一条。
        Bot to 韦秀英: 🔔 2026年3月走访：还有 1 户没走访（共 1 户） / ⬜ 黄大明 / 莫小兰 请您尽快走访，到了户里点「📍 签到」：仍然算，记为补走访。有困难请告诉 莫小兰。 [📒 我的任务]
        陆海燕: presses again on [👁 知道了]
        Bot toasts 陆海燕: 您已经点过「知道了」。
        """)


async def test_nobody_is_asked_at_night_or_on_a_holiday(stage: Stage) -> None:
    await stage.play("""
        -- 2026-04-03 09:00 sweep
        Bot to 莫小兰: ⏰ 2026年3月走访：到3月31日18:00还有 2 户没走访（共 2 户） / 涉及 2 人（共 2 人） / • 覃志强：梁水生 / • 韦秀英：黄大明 [📣 催一下] [👁 知道了]
        Bot to 覃志强: 🔔 2026年3月走访：还有 1 户没走访（共 1 户） / ⬜ 梁水生 / 截止时间 3月31日18:00 已过，已告诉信息员 莫小兰。 / 请尽快走访，到了户里点「📍 签到」：仍然算，记为补走访。有困难请告诉村信息员。 [📒 我的任务]
        Bot to 韦秀英: 🔔 2026年3月走访：还有 1 户没走访（共 1 户） / ⬜ 黄大明 / 截止时间 3月31日18:00 已过，已告诉信息员 莫小兰。 / 请尽快走访，到了户里点「📍 签到」：仍然算，记为补走访。有困难请告诉村信息员。 [📒 我的任务]
        -- 2026-04-03 21:30
        莫小兰: presses [📣 催一下]
        Bot edits for 莫小兰: ⏰ 2026年3月走访：到3月31日18:00还有 2 户没走访（共 2 户） / 涉及 2 人（共 2 人） / • 覃志强：梁水生 / • 韦秀英：黄大明 / 📣 莫小兰 催过，04-03 21:30 [📣 催一下] [👁 知道了]
        Bot toasts 莫小兰: 04-07 08:00 会催 2 人，现在不打扰。
        -- 2026-04-06 08:00
        -- 2026-04-07 07:59
        -- 2026-04-07 08:00
        Bot edits for 覃志强: 🔔 走访提醒已更新，请看下面最新的一条。
        Bot to 覃志强: 🔔 2026年3月走访：还有 1 户没走访（共 1 户） / ⬜ 梁水生 / 莫小兰 请您尽快走访，到了户里点「📍 签到」：仍然算，记为补走访。有困难请告诉 莫小兰。 [📒 我的任务]
        Bot edits for 韦秀英: 🔔 走访提醒已更新，请看下面最新的一条。
        Bot to 韦秀英: 🔔 2026年3月走访：还有 1 户没走访（共 1 户） / ⬜ 黄大明 / 莫小兰 请您尽快走访，到了户里点「📍 签到」：仍然算，记为补走访。有困难请告诉 莫小兰。 [📒 我的任务]
        """)


async def test_tasks_are_for_those_who_have_some_and_a_month_closes(stage: Stage) -> None:
    await stage.play("""
        陈丽华: 我的任务
        Bot to 陈丽华: 这项不归您的身份使用。您能用的在下方按键里。
        莫小兰: 我的任务
        Bot to 莫小兰: 现在没有要办的事，辛苦了！
        梁建国: 任务
        Bot to 梁建国: 现在没有要办的事，辛苦了！
        周启明: 任务
        Bot to 周启明: 这项不归您的身份使用。您能用的在下方按键里。
        -- 2026-04-01 08:00 sweep
        Bot to 莫小兰: ⏰ 2026年3月走访：到3月31日18:00还有 2 户没走访（共 2 户） / 涉及 2 人（共 2 人） / • 覃志强：梁水生 / • 韦秀英：黄大明 [📣 催一下] [👁 知道了]
        Bot to 覃志强: 🔔 2026年3月走访：还有 1 户没走访（共 1 户） / ⬜ 梁水生 / 截止时间 3月31日18:00 已过，已告诉信息员 莫小兰。 / 请尽快走访，到了户里点「📍 签到」：仍然算，记为补走访。有困难请告诉村信息员。 [📒 我的任务]
        Bot to 韦秀英: 🔔 2026年3月走访：还有 1 户没走访（共 1 户） / ⬜ 黄大明 / 截止时间 3月31日18:00 已过，已告诉信息员 莫小兰。 / 请尽快走访，到了户里点「📍 签到」：仍然算，记为补走访。有困难请告诉村信息员。 [📒 我的任务]
        -- 2026-04-22 08:00
        莫小兰: presses [📣 催一下]
        Bot toasts 莫小兰: 这个月的走访已经结束。现在要办的，请看「📒 我的任务」。
        """)


async def test_duties_speak_english_too(stage: Stage) -> None:
    await stage.play("""
        韦秀英: /language
        Bot to 韦秀英: 用哪种语言？ [简体中文] [English]
        韦秀英: presses [English]
        Bot to 韦秀英: Done: English.
        -- 2026-03-31 08:00 sweep
        Bot to 覃志强: 🔔 2026年3月走访：还有 1 户没走访（共 1 户） / ⬜ 梁水生 / 如3月31日18:00前未完成，将提醒村信息员。 [📒 我的任务]
        Bot to 韦秀英: 🔔 Visits 2026-3: 1 of 1 households to do / ⬜ 黄大明 / If they are not done by 3-31 18:00, the village information officer will be reminded. [📒 My tasks]
        韦秀英: Tasks
        Bot to 韦秀英: Visits 2026-3: 0 of 1 done, due 3-31 18:00 / ⬜ 黄大明 / At the household, tap 📍 Check in below.
        -- 2026-04-01 08:00 sweep
        Bot to 莫小兰: ⏰ 2026年3月走访：到3月31日18:00还有 2 户没走访（共 2 户） / 涉及 2 人（共 2 人） / • 覃志强：梁水生 / • 韦秀英：黄大明 [📣 催一下] [👁 知道了]
        Bot edits for 覃志强: 🔔 走访提醒已更新，请看下面最新的一条。
        Bot to 覃志强: 🔔 2026年3月走访：还有 1 户没走访（共 1 户） / ⬜ 梁水生 / 截止时间 3月31日18:00 已过，已告诉信息员 莫小兰。 / 请尽快走访，到了户里点「📍 签到」：仍然算，记为补走访。有困难请告诉村信息员。 [📒 我的任务]
        Bot edits for 韦秀英: 🔔 There is a newer message about these visits below.
        Bot to 韦秀英: 🔔 Visits 2026-3: 1 of 1 households to do / ⬜ 黄大明 / The deadline 3-31 18:00 is over; 莫小兰 was told. / Please visit when you can and tap 📍 Check in there: it still counts, as late. If something is in the way, tell your information officer. [📒 My tasks]
        """)


async def test_whoever_was_paired_in_the_last_week_owes_that_household_from_next_month(
    stage: Stage,
) -> None:
    await pair(stage, "莫永福", "韦秀英", date(2026, 3, 24))
    await pair(stage, "陆阿妹", "韦秀英", date(2026, 3, 25))
    await stage.play("""
        -- 2026-03-31 09:00
        韦秀英: 任务
        Bot to 韦秀英: 2026年3月走访：已走访 0 户，共 2 户（3月31日18:00 截止） / ⬜ 莫永福 / ⬜ 黄大明 / 到了户里，点下方的「📍 签到」。
        -- 2026-04-01 07:00
        韦秀英: 任务
        Bot to 韦秀英: 2026年4月走访：已走访 0 户，共 3 户（4月30日18:00 截止） / ⬜ 莫永福 / ⬜ 陆阿妹 / ⬜ 黄大明 / 到了户里，点下方的「📍 签到」。
        """)
