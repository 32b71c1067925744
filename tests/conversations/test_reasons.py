"""Plays about not being where one should be."""

from tests.kit.stage import Stage


async def test_out_of_range_a_typed_reason_goes_to_the_village_officer(stage: Stage) -> None:
    await stage.play("""
        韦秀英: at 黄大明 + 640 m E ±12
        Bot to 韦秀英: 您在黄大明东边 640 米，300 米以内才算到场。 / 可以走近再签；或说明原因：点下面，或直接写。会交村信息员看。 [户主外出] [户主在地里] [请信息员看看] [🔄 再定位一次]
        韦秀英: 大明去镇上看病,我送他
        Bot to 莫小兰: 待看的签到 · 韦秀英 / 黄大明，03-02 09:00 / 在它东边 640 米，精度 ±12 米 / 原因（韦秀英）：大明去镇上看病,我送他 [✅ 认可] [❓ 追问] [📝 备注]
        Bot to 韦秀英: 🟡 已记下：黄大明，09:00，相距 640 米。村信息员会看您的原因，有结果告诉您。
        """)


async def test_a_tapped_reason_needs_no_typing(stage: Stage) -> None:
    await stage.play("""
        韦秀英: at 黄大明 + 2600 m SW ±12
        Bot to 韦秀英: 您在黄大明西南边 2.6 公里，300 米以内才算到场。 / 可以走近再签；或说明原因：点下面，或直接写。会交村信息员看。 [户主外出] [户主在地里] [请信息员看看] [🔄 再定位一次]
        韦秀英: presses [请信息员看看]
        Bot to 莫小兰: 待看的签到 · 韦秀英 / 黄大明，03-02 09:00 / 在它西南边 2.6 公里，精度 ±12 米 / 原因（韦秀英）：请信息员看看 [✅ 认可] [❓ 追问] [📝 备注]
        Bot to 韦秀英: 🟡 已记下：黄大明，09:00，相距 2.6 公里。村信息员会看您的原因，有结果告诉您。
        韦秀英: presses [请信息员看看]
        Bot toasts 韦秀英: 这张表已经提交或取消。
        """)


async def test_going_closer_ends_the_question(stage: Stage) -> None:
    await stage.play("""
        韦秀英: at 黄大明 + 640 m E ±12
        Bot to 韦秀英: 您在黄大明东边 640 米，300 米以内才算到场。 / 可以走近再签；或说明原因：点下面，或直接写。会交村信息员看。 [户主外出] [户主在地里] [请信息员看看] [🔄 再定位一次]
        韦秀英: presses [🔄 再定位一次]
        Bot edits for 韦秀英: 好的。走近一些，再点「📍 签到」。
        韦秀英: at 黄大明 + 30 m E ±12
        Bot to 韦秀英: ✅ 已签到：黄大明，09:00 / 相距 30 米，精度 ±12 米 [📝 补充说明] [📅 我的签到]
        """)


async def test_arriving_while_asked_why_needs_no_answer(stage: Stage) -> None:
    await stage.play("""
        韦秀英: at 黄大明 + 640 m E ±12
        Bot to 韦秀英: 您在黄大明东边 640 米，300 米以内才算到场。 / 可以走近再签；或说明原因：点下面，或直接写。会交村信息员看。 [户主外出] [户主在地里] [请信息员看看] [🔄 再定位一次]
        韦秀英: at 黄大明 + 30 m E ±12
        Bot to 韦秀英: ✅ 已签到：黄大明，09:00 / 相距 30 米，精度 ±12 米 [📝 补充说明] [📅 我的签到]
        韦秀英: 大明去镇上看病
        Bot to 韦秀英: 这句话我没看懂。请点下方的按键，或点「❓ 帮助」看看能做什么。
        """)


async def test_an_unanswered_question_lapses_with_its_day(stage: Stage) -> None:
    await stage.play("""
        韦秀英: at 黄大明 + 640 m E ±12
        Bot to 韦秀英: 您在黄大明东边 640 米，300 米以内才算到场。 / 可以走近再签；或说明原因：点下面，或直接写。会交村信息员看。 [户主外出] [户主在地里] [请信息员看看] [🔄 再定位一次]
        -- 2026-03-03 10:00
        韦秀英: 今天天气不错
        Bot to 韦秀英: 那个位置是前些天的，问题已经过期，这句话没有记。到了现场，请点「📍 签到」。
        """)


