"""Plays about the course of each kind of case, which an administrator changes."""

from dataclasses import replace
from datetime import datetime

import pytest

from domain.calendar import SHANGHAI
from domain.ladders import SHIPPED, Deed, Kind, Span
from domain.people import Duty, Role
from storage import case_steps, cases, ladders
from storage.cases import Entry
from tests.kit import record
from tests.kit.raising import raised
from tests.kit.stage import Stage

KINDS = "看哪一类的流程？流程定了由哪些单位办、各办多久、分哪些类别。 [需求] [返贫预警] [提问] [建议] [👥 设代办人]"
BUTTONS = "[⏱ 改时限] [🏢 改单位] [🏷 改类别] [🔢 改数值] [🕘 改动记录] [‹ 各类流程]"
QUESTION = "1. 扶贫信息员：2 小时内接手，1 天内办结，4 小时没动静就提醒，1 小时后再退回待办 / 2. 镇扶贫站：2 小时内接手，1 天内办结，4 小时没动静就提醒，1 小时后再退回待办 / 3. 区扶贫办：2 小时内接手，1 天内办结，4 小时没动静就提醒，1 小时后再退回待办"
TOPICS = "政策、补贴、农户档案、怎么用这个、其他"
CHANGE = "扶贫信息员，办结：3 天 → 1 天 4 小时"
NEXT_MORNING = datetime(2026, 3, 3, 9, 30, tzinfo=SHANGHAI)
WHEN = "从哪一天起？ [今天] [明天] [📅 日历] [‹ 上一步] [✖ 取消]"


async def standing(stage: Stage, number: int) -> Entry:
    async with stage.app.database.read() as db:
        entry = await cases.by_number(db, number)
    assert entry
    return entry


async def test_a_deadline_changes_from_today_and_what_is_open_keeps_its_course(
    stage: Stage,
) -> None:
    await raised(stage)
    await stage.play(f"""
        陈丽华: 流程
        Bot to 陈丽华: {KINDS}
        陈丽华: presses [提问]
        Bot edits for 陈丽华: 🪜 提问的流程 / {QUESTION} / 类别：{TOPICS} / 办结后几天内可重提：30 {BUTTONS}
        陈丽华: presses [‹ 各类流程]
        Bot edits for 陈丽华: {KINDS}
        """)
    await record.act(stage, "陈丽华", "presses [需求]")
    await stage.play(f"""
        陈丽华: presses [⏱ 改时限]
        Bot to 陈丽华: 时限：需求 · 第 1 步，共 5 步 / 哪个单位？ [扶贫信息员] [镇扶贫站] [区扶贫办] [✖ 取消]
        陈丽华: presses [扶贫信息员]
        Bot edits for 陈丽华: 时限：需求 · 第 2 步，共 5 步 / 改哪个时限？按钮上是现在的。 [1 天内接手] [3 天内办结] [2 天内要告诉提出人一次] [4 小时没动静就提醒] [1 小时后再退回待办] [‹ 上一步] [✖ 取消]
        陈丽华: presses [3 天内办结]
        Bot edits for 陈丽华: 时限：需求 · 第 3 步，共 5 步 / 多长工作时间？一天就是一个工作日。 [2 小时] [4 小时] [1 天] [3 天] [5 天] [不限] [‹ 上一步] [✖ 取消]
        陈丽华: 两天吧
        Bot to 陈丽华: 请写时间，比如 3天、4小时、1天4小时，或点下面的。
        陈丽华: 61天
        Bot to 陈丽华: 最多 60 个工作日，另加最多 8 小时。
        陈丽华: 1天4小时
        Bot to 陈丽华: 时限：需求 · 第 4 步，共 5 步 / {CHANGE} / {WHEN}
        陈丽华: presses [今天]
        Bot edits for 陈丽华: 时限：需求 · 第 5 步，共 5 步 / 1 件在办的按原流程走完。 / 如果移到新流程，没有马上逾期的。 / 在办的怎么办？ [按原流程走完] [也移到新流程] [‹ 上一步] [✖ 取消]
        陈丽华: presses [按原流程走完]
        Bot edits for 陈丽华: 时限：需求 · 请核对 / 1. 单位：扶贫信息员 / 2. 时限：3 天内办结 / 3. 时间：1天4小时 / 4. 从哪天起：2026-03-02 周一 / 5. 在办的：按原流程走完 / 改动： / {CHANGE} [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✎ 4] [✎ 5] [✖ 取消]
        陈丽华: presses [✔ 提交]
        Bot to 陈丽华: ✅ 需求的流程，从 03-02 09:00 起： / {CHANGE} / 在办的按原流程走完。
        -- 2026-03-02 09:01 sweep
        """)
    newer = await raised(stage, topic="housing-leak")
    assert newer.case.rung.clocks.solve == Span(days=1, minutes=240)
    assert (await standing(stage, 1)).case.ladder == SHIPPED[Kind.NEED]


