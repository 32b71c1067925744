"""Plays about more time, none, and being excused: with a reason, told to the person once."""

from dataclasses import replace
from datetime import date

from domain.absences import Absence
from domain.campaigns import Mark
from storage import absences
from tests.kit import campaigning, overdue
from tests.kit.actions import do
from tests.kit.forged import forged
from tests.kit.stage import Stage

DUE_LATE = campaigning.at("03-25T18:00")


async def on_leave(stage: Stage) -> None:
    """The officer is away; the town's stands in."""
    officer, deputy = stage.roster.people["莫小兰"], stage.roster.people["陆海燕"]
    away = Absence(
        person_id=officer,
        deputy_id=deputy,
        since_on=date(2026, 3, 9),
        until_on=date(2026, 3, 27),
        set_by=officer,
    )
    async with stage.app.database.write() as db:
        await absences.add(db, away, stage.app.clock())


async def test_more_time_is_three_taps_and_brings_its_own_rises(stage: Stage) -> None:
    await overdue.give(stage)
    await stage.play("""
        -- 2026-03-16 08:00 sweep
        Bot to 莫小兰: ⏰ 手册更新：到3月13日18:00还有 3 人没完成（共 3 人） / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 覃志强 / • 韦秀英 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        莫小兰: presses [👤 一个一个看]
        Bot to 莫小兰: 👤 看哪一个？共 3 项 [覃志强 · 手册更新] [韦秀英 · 手册更新] [📵 黎新来 · 手册更新]
        莫小兰: presses [韦秀英 · 手册更新]
        Bot edits for 莫小兰: 👤 韦秀英 · 区教育局 · 关井村 / 手册更新，3月13日18:00 截止 [📣 催一下] [👁 知道了] [🗓 延期] [➖ 免办] [🙋 我来办] [‹ 返回]
        莫小兰: presses [🗓 延期]
        Bot to 莫小兰: 延期：韦秀英 · 第 1 步，共 2 步 / 延期到哪一天？到当天 18:00。 [＋3 个工作日（3月19日）] [＋7 天（3月23日）] [＋14 天（3月30日）] [📅 日历] [✖ 取消]
        莫小兰: presses [＋3 个工作日（3月19日）]
        Bot edits for 莫小兰: 延期：韦秀英 · 第 2 步，共 2 步 / 为什么？点一个或直接写，本人会看到。 [生病或请假] [出差] [道路不通] [户里没人在家] [‹ 上一步] [✖ 取消]
        莫小兰: presses [道路不通]
        Bot to 莫小兰: ✅ 已记下，已告诉 韦秀英。
        Bot edits for 莫小兰: ⏰ 手册更新：到3月13日18:00还有 2 人没完成（共 2 人） / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 覃志强 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        Bot to 韦秀英: 🗓 莫小兰 同意延期：手册更新，改到3月19日18:00前完成。 / 原因：道路不通 [📒 我的任务]
        -- 2026-03-18 08:00 sweep
        Bot edits for 莫小兰: ⏰ 手册更新：到3月13日18:00还有 2 人没完成（共 2 人） / 没人点「知道了」的话，3月20日08:00会告诉区扶贫办。 / • 覃志强 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        Bot to 黄丽萍: ⏰ 手册更新：到3月13日18:00还有 2 人没完成（共 2 人） / 没人点「知道了」的话，3月20日08:00会告诉区扶贫办。 / • 覃志强 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        -- 2026-03-20 08:00 sweep
        Bot to 周启明: ⏰ 手册更新：到3月13日18:00还有 2 人没完成（共 2 人） / • 覃志强 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        Bot edits for 莫小兰: ⏰ 名单已更新，请看下面最新的一条。
        Bot to 莫小兰: ⏰ 1 项任务到期没完成，涉及 3 人 /  / ⏰ 手册更新：到3月13日18:00还有 2 人没完成（共 2 人） / • 覃志强 / • 黎新来（还没登记，请打电话） /  / ⏰ 手册更新：到3月19日18:00还有 1 人没完成（共 1 人） / 没人点「知道了」的话，3月24日08:00会告诉镇扶贫站。 / • 韦秀英 [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        Bot edits for 黄丽萍: ⏰ 手册更新：到3月13日18:00还有 2 人没完成（共 2 人） / • 覃志强 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        -- 2026-03-20 08:01 sweep
        """)


