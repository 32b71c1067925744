"""Plays about the queue of an office."""

from domain.cases import Case
from domain.ladders import SHIPPED, Deed, Kind
from storage import case_steps, cases, people
from storage.case_steps import Doing
from tests.kit.cast import VILLAGE
from tests.kit.stage import Stage


async def raised(stage: Stage, count: int) -> None:
    """Let a helper have raised needs, the last one urgent."""
    now = stage.app.clock()
    async with stage.app.database.write() as db:
        asker = await people.by_id(db, stage.roster.people["韦秀英"])
        for number in range(1, count + 1):
            case = Case(
                ladder=SHIPPED[Kind.NEED],
                topic="water",
                asker_id=asker.id,
                area_code=VILLAGE,
                household_id=stage.roster.households["黄大明"],
                is_urgent=number == count,
                raised_at=now,
                moved_at=now,
                since_at=now,
            )
            kept = await cases.add(db, case)
            await case_steps.add(db, kept, Doing(asker, Deed.RAISED, f"第{number}件"))


async def test_nothing_waits_at_first(stage: Stage) -> None:
    await stage.play("""
        黄丽萍: 待办
        Bot to 黄丽萍: 待办 · 0 件 / 没有待办，都处理好了。
        莫小兰: /queue
        Bot to 莫小兰: 待办 · 0 件 / 没有待办，都处理好了。
        """)


async def test_a_long_queue_has_pages_and_begins_with_what_is_urgent(stage: Stage) -> None:
    await raised(stage, 9)
    lines = [f"#{number} 黄大明 · 饮水 · 🟡 等扶贫信息员接手" for number in range(1, 9)]
    urgent = "🔴 #9 黄大明 · 饮水 · 🟡 等扶贫信息员接手"
    numbers = " ".join(f"[#{number}]" for number in (9, *range(1, 8)))
    await stage.play(f"""
        莫小兰: 待办
        Bot to 莫小兰: 待办 · 9 件 / {" / ".join([urgent, *lines[:7]])} {numbers} [更多 ›]
        莫小兰: presses [更多 ›]
        Bot edits for 莫小兰: 待办 · 9 件 / {lines[7]} [#8] [‹ 前一页]
        Bot toasts 莫小兰: 第 2 页，共 2 页
        莫小兰: presses [#8]
        Bot to 莫小兰: 需求 #8 · 饮水 / 黄大明，关井村 / 03-02 09:00 韦秀英 提出：第8件 / 🟡 等扶贫信息员接手 [🙋 我来处理]
        黄丽萍: 待办
        Bot to 黄丽萍: 待办 · 0 件 / 没有待办，都处理好了。
        """)
