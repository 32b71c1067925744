"""Plays about the queue of an office."""

from domain.absences import Absence
from domain.calendar import local_day
from domain.ladders import Kind
from domain.people import Duty, Role
from storage import absences
from tests.kit import record
from tests.kit.cast import DISTRICT, OTHER_VILLAGE, VILLAGE
from tests.kit.raised import raised
from tests.kit.stage import Stage


async def test_nothing_waits_at_first(stage: Stage) -> None:
    await stage.play("""
        黄丽萍: 待办
        Bot to 黄丽萍: 待办 · 0 件 / 没有待办，都处理好了。
        莫小兰: /queue
        Bot to 莫小兰: 待办 · 0 件 / 没有待办，都处理好了。
        """)


async def test_a_long_queue_has_pages_and_begins_with_what_is_urgent(stage: Stage) -> None:
    for number in range(9):
        await raised(stage, is_urgent=number == 8)
    await stage.play("""
        莫小兰: 待办
        Bot to 莫小兰: 待办 · 9 件 / 🔴 #9 黄大明 · 饮水 · 🟡 等扶贫信息员接手 / #1 黄大明 · 饮水 · 🟡 等扶贫信息员接手 / #2 黄大明 · 饮水 · 🟡 等扶贫信息员接手 / #3 黄大明 · 饮水 · 🟡 等扶贫信息员接手 / #4 黄大明 · 饮水 · 🟡 等扶贫信息员接手 / #5 黄大明 · 饮水 · 🟡 等扶贫信息员接手 / #6 黄大明 · 饮水 · 🟡 等扶贫信息员接手 / #7 黄大明 · 饮水 · 🟡 等扶贫信息员接手 [#9] [#1] [#2] [#3] [#4] [#5] [#6] [#7] [更多 ›] [▸ 全部 9] [新的 9] [🔎 筛选]
        莫小兰: presses [更多 ›]
        Bot edits for 莫小兰: 待办 · 9 件 / #8 黄大明 · 饮水 · 🟡 等扶贫信息员接手 [#8] [‹ 前一页] [▸ 全部 9] [新的 9] [🔎 筛选]
        Bot toasts 莫小兰: 第 2 页
        莫小兰: presses [‹ 前一页]
        Bot edits for 莫小兰: 待办 · 9 件 / 🔴 #9 黄大明 · 饮水 · 🟡 等扶贫信息员接手 / #1 黄大明 · 饮水 · 🟡 等扶贫信息员接手 / #2 黄大明 · 饮水 · 🟡 等扶贫信息员接手 / #3 黄大明 · 饮水 · 🟡 等扶贫信息员接手 / #4 黄大明 · 饮水 · 🟡 等扶贫信息员接手 / #5 黄大明 · 饮水 · 🟡 等扶贫信息员接手 / #6 黄大明 · 饮水 · 🟡 等扶贫信息员接手 / #7 黄大明 · 饮水 · 🟡 等扶贫信息员接手 [#9] [#1] [#2] [#3] [#4] [#5] [#6] [#7] [更多 ›] [▸ 全部 9] [新的 9] [🔎 筛选]
        """)


async def test_tabs_show_what_is_new_mine_and_waits(stage: Stage) -> None:
    await raised(stage)
    await raised(stage)
    await stage.play("""
        莫小兰: presses [🙋 我来处理]
        Bot toasts 莫小兰: 好，由您处理，已告诉提出人。
        Bot to 韦秀英: 🙋 需求 #2（黄大明，饮水）：扶贫信息员 莫小兰 在处理了，有进展就告诉您。 [📄 看经过]
        Bot edits for 莫小兰: 需求 #2 · 饮水 / 黄大明，关井村 / 03-02 09:00 韦秀英 提出：水管裂了三天,家里没水 / 03-02 09:00 莫小兰 接手 / ⏱ 到3月5日（周四）09:00，还剩3天 / 🟢 扶贫信息员 莫小兰 在处理（03-02 09:00 起） / 👉 下一步：莫小兰 解决、答复或上报 [✅ 已解决] [⬆ 报镇扶贫站] [📣 还在办] [⋯ 更多]
        莫小兰: 待办
        Bot to 莫小兰: 待办 · 2 件 / #1 黄大明 · 饮水 · 🟡 等扶贫信息员接手 / #2 黄大明 · 饮水 · 🟢 扶贫信息员 莫小兰 在处理 [#1] [#2] [▸ 全部 2] [新的 1] [我的 1] [🔎 筛选]
        莫小兰: presses [我的 1]
        Bot edits for 莫小兰: 待办 · 我的 · 1 件 / #2 黄大明 · 饮水 · 🟢 扶贫信息员 莫小兰 在处理 [#2] [全部 2] [新的 1] [▸ 我的 1] [🔎 筛选]
        莫小兰: presses [新的 1]
        Bot edits for 莫小兰: 待办 · 新的 · 1 件 / #1 黄大明 · 饮水 · 🟡 等扶贫信息员接手 [#1] [全部 2] [▸ 新的 1] [我的 1] [🔎 筛选]
        莫小兰: presses [▸ 新的 1]
        """)


