"""Plays about raising what a household needs."""

from datetime import date

from storage import pairings
from tests.kit import actions
from tests.kit.stage import Stage


async def test_three_taps_and_a_sentence_hand_a_need_in(stage: Stage) -> None:
    await stage.play("""
        韦秀英: 提需求
        Bot to 韦秀英: 提需求 · 第 1 步，共 3 步 / 农户：黄大明 / 是哪方面的事？ [住房] [饮水] [看病吃药] [上学] [外出务工] [种养经营] [低保救助] [其他] [✖ 取消]
        韦秀英: presses [饮水]
        Bot edits for 韦秀英: 提需求 · 第 2 步，共 3 步 / 农户：黄大明 / 需要什么？写一两句，也可以发语音。 [‹ 上一步] [✖ 取消]
        韦秀英: 水管裂了三天,家里没水
        Bot to 韦秀英: 提需求 · 第 3 步，共 3 步 / 农户：黄大明 / 急不急？点一下就提交。 [普通] [🔴 急] [‹ 上一步] [✖ 取消]
        韦秀英: presses [🔴 急]
        Bot to 韦秀英: ✅ 需求 #1（黄大明，饮水）已提交，交给扶贫信息员 莫小兰。每一步都会告诉您。
        Bot to 莫小兰: 需求 #1 · 饮水 · 🔴 急 / 黄大明，关井村 / 03-02 09:00 韦秀英 提出：水管裂了三天,家里没水 / 🟡 等扶贫信息员接手 [🙋 我来处理]
        韦秀英: presses [普通]
        Bot toasts 韦秀英: 这张表已经提交或取消。
        """)


async def test_a_need_is_raised_from_a_checkin_and_may_be_spoken(stage: Stage) -> None:
    await stage.play("""
        韦秀英: at 黄大明 + 20 m NE ±12
        Bot to 韦秀英: ✅ 已签到：黄大明，09:00 / 相距 20 米，精度 ±12 米 [📝 走访记录] [📝 补充说明] [📅 我的签到] [📋 提需求]
        韦秀英: presses [📋 提需求]
        Bot to 韦秀英: 提需求 · 第 1 步，共 3 步 / 农户：黄大明 / 是哪方面的事？ [住房] [饮水] [看病吃药] [上学] [外出务工] [种养经营] [低保救助] [其他] [✖ 取消]
        韦秀英: presses [看病吃药]
        Bot edits for 韦秀英: 提需求 · 第 2 步，共 3 步 / 农户：黄大明 / 需要什么？写一两句，也可以发语音。 [‹ 上一步] [✖ 取消]
        韦秀英: sends voice
        Bot to 韦秀英: 提需求 · 第 3 步，共 3 步 / 农户：黄大明 / 急不急？点一下就提交。 [普通] [🔴 急] [‹ 上一步] [✖ 取消]
        韦秀英: presses [普通]
        Bot to 韦秀英: ✅ 需求 #1（黄大明，看病吃药）已提交，交给扶贫信息员 莫小兰。每一步都会告诉您。
        Bot to 莫小兰: 需求 #1 · 看病吃药 / 黄大明，关井村 / 03-02 09:00 韦秀英 提出：🎤 3″ / 🟡 等扶贫信息员接手 [🙋 我来处理]
        Bot to 莫小兰: (voice)
        """)


async def test_the_list_shows_what_became_of_ones_needs(stage: Stage) -> None:
    await stage.play("""
        韦秀英: 需求
        Bot to 韦秀英: 我的需求 · 0 件 / 还没有提过。户里有需要，点下面。 [📋 提需求]
        韦秀英: 提需求
        Bot to 韦秀英: 提需求 · 第 1 步，共 3 步 / 农户：黄大明 / 是哪方面的事？ [住房] [饮水] [看病吃药] [上学] [外出务工] [种养经营] [低保救助] [其他] [✖ 取消]
        韦秀英: presses [饮水]
        Bot edits for 韦秀英: 提需求 · 第 2 步，共 3 步 / 农户：黄大明 / 需要什么？写一两句，也可以发语音。 [‹ 上一步] [✖ 取消]
        韦秀英: 水管裂了三天,家里没水
        Bot to 韦秀英: 提需求 · 第 3 步，共 3 步 / 农户：黄大明 / 急不急？点一下就提交。 [普通] [🔴 急] [‹ 上一步] [✖ 取消]
        韦秀英: presses [普通]
        Bot to 韦秀英: ✅ 需求 #1（黄大明，饮水）已提交，交给扶贫信息员 莫小兰。每一步都会告诉您。
        Bot to 莫小兰: 需求 #1 · 饮水 / 黄大明，关井村 / 03-02 09:00 韦秀英 提出：水管裂了三天,家里没水 / 🟡 等扶贫信息员接手 [🙋 我来处理]
        莫小兰: presses [🙋 我来处理]
        Bot toasts 莫小兰: 好，由您处理，已告诉提出人。
        Bot edits for 莫小兰: 需求 #1 · 饮水 / 黄大明，关井村 / 03-02 09:00 韦秀英 提出：水管裂了三天,家里没水 / 03-02 09:00 莫小兰 接手 / 🟢 扶贫信息员 莫小兰 在处理 [✅ 已解决] [⬆ 报镇扶贫站] [↩ 退回]
        Bot to 韦秀英: 🙋 需求 #1（黄大明，饮水）：扶贫信息员 莫小兰 在处理了，有进展就告诉您。 [📄 看经过]
        韦秀英: 我的需求
        Bot to 韦秀英: 我的需求 · 1 件 / #1 黄大明 · 饮水 · 🟢 扶贫信息员 莫小兰 在处理 [#1] [📋 提需求]
        韦秀英: presses [#1]
        Bot to 韦秀英: 需求 #1 · 饮水 / 黄大明，关井村 / 03-02 09:00 韦秀英 提出：水管裂了三天,家里没水 / 03-02 09:00 莫小兰 接手 / 🟢 扶贫信息员 莫小兰 在处理
        """)


