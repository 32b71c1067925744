"""Plays about raising what a household needs."""

from datetime import date

from storage import pairings
from tests.kit import actions
from tests.kit.stage import Stage


async def act(stage: Stage, who: str, *deeds: str) -> None:
    """Let somebody do things one after the other."""
    for deed in deeds:
        actions.do(stage, who, deed)
        await stage.settle()


async def give_both(stage: Stage) -> None:
    """Pair the helper with a second household."""
    async with stage.app.database.write() as db:
        numbers = stage.roster.households["梁水生"], stage.roster.people["韦秀英"]
        await pairings.pair(db, *numbers, date(2026, 1, 1))


async def water(stage: Stage) -> None:
    """Let a helper raise that there is no water."""
    await act(stage, "韦秀英", "提需求", "presses [饮水]", "presses [没水、停水]")
    await act(stage, "韦秀英", "家里没水了", "普通")


async def both(stage: Stage) -> None:
    """Let another helper of the village join it."""
    await water(stage)
    await act(stage, "覃志强", "提需求", "presses [饮水]", "presses [其他]")
    await act(stage, "覃志强", "presses [🔗 加入 #1]")


async def test_three_taps_and_a_sentence_hand_a_need_in(stage: Stage) -> None:
    await stage.play("""
        韦秀英: 提需求
        Bot to 韦秀英: 提需求 · 第 1 步，共 3 步 / 农户：黄大明 / 是哪方面的事？ [住房] [饮水] [看病吃药] [上学] [外出务工] [种养经营] [低保救助] [其他] [✖ 取消]
        韦秀英: presses [饮水]
        Bot edits for 韦秀英: 提需求 · 第 1 步，共 3 步 / 农户：黄大明 / 是哪方面的事？ / ▸ 饮水 [没水、停水] [水质不好] [水管、水泵] [其他] [‹ 上一级] [✖ 取消]
        韦秀英: presses [‹ 上一级]
        Bot edits for 韦秀英: 提需求 · 第 1 步，共 3 步 / 农户：黄大明 / 是哪方面的事？ [住房] [饮水] [看病吃药] [上学] [外出务工] [种养经营] [低保救助] [其他] [✖ 取消]
        韦秀英: presses [饮水]
        Bot edits for 韦秀英: 提需求 · 第 1 步，共 3 步 / 农户：黄大明 / 是哪方面的事？ / ▸ 饮水 [没水、停水] [水质不好] [水管、水泵] [其他] [‹ 上一级] [✖ 取消]
        韦秀英: presses [没水、停水]
        Bot edits for 韦秀英: 提需求 · 第 2 步，共 3 步 / 农户：黄大明 / 需要什么？写一两句或发语音，也可以发照片。 [‹ 上一步] [✖ 取消]
        韦秀英: 水管裂了三天,家里没水
        Bot to 韦秀英: 提需求 · 第 3 步，共 3 步 / 农户：黄大明 / 急不急？点一下就提交。 [普通] [🔴 急] [‹ 上一步] [✖ 取消]
        韦秀英: presses [🔴 急]
        Bot to 莫小兰: 需求 #1 · 没水、停水 · 🔴 急 / 黄大明，关井村 / 03-02 09:00 韦秀英 提出：水管裂了三天,家里没水 / ⏱ 到3月5日（周四）09:00，还剩3天 / 🟡 等扶贫信息员接手 [🙋 我来处理] [👥 转给]
        Bot to 韦秀英: ✅ 需求 #1（黄大明，没水、停水）已提交，交给扶贫信息员 莫小兰。每一步都会告诉您。
        韦秀英: presses [普通]
        Bot toasts 韦秀英: 这张表已经提交或取消。
        """)


