"""Plays about tasks that are overdue: who is shown them, in which order, and what stops it."""

from dataclasses import replace
from datetime import date

import pytest

from bot import rise_reading
from domain.absences import Absence
from domain.campaigns import Mark, State
from domain.people import Duty, Role
from domain.people import State as Account
from storage import absences, campaigns, people
from tests.kit import campaigning, cast, overdue
from tests.kit.actions import do
from tests.kit.forged import forged
from tests.kit.stage import Stage

NOT_YOURS = ("韦秀英", "梁建国")


async def a_unit_manager(stage: Stage) -> None:
    """The resident manages the unit of one helper instead."""
    number = stage.roster.people["梁建国"]
    async with stage.app.database.write() as db:
        await people.rename(db, number, "梁建国", "区教育局")
        await people.set_duties(db, number, [Duty(role=Role.UNIT_MANAGER)])


async def test_a_miss_climbs_from_the_officer_to_the_town_to_the_district(stage: Stage) -> None:
    await overdue.give(stage)
    await stage.play("""
        -- 2026-03-13 18:30 sweep
        -- 2026-03-14 10:00 sweep
        -- 2026-03-16 07:59 sweep
        -- 2026-03-16 08:00 sweep
        Bot to 莫小兰: ⏰ 手册更新：到3月13日18:00还有 3 人没完成（共 3 人） / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 覃志强 / • 韦秀英 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        -- 2026-03-16 08:01 sweep
        -- 2026-03-18 08:00 sweep
        Bot edits for 莫小兰: ⏰ 手册更新：到3月13日18:00还有 3 人没完成（共 3 人） / 没人点「知道了」的话，3月20日08:00会告诉区扶贫办。 / • 覃志强 / • 韦秀英 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        Bot to 黄丽萍: ⏰ 手册更新：到3月13日18:00还有 3 人没完成（共 3 人） / 没人点「知道了」的话，3月20日08:00会告诉区扶贫办。 / • 覃志强 / • 韦秀英 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        -- 2026-03-20 08:00 sweep
        Bot to 周启明: ⏰ 手册更新：到3月13日18:00还有 3 人没完成（共 3 人） / • 覃志强 / • 韦秀英 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        Bot edits for 莫小兰: ⏰ 手册更新：到3月13日18:00还有 3 人没完成（共 3 人） / • 覃志强 / • 韦秀英 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        Bot edits for 黄丽萍: ⏰ 手册更新：到3月13日18:00还有 3 人没完成（共 3 人） / • 覃志强 / • 韦秀英 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        """)


async def test_whoever_says_that_he_knows_stops_it(stage: Stage) -> None:
    await overdue.give(stage)
    await overdue.another_officer(stage)
    await stage.play("""
        -- 2026-03-16 08:00 sweep
        Bot to 莫小兰: ⏰ 手册更新：到3月13日18:00还有 3 人没完成（共 3 人） / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 覃志强 / • 韦秀英 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        Bot to 陆海燕: ⏰ 手册更新：到3月13日18:00还有 3 人没完成（共 3 人） / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 覃志强 / • 韦秀英 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        陆海燕: presses [👁 知道了]
        Bot edits for 莫小兰: ⏰ 手册更新：到3月13日18:00还有 3 人没完成（共 3 人） / 👁 陆海燕 知道了，03-16 08:00 / • 覃志强 / • 韦秀英 / • 黎新来（还没登记，请打电话） [📣 催一下] [👤 一个一个看] [📞 要打电话：1]
        Bot edits for 陆海燕: ⏰ 手册更新：到3月13日18:00还有 3 人没完成（共 3 人） / 👁 陆海燕 知道了，03-16 08:00 / • 覃志强 / • 韦秀英 / • 黎新来（还没登记，请打电话） [📣 催一下] [👤 一个一个看] [📞 要打电话：1]
        Bot toasts 陆海燕: 已记下，不再往上提醒，其他人也看得到。
        莫小兰: presses again on [👁 知道了]
        Bot toasts 莫小兰: 没有新的了：都已知道，或已经完成。
        陆海燕: presses again on [👁 知道了]
        Bot toasts 陆海燕: 没有新的了：都已知道，或已经完成。
        -- 2026-03-18 08:00 sweep
        -- 2026-03-20 08:00 sweep
        """)


