"""Plays about the list of what somebody has raised."""

from tests.kit import actions
from tests.kit.stage import Stage


async def test_nothing_raised_yet_is_the_way_to_raise(stage: Stage) -> None:
    await stage.play("""
        韦秀英: 需求
        Bot to 韦秀英: 我的诉求 · 0 件 / 还没有提过。有事要提，点下面。 [📋 提需求] [⚠️ 报预警] [❓ 提问]
        梁建国: 我的诉求
        Bot to 梁建国: 我的诉求 · 0 件 / 还没有提过。有事要提，点下面。 [⚠️ 报预警] [💡 建议] [❓ 提问]
        周启明: /needs
        Bot to 周启明: 我的诉求 · 0 件 / 还没有提过。有事要提，点下面。 [⚠️ 报预警] [❓ 提问]
        """)


async def test_what_goes_on_comes_first_and_what_ended_is_one_tap_away(stage: Stage) -> None:
    for words in ("提需求", "其他", "要一张床", "普通", "提问", "怎么签到"):
        actions.do(stage, "韦秀英", words)
        await stage.settle()
    await stage.play("""
        韦秀英: 我的诉求
        Bot to 韦秀英: 我的诉求 · 2 件 / #2 提问：怎么签到 · 🟡 等扶贫信息员接手 / #1 黄大明 · 其他 · 🟡 等扶贫信息员接手 [#2] [#1] [📋 提需求] [⚠️ 报预警] [❓ 提问]
        韦秀英: presses [#1]
        Bot to 韦秀英: 需求 #1 · 其他 / 黄大明，关井村 / 03-02 09:00 韦秀英 提出：要一张床 / ⏱ 到3月5日（周四）09:00，还剩3天 / 🟡 等扶贫信息员接手 [➕ 补充] [🗑 撤回]
        韦秀英: presses [🗑 撤回]
        Bot to 韦秀英: 为什么撤回？点一下，也可以写或发语音。 [已经解决了] [提错了] [不需要了] [✖ 取消]
        韦秀英: presses [提错了]
        Bot to 莫小兰: 🗑 需求 #1（黄大明，其他）：韦秀英 撤回了，不用再办。 / 提错了 [📄 打开看]
        Bot edits for 莫小兰: 需求 #1 · 其他 / 黄大明，关井村 / 03-02 09:00 韦秀英 提出：要一张床 / 03-02 09:00 韦秀英 撤回：提错了 / 🗑 已撤回
        Bot to 韦秀英: 🗑 #1（黄大明，其他）已撤回，已告诉办理的人。
        Bot edits for 韦秀英: 需求 #1 · 其他 / 黄大明，关井村 / 03-02 09:00 韦秀英 提出：要一张床 / 03-02 09:00 韦秀英 撤回：提错了 / 🗑 已撤回
        韦秀英: 我的诉求
        Bot to 韦秀英: 我的诉求 · 2 件 / #2 提问：怎么签到 · 🟡 等扶贫信息员接手 [#2] [已结束 1 件] [📋 提需求] [⚠️ 报预警] [❓ 提问]
        韦秀英: presses [已结束 1 件]
        Bot edits for 韦秀英: 我的诉求 · 2 件 / #1 黄大明 · 其他 · 🗑 已撤回 [#1] [在办 1 件] [📋 提需求] [⚠️ 报预警] [❓ 提问]
        Bot toasts 韦秀英: 第 1 页，共 1 页
        韦秀英: presses [在办 1 件]
        Bot edits for 韦秀英: 我的诉求 · 2 件 / #2 提问：怎么签到 · 🟡 等扶贫信息员接手 [#2] [已结束 1 件] [📋 提需求] [⚠️ 报预警] [❓ 提问]
        Bot toasts 韦秀英: 第 1 页，共 1 页
        """)


async def test_many_are_turned_page_by_page(stage: Stage) -> None:
    for number in range(9):
        for words in ("提问", f"第{number}问"):
            actions.do(stage, "韦秀英", words)
            await stage.settle()
    await stage.play("""
        韦秀英: 我的诉求
        Bot to 韦秀英: 我的诉求 · 9 件 / #9 提问：第8问 · 🟡 等扶贫信息员接手 / #8 提问：第7问 · 🟡 等扶贫信息员接手 / #7 提问：第6问 · 🟡 等扶贫信息员接手 / #6 提问：第5问 · 🟡 等扶贫信息员接手 / #5 提问：第4问 · 🟡 等扶贫信息员接手 / #4 提问：第3问 · 🟡 等扶贫信息员接手 / #3 提问：第2问 · 🟡 等扶贫信息员接手 / #2 提问：第1问 · 🟡 等扶贫信息员接手 [#9] [#8] [#7] [#6] [#5] [#4] [#3] [#2] [更多 ›] [📋 提需求] [⚠️ 报预警] [❓ 提问]
        韦秀英: presses [更多 ›]
        Bot edits for 韦秀英: 我的诉求 · 9 件 / #1 提问：第0问 · 🟡 等扶贫信息员接手 [#1] [‹ 前一页] [📋 提需求] [⚠️ 报预警] [❓ 提问]
        Bot toasts 韦秀英: 第 2 页，共 2 页
        韦秀英: presses [‹ 前一页]
        Bot edits for 韦秀英: 我的诉求 · 9 件 / #9 提问：第8问 · 🟡 等扶贫信息员接手 / #8 提问：第7问 · 🟡 等扶贫信息员接手 / #7 提问：第6问 · 🟡 等扶贫信息员接手 / #6 提问：第5问 · 🟡 等扶贫信息员接手 / #5 提问：第4问 · 🟡 等扶贫信息员接手 / #4 提问：第3问 · 🟡 等扶贫信息员接手 / #3 提问：第2问 · 🟡 等扶贫信息员接手 / #2 提问：第1问 · 🟡 等扶贫信息员接手 [#9] [#8] [#7] [#6] [#5] [#4] [#3] [#2] [更多 ›] [📋 提需求] [⚠️ 报预警] [❓ 提问]
        Bot toasts 韦秀英: 第 1 页，共 2 页
        """)


async def test_what_one_is_asked_stands_first(stage: Stage) -> None:
    for words in ("提问", "先问的", "提问", "后问的"):
        actions.do(stage, "韦秀英", words)
        await stage.settle()
    for words in ("待办", "presses [#1]", "presses [🙋 我来处理]", "presses [⋯ 更多]"):
        actions.do(stage, "莫小兰", words)
        await stage.settle()
    for words in ("presses [❓ 问提出人]", "问的是哪一户？"):
        actions.do(stage, "莫小兰", words)
        await stage.settle()
    await stage.play("""
        韦秀英: 我的诉求
        Bot to 韦秀英: 我的诉求 · 2 件 / #1 提问：先问的 · ⏸ 扶贫信息员在等提出人答复 / #2 提问：后问的 · 🟡 等扶贫信息员接手 [#1] [#2] [📋 提需求] [⚠️ 报预警] [❓ 提问]
        """)