async def test_what_is_typed_is_a_topic_at_once(stage: Stage) -> None:
    await stage.play("""
        韦秀英: 提需求
        Bot to 韦秀英: 提需求 · 第 1 步，共 3 步 / 农户：黄大明 / 是哪方面的事？ [住房] [饮水] [看病吃药] [上学] [外出务工] [种养经营] [低保救助] [其他] [✖ 取消]
        韦秀英: 饮水
        Bot to 韦秀英: 提需求 · 第 2 步，共 3 步 / 农户：黄大明 / 需要什么？写一两句或发语音，也可以发照片。 [‹ 上一步] [✖ 取消]
        韦秀英: presses [‹ 上一步]
        Bot edits for 韦秀英: 提需求 · 第 1 步，共 3 步 / 农户：黄大明 / 是哪方面的事？ / 目前：饮水 [住房] [饮水] [看病吃药] [上学] [外出务工] [种养经营] [低保救助] [其他] [✖ 取消]
        韦秀英: presses [住房]
        Bot edits for 韦秀英: 提需求 · 第 1 步，共 3 步 / 农户：黄大明 / 是哪方面的事？ / ▸ 住房 [屋顶漏雨] [墙裂、危房] [厨房、厕所] [用电] [其他] [‹ 上一级] [✖ 取消]
        韦秀英: presses [其他]
        Bot edits for 韦秀英: 提需求 · 第 2 步，共 3 步 / 农户：黄大明 / 需要什么？写一两句或发语音，也可以发照片。 [‹ 上一步] [✖ 取消]
        """)


async def test_a_need_is_raised_from_a_checkin_and_may_be_spoken(stage: Stage) -> None:
    await stage.play("""
        韦秀英: at 黄大明 + 20 m NE ±12
        Bot to 韦秀英: ✅ 已签到：黄大明，09:00 / 相距 20 米，精度 ±12 米 [📝 走访记录] [📝 补充说明] [📅 我的签到] [📋 提需求]
        韦秀英: presses [📋 提需求]
        Bot to 韦秀英: 提需求 · 第 1 步，共 3 步 / 农户：黄大明 / 是哪方面的事？ [住房] [饮水] [看病吃药] [上学] [外出务工] [种养经营] [低保救助] [其他] [✖ 取消]
        韦秀英: 看病吃药
        Bot to 韦秀英: 提需求 · 第 2 步，共 3 步 / 农户：黄大明 / 需要什么？写一两句或发语音，也可以发照片。 [‹ 上一步] [✖ 取消]
        韦秀英: sends voice
        Bot to 韦秀英: 提需求 · 第 3 步，共 3 步 / 农户：黄大明 / 急不急？点一下就提交。 [普通] [🔴 急] [‹ 上一步] [✖ 取消]
        韦秀英: presses [普通]
        Bot to 莫小兰: 需求 #1 · 看病吃药 / 黄大明，关井村 / 03-02 09:00 韦秀英 提出：🎤 3″ / ⏱ 到3月5日（周四）09:00，还剩3天 / 🟡 等扶贫信息员接手 [🙋 我来处理] [👥 转给]
        Bot to 莫小兰: (voice)
        Bot to 韦秀英: ✅ 需求 #1（黄大明，看病吃药）已提交，交给扶贫信息员 莫小兰。每一步都会告诉您。
        """)


async def test_photos_come_at_any_time_and_may_stand_for_words(stage: Stage) -> None:
    await stage.play("""
        韦秀英: 提需求
        Bot to 韦秀英: 提需求 · 第 1 步，共 3 步 / 农户：黄大明 / 是哪方面的事？ [住房] [饮水] [看病吃药] [上学] [外出务工] [种养经营] [低保救助] [其他] [✖ 取消]
        韦秀英: sends photo: 屋顶
        Bot to 韦秀英: 📷 照片收下了，共 1 张。随时可以接着发。 / 提需求 · 第 1 步，共 3 步 / 农户：黄大明 / 是哪方面的事？ [住房] [饮水] [看病吃药] [上学] [外出务工] [种养经营] [低保救助] [其他] [✖ 取消]
        韦秀英: presses [其他]
        Bot edits for 韦秀英: 提需求 · 第 2 步，共 3 步 / 农户：黄大明 / 需要什么？写一两句或发语音，也可以发照片。 / 目前：1 张照片 [🗑 1] [✔ 好了] [‹ 上一步] [✖ 取消]
        韦秀英: presses [✔ 好了]
        Bot edits for 韦秀英: 提需求 · 第 3 步，共 3 步 / 农户：黄大明 / 急不急？点一下就提交。 [普通] [🔴 急] [‹ 上一步] [✖ 取消]
        韦秀英: presses [普通]
        Bot to 莫小兰: 需求 #1 · 其他 / 黄大明，关井村 / 03-02 09:00 韦秀英 提出：屋顶 📷 / ⏱ 到3月5日（周四）09:00，还剩3天 / 🟡 等扶贫信息员接手 [🙋 我来处理] [👥 转给]
        Bot to 莫小兰: (photo)
        Bot to 韦秀英: ✅ 需求 #1（黄大明，其他）已提交，交给扶贫信息员 莫小兰。每一步都会告诉您。
        """)