async def test_a_day_that_is_past_or_due_already_is_refused(stage: Stage) -> None:
    later = replace(overdue.HANDBOOKS, due_at=campaigning.at("03-25T18:00"))
    campaign = await overdue.give(stage, later)
    await campaigning.decide(stage, campaign, "韦秀英", Mark.ASKED_FOR_TIME, by="韦秀英")
    person = stage.roster.people["韦秀英"]
    stage.world.clock.move_to(campaigning.at("03-16T09:00"))
    do(stage, "莫小兰", "你好")
    await stage.settle()
    version = await overdue.newest_mark(stage, campaign, "韦秀英")
    await forged(stage, "莫小兰", f"rise:extend:{campaign.number}:{person}:{version}")
    await stage.play("""
        莫小兰: 昨天
        Bot to 莫小兰: 这一天已经过了，请选晚一点的。
        莫小兰: 3月25日
        Bot to 莫小兰: 现在的截止日就是2026-03-25，请选更晚的日子。
        莫小兰: 8月1日
        Bot to 莫小兰: 最多延期 92 天。
        """)


async def test_today_is_no_day_any_more_in_the_evening(stage: Stage) -> None:
    campaign = await overdue.give(stage)
    person = stage.roster.people["韦秀英"]
    stage.world.clock.move_to(campaigning.at("03-16T18:30"))
    do(stage, "莫小兰", "你好")
    await stage.settle()
    await forged(stage, "莫小兰", f"rise:extend:{campaign.number}:{person}:0")
    await stage.play("""
        莫小兰: 今天
        Bot to 莫小兰: 这一天已经过了，请选晚一点的。
        """)


async def test_days_that_are_offered_are_later_than_what_is_due(stage: Stage) -> None:
    campaign = await overdue.give(stage, replace(overdue.HANDBOOKS, due_at=DUE_LATE))
    person = stage.roster.people["韦秀英"]
    do(stage, "莫小兰", "你好")
    await stage.settle()
    await forged(stage, "莫小兰", f"rise:extend:{campaign.number}:{person}:0")
    await stage.play("""
        莫小兰: presses [＋7 天（4月1日）]
        Bot edits for 莫小兰: 延期：韦秀英 · 第 2 步，共 2 步 / 为什么？点一个或直接写，本人会看到。 [生病或请假] [出差] [道路不通] [户里没人在家] [‹ 上一步] [✖ 取消]
        """)


async def test_of_what_was_taken_over_the_officer_hears_who_is_to_do_it(stage: Stage) -> None:
    campaign = await overdue.give(stage)
    person = stage.roster.people["黎新来"]
    await campaigning.decide(stage, campaign, "黎新来", Mark.TAKEN_OVER)
    version = await overdue.newest_mark(stage, campaign, "黎新来")
    stage.world.clock.move_to(campaigning.at("03-16T09:00"))
    do(stage, "陆海燕", "你好")
    await stage.settle()
    await forged(stage, "陆海燕", f"rise:excuse:{campaign.number}:{person}:{version}")
    await stage.play("""
        陆海燕: presses [已调走]
        Bot to 莫小兰: ➖ 陆海燕 已同意您免办：手册更新（代 黎新来），不用再办了。 / 原因：已调走 [📒 我的任务]
        Bot to 陆海燕: ✅ 已记下，已告诉 莫小兰。
        """)


