"""Plays about single questions of a visit, and how a long one reads before it is handed in."""

from tests.kit.stage import Stage
from tests.kit.visiting import at_the_summary, do

HERE = "at 黄大明 + 20 m NE ±12"


async def test_the_head_who_stands_ticked_is_meant_when_tapped(stage: Stage) -> None:
    await do(stage, "韦秀英", HERE)
    await stage.play("""
        韦秀英: presses [📝 走访记录]
        Bot to 韦秀英: 走访记录：黄大明 · 第 1 步，共 9 步 / 见到了谁？可以多选。 / 目前：黄大明 [✔ 见到户主] [✅ 黄大明] [黄大明1] [黄大明2] [其他人] [没人在家] [⏩ 其余无变化] [✖ 取消]
        韦秀英: presses [✅ 黄大明]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 1 步，共 9 步 / 见到了谁？可以多选。 / 目前：黄大明 [✅ 黄大明] [黄大明1] [黄大明2] [其他人] [没人在家] [✔ 好了] [⏩ 其余无变化] [✖ 取消]
        韦秀英: presses [✅ 黄大明]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 1 步，共 9 步 / 见到了谁？可以多选。 [✔ 见到户主] [黄大明] [黄大明1] [黄大明2] [其他人] [没人在家] [⏩ 其余无变化] [✖ 取消]
        韦秀英: presses [黄大明1]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 1 步，共 9 步 / 见到了谁？可以多选。 / 目前：黄大明1 [黄大明] [✅ 黄大明1] [黄大明2] [其他人] [没人在家] [✔ 好了] [⏩ 其余无变化] [✖ 取消]
        """)


async def test_the_next_visit_is_soon_as_usual_or_at_the_months_end(stage: Stage) -> None:
    await at_the_summary(stage)
    await stage.play("""
        韦秀英: presses [✎ 9]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 9 步，共 9 步 / 下次什么时候来？点一下，或写日期，如 7月20日。 / 目前：2026-04-06 周一 [✔ 下月 4月6日] [一周后 3月9日] [月底 4月30日] [📅 日历] [‹ 上一步] [✖ 取消]
        韦秀英: presses [一周后 3月9日]
        Bot edits for 韦秀英: 走访记录：黄大明 · 请核对 / 1. 见到：黄大明 / 2. 做了：讲政策 / 3. 情况：无变化 / 4. 照片：（未填） / 5. 户情变化：无变化 / 6. 八有一超：✔ 还是这样 / 7. 收支登记：无变化 / 8. 上报：没有 / 9. 下次：2026-03-09 周一 [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✎ 4] [✎ 5] [✎ 6] [✎ 7] [✎ 8] [✎ 9] [✖ 取消]
        韦秀英: presses [✎ 9]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 9 步，共 9 步 / 下次什么时候来？点一下，或写日期，如 7月20日。 / 目前：2026-03-09 周一 [✔ 下月 4月6日] [一周后 3月9日] [月底 4月30日] [📅 日历] [‹ 上一步] [✖ 取消]
        韦秀英: presses [月底 4月30日]
        Bot edits for 韦秀英: 走访记录：黄大明 · 请核对 / 1. 见到：黄大明 / 2. 做了：讲政策 / 3. 情况：无变化 / 4. 照片：（未填） / 5. 户情变化：无变化 / 6. 八有一超：✔ 还是这样 / 7. 收支登记：无变化 / 8. 上报：没有 / 9. 下次：2026-04-30 周四 [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✎ 4] [✎ 5] [✎ 6] [✎ 7] [✎ 8] [✎ 9] [✖ 取消]
        """)


async def test_details_of_one_thing_share_a_line_of_a_long_visit(stage: Stage) -> None:
    await at_the_summary(stage)
    items = ("✎ 6", "安全饮水", "住房保障", "✔ 好了")
    home = ("B 级", "80 平方米", "✅ 达标（按标准）")
    water = ("清，无异味", "50 升/天", "水到家里", "保证率 100%")
    await do(stage, "韦秀英", *[f"presses [{it}]" for it in (*items, *home, *water)])
    await stage.play("""
        韦秀英: presses [✅ 达标（按标准）]
        Bot edits for 韦秀英: 走访记录：黄大明 · 请核对 / 1. 见到：黄大明 / 2. 做了：讲政策 / 3. 情况：无变化 / 4. 照片：（未填） / 6. 八有一超：住房保障、安全饮水 / 住房保障：7 房屋等级 B 级 · 8 面积（平方米） 80 · 9 结论 ✅ 达标（按标准） / 安全饮水：10 水质 清，无异味 · 11 水量 50 · 12 取水 0 · 13 保证率 100 · 14 结论 ✅ 达标（按标准） / 16. 上报：没有 / 17. 下次：2026-04-06 周一 / 无变化：5 户情变化、15 收支登记 [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✎ 4] [✎ 5] [✎ 6] [✎ 7] [✎ 8] [✎ 9] [✎ 10] [✎ 11] [✎ 12] [✎ 13] [✎ 14] [✎ 15] [✎ 16] [✎ 17] [✖ 取消]
        """)
