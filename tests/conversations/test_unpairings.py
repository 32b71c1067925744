"""Plays about unpairing: with a reason, and never with something half done."""

from tests.kit.forged import forged
from tests.kit.stage import Stage


async def test_a_pairing_ends_with_a_reason_and_stays_in_the_history(stage: Stage) -> None:
    await stage.play("""
        莫小兰: 我的信息
        Bot to 莫小兰: 莫小兰 / 手机：139****0003 / • 扶贫信息员 关井村 / 信息不对？请告诉信息员。
        """)
    assert await forged(stage, "莫小兰", f"pairing:show:{stage.roster.households['梁水生']}") == [
        "结对 · 梁水生，关井村 / 第一：覃志强，2026-01-01 起 [➕ 加帮扶人] [🔁 交接：覃志强] [✖ 解除：覃志强] [🏠 这一户]",
    ]
    await stage.play("""
        莫小兰: presses [✖ 解除：覃志强]
        Bot to 莫小兰: 解除结对：梁水生 · 第 1 步，共 2 步 / 为什么解除？点一下或写一句，帮扶人会看到。 [工作调动] [退休] [重新安排] [登记有误] [✖ 取消]
        莫小兰: presses [工作调动]
        Bot edits for 莫小兰: 解除结对：梁水生 · 第 2 步，共 2 步 / 到哪天为止？点一下就登记。 [今天] [昨天] [📅 日历] [‹ 上一步] [✖ 取消]
        莫小兰: 2025-12-31
        Bot to 莫小兰: 这段结对从 2026-01-01 开始，结束日期不能更早。
        莫小兰: presses [昨天]
        Bot to 莫小兰: ✅ 覃志强 从 2026-03-01 起不再帮扶 梁水生，历史已留存。
        Bot to 莫小兰: 结对 · 梁水生，关井村 / 还没有帮扶人。 / 以前：覃志强，2026-01-01 至 2026-03-01（工作调动） [➕ 加帮扶人] [🏠 这一户]
        Bot to 覃志强: 从 2026-03-01 起您不再帮扶 梁水生：工作调动。辛苦了，谢谢。
        莫小兰: presses again on [✖ 解除：覃志强]
        Bot toasts 莫小兰: 这段结对已于 2026-03-01 结束。
        莫小兰: presses again on [🔁 交接：覃志强]
        Bot toasts 莫小兰: 这段结对已于 2026-03-01 结束。
        """)


async def test_what_is_half_done_has_to_be_handed_over(stage: Stage) -> None:
    await stage.play("""
        韦秀英: 提需求
        Bot to 韦秀英: 提需求 · 第 1 步，共 3 步 / 农户：黄大明 / 是哪方面的事？ [住房] [饮水] [看病吃药] [上学] [外出务工] [种养经营] [低保救助] [其他] [✖ 取消]
        韦秀英: 饮水
        Bot to 韦秀英: 提需求 · 第 2 步，共 3 步 / 农户：黄大明 / 需要什么？写一两句或发语音，也可以发照片。 [‹ 上一步] [✖ 取消]
        莫小兰: 我的信息
        Bot to 莫小兰: 莫小兰 / 手机：139****0003 / • 扶贫信息员 关井村 / 信息不对？请告诉信息员。
        """)
    assert await forged(stage, "莫小兰", f"pairing:show:{stage.roster.households['黄大明']}") == [
        "结对 · 黄大明，关井村 / 第一：韦秀英（区教育局），2026-01-01 起 [➕ 加帮扶人] [🔁 交接：韦秀英] [✖ 解除：韦秀英] [🏠 这一户]",
    ]
    await stage.play("""
        莫小兰: presses [✖ 解除：韦秀英]
        Bot toasts 莫小兰: 这里还有没办完的：提需求。请用「交接」，让新帮扶人接着办。
        韦秀英: 没水
        Bot to 韦秀英: 提需求 · 第 3 步，共 3 步 / 农户：黄大明 / 急不急？点一下就提交。 [普通] [🔴 急] [‹ 上一步] [✖ 取消]
        韦秀英: presses [普通]
        Bot to 莫小兰: 需求 #1 · 饮水 / 黄大明，关井村 / 03-02 09:00 韦秀英 提出：没水 / ⏱ 到3月5日（周四）09:00，还剩3天 / 🟡 等扶贫信息员接手 [🙋 我来处理] [👥 转给]
        Bot to 韦秀英: ✅ 需求 #1（黄大明，饮水）已提交，交给扶贫信息员 莫小兰。每一步都会告诉您。
        莫小兰: presses [✖ 解除：韦秀英]
        Bot toasts 莫小兰: 这里还有没办完的：需求 #1。请用「交接」，让新帮扶人接着办。
        """)


async def test_a_pairing_that_is_not_there_is_nobodys(stage: Stage) -> None:
    await stage.play("""
        陆海燕: 我的信息
        Bot to 陆海燕: 陆海燕 / 手机：139****0005 / • 扶贫信息员 银滩镇 / 信息不对？请告诉信息员。
        """)
    assert await forged(stage, "陆海燕", "pairing:end:0") == [
        "(toast) 这一户不在您的辖区。",
    ]
    assert await forged(stage, "陆海燕", "pairing:end:7") == [
        "(toast) 这一户不在您的辖区。",
    ]
