"""Plays about pairing a household with a helper."""

from datetime import date

from storage import rules
from tests.kit.forged import forged
from tests.kit.stage import Stage


async def test_somebody_is_looked_for_and_paired_from_a_day_on(stage: Stage) -> None:
    await stage.play("""
        莫小兰: 我的信息
        Bot to 莫小兰: 莫小兰 / 手机：139****0003 / • 扶贫信息员 关井村 / 信息不对？请告诉信息员。
        """)
    assert await forged(stage, "莫小兰", f"pairing:show:{stage.roster.households['梁水生']}") == [
        "结对 · 梁水生，关井村 / 第一：覃志强，2026-01-01 起 [➕ 加帮扶人] [🔁 交接：覃志强] [✖ 解除：覃志强] [🏠 这一户]",
    ]
    await stage.play("""
        莫小兰: presses [➕ 加帮扶人]
        Bot to 莫小兰: 梁水生（关井村）由谁帮扶？ [黎新来 · 0 户 · 尾号0007] [韦秀英 · 区教育局 · 1 户 · 尾号0001] [🔍 找别人]
        莫小兰: presses [🔍 找别人]
        Bot to 莫小兰: 结对：梁水生 · 第 1 步，共 3 步 / 找谁？写姓名，或手机号最后几位。 [✖ 取消]
        莫小兰: 没这人
        Bot to 莫小兰: 结对：梁水生 · 第 2 步，共 3 步 / 您的辖区里没找到。点「‹ 上一步」重新找。 [‹ 上一步] [✖ 取消]
        莫小兰: presses [‹ 上一步]
        Bot edits for 莫小兰: 结对：梁水生 · 第 1 步，共 3 步 / 找谁？写姓名，或手机号最后几位。 / 目前：没这人 [✖ 取消]
        莫小兰: 0007
        Bot to 莫小兰: 结对：梁水生 · 第 2 步，共 3 步 / 是哪一位？ [黎新来 · 0 户 · 尾号0007] [‹ 上一步] [✖ 取消]
        莫小兰: presses [黎新来 · 0 户 · 尾号0007]
        Bot edits for 莫小兰: 结对：梁水生 · 第 3 步，共 3 步 / 从哪天起结对？点一下就登记。 [今天] [2026-03-01 起] [📅 日历] [‹ 上一步] [✖ 取消]
        莫小兰: 2026-04-01
        Bot to 莫小兰: 请选今天或以前；以后的日子到时再办。
        莫小兰: presses [今天]
        Bot to 莫小兰: ✅ 黎新来 从 2026-03-02 起帮扶 梁水生。本人还没在这里登记，请打电话告诉。
        Bot to 莫小兰: 结对 · 梁水生，关井村 / 第一：覃志强，2026-01-01 起 / 第二：黎新来，2026-03-02 起 [➕ 加帮扶人] [🔁 交接：覃志强] [✖ 解除：覃志强] [🔁 交接：黎新来] [✖ 解除：黎新来] [⬆ 黎新来 任第一] [🏠 这一户]
        莫小兰: presses [⬆ 黎新来 任第一]
        Bot edits for 莫小兰: 结对 · 梁水生，关井村 / 第一：黎新来，2026-03-02 起 / 第二：覃志强，2026-01-01 起 [➕ 加帮扶人] [🔁 交接：黎新来] [✖ 解除：黎新来] [🔁 交接：覃志强] [✖ 解除：覃志强] [⬆ 覃志强 任第一] [🏠 这一户]
        Bot toasts 莫小兰: 好了。
        """)


async def test_a_likely_helper_is_paired_with_three_taps_and_told(stage: Stage) -> None:
    await stage.play("""
        莫小兰: 我的信息
        Bot to 莫小兰: 莫小兰 / 手机：139****0003 / • 扶贫信息员 关井村 / 信息不对？请告诉信息员。
        """)
    assert await forged(stage, "莫小兰", f"pairing:show:{stage.roster.households['梁水生']}") == [
        "结对 · 梁水生，关井村 / 第一：覃志强，2026-01-01 起 [➕ 加帮扶人] [🔁 交接：覃志强] [✖ 解除：覃志强] [🏠 这一户]",
    ]
    await stage.play("""
        莫小兰: presses [➕ 加帮扶人]
        Bot to 莫小兰: 梁水生（关井村）由谁帮扶？ [黎新来 · 0 户 · 尾号0007] [韦秀英 · 区教育局 · 1 户 · 尾号0001] [🔍 找别人]
        莫小兰: presses [韦秀英 · 区教育局 · 1 户 · 尾号0001]
        Bot to 莫小兰: 从哪天起结对？点一下就登记。 [今天] [2026-03-01 起] [📅 日历] [✖ 取消]
        莫小兰: presses [2026-03-01 起]
        Bot to 莫小兰: ✅ 韦秀英 从 2026-03-01 起帮扶 梁水生，已告诉本人。
        Bot to 莫小兰: 结对 · 梁水生，关井村 / 第一：覃志强，2026-01-01 起 / 第二：韦秀英（区教育局），2026-03-01 起 [➕ 加帮扶人] [🔁 交接：覃志强] [✖ 解除：覃志强] [🔁 交接：韦秀英] [✖ 解除：韦秀英] [⬆ 韦秀英 任第一] [🏠 这一户]
        Bot to 韦秀英: 🤝 梁水生（关井村）现在由您帮扶，请早点去看看。 [🏠 这一户]
        莫小兰: presses again on [韦秀英 · 区教育局 · 1 户 · 尾号0001]
        Bot toasts 莫小兰: 韦秀英 已经在帮扶这一户。
        莫小兰: presses again on [今天]
        Bot toasts 莫小兰: 这张表已经提交或取消。
        """)


