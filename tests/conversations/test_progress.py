"""Plays about the progress of tasks: each number opens the people behind it, in one's own area."""

from datetime import UTC, datetime
from typing import Any

from domain.campaigns import Audience, Criterion, Mark
from domain.people import Duty, Role
from storage import people
from tests.conversations.test_exports import sheet_of
from tests.kit.cast import DISTRICT, OTHER_VILLAGE, TOWN
from tests.kit.forged import forged
from tests.kit.record import act
from tests.kit.stage import Stage
from tests.kit.tasks import begun, marked

TAKES = "[🖼 会议图] [📄 表格] [🧾 提醒记录]"
SHARES = f"[全部 3] [未到期 2] [按时完成 1] {TAKES} [📣 催一下（2 人）]"
TOWN_CARD = f"📊 #1 交补贴数据 · 银滩镇 / 3月6日18:00截止 / 合计：完成 1/3 人，未完成 2 / • 关井村：完成 1/3 人，未完成 2 [关井村 1/3] {SHARES} [按单位看]"
UNITS = "• 未填：完成 0/2 人，未完成 2 / • 区教育局：完成 1/1 人 [未填 0/2] [区教育局 1/1]"
LIST = "📊 任务进度 / • #1 交补贴数据，3月6日18:00截止 [#1 交补贴数据]"


async def one_done(stage: Stage, **changes: Any) -> int:
    """A task of three helpers, one of whom has done it."""
    number = await begun(stage, **changes)
    await marked(stage, number, "韦秀英", Mark.CONFIRMED)
    return number


async def give(stage: Stage, name: str, *duties: Duty) -> None:
    """Give somebody other duties."""
    async with stage.app.database.write() as db:
        await people.set_duties(db, stage.roster.people[name], duties)


async def test_each_number_opens_the_people_behind_it(stage: Stage) -> None:
    await one_done(stage)
    await stage.play(f"""
        黄丽萍: 任务进度
        Bot to 黄丽萍: {LIST}
        黄丽萍: presses [#1 交补贴数据]
        Bot to 黄丽萍: {TOWN_CARD}
        黄丽萍: presses [关井村 1/3]
        Bot edits for 黄丽萍: 📊 #1 交补贴数据 · 关井村 / 3月6日18:00截止 / 合计：完成 1/3 人，未完成 2 / {UNITS} {SHARES} [‹ 返回]
        黄丽萍: presses [未填 0/2]
        Bot edits for 黄丽萍: 📊 #1 交补贴数据 · 关井村 · 未填 / 3月6日18:00截止 / 合计：完成 0/2 人，未完成 2 [全部 2] [未到期 2] {TAKES} [📣 催一下（2 人）] [‹ 返回]
        黄丽萍: presses [未到期 2]
        Bot edits for 黄丽萍: #1 交补贴数据 · 关井村 · 未填 · 未到期 2 / ⬜ 覃志强 / ⬜ 黎新来 · 还没绑定 [覃志强] [黎新来] [‹ 返回]
        Bot toasts 黄丽萍: 第 1 页，共 1 页
        黄丽萍: presses [黎新来]
        Bot to 黄丽萍: ⬜ 黎新来 · 关井村 / #1 交补贴数据 / 还没完成，3月6日18:00截止 · 还没绑定 [📣 催一下] [🗓 延期、免办] [🧾 提醒记录]
        """)