async def test_an_old_button_says_what_was_decided_and_not_what_was_noted(stage: Stage) -> None:
    campaign = await overdue.give(stage)
    person = stage.roster.people["韦秀英"]
    await campaigning.decide(stage, campaign, "韦秀英", Mark.EXTENDED, until="03-18T18:00")
    await campaigning.decide(stage, campaign, "韦秀英", Mark.SNOOZED, by="韦秀英")
    do(stage, "陆海燕", "你好")
    await stage.settle()
    said = await forged(stage, "陆海燕", f"rise:excuse:{campaign.number}:{person}:0")
    assert "(toast) 已有变化：莫小兰延期到3月18日18:00。请看最新的卡片。" in said


async def test_excused_one_owes_nothing_any_more(stage: Stage) -> None:
    await overdue.give(stage)
    await stage.play("""
        -- 2026-03-16 08:00 sweep
        Bot to 莫小兰: ⏰ 手册更新：到3月13日18:00还有 3 人没完成（共 3 人） / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 覃志强 / • 韦秀英 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        莫小兰: presses [👤 一个一个看]
        Bot to 莫小兰: 👤 看哪一个？共 3 项 [覃志强 · 手册更新] [韦秀英 · 手册更新] [📵 黎新来 · 手册更新]
        莫小兰: presses [覃志强 · 手册更新]
        Bot edits for 莫小兰: 👤 覃志强 · 关井村 / 手册更新，3月13日18:00 截止 [📣 催一下] [👁 知道了] [🗓 延期] [➖ 免办] [🙋 我来办] [‹ 返回]
        莫小兰: presses [➖ 免办]
        Bot to 莫小兰: 为什么？点一个或直接写，本人会看到。 [已调走] [长期生病] [不该由本人办] [✖ 取消]
        莫小兰: 三月起调到别的镇了
        Bot to 莫小兰: ✅ 已记下，已告诉 覃志强。
        Bot edits for 莫小兰: ⏰ 手册更新：到3月13日18:00还有 2 人没完成（共 2 人） / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 韦秀英 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        Bot to 覃志强: ➖ 莫小兰 已同意您免办：手册更新，不用再办了。 / 原因：三月起调到别的镇了 [📒 我的任务]
        覃志强: 我的任务
        Bot to 覃志强: 2026年3月走访：已走访 0 户，共 1 户（3月31日18:00 截止） / ⬜ 梁水生 / 到了户里，点下方的「📍 签到」。 [📝 走访 梁水生] [⋯ 更多]
        -- 2026-03-18 08:00 sweep
        Bot edits for 莫小兰: ⏰ 手册更新：到3月13日18:00还有 2 人没完成（共 2 人） / 没人点「知道了」的话，3月20日08:00会告诉区扶贫办。 / • 韦秀英 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        Bot to 黄丽萍: ⏰ 手册更新：到3月13日18:00还有 2 人没完成（共 2 人） / 没人点「知道了」的话，3月20日08:00会告诉区扶贫办。 / • 韦秀英 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        """)


