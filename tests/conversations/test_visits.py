"""Plays about visits: begun from a check-in, taken back within a minute, then in effect."""

import re
from datetime import date, timedelta

from sqlalchemy import select

from storage import pairings
from storage.tables import VisitRow
from tests.kit import actions
from tests.kit.pictures import picture
from tests.kit.stage import Stage

TAP = re.compile(r"^\s*韦秀英: (?:at|presses) ", re.MULTILINE)
TYPED = re.compile(r"^\s*韦秀英: (?!at |presses |sends )", re.MULTILINE)


async def do(stage: Stage, who: str, *acts: str) -> None:
    """Do things whose answers other plays show."""
    for act in acts:
        actions.do(stage, who, act)
        await stage.settle()


async def recorded(stage: Stage) -> None:
    """Let 韦秀英 hand in a quiet visit."""
    taps = "📝 走访记录", "✔ 见到户主", "讲政策", "⏩ 其余无变化", "✔ 提交"
    await do(stage, "韦秀英", "at 黄大明 + 20 m NE ±12", *[f"presses [{it}]" for it in taps])


async def begun(stage: Stage) -> None:
    """Let her come to the question about photos."""
    taps = "📝 走访记录", "✔ 见到户主", "讲政策", "✔ 好了", "无变化"
    await do(stage, "韦秀英", "at 黄大明 + 20 m NE ±12", *[f"presses [{it}]" for it in taps])


async def at_the_summary(stage: Stage) -> None:
    """Let her come to the summary of a quiet visit."""
    taps = "📝 走访记录", "✔ 见到户主", "讲政策", "⏩ 其余无变化"
    await do(stage, "韦秀英", "at 黄大明 + 20 m NE ±12", *[f"presses [{it}]" for it in taps])


async def two_households(stage: Stage) -> None:
    """Pair 韦秀英 with a second household, which has no coordinates, and check in at both."""
    async with stage.app.database.write() as db:
        numbers = stage.roster.households["梁水生"], stage.roster.people["韦秀英"]
        await pairings.pair(db, *numbers, date(2026, 1, 1))
    there = "at 黄大明 + 20 m NE ±12", "at 黄大明 + 900 m E ±12"
    await do(stage, "韦秀英", *there)


async def photographed(stage: Stage) -> None:
    """Let her send the same picture in two visits, a month apart."""
    await begun(stage)
    await send_roof(stage)
    await do(stage, "韦秀英", "presses [⏩ 其余无变化]", "presses [✔ 提交]")
    for later in (timedelta(minutes=2), timedelta(days=35)):
        stage.world.clock.move_by(later)
        await stage.app.sweep()
        await stage.settle()
    taps = "📝 走访记录", "✔ 见到户主", "✔ 同上次", "无变化"
    await do(stage, "韦秀英", "at 黄大明 + 20 m NE ±12", *[f"presses [{it}]" for it in taps])
    await send_roof(stage)


async def send_roof(stage: Stage) -> None:
    """Send always the same picture."""
    stage.world.send_photo(stage.users["韦秀英"], picture(3), caption="新屋顶")
    await stage.settle()


async def visits_of(stage: Stage) -> list[str]:
    """Look at what is kept: the state of each visit."""
    async with stage.app.database.read() as db:
        return list(await db.scalars(select(VisitRow.state).order_by(VisitRow.id)))


async def pressed(stage: Stage, who: str, data: str) -> list[str]:
    """Press a button that somebody else was given, or that nobody was."""
    await do(stage, who, "/me")
    stage.heard.clear()
    newest = stage.world.history(stage.users[who])[-1]["message_id"]
    stage.world.press(stage.users[who], newest, data, forged=True)
    await stage.settle()
    return [line.words for line in stage.heard]


