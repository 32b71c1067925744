"""Plays about people whom letters do not reach: nobody is silently skipped, an officer calls."""

from dataclasses import replace

from sqlalchemy import select

from domain.areas import Level
from domain.campaigns import Rise
from domain.people import State
from storage import people
from storage.tables import AuditRow
from tests.kit import overdue
from tests.kit.actions import do
from tests.kit.forged import forged
from tests.kit.stage import Stage

REMINDED = replace(overdue.HANDBOOKS, days_before=(3,))


async def test_who_could_not_be_reminded_is_called_before_it_is_due(stage: Stage) -> None:
    await overdue.give(stage, REMINDED)
    stage.world.block_bot(stage.users["韦秀英"])
    await stage.settle()
    await stage.play("""
        -- 2026-03-10 08:00 sweep
        Bot to 莫小兰: 📞 有人收不到提醒，请您打电话：韦秀英、黎新来 [📞 要打电话的]
        Bot to 莫小兰: 📵 联系不上 韦秀英（13900000001）：对方停用了机器人。请打电话。
        Bot to 覃志强: 🔔 手册更新 / 把帮扶手册更新到本月 / 如3月13日18:00前未完成，将提醒扶贫信息员。 [✅ 我已完成] [📒 我的任务] [⏰ 明天再提醒]
        莫小兰: presses [📞 要打电话的]
        Bot to 莫小兰: 📞 要打电话的：2 人 / 机器人的消息发不到。 [韦秀英 · 手册更新] [黎新来 · 手册更新]
        莫小兰: presses [黎新来 · 手册更新]
        Bot edits for 莫小兰: 📞 黎新来 · 关井村 / 还没登记 · 139****0007 / ⬜ 手册更新，3月13日18:00 截止 / 请对方打开机器人，发送自己的号码登记。 [👁 看号码 30 秒] [☎ 已打过电话] [👤 手册更新] [‹ 返回]
        莫小兰: presses [👁 看号码 30 秒]
        Bot toasts 莫小兰: 显示 30 秒，之后自动隐藏。
        Bot edits for 莫小兰: 📞 黎新来 · 关井村 / 还没登记 · 13900000007 / ⬜ 手册更新，3月13日18:00 截止 / 请对方打开机器人，发送自己的号码登记。 [🙈 隐藏] [☎ 已打过电话] [👤 手册更新] [‹ 返回]
        莫小兰: presses [☎ 已打过电话]
        Bot edits for 莫小兰: 📞 黎新来 · 关井村 / 还没登记 · 139****0007 / ⬜ 手册更新，3月13日18:00 截止 / 请对方打开机器人，发送自己的号码登记。 / ☎ 莫小兰 打过电话，03-10 08:00 [👁 看号码 30 秒] [☎ 已打过电话] [👤 手册更新] [‹ 返回]
        Bot toasts 莫小兰: 已记下，其他人也看得到。
        莫小兰: presses [☎ 已打过电话]
        Bot toasts 莫小兰: 您今天已经记过了。
        莫小兰: presses [‹ 返回]
        Bot edits for 莫小兰: 📞 要打电话的：2 人 / 机器人的消息发不到。 [韦秀英 · 手册更新] [黎新来 · 手册更新]
        莫小兰: presses [韦秀英 · 手册更新]
        Bot edits for 莫小兰: 📞 韦秀英 · 区教育局 · 关井村 / 联系不上 · 139****0001 / ⬜ 手册更新，3月13日18:00 截止 / 请对方打开和机器人的对话，点「开始」。 [👁 看号码 30 秒] [☎ 已打过电话] [👤 手册更新] [‹ 返回]
        莫小兰: presses [👤 手册更新]
        Bot edits for 莫小兰: 👤 韦秀英 · 区教育局 · 关井村 / 手册更新，3月13日18:00 截止 / 📵 联系不上，请打电话 [👁 知道了] [🗓 延期] [➖ 免办] [🙋 我来办] [‹ 返回]
        莫小兰: 我的任务
        Bot to 莫小兰: 📞 有 2 人联系不上，任务还没办。 [📞 要打电话：2]
        """)
    async with stage.app.database.read() as db:
        looked = select(AuditRow.person_id).where(AuditRow.action == "person.phone.revealed")
        assert list(await db.scalars(looked)) == [stage.roster.people["莫小兰"]]