async def test_the_rule_books_limits_hold(stage: Stage) -> None:
    home = stage.roster.households["梁水生"]
    await stage.play("""
        莫小兰: 我的信息
        Bot to 莫小兰: 莫小兰 / 手机：139****0003 / • 扶贫信息员 关井村 / 信息不对？请告诉信息员。
        """)
    assert await forged(stage, "莫小兰", f"pairing:add:{home}") == [
        "梁水生（关井村）由谁帮扶？ [黎新来 · 0 户 · 尾号0007] [韦秀英 · 区教育局 · 1 户 · 尾号0001] [🔍 找别人]",
    ]
    async with stage.app.database.write() as db:
        figure = rules.Figure("households_per_helper", 1, date(2026, 3, 1))
        await rules.set_figure(db, figure, None, stage.world.clock.now())
    await stage.play("""
        莫小兰: presses [韦秀英 · 区教育局 · 1 户 · 尾号0001]
        Bot toasts 莫小兰: 韦秀英 已帮扶 1 户，到上限了。请换一位。
        """)
    assert await forged(stage, "莫小兰", f"pairing:add:{home}") == [
        "梁水生（关井村）由谁帮扶？ [黎新来 · 0 户 · 尾号0007] [🔍 找别人]",
    ]


async def test_what_two_officers_do_at_once_is_told_to_the_later_one(stage: Stage) -> None:
    await stage.play("""
        莫小兰: 我的信息
        Bot to 莫小兰: 莫小兰 / 手机：139****0003 / • 扶贫信息员 关井村 / 信息不对？请告诉信息员。
        陆海燕: 我的信息
        Bot to 陆海燕: 陆海燕 / 手机：139****0005 / • 扶贫信息员 银滩镇 / 信息不对？请告诉信息员。
        """)
    assert await forged(stage, "莫小兰", f"pairing:add:{stage.roster.households['梁水生']}") == [
        "梁水生（关井村）由谁帮扶？ [黎新来 · 0 户 · 尾号0007] [韦秀英 · 区教育局 · 1 户 · 尾号0001] [🔍 找别人]",
    ]
    await stage.play("""
        莫小兰: presses [韦秀英 · 区教育局 · 1 户 · 尾号0001]
        Bot to 莫小兰: 从哪天起结对？点一下就登记。 [今天] [2026-03-01 起] [📅 日历] [✖ 取消]
        """)
    assert await forged(stage, "陆海燕", f"pairing:add:{stage.roster.households['梁水生']}") == [
        "梁水生（关井村）由谁帮扶？ [黎新来 · 0 户 · 尾号0007] [韦秀英 · 区教育局 · 1 户 · 尾号0001] [🔍 找别人]",
    ]
    await stage.play("""
        陆海燕: presses [韦秀英 · 区教育局 · 1 户 · 尾号0001]
        Bot to 陆海燕: 从哪天起结对？点一下就登记。 [今天] [2026-03-01 起] [📅 日历] [✖ 取消]
        陆海燕: presses [今天]
        Bot to 陆海燕: ✅ 韦秀英 从 2026-03-02 起帮扶 梁水生，已告诉本人。
        Bot to 陆海燕: 结对 · 梁水生，关井村 / 第一：覃志强，2026-01-01 起 / 第二：韦秀英（区教育局），2026-03-02 起 [➕ 加帮扶人] [🔁 交接：覃志强] [✖ 解除：覃志强] [🔁 交接：韦秀英] [✖ 解除：韦秀英] [⬆ 韦秀英 任第一] [🏠 这一户]
        Bot to 韦秀英: 🤝 梁水生（关井村）现在由您帮扶，请早点去看看。 [🏠 这一户]
        莫小兰: presses [今天]
        Bot to 莫小兰: 韦秀英 已经在帮扶这一户。
        """)