QUIET = """
        韦秀英: at 黄大明 + 20 m NE ±12
        Bot to 韦秀英: ✅ 已签到：黄大明，09:00 / 相距 20 米，精度 ±12 米 [📝 走访记录] [📝 补充说明] [📅 我的签到] [📋 提需求]
        韦秀英: presses [📝 走访记录]
        Bot to 韦秀英: 走访记录：黄大明 · 第 1 步，共 9 步 / 见到了谁？可以多选。 / 目前：黄大明 [✔ 见到户主] [✅ 黄大明] [黄大明1] [黄大明2] [其他人] [没人在家] [✖ 取消]
        韦秀英: presses [✔ 见到户主]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 2 步，共 9 步 / 这次做了什么？可以多选。 [谈心了解] [讲政策] [帮产业] [帮就业] [帮上学] [帮看病] [修住房] [送钱送物] [‹ 上一步] [✖ 取消]
        韦秀英: presses [讲政策]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 2 步，共 9 步 / 这次做了什么？可以多选。 / 目前：讲政策 [谈心了解] [✅ 讲政策] [帮产业] [帮就业] [帮上学] [帮看病] [修住房] [送钱送物] [✔ 好了] [⏩ 其余无变化] [‹ 上一步] [✖ 取消]
        韦秀英: presses [⏩ 其余无变化]
        Bot edits for 韦秀英: 走访记录：黄大明 · 请核对 / 1. 见到：黄大明 / 2. 做了：讲政策 / 3. 情况：无变化 / 4. 照片：（未填） / 5. 户情变化：无变化 / 6. 八有一超：✔ 还是这样 / 7. 第 1 笔 · 收支：无变化 / 8. 上报：没有 / 9. 下次：2026-04-06 [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✎ 4] [✎ 5] [✎ 6] [✎ 7] [✎ 8] [✎ 9] [✖ 取消]
        韦秀英: presses [✔ 提交]
        Bot edits for 韦秀英: ✅ 走访已保存：黄大明，03-02 09:00。 / 一分钟内可以撤回，之后生效。 [↩ 撤回] [📄 查看]
        -- 2026-03-02 09:02 sweep
        Bot edits for 韦秀英: ✅ 走访已生效：黄大明，03-02 09:00。 / 下次走访：2026-04-06 [📄 查看]
        """
AGAIN = """
        -- 2026-03-02 09:02 sweep
        Bot edits for 韦秀英: ✅ 走访已生效：黄大明，03-02 09:00。 / 下次走访：2026-04-06 [📄 查看]
        -- 2026-04-06 10:00
        韦秀英: at 黄大明 + 20 m NE ±12
        Bot to 韦秀英: ✅ 已签到：黄大明，10:00 / 相距 20 米，精度 ±12 米 [📝 走访记录] [📝 补充说明] [📅 我的签到] [📋 提需求]
        韦秀英: presses [📝 走访记录]
        Bot to 韦秀英: 走访记录：黄大明 · 第 1 步，共 9 步 / 见到了谁？可以多选。 / 目前：黄大明 [✔ 见到户主] [✅ 黄大明] [黄大明1] [黄大明2] [其他人] [没人在家] [⏩ 其余无变化] [✖ 取消]
        韦秀英: presses [⏩ 其余无变化]
        Bot edits for 韦秀英: 走访记录：黄大明 · 请核对 / 1. 见到：黄大明 / 2. 做了：讲政策 / 3. 情况：无变化 / 4. 照片：（未填） / 5. 户情变化：无变化 / 6. 八有一超：✔ 还是这样 / 7. 第 1 笔 · 收支：无变化 / 8. 上报：没有 / 9. 下次：2026-05-04 [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✎ 4] [✎ 5] [✎ 6] [✎ 7] [✎ 8] [✎ 9] [✖ 取消]
        韦秀英: presses [✔ 提交]
        Bot edits for 韦秀英: ✅ 走访已保存：黄大明，04-06 10:00。 / 一分钟内可以撤回，之后生效。 [↩ 撤回] [📄 查看]
        """


async def test_a_quiet_visit_takes_six_taps_and_no_typing(stage: Stage) -> None:
    await stage.play(QUIET)
    assert (len(TAP.findall(QUIET)), len(TYPED.findall(QUIET))) == (6, 0)


async def test_the_next_quiet_visit_takes_four(stage: Stage) -> None:
    await recorded(stage)
    await stage.play(AGAIN)
    assert (len(TAP.findall(AGAIN)), len(TYPED.findall(AGAIN))) == (4, 0)