async def test_where_there_is_no_officer_the_administrator_calls(stage: Stage) -> None:
    async with stage.app.database.write() as db:
        for name in ("莫小兰", "陆海燕"):
            await people.set_duties(db, stage.roster.people[name], ())
    await overdue.give(stage, REMINDED)
    await stage.play("""
        -- 2026-03-10 08:00 sweep
        Bot to 陈丽华: 📞 有人收不到提醒，请您打电话：黎新来 [📞 要打电话的]
        Bot to 覃志强: 🔔 手册更新 / 把帮扶手册更新到本月 / 如3月13日18:00前未完成，将提醒扶贫信息员。 [✅ 我已完成] [📒 我的任务] [⏰ 明天再提醒]
        Bot to 韦秀英: 🔔 手册更新 / 把帮扶手册更新到本月 / 如3月13日18:00前未完成，将提醒扶贫信息员。 [✅ 我已完成] [📒 我的任务] [⏰ 明天再提醒]
        陈丽华: presses [📞 要打电话的]
        Bot to 陈丽华: 📞 要打电话的：1 人 / 机器人的消息发不到。 [黎新来 · 手册更新]
        """)


async def test_where_there_is_no_officer_the_town_calls_if_it_is_told_first(stage: Stage) -> None:
    async with stage.app.database.write() as db:
        for name in ("莫小兰", "陆海燕"):
            await people.set_duties(db, stage.roster.people[name], ())
    town_first = (Rise(level=Level.TOWN, days_after=1),)
    await overdue.give(stage, replace(REMINDED, rises=town_first))
    await stage.play("""
        -- 2026-03-10 08:00 sweep
        Bot to 黄丽萍: 📞 有人收不到提醒，请您打电话：黎新来 [📞 要打电话的]
        Bot to 覃志强: 🔔 手册更新 / 把帮扶手册更新到本月 / 如3月13日18:00前未完成，将提醒镇扶贫站。 [✅ 我已完成] [📒 我的任务] [⏰ 明天再提醒]
        Bot to 韦秀英: 🔔 手册更新 / 把帮扶手册更新到本月 / 如3月13日18:00前未完成，将提醒镇扶贫站。 [✅ 我已完成] [📒 我的任务] [⏰ 明天再提醒]
        黄丽萍: presses [📞 要打电话的]
        Bot to 黄丽萍: 📞 要打电话的：1 人 / 机器人的消息发不到。 [黎新来 · 手册更新]
        黄丽萍: presses [黎新来 · 手册更新]
        Bot edits for 黄丽萍: 📞 黎新来 · 关井村 / 还没登记 · 139****0007 / ⬜ 手册更新，3月13日18:00 截止 / 请对方打开机器人，发送自己的号码登记。 [👁 看号码 30 秒] [☎ 已打过电话] [👤 手册更新] [‹ 返回]
        黄丽萍: presses [☎ 已打过电话]
        Bot edits for 黄丽萍: 📞 黎新来 · 关井村 / 还没登记 · 139****0007 / ⬜ 手册更新，3月13日18:00 截止 / 请对方打开机器人，发送自己的号码登记。 / ☎ 黄丽萍 打过电话，03-10 08:00 [👁 看号码 30 秒] [☎ 已打过电话] [👤 手册更新] [‹ 返回]
        Bot toasts 黄丽萍: 已记下，其他人也看得到。
        黄丽萍: presses [👤 手册更新]
        Bot edits for 黄丽萍: 👤 黎新来 · 关井村 / 手册更新，3月13日18:00 截止 / 📵 还没登记，请打电话 / ✍ 03-10 08:00 黄丽萍打过电话 [👁 知道了] [🗓 延期] [➖ 免办] [🙋 我来办] [‹ 返回]
        """)


