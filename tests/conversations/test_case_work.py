"""Plays about officers' work with cases, and the cases behind it."""

from tests.conversations.test_case_views import kept
from tests.kit.record import act
from tests.kit.stage import Stage


async def test_what_an_officer_ended_is_counted_and_opened(stage: Stage) -> None:
    await kept(stage)
    await act(stage, "莫小兰", "待办", "presses [#1]", "presses [🙋 我来处理]")
    await act(stage, "莫小兰", "presses [✅ 已解决]", "水管换好了")
    await act(stage, "黄丽萍", "台账")
    await stage.play("""
        黄丽萍: presses [👥 办理情况]
        Bot edits for 黄丽萍: 👥 办理情况 · 银滩镇 · 今年 / 村级 / • 莫小兰：办结 1 件 · 首次答复 0 分钟 · 办结用时 0 分钟 [莫小兰 1] [‹ 返回]
        黄丽萍: presses [莫小兰 1]
        Bot edits for 黄丽萍: 办结的事项 · 1 件 / #1 黄大明 · 饮水 · ✅ 已解决 [#1] [‹ 返回]
        Bot toasts 黄丽萍: 第 1 页，共 1 页
        """)


async def test_where_nothing_was_ended_it_says_so(stage: Stage) -> None:
    await act(stage, "黄丽萍", "台账")
    await stage.play("""
        黄丽萍: presses [👥 办理情况]
        Bot edits for 黄丽萍: 👥 办理情况 · 银滩镇 · 今年 / 这段时间还没有办结的事项。 [‹ 返回]
        """)