async def test_who_has_no_household_is_told_whom_to_ask(stage: Stage) -> None:
    await stage.play("""
        黎新来: shares own contact
        Bot to 黎新来: 黎新来，您好！您登记的身份： / • 帮扶联系人 关井村 / 下方的按键是给您用的，点一下就开始。
        黎新来: 提需求
        Bot to 黎新来: 您还没有结对户。请联系信息员给您结对。
        黎新来: 需求
        Bot to 黎新来: 我的诉求 · 0 件 / 还没有提过。有事要提，点下面。 [📋 提需求] [⚠️ 报预警] [❓ 提问]
        """)


async def test_raising_needs_is_for_helpers(stage: Stage) -> None:
    await stage.play("""
        莫小兰: 提需求
        Bot to 莫小兰: 这项不归您的身份使用。您能用的在下方按键里。
        """)


async def test_a_need_that_was_begun_is_offered_again(stage: Stage) -> None:
    await stage.play("""
        韦秀英: 提需求
        Bot to 韦秀英: 提需求 · 第 1 步，共 3 步 / 农户：黄大明 / 是哪方面的事？ [住房] [饮水] [看病吃药] [上学] [外出务工] [种养经营] [低保救助] [其他] [✖ 取消]
        韦秀英: 饮水
        Bot to 韦秀英: 提需求 · 第 2 步，共 3 步 / 农户：黄大明 / 需要什么？写一两句或发语音，也可以发照片。 [‹ 上一步] [✖ 取消]
        韦秀英: 提需求
        Bot to 韦秀英: 您之前填了提需求，还没有提交。 [▶ 继续填] [✖ 不要了]
        韦秀英: presses [▶ 继续填]
        Bot edits for 韦秀英: 提需求 · 第 2 步，共 3 步 / 农户：黄大明 / 需要什么？写一两句或发语音，也可以发照片。 [‹ 上一步] [✖ 取消]
        """)


async def test_of_several_households_one_is_chosen_first(stage: Stage) -> None:
    await give_both(stage)
    await stage.play("""
        韦秀英: 提需求
        Bot to 韦秀英: 提需求 · 第 1 步，共 4 步 / 是哪一户的需求？ [梁水生] [黄大明] [✖ 取消]
        韦秀英: presses [梁水生]
        Bot edits for 韦秀英: 提需求 · 第 2 步，共 4 步 / 农户：梁水生 / 是哪方面的事？ [住房] [饮水] [看病吃药] [上学] [外出务工] [种养经营] [低保救助] [其他] [‹ 上一步] [✖ 取消]
        """)