async def test_of_one_by_one_only_the_others_climb(stage: Stage) -> None:
    await overdue.give(stage)
    await stage.play("""
        -- 2026-03-16 08:00 sweep
        Bot to 莫小兰: ⏰ 手册更新：到3月13日18:00还有 3 人没完成（共 3 人） / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 覃志强 / • 韦秀英 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        莫小兰: presses [👤 一个一个看]
        Bot to 莫小兰: 👤 看哪一个？共 3 项 [覃志强 · 手册更新] [韦秀英 · 手册更新] [📵 黎新来 · 手册更新]
        莫小兰: presses [韦秀英 · 手册更新]
        Bot edits for 莫小兰: 👤 韦秀英 · 区教育局 · 关井村 / 手册更新，3月13日18:00 截止 [📣 催一下] [👁 知道了] [🗓 延期] [➖ 免办] [🙋 我来办] [‹ 返回]
        莫小兰: presses [👁 知道了]
        Bot edits for 莫小兰: 👤 韦秀英 · 区教育局 · 关井村 / 手册更新，3月13日18:00 截止 / ✍ 03-16 08:00 莫小兰知道了 [📣 催一下] [🗓 延期] [➖ 免办] [🙋 我来办] [‹ 返回]
        Bot toasts 莫小兰: 已记下，不再往上提醒。
        Bot edits for 莫小兰: ⏰ 手册更新：到3月13日18:00还有 3 人没完成（共 3 人） / 👁 莫小兰 知道了，03-16 08:00：韦秀英 / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 覃志强 / • 韦秀英 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        莫小兰: presses [‹ 返回]
        Bot edits for 莫小兰: 👤 看哪一个？共 3 项 [覃志强 · 手册更新] [韦秀英 · 手册更新] [📵 黎新来 · 手册更新]
        -- 2026-03-18 08:00 sweep
        Bot edits for 莫小兰: ⏰ 手册更新：到3月13日18:00还有 3 人没完成（共 3 人） / 👁 莫小兰 知道了，03-16 08:00：韦秀英 / 没人点「知道了」的话，3月20日08:00会告诉区扶贫办。 / • 覃志强 / • 韦秀英 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        Bot to 黄丽萍: ⏰ 手册更新：到3月13日18:00还有 2 人没完成（共 2 人） / 没人点「知道了」的话，3月20日08:00会告诉区扶贫办。 / • 覃志强 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        """)


async def test_one_card_holds_all_tasks_and_the_unit_is_told_without_households(
    stage: Stage,
) -> None:
    await a_unit_manager(stage)
    await overdue.give(stage)
    await overdue.give(stage, overdue.VISITS)
    await stage.play("""
        -- 2026-03-16 08:00 sweep
        Bot to 梁建国: ⏰ 2 项任务到期没完成，涉及 1 人 /  / ⏰ 手册更新：到3月13日18:00还有 1 人没完成（共 1 人） / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 韦秀英 /  / ⏰ 走访一次：到3月13日18:00还有 1 户没走访（共 1 户） / 涉及 1 人（共 1 人） / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 韦秀英：1 户 [📣 催一下] [👁 知道了] [👤 一个一个看]
        Bot to 莫小兰: ⏰ 2 项任务到期没完成，涉及 3 人 /  / ⏰ 手册更新：到3月13日18:00还有 3 人没完成（共 3 人） / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 覃志强 / • 韦秀英 / • 黎新来（还没登记，请打电话） /  / ⏰ 走访一次：到3月13日18:00还有 2 户没走访（共 2 户） / 涉及 2 人（共 2 人） / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 覃志强：梁水生 / • 韦秀英：黄大明 [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        韦秀英: at 黄大明 ±12
        Bot to 韦秀英: ✅ 已签到：黄大明，08:00 / 相距 0 米，精度 ±12 米 [📝 走访记录] [📝 补充说明] [📅 我的签到] [📋 提需求]
        -- 2026-03-16 08:06 sweep
        Bot edits for 梁建国: ⏰ 手册更新：到3月13日18:00还有 1 人没完成（共 1 人） / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 韦秀英 [📣 催一下] [👁 知道了] [👤 一个一个看]
        Bot edits for 莫小兰: ⏰ 2 项任务到期没完成，涉及 3 人 /  / ⏰ 手册更新：到3月13日18:00还有 3 人没完成（共 3 人） / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 覃志强 / • 韦秀英 / • 黎新来（还没登记，请打电话） /  / ⏰ 走访一次：到3月13日18:00还有 1 户没走访（共 2 户） / 涉及 1 人（共 2 人） / 到期后补走访：1 户 / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 覃志强：梁水生 [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        -- 2026-03-16 08:12 sweep
        """)