async def test_a_queue_is_narrowed_by_kind_and_place(stage: Stage) -> None:
    await raised(stage)
    await raised(stage, Kind.QUESTION)
    await stage.play("""
        陆海燕: 待办
        Bot to 陆海燕: 待办 · 2 件 / #2 关井村 · 提问：政策、补贴 · 🟡 等扶贫信息员接手 / #1 黄大明 · 饮水 · 🟡 等扶贫信息员接手 [#2] [#1] [▸ 全部 2] [新的 2] [🔎 筛选]
        陆海燕: presses [🔎 筛选]
        Bot edits for 陆海燕: 想看哪些？ [▸ 全部种类] [需求] [提问] [📍 曲湾村] [📍 关井村] [‹ 返回]
        陆海燕: presses [提问]
        Bot edits for 陆海燕: 待办 · 1 件 / 提问 / #2 关井村 · 提问：政策、补贴 · 🟡 等扶贫信息员接手 [#2] [▸ 全部 1] [新的 1] [🔎 筛选]
        陆海燕: presses [🔎 筛选]
        Bot edits for 陆海燕: 想看哪些？ [全部种类] [需求] [▸ 提问] [📍 曲湾村] [📍 关井村] [‹ 返回]
        陆海燕: presses [📍 曲湾村]
        Bot edits for 陆海燕: 待办 · 0 件 / 提问 · 📍 曲湾村 / 没有待办，都处理好了。 [🔎 筛选]
        陆海燕: presses [🔎 筛选]
        Bot edits for 陆海燕: 想看哪些？ [全部种类] [需求] [▸ 提问] [📍 全部地方] [‹ 返回]
        陆海燕: presses [📍 全部地方]
        Bot edits for 陆海燕: 待办 · 1 件 / 提问 / #2 关井村 · 提问：政策、补贴 · 🟡 等扶贫信息员接手 [#2] [▸ 全部 1] [新的 1] [🔎 筛选]
        """)


async def test_of_two_offices_the_place_is_chosen_first(stage: Stage) -> None:
    duties = [Duty(role=Role.INFORMATION_OFFICER, area_code=it) for it in (VILLAGE, OTHER_VILLAGE)]
    duties.append(Duty(role=Role.ORGANISATION_DEPARTMENT, area_code=DISTRICT))
    await record.works_as(stage, "莫小兰", *duties)
    await raised(stage)
    await stage.play("""
        莫小兰: 待办
        Bot to 莫小兰: 待办 · 1 件 / #1 黄大明 · 饮水 · 🟡 等扶贫信息员接手 [#1] [▸ 全部 1] [新的 1] [🔎 筛选]
        莫小兰: presses [🔎 筛选]
        Bot edits for 莫小兰: 想看哪些？ [▸ 全部种类] [需求] [提问] [建议] [📍 关井村] [📍 曲湾村] [📍 银海区] [‹ 返回]
        """)


async def test_who_stands_in_sees_and_does_what_the_absent_one_would(stage: Stage) -> None:
    now = stage.app.clock()
    away = Absence(
        person_id=stage.roster.people["莫小兰"],
        deputy_id=stage.roster.people["黄丽萍"],
        since_on=local_day(now),
        until_on=local_day(now),
        set_by=stage.roster.people["莫小兰"],
    )
    async with stage.app.database.write() as db:
        await absences.add(db, away, now)
    await raised(stage)
    await stage.play("""
        黄丽萍: 待办
        Bot to 黄丽萍: 待办 · 1 件 / 🤝 同时代 莫小兰 办理 / #1 黄大明 · 饮水 · 🟡 等扶贫信息员接手 [#1] [▸ 全部 1] [新的 1] [🔎 筛选]
        黄丽萍: presses [#1]
        Bot to 黄丽萍: 需求 #1 · 饮水 / 黄大明，关井村 / 03-02 09:00 韦秀英 提出：水管裂了三天,家里没水 / ⏱ 到3月5日（周四）09:00，还剩3天 / 🟡 等扶贫信息员接手 [🙋 我来处理] [👥 转给]
        黄丽萍: presses [🙋 我来处理]
        Bot toasts 黄丽萍: 好，由您处理，已告诉提出人。
        Bot to 韦秀英: 🙋 需求 #1（黄大明，饮水）：扶贫信息员 黄丽萍 在处理了，有进展就告诉您。 [📄 看经过]
        Bot edits for 黄丽萍: 需求 #1 · 饮水 / 黄大明，关井村 / 03-02 09:00 韦秀英 提出：水管裂了三天,家里没水 / 03-02 09:00 黄丽萍 接手 / ⏱ 到3月5日（周四）09:00，还剩3天 / 🟢 扶贫信息员 黄丽萍 在处理（03-02 09:00 起） / 👉 下一步：黄丽萍 解决、答复或上报 [✅ 已解决] [⬆ 报镇扶贫站] [📣 还在办] [⋯ 更多]
        黄丽萍: presses [✅ 已解决]
        Bot to 黄丽萍: 怎么解决的？写下来或发语音，提出人会看到。 [✖ 取消]
        黄丽萍: 水管接好了
        Bot to 黄丽萍: ✅ #1（黄大明，饮水）已办结，已告诉提出人。
        Bot to 韦秀英: ✅ 需求 #1（黄大明，饮水）解决了。 / 扶贫信息员 黄丽萍：水管接好了 [✅ 解决了] [🔁 还没解决] [📄 看经过]
        Bot edits for 黄丽萍: 需求 #1 · 饮水 / 黄大明，关井村 / 03-02 09:00 韦秀英 提出：水管裂了三天,家里没水 / 03-02 09:00 黄丽萍 接手 / 03-02 09:00 黄丽萍 解决：水管接好了 / ✅ 已解决 / 👉 下一步：提出人确认解决没有
        """)