async def test_the_same_need_of_another_household_is_joined(stage: Stage) -> None:
    await water(stage)
    await stage.play("""
        覃志强: 提需求
        Bot to 覃志强: 提需求 · 第 1 步，共 3 步 / 农户：梁水生 / 是哪方面的事？ [住房] [饮水] [看病吃药] [上学] [外出务工] [种养经营] [低保救助] [其他] [✖ 取消]
        覃志强: presses [饮水]
        Bot edits for 覃志强: 提需求 · 第 1 步，共 3 步 / 农户：梁水生 / 是哪方面的事？ / ▸ 饮水 [没水、停水] [水质不好] [水管、水泵] [其他] [‹ 上一级] [✖ 取消]
        覃志强: presses [其他]
        Bot edits for 覃志强: 提需求 · 第 2 步，共 3 步 / 本村已经有人提了： / #1 没水、停水，03-02 09:00 提出 / 是同一件事就点加入；不是，就接着说： / 农户：梁水生 / 需要什么？写一两句或发语音，也可以发照片。 [🔗 加入 #1] [‹ 上一步] [✖ 取消]
        覃志强: presses [🔗 加入 #1]
        Bot edits for 莫小兰: 需求 #1 · 没水、停水 / 黄大明，关井村 / 03-02 09:00 韦秀英 提出：家里没水了 / 🔗 另有 1 户同样：#2 / ⏱ 到3月5日（周四）09:00，还剩3天 / 🟡 等扶贫信息员接手 [🙋 我来处理] [👥 转给]
        Bot to 覃志强: 🔗 需求 #2（梁水生，饮水）和 #1 一起办。每一步都会告诉您。
        覃志强: 需求
        Bot to 覃志强: 我的诉求 · 1 件 / #2 梁水生 · 饮水 · 🔗 并入 #1 一起办 [#2] [📋 提需求] [⚠️ 报预警] [❓ 提问]
        覃志强: presses [#2]
        Bot to 覃志强: 需求 #2 · 饮水 / 梁水生，关井村 / 03-02 09:00 覃志强 提出：🔗 加入 #1 / 03-02 09:00 覃志强 并入另一件 / 🔗 并入 #1 一起办 [➕ 补充] [🗑 撤回]
        """)


async def test_what_is_not_the_same_is_said_in_ones_own_words(stage: Stage) -> None:
    await both(stage)
    await stage.play("""
        韦秀英: 提需求
        Bot to 韦秀英: 提需求 · 第 1 步，共 3 步 / 农户：黄大明 / 是哪方面的事？ [住房] [饮水] [看病吃药] [上学] [外出务工] [种养经营] [低保救助] [其他] [✖ 取消]
        韦秀英: presses [饮水]
        Bot edits for 韦秀英: 提需求 · 第 1 步，共 3 步 / 农户：黄大明 / 是哪方面的事？ / ▸ 饮水 [没水、停水] [水质不好] [水管、水泵] [其他] [‹ 上一级] [✖ 取消]
        韦秀英: presses [水质不好]
        Bot edits for 韦秀英: 提需求 · 第 2 步，共 3 步 / 农户：黄大明 / 需要什么？写一两句或发语音，也可以发照片。 [‹ 上一步] [✖ 取消]
        韦秀英: 提需求
        Bot to 韦秀英: 您之前填了提需求，还没有提交。 [▶ 继续填] [✖ 不要了]
        韦秀英: presses [✖ 不要了]
        Bot edits for 韦秀英: 已取消，什么都没有保存。 [↩ 恢复刚才的]
        韦秀英: 提需求
        Bot to 韦秀英: 提需求 · 第 1 步，共 3 步 / 农户：黄大明 / 是哪方面的事？ [住房] [饮水] [看病吃药] [上学] [外出务工] [种养经营] [低保救助] [其他] [✖ 取消]
        韦秀英: presses [饮水]
        Bot edits for 韦秀英: 提需求 · 第 1 步，共 3 步 / 农户：黄大明 / 是哪方面的事？ / ▸ 饮水 [没水、停水] [水质不好] [水管、水泵] [其他] [‹ 上一级] [✖ 取消]
        韦秀英: presses [没水、停水]
        Bot edits for 韦秀英: 提需求 · 第 2 步，共 3 步 / 本村已经有人提了： / #1 没水、停水，03-02 09:00 提出，另有 1 户同样 / 是同一件事就点加入；不是，就接着说： / 农户：黄大明 / 需要什么？写一两句或发语音，也可以发照片。 [🔗 加入 #1] [‹ 上一步] [✖ 取消]
        韦秀英: 水塔也坏了
        Bot to 韦秀英: 提需求 · 第 3 步，共 3 步 / 农户：黄大明 / 急不急？点一下就提交。 [普通] [🔴 急] [‹ 上一步] [✖ 取消]
        韦秀英: presses [普通]
        Bot to 莫小兰: 需求 #3 · 没水、停水 / 黄大明，关井村 / 03-02 09:00 韦秀英 提出：水塔也坏了 / ⏱ 到3月5日（周四）09:00，还剩3天 / 🟡 等扶贫信息员接手 [🙋 我来处理] [👥 转给]
        Bot to 韦秀英: ✅ 需求 #3（黄大明，没水、停水）已提交，交给扶贫信息员 莫小兰。每一步都会告诉您。
        """)