async def test_a_difficulty_comes_to_the_officer_who_gives_time(stage: Stage) -> None:
    await overdue.give(stage)
    await stage.play("""
        -- 2026-03-12 09:00
        韦秀英: 我的任务
        Bot to 韦秀英: 手册更新（3月13日18:00 截止） / 把帮扶手册更新到本月 [✅ 我已完成] [⋯ 更多]
        韦秀英: presses [⋯ 更多]
        Bot edits for 韦秀英: 手册更新 / 把帮扶手册更新到本月 / 3月13日18:00 截止，还有 1 天 / 如3月13日18:00前未完成，将提醒扶贫信息员。 [✅ 我已完成] [⏰ 明天再提醒] [❓ 为什么有我] [🆘 有困难] [📒 我的任务]
        韦秀英: presses [🆘 有困难]
        Bot to 韦秀英: 有什么困难？点一个或直接写，信息员会看。 [出差在外] [生病或休假] [户主不在家] [天气或道路] [✖ 取消]
        韦秀英: 孩子住院了
        Bot to 莫小兰: 🆘 韦秀英 有困难：手册更新，3月13日18:00 截止 / 孩子住院了 [🗓 延期到…] [✖ 不延期] [👤 看情况]
        Bot to 韦秀英: 🆘 已告诉 莫小兰，能不能延期会回复您。 / 在此之前，截止时间仍是 3月13日18:00。 [📒 我的任务]
        莫小兰: presses [🗓 延期到…]
        Bot to 莫小兰: 延期：韦秀英 · 第 1 步，共 2 步 / 延期到哪一天？到当天 18:00。 [＋3 个工作日（3月18日）] [＋7 天（3月20日）] [＋14 天（3月27日）] [📅 日历] [✖ 取消]
        莫小兰: presses [＋7 天（3月20日）]
        Bot edits for 莫小兰: 延期：韦秀英 · 第 2 步，共 2 步 / 为什么？点一个或直接写，本人会看到。 [生病或请假] [出差] [道路不通] [户里没人在家] [‹ 上一步] [✖ 取消]
        莫小兰: 先照顾孩子
        Bot to 莫小兰: ✅ 已记下，已告诉 韦秀英。
        Bot edits for 莫小兰: 🆘 韦秀英 有困难：手册更新，3月20日18:00 截止 / 孩子住院了 / ✍ 03-12 09:00 莫小兰延期到3月20日18:00：先照顾孩子 [👤 看情况]
        Bot to 韦秀英: 🗓 莫小兰 同意延期：手册更新，改到3月20日18:00前完成。 / 原因：先照顾孩子 [📒 我的任务]
        """)


async def test_a_difficulty_is_answered_with_no(stage: Stage) -> None:
    await overdue.give(stage)
    await stage.play("""
        -- 2026-03-12 09:00
        韦秀英: 我的任务
        Bot to 韦秀英: 手册更新（3月13日18:00 截止） / 把帮扶手册更新到本月 [✅ 我已完成] [⋯ 更多]
        韦秀英: presses [⋯ 更多]
        Bot edits for 韦秀英: 手册更新 / 把帮扶手册更新到本月 / 3月13日18:00 截止，还有 1 天 / 如3月13日18:00前未完成，将提醒扶贫信息员。 [✅ 我已完成] [⏰ 明天再提醒] [❓ 为什么有我] [🆘 有困难] [📒 我的任务]
        韦秀英: presses [🆘 有困难]
        Bot to 韦秀英: 有什么困难？点一个或直接写，信息员会看。 [出差在外] [生病或休假] [户主不在家] [天气或道路] [✖ 取消]
        韦秀英: 没空
        Bot to 莫小兰: 🆘 韦秀英 有困难：手册更新，3月13日18:00 截止 / 没空 [🗓 延期到…] [✖ 不延期] [👤 看情况]
        Bot to 韦秀英: 🆘 已告诉 莫小兰，能不能延期会回复您。 / 在此之前，截止时间仍是 3月13日18:00。 [📒 我的任务]
        莫小兰: presses [✖ 不延期]
        Bot to 莫小兰: 为什么不延期？点一个或直接写，本人会看到。 [日期是上级定的] [时间还够] [能做多少先做多少] [✖ 取消]
        莫小兰: presses [能做多少先做多少]
        Bot to 莫小兰: ✅ 已记下，已告诉 韦秀英。
        Bot edits for 莫小兰: 🆘 韦秀英 有困难：手册更新，3月13日18:00 截止 / 没空 / ✍ 03-12 09:00 莫小兰没有同意延期：能做多少先做多少 [👤 看情况]
        Bot to 韦秀英: 莫小兰 没有同意延期：手册更新，截止时间还是3月13日18:00。晚了补上也算。 / 原因：能做多少先做多少 [📒 我的任务]
        莫小兰: presses again on [🗓 延期到…]
        Bot edits for 莫小兰: 👤 韦秀英 · 区教育局 · 关井村 / 手册更新，3月13日18:00 截止 / ✍ 03-12 09:00 韦秀英：有困难：没空 / ✍ 03-12 09:00 莫小兰没有同意延期：能做多少先做多少 [📣 催一下] [👁 知道了] [🗓 延期] [➖ 免办] [🙋 我来办] [‹ 返回]
        Bot toasts 莫小兰: 已有变化：莫小兰没有同意延期。请看最新的卡片。
        """)


