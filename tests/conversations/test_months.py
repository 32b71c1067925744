"""Plays about one's own check-ins."""

from tests.kit.stage import Stage


async def test_the_month_is_listed_with_a_sketch_map(stage: Stage) -> None:
    await stage.play("""
        韦秀英: at 黄大明 + 20 m NE ±12
        Bot to 韦秀英: ✅ 已签到：黄大明，09:00 / 相距 20 米，精度 ±12 米 [📝 走访记录] [📝 补充说明] [📅 我的签到] [📋 提需求]
        -- 2026-03-05 10:30
        韦秀英: at 黄大明 + 700 m W ±12
        Bot to 韦秀英: 您在黄大明西边 700 米，300 米以内才算到场。 / 可以走近再签；或说明原因：点下面，或直接写。会交村信息员看。 [户主外出] [户主在地里] [请信息员看看] [🔄 再定位一次]
        韦秀英: presses [户主在地里]
        Bot to 莫小兰: 待看的签到 · 韦秀英 / 黄大明，03-05 10:30 / 在它西边 700 米，精度 ±12 米 / 原因（韦秀英）：户主在地里 [✅ 认可] [❓ 追问] [📝 备注]
        Bot edits for 韦秀英: 🟡 已记下：黄大明，10:30，相距 700 米。村信息员会看您的原因，有结果告诉您。 [📝 走访记录]
        韦秀英: 我的签到
        Bot to 韦秀英: 2026年03月签到 / 共 2 次，已核实 1 次 / 1. ✅ 03-02 09:00 黄大明 · 20 米 / 2. 🟡 03-05 10:30 黄大明 · 700 米 [‹ 上个月]
        Bot to 韦秀英: (photo)
        韦秀英: presses [‹ 上个月]
        Bot edits for 韦秀英: 2026年02月签到 / 这个月还没有签到。到了现场，点「📍 签到」。 [‹ 上个月]
        """)


async def test_a_note_can_be_added(stage: Stage) -> None:
    await stage.play("""
        韦秀英: at 黄大明 + 20 m NE ±12
        Bot to 韦秀英: ✅ 已签到：黄大明，09:00 / 相距 20 米，精度 ±12 米 [📝 走访记录] [📝 补充说明] [📅 我的签到] [📋 提需求]
        韦秀英: presses [📝 补充说明]
        Bot to 韦秀英: 要补充什么？请写下来，也可以发语音。 [✖ 取消]
        韦秀英: 大明腿好多了
        Bot to 韦秀英: ✅ 已记下（黄大明）。
        """)