async def test_who_has_no_household_is_told_whom_to_ask(stage: Stage) -> None:
    await stage.play("""
        黎新来: shares own contact
        Bot to 黎新来: 黎新来，您好！您登记的身份： / • 帮扶联系人 关井村 / 下方的按键是给您用的，点一下就开始。
        黎新来: 提需求
        Bot to 黎新来: 您还没有结对户。请联系信息员给您结对。
        黎新来: 需求
        Bot to 黎新来: 我的需求 · 0 件 / 还没有提过。户里有需要，点下面。 [📋 提需求]
        """)


async def test_raising_needs_is_for_helpers(stage: Stage) -> None:
    await stage.play("""
        莫小兰: 提需求
        Bot to 莫小兰: 这项不归您的身份使用。您能用的在下方按键里。
        梁建国: 需求
        Bot to 梁建国: 这项不归您的身份使用。您能用的在下方按键里。
        """)


async def test_a_need_that_was_begun_is_offered_again(stage: Stage) -> None:
    await stage.play("""
        韦秀英: 提需求
        Bot to 韦秀英: 提需求 · 第 1 步，共 3 步 / 农户：黄大明 / 是哪方面的事？ [住房] [饮水] [看病吃药] [上学] [外出务工] [种养经营] [低保救助] [其他] [✖ 取消]
        韦秀英: presses [饮水]
        Bot edits for 韦秀英: 提需求 · 第 2 步，共 3 步 / 农户：黄大明 / 需要什么？写一两句，也可以发语音。 [‹ 上一步] [✖ 取消]
        韦秀英: 提需求
        Bot to 韦秀英: 您之前填了提需求，还没有提交。 [▶ 继续填] [✖ 不要了]
        韦秀英: presses [▶ 继续填]
        Bot edits for 韦秀英: 提需求 · 第 2 步，共 3 步 / 农户：黄大明 / 需要什么？写一两句，也可以发语音。 [‹ 上一步] [✖ 取消]
        """)


async def test_of_several_households_one_is_chosen_first(stage: Stage) -> None:
    async with stage.app.database.write() as db:
        numbers = stage.roster.households["梁水生"], stage.roster.people["韦秀英"]
        await pairings.pair(db, *numbers, date(2026, 1, 1))
    await stage.play("""
        韦秀英: 提需求
        Bot to 韦秀英: 提需求 · 第 1 步，共 4 步 / 是哪一户的需求？ [梁水生] [黄大明] [✖ 取消]
        韦秀英: presses [梁水生]
        Bot edits for 韦秀英: 提需求 · 第 2 步，共 4 步 / 农户：梁水生 / 是哪方面的事？ [住房] [饮水] [看病吃药] [上学] [外出务工] [种养经营] [低保救助] [其他] [‹ 上一步] [✖ 取消]
        """)


async def test_a_need_of_another_is_shown_to_nobody(stage: Stage) -> None:
    for words in ("提需求", "饮水", "水管裂了", "普通"):
        actions.do(stage, "韦秀英", words)
        await stage.settle()
    await stage.play("""
        覃志强: 需求
        Bot to 覃志强: 我的需求 · 0 件 / 还没有提过。户里有需要，点下面。 [📋 提需求]
        """)
    number = stage.world.history(stage.users["覃志强"])[-1]["message_id"]
    stage.heard.clear()
    stage.world.press(stage.users["覃志强"], number, "need:show:1", forged=True)
    await stage.settle()
    assert [line.words for line in stage.heard] == ["(toast) 这条需求不是您提的。"]


async def test_a_household_that_is_no_longer_ones_own_gets_no_need(stage: Stage) -> None:
    number = stage.roster.households["梁水生"]
    await stage.play("""
        韦秀英: 需求
        Bot to 韦秀英: 我的需求 · 0 件 / 还没有提过。户里有需要，点下面。 [📋 提需求]
        """)
    newest = stage.world.history(stage.users["韦秀英"])[-1]["message_id"]
    stage.heard.clear()
    stage.world.press(stage.users["韦秀英"], newest, f"need:raise:{number}", forged=True)
    await stage.settle()
    assert [line.words for line in stage.heard] == ["(toast) 这一户不是您的结对户。"]