async def test_while_the_officer_is_away_the_deputy_decides_and_cards_tell_it(
    stage: Stage,
) -> None:
    await on_leave(stage)
    await overdue.give(stage)
    await stage.play("""
        -- 2026-03-12 09:00
        韦秀英: 我的任务
        Bot to 韦秀英: 手册更新（3月13日18:00 截止） / 把帮扶手册更新到本月 [✅ 我已完成] [⋯ 更多]
        韦秀英: presses [⋯ 更多]
        Bot edits for 韦秀英: 手册更新 / 把帮扶手册更新到本月 / 3月13日18:00 截止，还有 1 天 / 如3月13日18:00前未完成，将提醒扶贫信息员。 [✅ 我已完成] [⏰ 明天再提醒] [❓ 为什么有我] [🆘 有困难] [📒 我的任务]
        韦秀英: presses [🆘 有困难]
        Bot to 韦秀英: 有什么困难？点一个或直接写，信息员会看。 [出差在外] [生病或休假] [户主不在家] [天气或道路] [✖ 取消]
        韦秀英: 孩子住院了
        Bot to 陆海燕: 🆘 韦秀英 有困难：手册更新，3月13日18:00 截止 / 孩子住院了 [🗓 延期到…] [✖ 不延期] [👤 看情况]
        Bot to 韦秀英: 🆘 已告诉 陆海燕，能不能延期会回复您。 / 在此之前，截止时间仍是 3月13日18:00。 [📒 我的任务]
        陆海燕: presses [🗓 延期到…]
        Bot to 陆海燕: 延期：韦秀英 · 第 1 步，共 2 步 / 延期到哪一天？到当天 18:00。 [＋3 个工作日（3月18日）] [＋7 天（3月20日）] [＋14 天（3月27日）] [📅 日历] [✖ 取消]
        陆海燕: presses [＋7 天（3月20日）]
        Bot edits for 陆海燕: 延期：韦秀英 · 第 2 步，共 2 步 / 为什么？点一个或直接写，本人会看到。 [生病或请假] [出差] [道路不通] [户里没人在家] [‹ 上一步] [✖ 取消]
        陆海燕: presses [生病或请假]
        Bot to 陆海燕: ✅ 已记下，已告诉 韦秀英。
        Bot edits for 陆海燕: 🆘 韦秀英 有困难：手册更新，3月20日18:00 截止 / 孩子住院了 / ✍ 03-12 09:00 陆海燕延期到3月20日18:00：生病或请假 [👤 看情况]
        Bot to 韦秀英: 🗓 陆海燕 同意延期：手册更新，改到3月20日18:00前完成。 / 原因：生病或请假 [📒 我的任务]
        -- 2026-03-16 08:00 sweep
        Bot to 陆海燕: ⏰ 手册更新：到3月13日18:00还有 2 人没完成（共 2 人） / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 覃志强 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        """)