async def test_open_cases_move_if_wished_and_everybody_hears_where_they_are(stage: Stage) -> None:
    await raised(stage)
    await record.act(stage, "陈丽华", "流程", "presses [需求]", "presses [🏢 改单位]")
    await stage.play(f"""
        陈丽华: presses [去掉一个单位]
        Bot edits for 陈丽华: 单位：需求 · 第 2 步，共 4 步 / 哪个单位？ [扶贫信息员] [镇扶贫站] [区扶贫办] [‹ 上一步] [✖ 取消]
        陈丽华: presses [扶贫信息员]
        Bot edits for 陈丽华: 单位：需求 · 第 3 步，共 4 步 / 单位：扶贫信息员、镇扶贫站、区扶贫办 → 镇扶贫站、区扶贫办 / {WHEN}
        """)
    await record.act(stage, "陈丽华", "presses [明天]", "presses [也移到新流程]")
    await stage.play("""
        陈丽华: presses [✔ 提交]
        Bot to 陈丽华: ✅ 需求的流程，从 03-03 00:00 起： / 单位：扶贫信息员、镇扶贫站、区扶贫办 → 镇扶贫站、区扶贫办 / 到时候在办的也移过去，处理人和提出人都会知道。
        -- 2026-03-02 09:01 sweep
        """)
    assert (await standing(stage, 1)).case.version == 1
    stage.world.clock.move_to(NEXT_MORNING)
    stage.heard.clear()
    await stage.app.sweep()
    await stage.settle()
    case = (await standing(stage, 1)).case
    assert (case.rung.role, case.version) == (Role.TOWN_STATION, 2)
    told = {line.to: line.words for line in stage.heard}
    assert told["莫小兰"] == "✎ #1 已不在您这里办了。"
    assert "[🙋 我来处理]" in told["黄丽萍"]
    assert told["韦秀英"].startswith(
        "📋 需求 #1（黄大明，水管、水泵）改按新流程办，现在在镇扶贫站。"
    )
    await stage.app.sweep()
    assert (await standing(stage, 1)).case.version == 2
    async with stage.app.database.read() as db:
        assert [it.deed for it in await case_steps.of_case(db, 1)] == [Deed.RAISED, Deed.MOVED]
        assert await ladders.taking(db, NEXT_MORNING) == []


async def test_what_would_be_overdue_at_once_is_said_before(stage: Stage) -> None:
    await raised(stage)
    stage.world.clock.move_to(NEXT_MORNING)
    await record.act(
        stage, "陈丽华", "流程", "presses [需求]", "presses [⏱ 改时限]", "presses [扶贫信息员]",
        "presses [3 天内办结]", "presses [2 小时]",
    )  # fmt: skip
    await stage.play("""
        陈丽华: presses [今天]
        Bot edits for 陈丽华: 时限：需求 · 第 5 步，共 5 步 / 1 件在办的按原流程走完。 / 如果移过去，其中 1 件马上逾期。 / 在办的怎么办？ [按原流程走完] [也移到新流程] [‹ 上一步] [✖ 取消]
        """)


async def test_of_two_administrators_the_second_looks_again(stage: Stage) -> None:
    await record.works_as(stage, "周启明", Duty(role=Role.ADMIN))
    for who in ("陈丽华", "周启明"):
        await record.act(
            stage, who, "流程", "presses [建议]", "presses [🏢 改单位]", "presses [往前移一位]",
            "presses [组织部]", "presses [今天]",
        )  # fmt: skip
    await stage.play("""
        周启明: presses [✔ 提交]
        Bot to 周启明: ✅ 建议的流程，从 03-02 09:00 起： / 单位：区扶贫办、组织部 → 组织部、区扶贫办
        陈丽华: presses [✔ 提交]
        Bot to 陈丽华: 刚刚有别人改了这份流程，您的改动没有保存。请看一下再重新改：🪜 流程
        """)
    await record.act(stage, "陈丽华", "流程", "presses [建议]")
    await stage.play("""
        陈丽华: presses [🕘 改动记录]
        Bot edits for 陈丽华: 🕘 建议流程的改动 / 1. 03-02 09:00 起用，周启明 03-02 09:00 定 [1] [‹ 返回]
        陈丽华: presses [1]
        Bot edits for 陈丽华: 03-02 09:00 起用，周启明 03-02 09:00 定 / 单位：区扶贫办、组织部 → 组织部、区扶贫办 [‹ 返回]
        陈丽华: presses [‹ 返回]
        Bot edits for 陈丽华: 🕘 建议流程的改动 / 1. 03-02 09:00 起用，周启明 03-02 09:00 定 [1] [‹ 返回]
        """)