async def test_a_visit_with_words_photos_and_a_need(stage: Stage) -> None:
    await stage.play("""
        韦秀英: at 黄大明 + 20 m NE ±12
        Bot to 韦秀英: ✅ 已签到：黄大明，09:00 / 相距 20 米，精度 ±12 米 [📝 走访记录] [📝 补充说明] [📅 我的签到] [📋 提需求]
        韦秀英: presses [📝 走访记录]
        Bot to 韦秀英: 走访记录：黄大明 · 第 1 步，共 9 步 / 见到了谁？可以多选。 / 目前：黄大明 [✔ 见到户主] [✅ 黄大明] [黄大明1] [黄大明2] [其他人] [没人在家] [✖ 取消]
        韦秀英: presses [黄大明1]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 1 步，共 9 步 / 见到了谁？可以多选。 / 目前：黄大明, 黄大明1 [✅ 黄大明] [✅ 黄大明1] [黄大明2] [其他人] [没人在家] [✔ 好了] [✖ 取消]
        韦秀英: presses [✔ 好了]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 2 步，共 9 步 / 这次做了什么？可以多选。 [谈心了解] [讲政策] [帮产业] [帮就业] [帮上学] [帮看病] [修住房] [送钱送物] [‹ 上一步] [✖ 取消]
        韦秀英: presses [帮看病]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 2 步，共 9 步 / 这次做了什么？可以多选。 / 目前：帮看病 [谈心了解] [讲政策] [帮产业] [帮就业] [帮上学] [✅ 帮看病] [修住房] [送钱送物] [✔ 好了] [⏩ 其余无变化] [‹ 上一步] [✖ 取消]
        韦秀英: presses [✔ 好了]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 3 步，共 9 步 / 看到、听到什么情况？写一两句，也可以发语音。 [无变化] [⏩ 其余无变化] [‹ 上一步] [✖ 取消]
        韦秀英: 大明的腿好多了,能下地了
        Bot to 韦秀英: 走访记录：黄大明 · 第 4 步，共 9 步 / 发照片，最多 9 张，可以一次发几张。 [跳过] [⏩ 其余无变化] [‹ 上一步] [✖ 取消]
        韦秀英: sends photo
        Bot to 韦秀英: 走访记录：黄大明 · 第 4 步，共 9 步 / 发照片，最多 9 张，可以一次发几张。 / 目前：1 张照片 [🗑 1] [✔ 好了] [⏩ 其余无变化] [‹ 上一步] [✖ 取消]
        韦秀英: presses [⏩ 其余无变化]
        Bot edits for 韦秀英: 走访记录：黄大明 · 请核对 / 1. 见到：黄大明, 黄大明1 / 2. 做了：帮看病 / 3. 情况：大明的腿好多了,能下地了 / 4. 照片：1 张照片 / 5. 户情变化：无变化 / 6. 八有一超：✔ 还是这样 / 7. 第 1 笔 · 收支：无变化 / 8. 上报：没有 / 9. 下次：2026-04-06 [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✎ 4] [✎ 5] [✎ 6] [✎ 7] [✎ 8] [✎ 9] [✖ 取消]
        韦秀英: presses [✎ 8]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 8 步，共 9 步 / 有没有要上报的事？ [没有] [有需求] [🔴 有急需] [⚠️ 返贫风险] [‹ 上一步] [✖ 取消]
        韦秀英: presses [有需求]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 9 步，共 11 步 / 是哪方面的事？ [住房] [饮水] [看病吃药] [上学] [外出务工] [种养经营] [低保救助] [其他] [‹ 上一步] [✖ 取消]
        韦秀英: presses [看病吃药]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 10 步，共 11 步 / 需要什么？写一两句，也可以发语音。 [‹ 上一步] [✖ 取消]
        韦秀英: 要一副拐杖
        Bot to 韦秀英: 走访记录：黄大明 · 请核对 / 1. 见到：黄大明, 黄大明1 / 2. 做了：帮看病 / 3. 情况：大明的腿好多了,能下地了 / 4. 照片：1 张照片 / 5. 户情变化：无变化 / 6. 八有一超：✔ 还是这样 / 7. 第 1 笔 · 收支：无变化 / 8. 上报：有需求 / 9. 方面：看病吃药 / 10. 说明：要一副拐杖 / 11. 下次：2026-04-06 [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✎ 4] [✎ 5] [✎ 6] [✎ 7] [✎ 8] [✎ 9] [✎ 10] [✎ 11] [✖ 取消]
        韦秀英: presses [✔ 提交]
        Bot edits for 韦秀英: ✅ 走访已保存：黄大明，03-02 09:00。 / 一分钟内可以撤回，之后生效。 [↩ 撤回] [📄 查看]
        韦秀英: presses [📄 查看]
        Bot to 韦秀英: 走访 · 黄大明 / 03-02 09:00 · 韦秀英 / ⏳ 一分钟内生效 / 见到：黄大明, 黄大明1 / 做了：帮看病 / 情况：大明的腿好多了,能下地了 / 照片：1 张照片 / 需求：看病吃药 · 要一副拐杖 / 下次：2026-04-06
        Bot to 韦秀英: (photo)
        -- 2026-03-02 09:02 sweep
        Bot to 莫小兰: 需求 #1 · 看病吃药 / 黄大明，关井村 / 03-02 09:02 韦秀英 提出：要一副拐杖 / 🟡 等扶贫信息员接手 [🙋 我来处理]
        Bot edits for 韦秀英: ✅ 走访已生效：黄大明，03-02 09:00。 / 下次走访：2026-04-06 / ✅ 需求 #1（黄大明，看病吃药）已提交，交给扶贫信息员 莫小兰。每一步都会告诉您。 [📄 查看]
        """)