async def test_of_two_officers_the_second_learns_what_the_first_decided(stage: Stage) -> None:
    await overdue.give(stage)
    await overdue.another_officer(stage)
    await stage.play("""
        -- 2026-03-16 08:00 sweep
        Bot to 莫小兰: ⏰ 手册更新：到3月13日18:00还有 3 人没完成（共 3 人） / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 覃志强 / • 韦秀英 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        Bot to 陆海燕: ⏰ 手册更新：到3月13日18:00还有 3 人没完成（共 3 人） / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 覃志强 / • 韦秀英 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        莫小兰: presses [👤 一个一个看]
        Bot to 莫小兰: 👤 看哪一个？共 3 项 [覃志强 · 手册更新] [韦秀英 · 手册更新] [📵 黎新来 · 手册更新]
        莫小兰: presses [覃志强 · 手册更新]
        Bot edits for 莫小兰: 👤 覃志强 · 关井村 / 手册更新，3月13日18:00 截止 [📣 催一下] [👁 知道了] [🗓 延期] [➖ 免办] [🙋 我来办] [‹ 返回]
        莫小兰: presses [🗓 延期]
        Bot to 莫小兰: 延期：覃志强 · 第 1 步，共 2 步 / 延期到哪一天？到当天 18:00。 [＋3 个工作日（3月19日）] [＋7 天（3月23日）] [＋14 天（3月30日）] [📅 日历] [✖ 取消]
        莫小兰: presses [＋7 天（3月23日）]
        Bot edits for 莫小兰: 延期：覃志强 · 第 2 步，共 2 步 / 为什么？点一个或直接写，本人会看到。 [生病或请假] [出差] [道路不通] [户里没人在家] [‹ 上一步] [✖ 取消]
        陆海燕: presses [👤 一个一个看]
        Bot to 陆海燕: 👤 看哪一个？共 3 项 [覃志强 · 手册更新] [韦秀英 · 手册更新] [📵 黎新来 · 手册更新]
        陆海燕: presses [覃志强 · 手册更新]
        Bot edits for 陆海燕: 👤 覃志强 · 关井村 / 手册更新，3月13日18:00 截止 [📣 催一下] [👁 知道了] [🗓 延期] [➖ 免办] [🙋 我来办] [‹ 返回]
        陆海燕: presses [➖ 免办]
        Bot to 陆海燕: 为什么？点一个或直接写，本人会看到。 [已调走] [长期生病] [不该由本人办] [✖ 取消]
        陆海燕: presses [已调走]
        Bot edits for 莫小兰: ⏰ 手册更新：到3月13日18:00还有 2 人没完成（共 2 人） / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 韦秀英 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        Bot to 覃志强: ➖ 陆海燕 已同意您免办：手册更新，不用再办了。 / 原因：已调走 [📒 我的任务]
        Bot to 陆海燕: ✅ 已记下，已告诉 覃志强。
        Bot edits for 陆海燕: ⏰ 手册更新：到3月13日18:00还有 2 人没完成（共 2 人） / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 韦秀英 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        莫小兰: presses [出差]
        Bot to 莫小兰: 覃志强 已不用办这件事。
        """)


async def test_whoever_did_it_meanwhile_is_left_in_peace(stage: Stage) -> None:
    campaign = await overdue.give(stage)
    await stage.play("""
        -- 2026-03-16 08:00 sweep
        Bot to 莫小兰: ⏰ 手册更新：到3月13日18:00还有 3 人没完成（共 3 人） / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 覃志强 / • 韦秀英 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        莫小兰: presses [👤 一个一个看]
        Bot to 莫小兰: 👤 看哪一个？共 3 项 [覃志强 · 手册更新] [韦秀英 · 手册更新] [📵 黎新来 · 手册更新]
        莫小兰: presses [覃志强 · 手册更新]
        Bot edits for 莫小兰: 👤 覃志强 · 关井村 / 手册更新，3月13日18:00 截止 [📣 催一下] [👁 知道了] [🗓 延期] [➖ 免办] [🙋 我来办] [‹ 返回]
        莫小兰: presses [➖ 免办]
        Bot to 莫小兰: 为什么？点一个或直接写，本人会看到。 [已调走] [长期生病] [不该由本人办] [✖ 取消]
        """)
    await campaigning.do(stage, campaign, "覃志强")
    await stage.play("""
        莫小兰: presses [已调走]
        Bot to 莫小兰: 覃志强 刚才已经完成了。
        """)