async def test_back_leads_the_same_way_and_units_are_counted_too(stage: Stage) -> None:
    await one_done(stage)
    await act(stage, "黄丽萍", "任务进度", "presses [#1 交补贴数据]", "presses [关井村 1/3]")
    await stage.play(f"""
        黄丽萍: presses [‹ 返回]
        Bot edits for 黄丽萍: {TOWN_CARD}
        黄丽萍: presses [按单位看]
        Bot edits for 黄丽萍: 📊 #1 交补贴数据 · 银滩镇 / 3月6日18:00截止 / 合计：完成 1/3 人，未完成 2 / {UNITS} {SHARES} [按地方看]
        黄丽萍: presses [区教育局 1/1]
        Bot edits for 黄丽萍: 📊 #1 交补贴数据 · 银滩镇 · 区教育局 / 3月6日18:00截止 / 合计：完成 1/1 人 / • 关井村：完成 1/1 人 [关井村 1/1] [全部 1] [按时完成 1] {TAKES} [‹ 返回]
        黄丽萍: presses [‹ 返回]
        Bot edits for 黄丽萍: 📊 #1 交补贴数据 · 银滩镇 / 3月6日18:00截止 / 合计：完成 1/3 人，未完成 2 / {UNITS} {SHARES} [按地方看]
        """)


async def test_after_the_due_date_they_are_overdue_and_the_excused_are_not_asked(
    stage: Stage,
) -> None:
    number = await one_done(stage, next_at=None)
    await marked(stage, number, "黎新来", Mark.EXCUSED)
    await stage.play("-- 2026-03-09 07:00")
    await stage.play(f"""
        莫小兰: 任务进度
        Bot to 莫小兰: 📊 任务进度 / 🔴 #1 交补贴数据，3月6日18:00截止 [#1 交补贴数据]
        莫小兰: presses [#1 交补贴数据]
        Bot to 莫小兰: 📊 #1 交补贴数据 · 关井村 / 3月6日18:00截止 / 合计：完成 1/2 人，未完成 1（逾期 1），免办 1 / • 未填：完成 0/1 人，未完成 1（逾期 1），免办 1 / • 区教育局：完成 1/1 人 [未填 0/1] [区教育局 1/1] [全部 3] [逾期 1] [按时完成 1] [免办 1] {TAKES} [📣 催一下（1 人）]
        """)


async def test_behind_a_person_are_the_households_one_may_see(stage: Stage) -> None:
    await begun(stage, criterion=Criterion.HANDBOOK)
    person = "韦秀英 · 区教育局 · 关井村 / #1 交补贴数据 / 还没完成，3月6日18:00截止 / 1 户中已完成 0 户"
    await act(stage, "莫小兰", "任务进度", "presses [#1 交补贴数据]", "presses [未到期 2]")
    await stage.play(f"""
        莫小兰: presses [韦秀英]
        Bot to 莫小兰: ⬜ {person} / ⬜ 黄大明 [📣 催一下] [🗓 延期、免办] [🧾 提醒记录]
        """)
    manager = Duty(role=Role.UNIT_MANAGER)
    async with stage.app.database.write() as db:
        await people.rename(db, stage.roster.people["莫小兰"], "莫小兰", "区教育局")
    await give(stage, "莫小兰", manager)
    await stage.play(f"""
        莫小兰: presses [韦秀英]
        Bot to 莫小兰: ⬜ {person} [📣 催一下] [🗓 延期、免办] [🧾 提醒记录]
        """)


async def test_a_manager_sees_his_unit_and_a_reader_asks_nobody(stage: Stage) -> None:
    await one_done(stage)
    async with stage.app.database.write() as db:
        await people.rename(db, stage.roster.people["梁建国"], "梁建国", "区教育局")
    await give(stage, "梁建国", Duty(role=Role.UNIT_MANAGER))
    await give(stage, "陆海燕", Duty(role=Role.SECRETARY, area_code=TOWN))
    await act(stage, "梁建国", "任务进度")
    await act(stage, "陆海燕", "任务进度")
    await stage.play(f"""
        梁建国: presses [#1 交补贴数据]
        Bot to 梁建国: 📊 #1 交补贴数据 · 全部地方 / 3月6日18:00截止 / 合计：完成 1/1 人 / • 银滩镇：完成 1/1 人 [银滩镇 1/1] [全部 1] [按时完成 1] {TAKES} [按单位看]
        陆海燕: presses [#1 交补贴数据]
        Bot to 陆海燕: {TOWN_CARD.replace(" [📣 催一下（2 人）]", "")}
        韦秀英: 任务进度
        Bot to 韦秀英: 这项不归您的身份使用。您能用的在下方按键里。
        """)