async def test_what_changed_in_the_record_is_proposed_when_the_visit_takes_effect(
    stage: Stage,
) -> None:
    await at_the_summary(stage)
    await stage.play("""
        韦秀英: presses [✎ 5]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 5 步，共 9 步 / 户情有变化吗？点有变化的人或家庭，再点“好了”。 [无变化] [🏠 家庭情况] [黄大明] [黄大明1] [黄大明2] [➕ 添人] [‹ 上一步] [✖ 取消]
        韦秀英: presses [🏠 家庭情况]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 5 步，共 12 步 / 户情有变化吗？点有变化的人或家庭，再点“好了”。 / 目前：🏠 家庭情况 [✅ 🏠 家庭情况] [黄大明] [黄大明1] [黄大明2] [➕ 添人] [✔ 好了] [‹ 上一步] [✖ 取消]
        韦秀英: presses [✔ 好了]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 6 步，共 12 步 / 家庭：哪些有变化？点一下，再点“好了”。 [脱贫属性] [贫困户属性] [低保类别] [致贫原因] [是否危房] [饮水安全] [饮水困难] [人均纯收入] [更多 ›] [‹ 上一步] [✖ 取消]
        韦秀英: presses [饮水安全]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 6 步，共 13 步 / 家庭：哪些有变化？点一下，再点“好了”。 / 目前：饮水安全 [脱贫属性] [贫困户属性] [低保类别] [致贫原因] [是否危房] [✅ 饮水安全] [饮水困难] [人均纯收入] [更多 ›] [✔ 好了] [‹ 上一步] [✖ 取消]
        韦秀英: presses [✔ 好了]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 7 步，共 13 步 / 家庭 · 饮水安全 / 档案上：未填 / 应该是什么？ [是] [否] [‹ 上一步] [✖ 取消]
        韦秀英: presses [是]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 8 步，共 13 步 / 怎么知道的？点一下或写下来，审核的人会看到。 [家里人说的] [看了证件] [亲眼看到] [‹ 上一步] [✖ 取消]
        韦秀英: presses [亲眼看到]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 9 步，共 13 步 / 有证件或实物的照片吗？发过来，没有就跳过。 [跳过] [‹ 上一步] [✖ 取消]
        韦秀英: presses [跳过]
        Bot edits for 韦秀英: 走访记录：黄大明 · 请核对 / 1. 见到：黄大明 / 2. 做了：讲政策 / 3. 情况：无变化 / 4. 照片：（未填） / 5. 户情变化：🏠 家庭情况 / 6. 家庭：饮水安全 / 7. 家庭 · 饮水安全：是 / 8. 依据：亲眼看到 / 9. 照片：（未填） / 10. 八有一超：✔ 还是这样 / 11. 第 1 笔 · 收支：无变化 / 12. 上报：没有 / 13. 下次：2026-04-06 [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✎ 4] [✎ 5] [✎ 6] [✎ 7] [✎ 8] [✎ 9] [✎ 10] [✎ 11] [✎ 12] [✎ 13] [✖ 取消]
        韦秀英: presses [✔ 提交]
        Bot edits for 韦秀英: ✅ 走访已保存：黄大明，03-02 09:00。 / 一分钟内可以撤回，之后生效。 [↩ 撤回] [📄 查看]
        -- 2026-03-02 09:02 sweep
        Bot to 梁建国: 待审核的更改 · 黄大明，关井村 / 03-02 09:02 韦秀英 提出： / 1. 家庭 · 饮水安全：未填 → 是 /    依据：亲眼看到 [✅ 采纳] [↩ 退回] [✎ 更正]
        Bot edits for 韦秀英: ✅ 走访已生效：黄大明，03-02 09:00。 / 下次走访：2026-04-06 [📄 查看]
        """)