async def test_a_number_is_masked_again_after_half_a_minute_or_at_once(stage: Stage) -> None:
    await overdue.give(stage, REMINDED)
    await stage.play("""
        -- 2026-03-10 08:00 sweep
        Bot to 莫小兰: 📞 有人收不到提醒，请您打电话：黎新来 [📞 要打电话的]
        Bot to 覃志强: 🔔 手册更新 / 把帮扶手册更新到本月 / 如3月13日18:00前未完成，将提醒扶贫信息员。 [✅ 我已完成] [📒 我的任务] [⏰ 明天再提醒]
        Bot to 韦秀英: 🔔 手册更新 / 把帮扶手册更新到本月 / 如3月13日18:00前未完成，将提醒扶贫信息员。 [✅ 我已完成] [📒 我的任务] [⏰ 明天再提醒]
        莫小兰: presses [📞 要打电话的]
        Bot to 莫小兰: 📞 要打电话的：1 人 / 机器人的消息发不到。 [黎新来 · 手册更新]
        莫小兰: presses [黎新来 · 手册更新]
        Bot edits for 莫小兰: 📞 黎新来 · 关井村 / 还没登记 · 139****0007 / ⬜ 手册更新，3月13日18:00 截止 / 请对方打开机器人，发送自己的号码登记。 [👁 看号码 30 秒] [☎ 已打过电话] [👤 手册更新] [‹ 返回]
        莫小兰: presses [👁 看号码 30 秒]
        Bot toasts 莫小兰: 显示 30 秒，之后自动隐藏。
        Bot edits for 莫小兰: 📞 黎新来 · 关井村 / 还没登记 · 13900000007 / ⬜ 手册更新，3月13日18:00 截止 / 请对方打开机器人，发送自己的号码登记。 [🙈 隐藏] [☎ 已打过电话] [👤 手册更新] [‹ 返回]
        -- 2026-03-10 08:00:40
        Bot edits for 莫小兰: 📞 黎新来 · 关井村 / 还没登记 · 139****0007 / ⬜ 手册更新，3月13日18:00 截止 / 请对方打开机器人，发送自己的号码登记。 [👁 看号码 30 秒] [☎ 已打过电话] [👤 手册更新] [‹ 返回]
        莫小兰: presses [👁 看号码 30 秒]
        Bot toasts 莫小兰: 显示 30 秒，之后自动隐藏。
        Bot edits for 莫小兰: 📞 黎新来 · 关井村 / 还没登记 · 13900000007 / ⬜ 手册更新，3月13日18:00 截止 / 请对方打开机器人，发送自己的号码登记。 [🙈 隐藏] [☎ 已打过电话] [👤 手册更新] [‹ 返回]
        莫小兰: presses [🙈 隐藏]
        Bot edits for 莫小兰: 📞 黎新来 · 关井村 / 还没登记 · 139****0007 / ⬜ 手册更新，3月13日18:00 截止 / 请对方打开机器人，发送自己的号码登记。 [👁 看号码 30 秒] [☎ 已打过电话] [👤 手册更新] [‹ 返回]
        -- 2026-03-10 08:02
        """)