async def test_of_more_than_a_card_holds_those_nobody_knows_come_first(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rise_reading, "MOST", 1)
    campaign = await overdue.give(stage)
    await campaigning.told(stage, "03-16T08:00")
    first, other = stage.roster.people["覃志强"], stage.roster.people["韦秀英"]
    for person in (first, other):
        await forged(stage, "莫小兰", f"rise:note:{campaign.number}:{person}:0")
    told = await campaigning.told(stage, "03-18T08:00")
    assert "黎新来" in told["黄丽萍"]


async def test_an_administrator_is_shown_those_of_no_office_first(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rise_reading, "MOST", 1)
    async with stage.app.database.write() as db:
        await people.set_duties(db, stage.roster.people["陆海燕"], ())
        elsewhere = [Duty(role=Role.HELPER, area_code=cast.OTHER_VILLAGE)]
        await people.set_duties(db, stage.roster.people["黎新来"], elsewhere)
    await overdue.give(stage)
    told = await campaigning.told(stage, "03-16T08:00")
    assert "还有 1 人没完成（共 1 人）" in told["陈丽华"]
    assert "黎新来" in told["陈丽华"]


async def test_they_are_asked_again_once_a_day_and_not_at_night(stage: Stage) -> None:
    await overdue.give(stage)
    await stage.play("""
        -- 2026-03-16 08:00 sweep
        Bot to 莫小兰: ⏰ 手册更新：到3月13日18:00还有 3 人没完成（共 3 人） / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 覃志强 / • 韦秀英 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        莫小兰: presses [📣 催一下]
        Bot edits for 莫小兰: ⏰ 手册更新：到3月13日18:00还有 3 人没完成（共 3 人） / 📣 催过 2 人，3月16日 / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 覃志强 / • 韦秀英 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        Bot toasts 莫小兰: 已催 2 人。
        -- 2026-03-16 08:01 sweep
        Bot to 覃志强: 🔔 手册更新 / 把帮扶手册更新到本月 / 已告诉莫小兰。 / 请尽快补办：仍然算，记为逾期完成。 / 📣 莫小兰 请您尽快办。 [✅ 我已完成] [📒 我的任务] [⏰ 明天再提醒]
        Bot to 韦秀英: 🔔 手册更新 / 把帮扶手册更新到本月 / 已告诉莫小兰。 / 请尽快补办：仍然算，记为逾期完成。 / 📣 莫小兰 请您尽快办。 [✅ 我已完成] [📒 我的任务] [⏰ 明天再提醒]
        莫小兰: presses [📣 催一下]
        Bot toasts 莫小兰: 能联系上的，今天都催过了。其他人请打电话。
        -- 2026-03-17 22:00
        莫小兰: presses [📣 催一下]
        Bot edits for 莫小兰: ⏰ 手册更新：到3月13日18:00还有 3 人没完成（共 3 人） / 📣 催过 2 人，3月18日 / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 覃志强 / • 韦秀英 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        Bot toasts 莫小兰: 03-18 08:00 会催 2 人，现在不打扰。
        -- 2026-03-18 07:59 sweep
        -- 2026-03-18 08:00 sweep
        Bot edits for 覃志强: 🔔 下面有更新的提醒。
        Bot to 覃志强: 🔔 手册更新 / 把帮扶手册更新到本月 / 已告诉莫小兰。 / 请尽快补办：仍然算，记为逾期完成。 / 📣 莫小兰 请您尽快办。 [✅ 我已完成] [📒 我的任务] [⏰ 明天再提醒]
        Bot edits for 韦秀英: 🔔 下面有更新的提醒。
        Bot to 韦秀英: 🔔 手册更新 / 把帮扶手册更新到本月 / 已告诉莫小兰。 / 请尽快补办：仍然算，记为逾期完成。 / 📣 莫小兰 请您尽快办。 [✅ 我已完成] [📒 我的任务] [⏰ 明天再提醒]
        Bot to 黄丽萍: ⏰ 手册更新：到3月13日18:00还有 3 人没完成（共 3 人） / 📣 催过 2 人，3月18日 / 没人点「知道了」的话，3月20日08:00会告诉区扶贫办。 / • 覃志强 / • 韦秀英 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        """)