async def test_a_risk_of_falling_back_goes_up_as_an_urgent_need(stage: Stage) -> None:
    await do(stage, "韦秀英", "at 黄大明 + 20 m NE ±12")
    await do(
        stage, "韦秀英", *[f"presses [{it}]" for it in ("📝 走访记录", "✔ 见到户主", "讲政策")]
    )
    await stage.play("""
        韦秀英: presses [⏩ 其余无变化]
        Bot edits for 韦秀英: 走访记录：黄大明 · 请核对 / 1. 见到：黄大明 / 2. 做了：讲政策 / 3. 情况：无变化 / 4. 照片：（未填） / 5. 户情变化：无变化 / 6. 八有一超：✔ 还是这样 / 7. 第 1 笔 · 收支：无变化 / 8. 上报：没有 / 9. 下次：2026-04-06 [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✎ 4] [✎ 5] [✎ 6] [✎ 7] [✎ 8] [✎ 9] [✖ 取消]
        韦秀英: presses [✎ 8]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 8 步，共 9 步 / 有没有要上报的事？ [没有] [有需求] [🔴 有急需] [⚠️ 返贫风险] [‹ 上一步] [✖ 取消]
        韦秀英: presses [⚠️ 返贫风险]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 9 步，共 10 步 / 为什么担心返贫？写一两句，也可以发语音。会当急需报给村信息员，再逐级上报。 [‹ 上一步] [✖ 取消]
        韦秀英: sends voice
        Bot to 韦秀英: 走访记录：黄大明 · 请核对 / 1. 见到：黄大明 / 2. 做了：讲政策 / 3. 情况：无变化 / 4. 照片：（未填） / 5. 户情变化：无变化 / 6. 八有一超：✔ 还是这样 / 7. 第 1 笔 · 收支：无变化 / 8. 上报：⚠️ 返贫风险 / 9. 说明：语音 3 秒 / 10. 下次：2026-04-06 [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✎ 4] [✎ 5] [✎ 6] [✎ 7] [✎ 8] [✎ 9] [✎ 10] [✖ 取消]
        韦秀英: presses [✔ 提交]
        Bot edits for 韦秀英: ✅ 走访已保存：黄大明，03-02 09:00。 / 一分钟内可以撤回，之后生效。 [↩ 撤回] [📄 查看]
        -- 2026-03-02 09:02 sweep
        Bot to 莫小兰: 需求 #1 · 返贫风险 · 🔴 急 / 黄大明，关井村 / 03-02 09:02 韦秀英 提出：🎤 3″ / 🟡 等扶贫信息员接手 [🙋 我来处理]
        Bot to 莫小兰: (voice)
        Bot edits for 韦秀英: ✅ 走访已生效：黄大明，03-02 09:00。 / 下次走访：2026-04-06 / ✅ 需求 #1（黄大明，返贫风险）已提交，交给扶贫信息员 莫小兰。每一步都会告诉您。 [📄 查看]
        """)