async def test_whoever_joined_hears_every_step_once_and_confirms_his_own(stage: Stage) -> None:
    await both(stage)
    await act(stage, "莫小兰", "presses [🙋 我来处理]", "presses [✅ 已解决]")
    await stage.play("""
        莫小兰: 换了水管
        Bot to 莫小兰: ✅ #1（黄大明，没水、停水）已办结，已告诉提出人。
        Bot edits for 莫小兰: 需求 #1 · 没水、停水 / 黄大明，关井村 / 03-02 09:00 韦秀英 提出：家里没水了 / 03-02 09:00 莫小兰 接手 / 03-02 09:00 莫小兰 解决：换了水管 / ✅ 已解决 / 👉 下一步：提出人确认解决没有
        Bot to 覃志强: ✅ 需求 #2（梁水生，饮水）解决了。 / 扶贫信息员 莫小兰：换了水管 [✅ 解决了] [🔁 还没解决] [📄 看经过]
        Bot to 韦秀英: ✅ 需求 #1（黄大明，没水、停水）解决了。 / 扶贫信息员 莫小兰：换了水管 [✅ 解决了] [🔁 还没解决] [📄 看经过]
        覃志强: presses [🔁 还没解决]
        Bot to 覃志强: 还差什么没解决？写一两句或发语音，也可以发照片。这件事会报到上一级，他们看得到这些话。 [✖ 取消]
        覃志强: 我家还是没水
        Bot to 覃志强: 🔁 #2（梁水生，饮水）接着办，已交给镇扶贫站 黄丽萍。每一步都会告诉您。
        Bot to 黄丽萍: 需求 #2 · 饮水 / 梁水生，关井村 / 03-02 09:00 覃志强 提出：🔗 加入 #1 / 03-02 09:00 覃志强 并入另一件 / 03-02 09:00 莫小兰 解决：换了水管 / 03-02 09:00 覃志强 说还没解决，转到镇扶贫站：我家还是没水 / ⏱ 到3月9日（周一）09:00，还剩5天 / 🟡 等镇扶贫站接手 / 🔁 提出人说没解决，重开 1 次 [🙋 我来处理] [👥 转给]
        """)