async def test_who_was_not_on_the_card_is_not_noted_with_the_others(stage: Stage) -> None:
    campaign = await overdue.give(stage)
    await campaigning.do(stage, campaign, "覃志强")
    await stage.play("""
        -- 2026-03-16 08:00 sweep
        Bot to 莫小兰: ⏰ 手册更新：到3月13日18:00还有 2 人没完成（共 3 人） / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 韦秀英 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        """)
    await campaigning.decide(stage, campaign, "覃志强", Mark.SENT_BACK)
    await stage.play("""
        莫小兰: presses [👁 知道了]
        Bot edits for 莫小兰: ⏰ 手册更新：到3月13日18:00还有 3 人没完成（共 3 人） / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 覃志强 / • 韦秀英 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        Bot toasts 莫小兰: 名单刚才有变化，请看一下再点。
        莫小兰: presses [👁 知道了]
        Bot edits for 莫小兰: ⏰ 手册更新：到3月13日18:00还有 3 人没完成（共 3 人） / 👁 莫小兰 知道了，03-16 08:00 / • 覃志强 / • 韦秀英 / • 黎新来（还没登记，请打电话） [📣 催一下] [👤 一个一个看] [📞 要打电话：1]
        Bot toasts 莫小兰: 已记下，不再往上提醒，其他人也看得到。
        """)


async def test_what_was_done_meanwhile_is_said(stage: Stage) -> None:
    campaign = await overdue.give(stage)
    await stage.play("""
        -- 2026-03-16 08:00 sweep
        Bot to 莫小兰: ⏰ 手册更新：到3月13日18:00还有 3 人没完成（共 3 人） / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 覃志强 / • 韦秀英 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        莫小兰: presses [👤 一个一个看]
        Bot to 莫小兰: 👤 看哪一个？共 3 项 [覃志强 · 手册更新] [韦秀英 · 手册更新] [📵 黎新来 · 手册更新]
        莫小兰: presses [韦秀英 · 手册更新]
        Bot edits for 莫小兰: 👤 韦秀英 · 区教育局 · 关井村 / 手册更新，3月13日18:00 截止 [📣 催一下] [👁 知道了] [🗓 延期] [➖ 免办] [🙋 我来办] [‹ 返回]
        """)
    await campaigning.do(stage, campaign, "韦秀英")
    await stage.play("""
        莫小兰: presses [👁 知道了]
        Bot toasts 莫小兰: 韦秀英 刚才已经完成了。
        莫小兰: presses [📣 催一下]
        Bot toasts 莫小兰: 消息发不到 韦秀英，或已经完成。请打电话。
        莫小兰: presses [🙋 我来办]
        Bot toasts 莫小兰: 韦秀英 刚才已经完成了。
        -- 2026-03-16 08:06 sweep
        Bot edits for 莫小兰: ⏰ 手册更新：到3月13日18:00还有 2 人没完成（共 3 人） / 到期后补办：1 人 / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 覃志强 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        """)


async def test_taken_over_it_is_the_officers_own(stage: Stage) -> None:
    await overdue.give(stage)
    await stage.play("""
        -- 2026-03-16 08:00 sweep
        Bot to 莫小兰: ⏰ 手册更新：到3月13日18:00还有 3 人没完成（共 3 人） / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 覃志强 / • 韦秀英 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        莫小兰: presses [👤 一个一个看]
        Bot to 莫小兰: 👤 看哪一个？共 3 项 [覃志强 · 手册更新] [韦秀英 · 手册更新] [📵 黎新来 · 手册更新]
        莫小兰: presses [韦秀英 · 手册更新]
        Bot edits for 莫小兰: 👤 韦秀英 · 区教育局 · 关井村 / 手册更新，3月13日18:00 截止 [📣 催一下] [👁 知道了] [🗓 延期] [➖ 免办] [🙋 我来办] [‹ 返回]
        莫小兰: presses [🙋 我来办]
        Bot edits for 莫小兰: 🙋 韦秀英 的手册更新由您接手了，在「📒 我的任务」里。 [📒 我的任务] [‹ 返回]
        Bot edits for 莫小兰: ⏰ 手册更新：到3月13日18:00还有 2 人没完成（共 2 人） / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 覃志强 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        Bot to 韦秀英: 🙋 莫小兰 接手了您的手册更新，您不用再办了。 [📒 我的任务]
        莫小兰: presses again on [🙋 我来办]
        Bot toasts 莫小兰: 您已接手这件事，在「📒 我的任务」里。
        莫小兰: 我的任务
        Bot to 莫小兰: 手册更新（代 韦秀英）（3月13日18:00 已到期） / 请尽快补办：仍然算，记为逾期完成。 [✅ 我已完成] [⋯ 更多]
        Bot to 莫小兰: ⏰ 手册更新：到3月13日18:00还有 2 人没完成（共 2 人） / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 覃志强 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        """)