async def test_taken_back_within_a_minute_nothing_is_lost(stage: Stage) -> None:
    await recorded(stage)
    await stage.play("""
        -- 2026-03-02 09:00:50
        韦秀英: presses [↩ 撤回]
        Bot edits for 韦秀英: 走访记录：黄大明 · 请核对 / 1. 见到：黄大明 / 2. 做了：讲政策 / 3. 情况：无变化 / 4. 照片：（未填） / 5. 户情变化：无变化 / 6. 八有一超：✔ 还是这样 / 7. 第 1 笔 · 收支：无变化 / 8. 上报：没有 / 9. 下次：2026-04-06 [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✎ 4] [✎ 5] [✎ 6] [✎ 7] [✎ 8] [✎ 9] [✖ 取消]
        Bot toasts 韦秀英: 已撤回。填的都在，改好再提交。
        韦秀英: presses again on [↩ 撤回]
        Bot toasts 韦秀英: 这次走访已经撤回，您填的都在打开的表里。
        -- 2026-03-02 09:02 sweep
        韦秀英: presses [✎ 2]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 2 步，共 9 步 / 这次做了什么？可以多选。 / 目前：讲政策 [谈心了解] [✅ 讲政策] [帮产业] [帮就业] [帮上学] [帮看病] [修住房] [送钱送物] [✔ 好了] [‹ 上一步] [✖ 取消]
        韦秀英: presses [帮产业]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 2 步，共 9 步 / 这次做了什么？可以多选。 / 目前：讲政策, 帮产业 [谈心了解] [✅ 讲政策] [✅ 帮产业] [帮就业] [帮上学] [帮看病] [修住房] [送钱送物] [✔ 好了] [‹ 上一步] [✖ 取消]
        韦秀英: presses [✔ 好了]
        Bot edits for 韦秀英: 走访记录：黄大明 · 请核对 / 1. 见到：黄大明 / 2. 做了：讲政策, 帮产业 / 3. 情况：无变化 / 4. 照片：（未填） / 5. 户情变化：无变化 / 6. 八有一超：✔ 还是这样 / 7. 第 1 笔 · 收支：无变化 / 8. 上报：没有 / 9. 下次：2026-04-06 [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✎ 4] [✎ 5] [✎ 6] [✎ 7] [✎ 8] [✎ 9] [✖ 取消]
        韦秀英: presses [✔ 提交]
        Bot edits for 韦秀英: ✅ 走访已保存：黄大明，03-02 09:00。 / 一分钟内可以撤回，之后生效。 [↩ 撤回] [📄 查看]
        -- 2026-03-02 09:04 sweep
        Bot edits for 韦秀英: ✅ 走访已生效：黄大明，03-02 09:00。 / 下次走访：2026-04-06 [📄 查看]
        """)
    assert await visits_of(stage) == ["undone", "kept"]


async def test_after_a_minute_it_stays_also_when_no_sweep_came(stage: Stage) -> None:
    await recorded(stage)
    await stage.play("""
        -- 2026-03-02 09:01:02
        韦秀英: presses [↩ 撤回]
        Bot toasts 韦秀英: 已过一分钟，走访已生效，不能撤回。要改农户信息，请打开农户卡；有新情况，下次走访时写上。
        -- 2026-03-02 09:01:30 sweep
        Bot edits for 韦秀英: ✅ 走访已生效：黄大明，03-02 09:00。 / 下次走访：2026-04-06 [📄 查看]
        韦秀英: presses again on [↩ 撤回]
        Bot toasts 韦秀英: 已过一分钟，走访已生效，不能撤回。要改农户信息，请打开农户卡；有新情况，下次走访时写上。
        """)
    assert await visits_of(stage) == ["kept"]


async def test_what_was_begun_meanwhile_is_not_lost_by_taking_back(stage: Stage) -> None:
    await two_households(stage)
    taps = "✔ 见到户主", "讲政策", "⏩ 其余无变化", "✔ 提交"
    await do(stage, "韦秀英", "走访", "presses [黄大明]", *[f"presses [{it}]" for it in taps])
    await do(stage, "韦秀英", "走访", "presses [✔ 见到户主]")
    await stage.play("""
        韦秀英: presses again on [↩ 撤回]
        Bot toasts 韦秀英: 您已经在填走访记录：梁水生。请先提交或取消它，再点一次。
        """)
    assert await visits_of(stage) == ["fresh"]


async def test_handed_in_twice_it_is_one_visit(stage: Stage) -> None:
    await recorded(stage)
    await stage.play("""
        韦秀英: presses again
        Bot toasts 韦秀英: 这张表已经提交或取消。
        韦秀英: presses again on [📝 走访记录]
        Bot to 韦秀英: 黄大明 今天的走访 09:00 已经记好，没有重复添加。 [📄 查看]
        韦秀英: 走访
        Bot to 韦秀英: 今天已记走访：黄大明。 / 走访从签到开始：到农户家，点下方的「📍 签到」，再点「📝 走访记录」。之前去过、没签到的，点「补录」。 [🗂 补录]
        """)
    assert await visits_of(stage) == ["fresh"]