async def test_somebody_elses_area_holds_nobody_however_the_button_came(stage: Stage) -> None:
    number = await one_done(stage)
    await act(stage, "莫小兰", "任务进度")
    await give(stage, "莫小兰", Duty(role=Role.INFORMATION_OFFICER, area_code=OTHER_VILLAGE))
    [words] = await forged(stage, "莫小兰", f"progress:show:{number}")
    assert words == "(toast) 您的辖区没有人要做这项任务。"
    [words] = await forged(stage, "莫小兰", f"progress:open:{number}:{TOWN}:0:0:0:0")
    assert "合计：完成 0/0 人 " in words
    whose = stage.roster.people["韦秀英"]
    for data in (f"progress:person:{number}:{whose}", f"nudge:one:{number}:{whose}"):
        [words] = await forged(stage, "莫小兰", data)
        assert words == "(toast) 此人不在您的辖区，或已不在这项任务里。"
    [words] = await forged(stage, "莫小兰", f"trail:of:{number}:{whose}")
    assert words == "(toast) 此人不在您的辖区，或已不在这项任务里。"
    await stage.play("""
        莫小兰: 任务进度
        Bot to 莫小兰: 📊 任务进度 / 您的辖区现在没有进行中的任务。
        """)
    for made_up in ("open:9", "list", "sheet:1:2", "picture:1:2:3:9:9:9"):
        [words] = await forged(stage, "莫小兰", f"progress:{made_up}")
        assert words == "(toast) 这个按钮已经失效，请重新打开“📊 任务进度”。"
    [words] = await forged(stage, "莫小兰", "progress:show:99")
    assert words == "(toast) 这项任务不在您的辖区。"


async def test_a_directive_is_read_level_by_level(stage: Stage) -> None:
    roles = frozenset({Role.INFORMATION_OFFICER, Role.TOWN_STATION, Role.RESIDENT})
    number = await begun(
        stage,
        title="防汛通知",
        criterion=Criterion.ACKNOWLEDGED,
        area_code=DISTRICT,
        audience=Audience(roles=roles),
    )
    await marked(stage, number, "莫小兰", Mark.CONFIRMED)
    await act(stage, "周启明", "任务进度")
    await stage.play(f"""
        周启明: presses [#1 防汛通知]
        Bot to 周启明: 📊 #1 防汛通知 · 银海区 / 3月6日18:00截止 / 合计：已读 1/4 人，未读 3 / 镇级：已读 0/2 人，未读 2 / 村级：已读 1/2 人，未读 1 / • 银滩镇：已读 1/4 人，未读 3 [银滩镇 1/4] [镇级] [村级] [全部 4] [未到期 3] [按时完成 1] {TAKES} [📣 催一下（3 人）] [按单位看]
        周启明: presses [村级]
        Bot edits for 周启明: 📊 #1 防汛通知 · 银海区 · 村级 / 3月6日18:00截止 / 合计：已读 1/2 人，未读 1 / • 银滩镇：已读 1/2 人，未读 1 [银滩镇 1/2] [全部 2] [未到期 1] [按时完成 1] {TAKES} [📣 催一下（1 人）] [‹ 返回] [按单位看]
        周启明: presses [未到期 1]
        Bot edits for 周启明: #1 防汛通知 · 银海区 · 村级 · 未到期 1 / ⬜ 梁建国 [梁建国] [‹ 返回]
        Bot toasts 周启明: 第 1 页，共 1 页
        """)