async def test_households_are_taken_over_only_by_whoever_sees_them(stage: Stage) -> None:
    person = stage.roster.people["韦秀英"]
    given = [await overdue.give(stage, it) for it in (overdue.VISITS, overdue.WRITTEN)]
    stage.world.clock.move_to(campaigning.at("03-16T09:00"))
    do(stage, "陈丽华", "你好")
    await stage.settle()
    for campaign in given:
        card = await forged(stage, "陈丽华", f"rise:who:{campaign.number}:{person}")
        assert "我来办" not in card[0]
        over = await forged(stage, "陈丽华", f"rise:over:{campaign.number}:{person}:0")
        assert over[0].startswith("(toast) 韦秀英 的这件事您接不了")


async def test_visits_that_were_taken_over_are_done_by_checking_in(stage: Stage) -> None:
    await overdue.give(stage, overdue.VISITS)
    await stage.play("""
        -- 2026-03-16 08:00 sweep
        Bot to 莫小兰: ⏰ 走访一次：到3月13日18:00还有 2 户没走访（共 2 户） / 涉及 2 人（共 2 人） / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 覃志强：梁水生 / • 韦秀英：黄大明 [📣 催一下] [👁 知道了] [👤 一个一个看]
        莫小兰: presses [👤 一个一个看]
        Bot to 莫小兰: 👤 看哪一个？共 2 项 [覃志强 · 走访一次] [韦秀英 · 走访一次]
        莫小兰: presses [韦秀英 · 走访一次]
        Bot edits for 莫小兰: 👤 韦秀英 · 区教育局 · 关井村 / 走访一次，3月13日18:00 截止 / ⬜ 黄大明 [📣 催一下] [👁 知道了] [🗓 延期] [➖ 免办] [🙋 我来办] [‹ 返回]
        莫小兰: presses [🙋 我来办]
        Bot edits for 莫小兰: 🙋 韦秀英 的走访一次由您接手了，在「📒 我的任务」里。 [📒 我的任务] [‹ 返回]
        Bot to 韦秀英: 🙋 莫小兰 接手了您的走访一次，您不用再办了。 [📒 我的任务]
        Bot edits for 莫小兰: ⏰ 走访一次：到3月13日18:00还有 1 户没走访（共 1 户） / 涉及 1 人（共 1 人） / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 覃志强：梁水生 [📣 催一下] [👁 知道了] [👤 一个一个看]
        莫小兰: 我的任务
        Bot to 莫小兰: 走访一次（代 韦秀英）：已完成 0 户，共 1 户（3月13日18:00 已到期） / ⬜ 黄大明 / 到了户里，点「📍 签到」；下方没有的，在「☰ 更多」里。 [⋯ 更多]
        Bot to 莫小兰: ⏰ 走访一次：到3月13日18:00还有 1 户没走访（共 1 户） / 涉及 1 人（共 1 人） / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 覃志强：梁水生 [📣 催一下] [👁 知道了] [👤 一个一个看]
        莫小兰: 签到
        Bot to 莫小兰: 到了现场，点下方的「📍 签到」。还在路上？点 📎 → 位置，分享实时位置，走到了会自动签到。
        莫小兰: at 黄大明 + 20 m NE ±12
        Bot to 莫小兰: ✅ 已签到：黄大明，08:00 / 相距 20 米，精度 ±12 米 [📝 补充说明] [📅 我的签到]
        莫小兰: 我的任务
        Bot to 莫小兰: ⏰ 走访一次：到3月13日18:00还有 1 户没走访（共 1 户） / 涉及 1 人（共 1 人） / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 覃志强：梁水生 [📣 催一下] [👁 知道了] [👤 一个一个看]
        """)