async def test_of_several_households_one_is_chosen(stage: Stage) -> None:
    await two_households(stage)
    await stage.play("""
        韦秀英: 走访
        Bot to 韦秀英: 记哪一户的走访？ [黄大明] [梁水生]
        韦秀英: presses [梁水生]
        Bot to 韦秀英: 走访记录：梁水生 · 第 1 步，共 9 步 / 见到了谁？可以多选。 / 目前：梁水生 [✔ 见到户主] [✅ 梁水生] [梁水生1] [其他人] [没人在家] [✖ 取消]
        韦秀英: presses [没人在家]
        Bot edits for 韦秀英: 走访记录：梁水生 · 第 1 步，共 9 步 / 见到了谁？可以多选。 / 目前：梁水生, 没人在家 [✅ 梁水生] [梁水生1] [其他人] [✅ 没人在家] [✔ 好了] [✖ 取消]
        韦秀英: presses [✔ 好了]
        Bot edits for 韦秀英: 走访记录：梁水生 · 第 2 步，共 9 步 / 这次做了什么？可以多选。 [谈心了解] [讲政策] [帮产业] [帮就业] [帮上学] [帮看病] [修住房] [送钱送物] [‹ 上一步] [✖ 取消]
        韦秀英: presses again on [黄大明]
        Bot to 韦秀英: 您之前填了走访记录：梁水生，还没有提交。 [▶ 继续填] [✖ 不要了]
        """)


async def test_without_a_checkin_one_is_asked_for(stage: Stage) -> None:
    await stage.play("""
        韦秀英: 走访
        Bot to 韦秀英: 走访从签到开始：到农户家，点下方的「📍 签到」，再点「📝 走访记录」。之前去过、没签到的，点「补录」。 [🗂 补录]
        韦秀英: at 黄大明 + 20 m NE ±12
        Bot to 韦秀英: ✅ 已签到：黄大明，09:00 / 相距 20 米，精度 ±12 米 [📝 走访记录] [📝 补充说明] [📅 我的签到] [📋 提需求]
        -- 2026-03-03 09:00
        韦秀英: presses [📝 走访记录]
        Bot to 韦秀英: 走访从签到开始：到农户家，点下方的「📍 签到」，再点「📝 走访记录」。之前去过、没签到的，点「补录」。 [🗂 补录]
        """)


async def test_photos_are_kept_with_their_words_and_taken_away_one_by_one(stage: Stage) -> None:
    await begun(stage)
    await stage.play("""
        韦秀英: sends photo
        Bot to 韦秀英: 走访记录：黄大明 · 第 4 步，共 9 步 / 发照片，最多 9 张，可以一次发几张。 / 目前：1 张照片 [🗑 1] [✔ 好了] [⏩ 其余无变化] [‹ 上一步] [✖ 取消]
        韦秀英: sends photo
        Bot to 韦秀英: 走访记录：黄大明 · 第 4 步，共 9 步 / 发照片，最多 9 张，可以一次发几张。 / 目前：2 张照片 [🗑 1] [🗑 2] [✔ 好了] [⏩ 其余无变化] [‹ 上一步] [✖ 取消]
        韦秀英: presses [🗑 1]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 4 步，共 9 步 / 发照片，最多 9 张，可以一次发几张。 / 目前：1 张照片 [🗑 1] [✔ 好了] [⏩ 其余无变化] [‹ 上一步] [✖ 取消]
        韦秀英: presses [🗑 1]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 4 步，共 9 步 / 发照片，最多 9 张，可以一次发几张。 [跳过] [⏩ 其余无变化] [‹ 上一步] [✖ 取消]
        韦秀英: presses [跳过]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 5 步，共 9 步 / 户情有变化吗？点有变化的人或家庭，再点“好了”。 [无变化] [🏠 家庭情况] [黄大明] [黄大明1] [黄大明2] [➕ 添人] [⏩ 其余无变化] [‹ 上一步] [✖ 取消]
        """)


async def test_an_album_is_acknowledged_once(stage: Stage) -> None:
    await begun(stage)
    await stage.play("""
        韦秀英: sends album of 3
        -- 2026-03-02 09:00:01
        Bot to 韦秀英: 走访记录：黄大明 · 第 4 步，共 9 步 / 发照片，最多 9 张，可以一次发几张。 / 目前：3 张照片 [🗑 1] [🗑 2] [🗑 3] [✔ 好了] [⏩ 其余无变化] [‹ 上一步] [✖ 取消]
        """)