async def test_what_comes_later_is_shown_and_built_upon(stage: Stage) -> None:
    await record.act(
        stage, "陈丽华", "流程", "presses [提问]", "presses [🔢 改数值]",
        "presses [办结后几天内可重提：30]", "20", "presses [明天]", "presses [✔ 提交]",
        "流程", "presses [提问]",
    )  # fmt: skip
    assert "/ 从 03-03 00:00 起： / 办结后几天内可重提：30 → 20 [" in stage.heard[-1].words
    await record.act(
        stage, "陈丽华", "presses [🔢 改数值]", "presses [用时到几成提醒，%：0]", "80"
    )
    await stage.play("""
        陈丽华: presses [今天]
        Bot toasts 陈丽华: 已经有一份新流程从 03-03 00:00 起用，您的改动要接在它后面。请选那天或更晚。
        陈丽华: presses [明天]
        Bot edits for 陈丽华: 数值：提问 · 请核对 / 1. 哪一项：用时到几成提醒，%：0 / 2. 新数值：80 / 3. 从哪天起：2026-03-03 周二 / 改动： / 用时到几成提醒，%：0 → 80 [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✖ 取消]
        """)


@pytest.mark.parametrize(
    ("taps", "differs"),
    [
        (["加一类", "放在第一层", "沼气"], f"类别：{TOPICS} → {TOPICS}、沼气"),
        (
            ["放到别的类下面", "其他", "农户档案"],
            f"类别：{TOPICS} → {TOPICS[:-3]} / ＋ 农户档案：其他",
        ),
    ],
)
async def test_topics_are_changed(stage: Stage, taps: list[str], differs: str) -> None:
    await record.act(stage, "陈丽华", "流程", "presses [提问]", "presses [🏷 改类别]")
    lines = [f"presses [{it}]" if it not in ("沼气", "别的") else it for it in taps]
    await record.act(stage, "陈丽华", *lines, "presses [今天]")
    await stage.play(f"""
        陈丽华: presses [✔ 提交]
        Bot to 陈丽华: ✅ 提问的流程，从 03-02 09:00 起： / {differs}
        """)


async def test_a_topic_that_cannot_be_is_refused_where_it_is_said(stage: Stage) -> None:
    await record.act(
        stage, "陈丽华", "流程", "presses [提问]", "presses [🏷 改类别]", "presses [加一类]",
        "presses [放在第一层]",
    )  # fmt: skip
    await stage.play("""
        陈丽华: 这是一个实在太长太长的名字
        Bot to 陈丽华: 名字最多 12 个字，不要用特殊符号。
        陈丽华: <b>
        Bot to 陈丽华: 名字最多 12 个字，不要用特殊符号。
        陈丽华: sends voice
        Bot to 陈丽华: 请写名字。
        """)


async def test_alerts_keep_their_stages_and_say_which_papers_are_asked_for(stage: Stage) -> None:
    await record.act(stage, "陈丽华", "流程", "presses [返贫预警]")
    assert stage.heard[-1].words.endswith(BUTTONS.replace("[🏢 改单位] ", ""))
    shown = stage.world.history(stage.users["陈丽华"])[-1]["message_id"]
    stage.world.press(stage.users["陈丽华"], shown, "ladder:change:1:1", forged=True)
    await stage.settle()
    assert stage.heard[-1].words == "(toast) 预警的几个环节不能改，时限可以改。"
    await record.act(
        stage, "陈丽华", "presses [🔢 改数值]", "presses [要交的材料]", "presses [因病]",
        "presses [✔ 医疗费单据]", "presses [今天]",
    )  # fmt: skip
    await stage.play("""
        陈丽华: presses [✔ 提交]
        Bot to 陈丽华: ✅ 返贫预警的流程，从 03-02 09:00 起： / 因病：医疗费单据：要 → 不要
        """)
    async with stage.app.database.read() as db:
        ladder = await ladders.on(db, Kind.ALERT, stage.app.clock())
    assert ladder.rules == {**SHIPPED[Kind.ALERT].rules, "paper.illness.bills": 0}
    assert replace(ladder, id=0, rules={}) == replace(SHIPPED[Kind.ALERT], rules={})