async def test_when_the_other_one_is_withdrawn_the_joined_goes_on(stage: Stage) -> None:
    await both(stage)
    await act(stage, "莫小兰", "presses [🙋 我来处理]")
    await act(stage, "韦秀英", "presses [📄 看经过]", "presses [🗑 撤回]")
    await stage.play("""
        韦秀英: presses [已经解决了]
        Bot to 莫小兰: 🗑 需求 #1（黄大明，没水、停水）：韦秀英 撤回了，不用再办。 / 已经解决了 [📄 打开看]
        Bot edits for 莫小兰: 需求 #1 · 没水、停水 / 黄大明，关井村 / 03-02 09:00 韦秀英 提出：家里没水了 / 03-02 09:00 莫小兰 接手 / 03-02 09:00 韦秀英 撤回：已经解决了 / 🗑 已撤回
        Bot to 莫小兰: 需求 #2 · 饮水 / 梁水生，关井村 / 03-02 09:00 覃志强 提出：🔗 加入 #1 / 03-02 09:00 覃志强 并入另一件 / 03-02 09:00 韦秀英 撤回了那一件，这件单独办 / ⏱ 到3月5日（周四）09:00，还剩3天 / 🟢 扶贫信息员 莫小兰 在处理 / 👉 下一步：莫小兰 解决、答复或上报 [✅ 已解决] [⬆ 报镇扶贫站] [📣 还在办] [⋯ 更多]
        Bot to 覃志强: 🔗 需求 #2（梁水生，饮水）：一起办的那件撤回了，您这件单独接着办。 [📄 看经过]
        Bot to 韦秀英: 🗑 #1（黄大明，没水、停水）已撤回，已告诉办理的人。
        Bot edits for 韦秀英: 需求 #1 · 没水、停水 / 黄大明，关井村 / 03-02 09:00 韦秀英 提出：家里没水了 / 03-02 09:00 莫小兰 接手 / 03-02 09:00 韦秀英 撤回：已经解决了 / 🗑 已撤回
        """)


async def test_what_the_joined_adds_reaches_the_office_that_has_the_other(stage: Stage) -> None:
    await both(stage)
    await act(stage, "覃志强", "我的诉求", "presses [#2]", "presses [➕ 补充]")
    await stage.play("""
        覃志强: 我家也停水三天了
        Bot to 莫小兰: ➕ 需求 #2（梁水生，饮水）：覃志强 补充了。 / 我家也停水三天了 [📄 打开看]
        Bot to 覃志强: ✅ #2（梁水生，饮水）已转告办理的人。
        Bot edits for 覃志强: 需求 #2 · 饮水 / 梁水生，关井村 / 03-02 09:00 覃志强 提出：🔗 加入 #1 / 03-02 09:00 覃志强 并入另一件 / 03-02 09:00 覃志强 补充：我家也停水三天了 / 🔗 并入 #1 一起办 [➕ 补充] [🗑 撤回]
        """)


async def test_what_has_just_ended_cannot_be_joined_any_more(stage: Stage) -> None:
    await water(stage)
    await act(stage, "覃志强", "提需求", "presses [饮水]", "presses [没水、停水]")
    await act(stage, "莫小兰", "presses [🙋 我来处理]", "presses [✅ 已解决]", "换了水管")
    await stage.play("""
        覃志强: presses [🔗 加入 #1]
        Bot toasts 覃志强: 这个选项没有了，请选别的。
        覃志强: 我家还没水
        Bot to 覃志强: 提需求 · 第 3 步，共 3 步 / 农户：梁水生 / 急不急？点一下就提交。 [普通] [🔴 急] [‹ 上一步] [✖ 取消]
        """)


async def test_a_need_of_another_is_shown_to_nobody(stage: Stage) -> None:
    await act(stage, "韦秀英", "提需求", "饮水", "水管裂了", "普通")
    await stage.play("""
        覃志强: 需求
        Bot to 覃志强: 我的诉求 · 0 件 / 还没有提过。有事要提，点下面。 [📋 提需求] [⚠️ 报预警] [❓ 提问]
        """)
    number = stage.world.history(stage.users["覃志强"])[-1]["message_id"]
    stage.heard.clear()
    stage.world.press(stage.users["覃志强"], number, "need:show:1", forged=True)
    await stage.settle()
    assert [line.words for line in stage.heard] == ["(toast) 这条需求不是您提的。"]


async def test_a_household_that_is_no_longer_ones_own_gets_no_need(stage: Stage) -> None:
    number = stage.roster.households["梁水生"]
    await act(stage, "韦秀英", "需求")
    newest = stage.world.history(stage.users["韦秀英"])[-1]["message_id"]
    stage.heard.clear()
    stage.world.press(stage.users["韦秀英"], newest, f"need:raise:{number}", forged=True)
    await stage.settle()
    assert [line.words for line in stage.heard] == ["(toast) 这一户不是您的结对户。"]