async def test_a_photo_that_was_used_before_is_flagged(stage: Stage) -> None:
    await photographed(stage)
    await stage.play("""
        韦秀英: presses [⏩ 其余无变化]
        Bot edits for 韦秀英: 走访记录：黄大明 · 请核对 / 1. 见到：黄大明 / 2. 做了：讲政策 / 3. 情况：无变化 / 4. 照片：1 张照片（1. 新屋顶） / 5. 户情变化：无变化 / 6. 八有一超：✔ 还是这样 / 7. 第 1 笔 · 收支：无变化 / 8. 上报：没有 / 9. 下次：2026-05-04 / ⚑ 第 1 张照片以前用过（2026-03-02）。 [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✎ 4] [✎ 5] [✎ 6] [✎ 7] [✎ 8] [✎ 9] [✖ 取消]
        韦秀英: presses [✔ 提交]
        Bot edits for 韦秀英: ✅ 走访已保存：黄大明，04-06 09:02。 / 一分钟内可以撤回，之后生效。 [↩ 撤回] [📄 查看]
        韦秀英: presses [📄 查看]
        Bot to 韦秀英: 走访 · 黄大明 / 04-06 09:02 · 韦秀英 / ⏳ 一分钟内生效 / 见到：黄大明 / 做了：讲政策 / 照片：1 张照片 · 1. 新屋顶 / 下次：2026-05-04 / ⚑ 第 1 张照片以前用过（2026-03-02）。
        Bot to 韦秀英: (photo)
        """)


async def test_a_draft_survives_days_and_keeps_the_time_of_the_checkin(stage: Stage) -> None:
    await begun(stage)
    await stage.play("""
        -- 2026-03-05 20:00 sweep
        韦秀英: /start
        Bot to 韦秀英: 韦秀英，您好！您登记的身份： / • 帮扶联系人 关井村 / 下方的按键是给您用的，点一下就开始。
        Bot to 韦秀英: 还有没填完的：走访记录：黄大明。 [▶ 继续填] [✖ 不要了]
        韦秀英: 走访
        Bot to 韦秀英: 您之前填了走访记录：黄大明，还没有提交。 [▶ 继续填] [✖ 不要了]
        韦秀英: presses [▶ 继续填]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 4 步，共 9 步 / 发照片，最多 9 张，可以一次发几张。 [跳过] [⏩ 其余无变化] [‹ 上一步] [✖ 取消]
        韦秀英: presses [⏩ 其余无变化]
        Bot edits for 韦秀英: 走访记录：黄大明 · 请核对 / 1. 见到：黄大明 / 2. 做了：讲政策 / 3. 情况：无变化 / 4. 照片：（未填） / 5. 户情变化：无变化 / 6. 八有一超：✔ 还是这样 / 7. 第 1 笔 · 收支：无变化 / 8. 上报：没有 / 9. 下次：2026-04-06 [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✎ 4] [✎ 5] [✎ 6] [✎ 7] [✎ 8] [✎ 9] [✖ 取消]
        韦秀英: presses [✔ 提交]
        Bot edits for 韦秀英: ✅ 走访已保存：黄大明，03-02 09:00。 / 一分钟内可以撤回，之后生效。 [↩ 撤回] [📄 查看]
        """)


async def test_whoever_sees_the_household_reads_the_visit(stage: Stage) -> None:
    await recorded(stage)
    async with stage.app.database.read() as db:
        number = await db.scalar(select(VisitRow.id))
    for who in ("梁建国", "莫小兰", "黄丽萍", "周启明"):
        (said,) = await pressed(stage, who, f"visit:show:{number}")
        assert said.startswith("走访 · 黄大明"), who
    assert await pressed(stage, "覃志强", f"visit:show:{number}") == [
        "(toast) 您的范围里没有这次走访。"
    ]
    assert await pressed(stage, "覃志强", f"visit:undo:{number}") == [
        "(toast) 这次走访不是您记的。"
    ]
    household = stage.roster.households["黄大明"]
    for number in (household, 7):
        assert await pressed(stage, "覃志强", f"visit:begin:{number}") == [
            "(toast) 这一户不是您的结对户。"
        ]


async def test_recording_visits_is_for_helpers(stage: Stage) -> None:
    await stage.play("""
        莫小兰: 走访
        Bot to 莫小兰: 这项不归您的身份使用。您能用的在下方按键里。
        梁建国: 走访
        Bot to 梁建国: 这项不归您的身份使用。您能用的在下方按键里。
        """)