async def test_of_what_was_taken_over_nobody_else_calls(stage: Stage) -> None:
    campaign = await overdue.give(stage)
    holder, person = stage.roster.people["陆海燕"], stage.roster.people["黎新来"]
    await campaigning.decide(stage, campaign, "黎新来", Mark.TAKEN_OVER, by="陆海燕")
    async with stage.app.database.write() as db:
        await people.set_state(db, holder, Account.SUSPENDED)
    card = (await campaigning.told(stage, "03-16T08:00"))["莫小兰"]
    assert "• 黎新来（已由他人接手，账号已停用） [📣 催一下] [👁 知道了] [👤 一个一个看]" in card
    assert "要打电话" not in card
    shown = await forged(stage, "莫小兰", f"rise:who:{campaign.number}:{person}")
    assert "[🙋 我来办]" in shown[0]


async def test_nothing_is_asked_where_nothing_is_open(stage: Stage) -> None:
    campaign = await overdue.give(stage)
    await campaigning.told(stage, "03-16T08:00")
    for name in ("覃志强", "韦秀英", "黎新来"):
        await campaigning.do(stage, campaign, name)
    await stage.play("""
        莫小兰: presses [📣 催一下]
        Bot edits for 莫小兰: ✅ 现在没有到期没完成的了。
        Bot toasts 莫小兰: ✅ 现在没有到期没完成的了。
        """)


async def test_a_deputy_who_reads_no_rises_leaves_them_to_whoever_is_away(stage: Stage) -> None:
    desk = Duty(role=Role.ORGANISATION_DEPARTMENT, area_code=cast.DISTRICT)
    officer, deputy = stage.roster.people["周启明"], stage.roster.people["陆海燕"]
    away = Absence(
        person_id=officer,
        deputy_id=deputy,
        set_by=officer,
        since_on=date(2026, 3, 9),
        until_on=date(2026, 3, 27),
    )
    async with stage.app.database.write() as db:
        await people.set_duties(db, deputy, [desk])
        await absences.add(db, away, stage.app.clock())
    await overdue.give(stage)
    for day in ("03-16T08:00", "03-18T08:00"):
        await campaigning.told(stage, day)
    told = await campaigning.told(stage, "03-20T08:00")
    assert "还有 3 人没完成" in told["周启明"]


async def test_nobody_else_looks_at_it(stage: Stage) -> None:
    campaign = await overdue.give(stage)
    for name in (*NOT_YOURS, "周启明"):
        do(stage, name, "你好")
    await stage.settle()
    person = stage.roster.people["韦秀英"]
    for verb in ("who", "ask", "note", "over", "extend", "excuse", "decline"):
        data = f"rise:{verb}:{campaign.number}:{person}:0"
        for name in NOT_YOURS:
            assert await forged(stage, name, data) == [
                "(toast) 这个按钮不归您的身份使用，或已经失效。"
            ]
        nobody = f"rise:{verb}:{campaign.number}:7:0", f"rise:{verb}:99:{person}:0", f"rise:{verb}"
        for wrong in nobody:
            assert await forged(stage, "周启明", wrong) == ["(toast) 这件不在您的辖区。"]


async def test_a_task_that_is_over_leaves_the_card(stage: Stage) -> None:
    campaign = await overdue.give(stage)
    await stage.play("""
        -- 2026-03-16 08:00 sweep
        Bot to 莫小兰: ⏰ 手册更新：到3月13日18:00还有 3 人没完成（共 3 人） / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 覃志强 / • 韦秀英 / • 黎新来（还没登记，请打电话） [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        莫小兰: presses [👤 一个一个看]
        Bot to 莫小兰: 👤 看哪一个？共 3 项 [覃志强 · 手册更新] [韦秀英 · 手册更新] [📵 黎新来 · 手册更新]
        莫小兰: presses [韦秀英 · 手册更新]
        Bot edits for 莫小兰: 👤 韦秀英 · 区教育局 · 关井村 / 手册更新，3月13日18:00 截止 [📣 催一下] [👁 知道了] [🗓 延期] [➖ 免办] [🙋 我来办] [‹ 返回]
        """)
    async with stage.app.database.write() as db:
        held = await campaigns.by_number(db, campaign.number)
        assert held is not None
        over = replace(held, state=State.CANCELLED, version=held.version + 1, next_at=None)
        assert await campaigns.change(db, over)
    await stage.play("""
        莫小兰: presses [👁 知道了]
        Bot toasts 莫小兰: 这项任务已经结束。现在要办的请看「📒 我的任务」。
        莫小兰: presses [‹ 返回]
        Bot edits for 莫小兰: ✅ 现在没有到期没完成的了。
        -- 2026-03-16 08:06 sweep
        Bot edits for 莫小兰: ✅ 现在没有到期没完成的了。
        """)