async def test_those_at_a_towns_own_office_are_opened_by_themselves(stage: Stage) -> None:
    roles = frozenset({Role.INFORMATION_OFFICER, Role.TOWN_STATION})
    audience = Audience(roles=roles)
    number = await begun(stage, title="填报表", area_code=DISTRICT, audience=audience)
    await marked(stage, number, "莫小兰", Mark.CONFIRMED)
    await act(stage, "黄丽萍", "任务进度")
    await stage.play(f"""
        黄丽萍: presses [#1 填报表]
        Bot to 黄丽萍: 📊 #1 填报表 · 银滩镇 / 3月6日18:00截止 / 合计：完成 1/3 人，未完成 2 / • 镇级：完成 0/2 人，未完成 2 / • 关井村：完成 1/1 人 [镇级 0/2] [关井村 1/1] [全部 3] [未到期 2] [按时完成 1] {TAKES} [📣 催一下（2 人）] [按单位看]
        黄丽萍: presses [镇级 0/2]
        Bot edits for 黄丽萍: 📊 #1 填报表 · 银滩镇 · 镇级 / 3月6日18:00截止 / 合计：完成 0/2 人，未完成 2 / • 镇级：完成 0/2 人，未完成 2 [全部 2] [未到期 2] {TAKES} [📣 催一下（2 人）] [‹ 返回] [按单位看]
        黄丽萍: presses [‹ 返回]
        Bot edits for 黄丽萍: 📊 #1 填报表 · 银滩镇 / 3月6日18:00截止 / 合计：完成 1/3 人，未完成 2 / • 镇级：完成 0/2 人，未完成 2 / • 关井村：完成 1/1 人 [镇级 0/2] [关井村 1/1] [全部 3] [未到期 2] [按时完成 1] {TAKES} [📣 催一下（2 人）] [按单位看]
        """)


async def test_it_is_taken_along_as_a_picture_and_a_sheet(stage: Stage) -> None:
    await one_done(stage)
    await act(
        stage, "黄丽萍", "任务进度", "presses [#1 交补贴数据]", "presses [📣 催一下（2 人）]"
    )
    stage.world.clock.move_to(datetime(2026, 3, 2, 1, 5, tzinfo=UTC))
    for _ in range(2):  # the second one notes that the first one's letters have come
        await stage.app.sweep()
        await stage.settle()
    await stage.play("""
        黄丽萍: presses [🖼 会议图]
        Bot toasts 黄丽萍: 正在制作，马上发给您。
        Bot to 黄丽萍: (photo)
        黄丽萍: presses [📄 表格]
        Bot toasts 黄丽萍: 正在制作，马上发给您。
        Bot to 黄丽萍: (document) #1 交补贴数据：任务进度
        """)
    rows = [[cell or "" for cell in row] for row in sheet_of(stage, "黄丽萍")]
    assert rows[0][:4] == ["姓名", "单位", "区域", "状态"]
    by_name = {row[0]: row for row in rows[1:]}
    assert by_name["韦秀英"][1:5] == ["区教育局", "关井村", "已完成", "2026-03-06 18:00"]
    assert by_name["覃志强"][3:8] == [
        "还没完成", "2026-03-06 18:00", "", "2026-03-02 09:05", "2026-03-02 09:05",
    ]  # fmt: skip
    assert by_name["黎新来"][6] == ""
    trail = [list(row) for row in sheet_of(stage, "黄丽萍", 1)]
    assert trail[1][:3] == ["覃志强", "催办", "2026-03-02 09:05"]


async def test_whoever_owes_it_and_reads_rises_stands_in_the_sheet_once(stage: Stage) -> None:
    roles = frozenset({Role.HELPER, Role.INFORMATION_OFFICER})
    await begun(stage, days_before=(), days_after=(), audience=Audience(roles=roles))
    for minute in (0, 5):
        stage.world.clock.move_to(datetime(2026, 3, 9, 0, minute, tzinfo=UTC))
        await stage.app.sweep()
        await stage.settle()
    await act(stage, "黄丽萍", "任务进度", "presses [#1 交补贴数据]", "presses [📄 表格]")
    risen = [str(row[0]) for row in sheet_of(stage, "黄丽萍", 1) if row[1] == "上报村级和单位"]
    assert sorted(risen) == ["莫小兰", "陆海燕"]