async def test_arriving_after_a_reason_settles_it(stage: Stage) -> None:
    await stage.play("""
        韦秀英: at 黄大明 + 640 m E ±12
        Bot to 韦秀英: 您在黄大明东边 640 米，300 米以内才算到场。 / 可以走近再签；或说明原因：点下面，或直接写。会交村信息员看。 [户主外出] [户主在地里] [请信息员看看] [🔄 再定位一次]
        韦秀英: presses [户主外出]
        Bot to 莫小兰: 待看的签到 · 韦秀英 / 黄大明，03-02 09:00 / 在它东边 640 米，精度 ±12 米 / 原因（韦秀英）：户主外出 [✅ 认可] [❓ 追问] [📝 备注]
        Bot to 韦秀英: 🟡 已记下：黄大明，09:00，相距 640 米。村信息员会看您的原因，有结果告诉您。
        -- 2026-03-02 11:00
        韦秀英: at 黄大明 + 30 m E ±12
        Bot edits for 莫小兰: 待看的签到 · 韦秀英 / 黄大明，03-02 11:00 / 在它东边 30 米，精度 ±12 米 / 原因（韦秀英）：户主外出 / ✅ 后来已到现场签到
        Bot to 韦秀英: ✅ 已签到：黄大明，11:00 / 相距 30 米，精度 ±12 米 [📝 补充说明] [📅 我的签到]
        莫小兰: presses again on [✅ 认可]
        Bot toasts 莫小兰: 这条已经处理过了，没有改动。
        """)


async def test_a_spoken_reason_is_heard_by_the_officer(stage: Stage) -> None:
    await stage.play("""
        韦秀英: at 黄大明 + 640 m E ±12
        Bot to 韦秀英: 您在黄大明东边 640 米，300 米以内才算到场。 / 可以走近再签；或说明原因：点下面，或直接写。会交村信息员看。 [户主外出] [户主在地里] [请信息员看看] [🔄 再定位一次]
        韦秀英: sends voice
        Bot to 莫小兰: 待看的签到 · 韦秀英 / 黄大明，03-02 09:00 / 在它东边 640 米，精度 ±12 米 / 原因（韦秀英）：🎤 3″ [✅ 认可] [❓ 追问] [📝 备注]
        Bot to 莫小兰: (voice)
        Bot to 韦秀英: 🟡 已记下：黄大明，09:00，相距 640 米。村信息员会看您的原因，有结果告诉您。
        """)


async def test_a_household_without_coordinates_goes_to_the_officer_at_once(stage: Stage) -> None:
    await stage.play("""
        覃志强: at 黄大明 ±8
        Bot to 莫小兰: 待看的签到 · 覃志强 / 梁水生，03-02 09:00 / 这一户还没有坐标；发来的位置：精度 ±8 米 [📌 认可并存坐标] [✅ 认可] [❓ 追问] [📝 备注]
        Bot to 覃志强: 🟡 已记下：梁水生，09:00。这一户还没有坐标，村信息员会看您的位置，合适就存为坐标。有结果告诉您。
        莫小兰: presses [📌 认可并存坐标]
        Bot toasts 莫小兰: 好了，已告诉本人。
        Bot edits for 莫小兰: 待看的签到 · 覃志强 / 梁水生，03-02 09:00 / 这一户还没有坐标；发来的位置：精度 ±8 米 / ☑️ 莫小兰 已认可
        Bot to 覃志强: ☑️ 莫小兰 认可了您的签到，梁水生 有了坐标。
        -- 2026-03-03 09:00
        覃志强: at 黄大明 + 10 m S ±8
        Bot to 覃志强: ✅ 已签到：梁水生，09:00 / 相距 10 米，精度 ±8 米 [📝 补充说明] [📅 我的签到]
        """)


async def test_a_photo_is_no_reason(stage: Stage) -> None:
    await stage.play("""
        韦秀英: at 黄大明 + 640 m E ±12
        Bot to 韦秀英: 您在黄大明东边 640 米，300 米以内才算到场。 / 可以走近再签；或说明原因：点下面，或直接写。会交村信息员看。 [户主外出] [户主在地里] [请信息员看看] [🔄 再定位一次]
        韦秀英: sends photo
        Bot to 韦秀英: 这与正在问的不符，没有收下。
        Bot to 韦秀英: 您在黄大明东边 640 米，300 米以内才算到场。 / 可以走近再签；或说明原因：点下面，或直接写。会交村信息员看。 [户主外出] [户主在地里] [请信息员看看] [🔄 再定位一次]
        """)