async def test_whoever_registers_leaves_the_list(stage: Stage) -> None:
    await overdue.give(stage, REMINDED)
    await stage.play("""
        -- 2026-03-10 08:00 sweep
        Bot to 莫小兰: 📞 有人收不到提醒，请您打电话：黎新来 [📞 要打电话的]
        Bot to 覃志强: 🔔 手册更新 / 把帮扶手册更新到本月 / 如3月13日18:00前未完成，将提醒扶贫信息员。 [✅ 我已完成] [📒 我的任务] [⏰ 明天再提醒]
        Bot to 韦秀英: 🔔 手册更新 / 把帮扶手册更新到本月 / 如3月13日18:00前未完成，将提醒扶贫信息员。 [✅ 我已完成] [📒 我的任务] [⏰ 明天再提醒]
        莫小兰: presses [📞 要打电话的]
        Bot to 莫小兰: 📞 要打电话的：1 人 / 机器人的消息发不到。 [黎新来 · 手册更新]
        莫小兰: presses [黎新来 · 手册更新]
        Bot edits for 莫小兰: 📞 黎新来 · 关井村 / 还没登记 · 139****0007 / ⬜ 手册更新，3月13日18:00 截止 / 请对方打开机器人，发送自己的号码登记。 [👁 看号码 30 秒] [☎ 已打过电话] [👤 手册更新] [‹ 返回]
        """)
    number, user = stage.roster.people["黎新来"], stage.users["黎新来"]
    async with stage.app.database.write() as db:
        await people.bind(db, number, user, stage.app.clock(), None)
    await stage.play("""
        莫小兰: presses [👁 看号码 30 秒]
        Bot toasts 莫小兰: 这个人已不在您要打电话的名单里。
        莫小兰: presses [‹ 返回]
        Bot edits for 莫小兰: 📞 现在没有要打电话的。
        """)


async def test_a_closed_account_with_households_is_on_the_list(stage: Stage) -> None:
    await overdue.give(stage, overdue.VISITS)
    async with stage.app.database.write() as db:
        await people.set_state(db, stage.roster.people["覃志强"], State.SUSPENDED)
    await stage.play("""
        -- 2026-03-16 08:00 sweep
        Bot to 莫小兰: ⏰ 走访一次：到3月13日18:00还有 2 户没走访（共 2 户） / 涉及 2 人（共 2 人） / 没人点「知道了」的话，3月18日08:00会告诉镇扶贫站。 / • 覃志强（账号已停用，请打电话）：梁水生 / • 韦秀英：黄大明 [📣 催一下] [👁 知道了] [👤 一个一个看] [📞 要打电话：1]
        莫小兰: presses [📞 要打电话：1]
        Bot to 莫小兰: 📞 要打电话的：1 人 / 机器人的消息发不到。 [覃志强 · 走访一次]
        莫小兰: presses [覃志强 · 走访一次]
        Bot edits for 莫小兰: 📞 覃志强 · 关井村 / 账号已停用 · 139****0002 / ⬜ 走访一次，3月13日18:00 截止 / 账号已停用：这件事由谁来办？ [👁 看号码 30 秒] [☎ 已打过电话] [👤 走访一次] [‹ 返回]
        """)


async def test_the_list_is_the_nearest_officers_alone(stage: Stage) -> None:
    await overdue.give(stage, REMINDED)
    person = stage.roster.people["黎新来"]
    await stage.play("""
        -- 2026-03-10 08:00 sweep
        Bot to 莫小兰: 📞 有人收不到提醒，请您打电话：黎新来 [📞 要打电话的]
        Bot to 覃志强: 🔔 手册更新 / 把帮扶手册更新到本月 / 如3月13日18:00前未完成，将提醒扶贫信息员。 [✅ 我已完成] [📒 我的任务] [⏰ 明天再提醒]
        Bot to 韦秀英: 🔔 手册更新 / 把帮扶手册更新到本月 / 如3月13日18:00前未完成，将提醒扶贫信息员。 [✅ 我已完成] [📒 我的任务] [⏰ 明天再提醒]
        """)
    for name in ("韦秀英", "陆海燕", "黄丽萍"):
        do(stage, name, "你好")
    await stage.settle()
    for verb in ("who", "phone", "called", "hide"):
        data = f"call:{verb}:{person}"
        for officer in ("陆海燕", "黄丽萍"):
            assert await forged(stage, officer, data) == [
                "(toast) 这个人已不在您要打电话的名单里。"
            ]
        assert await forged(stage, "韦秀英", data) == [
            "(toast) 这个按钮不归您的身份使用，或已经失效。"
        ]
    assert await forged(stage, "陆海燕", "call:list:0") == ["📞 现在没有要打电话的。"]
