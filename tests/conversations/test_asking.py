"""Plays about questions: asked by anybody, answered at once where an answer stands."""

from datetime import date

from domain.answers import Answer
from storage import answers
from tests.kit import actions
from tests.kit.cast import DISTRICT
from tests.kit.stage import Stage

STANDING = {
    "低保怎么申请": "带身份证、户口本到村委会填表，镇里入户核查。",
    "低保多久审核一次": "每年一次。",
}


async def publish(stage: Stage) -> None:
    """Let the district keep two public answers."""
    by, now = stage.roster.people["周启明"], stage.world.clock.now()
    async with stage.app.database.write() as db:
        for number, (question, answer) in enumerate(STANDING.items(), start=1):
            found = Answer(
                id=number,
                question=question,
                answer=answer,
                area_code=DISTRICT,
                valid_from_on=date(2026, 1, 1),
                set_by=by,
                set_at=now,
            )
            await answers.publish(db, found)


async def test_one_message_asks_the_officer_of_ones_village(stage: Stage) -> None:
    await stage.play("""
        韦秀英: 提问
        Bot to 韦秀英: 提问 · 第 1 步，共 2 步 / 您想问什么？写一两句或发语音，也可以发照片。 [✖ 取消]
        韦秀英: 危房改造补助什么时候到账？
        Bot to 莫小兰: 提问 #1 / 关井村 / 03-02 09:00 韦秀英 提出：危房改造补助什么时候到账？ / ⏱ 到3月3日（周二）09:00，还剩1天 / 🟡 等扶贫信息员接手 [🙋 我来处理] [👥 转给]
        Bot to 韦秀英: ✅ 提问 #1（关井村）已提交，交给扶贫信息员 莫小兰。每一步都会告诉您。
        """)


async def test_an_answer_that_stands_is_offered_before_anything_is_filed(stage: Stage) -> None:
    await publish(stage)
    await stage.play("""
        韦秀英: 提问
        Bot to 韦秀英: 提问 · 第 1 步，共 2 步 / 您想问什么？写一两句或发语音，也可以发照片。 [✖ 取消]
        韦秀英: 低保要怎么申请
        Bot to 韦秀英: 提问 · 第 2 步，共 2 步 / 这个问题有人问过。点一条看答复；都不是就提交。 [低保怎么申请] [低保多久审核一次] [都不是，提交] [‹ 上一步] [✖ 取消]
        韦秀英: presses [低保怎么申请]
        Bot edits for 韦秀英: 提问 · 第 2 步，共 2 步 / 低保怎么申请 / 带身份证、户口本到村委会填表，镇里入户核查。 [✔ 就是这个，谢谢] [‹ 看别的] [都不是，提交] [‹ 上一步] [✖ 取消]
        韦秀英: presses [‹ 看别的]
        Bot edits for 韦秀英: 提问 · 第 2 步，共 2 步 / 这个问题有人问过。点一条看答复；都不是就提交。 [低保怎么申请] [低保多久审核一次] [都不是，提交] [‹ 上一步] [✖ 取消]
        韦秀英: presses [低保怎么申请]
        Bot edits for 韦秀英: 提问 · 第 2 步，共 2 步 / 低保怎么申请 / 带身份证、户口本到村委会填表，镇里入户核查。 [✔ 就是这个，谢谢] [‹ 看别的] [都不是，提交] [‹ 上一步] [✖ 取消]
        韦秀英: presses [✔ 就是这个，谢谢]
        Bot to 韦秀英: 好的，没有另外提交。这条答复以后有变化，会告诉您。
        韦秀英: 我的诉求
        Bot to 韦秀英: 我的诉求 · 0 件 / 还没有提过。有事要提，点下面。 [📋 提需求] [⚠️ 报预警] [❓ 提问]
        """)


async def test_none_of_them_files_the_question(stage: Stage) -> None:
    await publish(stage)
    await stage.play("""
        韦秀英: 提问
        Bot to 韦秀英: 提问 · 第 1 步，共 2 步 / 您想问什么？写一两句或发语音，也可以发照片。 [✖ 取消]
        韦秀英: 低保要怎么申请
        Bot to 韦秀英: 提问 · 第 2 步，共 2 步 / 这个问题有人问过。点一条看答复；都不是就提交。 [低保怎么申请] [低保多久审核一次] [都不是，提交] [‹ 上一步] [✖ 取消]
        韦秀英: presses [都不是，提交]
        Bot to 莫小兰: 提问 #1 / 关井村 / 03-02 09:00 韦秀英 提出：低保要怎么申请 / ⏱ 到3月3日（周二）09:00，还剩1天 / 🟡 等扶贫信息员接手 [🙋 我来处理] [👥 转给]
        Bot to 韦秀英: ✅ 提问 #1（关井村）已提交，交给扶贫信息员 莫小兰。每一步都会告诉您。
        韦秀英: presses again
        Bot toasts 韦秀英: 这张表已经提交或取消。
        """)


async def test_it_may_be_spoken_or_photographed(stage: Stage) -> None:
    await stage.play("""
        梁建国: 提问
        Bot to 梁建国: 提问 · 第 1 步，共 2 步 / 您想问什么？写一两句或发语音，也可以发照片。 [✖ 取消]
        梁建国: sends voice
        Bot to 梁建国: ✅ 提问 #1（关井村）已提交，交给扶贫信息员 莫小兰。每一步都会告诉您。
        Bot to 莫小兰: 提问 #1 / 关井村 / 03-02 09:00 梁建国 提出：🎤 3″ / ⏱ 到3月3日（周二）09:00，还剩1天 / 🟡 等扶贫信息员接手 [🙋 我来处理] [👥 转给]
        Bot to 莫小兰: (voice)
        梁建国: 提问
        Bot to 梁建国: 提问 · 第 1 步，共 2 步 / 您想问什么？写一两句或发语音，也可以发照片。 [✖ 取消]
        梁建国: sends photo: 这张表怎么填
        Bot to 梁建国: 提问 · 第 1 步，共 2 步 / 您想问什么？写一两句或发语音，也可以发照片。 / 目前：1 张照片 [🗑 1] [✔ 好了] [✖ 取消]
        梁建国: presses [✔ 好了]
        Bot to 梁建国: ✅ 提问 #2（关井村）已提交，交给扶贫信息员 莫小兰。每一步都会告诉您。
        Bot to 莫小兰: 提问 #2 / 关井村 / 03-02 09:00 梁建国 提出：这张表怎么填 📷 / ⏱ 到3月3日（周二）09:00，还剩1天 / 🟡 等扶贫信息员接手 [🙋 我来处理] [👥 转给]
        Bot to 莫小兰: (photo)
        """)


async def test_who_has_no_village_asks_the_district(stage: Stage) -> None:
    await stage.play("""
        陈丽华: 提问
        Bot to 陈丽华: 提问 · 第 1 步，共 2 步 / 您想问什么？写一两句或发语音，也可以发照片。 [✖ 取消]
        陈丽华: 经费怎么报
        Bot to 周启明: 提问 #1 / 银海区 / 03-02 09:00 陈丽华 提出：经费怎么报 / ⏱ 到3月3日（周二）09:00，还剩1天 / 🟡 等区扶贫办接手 [🙋 我来处理] [👥 转给]
        Bot to 陈丽华: ✅ 提问 #1（银海区）已提交，交给区扶贫办 周启明。每一步都会告诉您。
        覃志强: 提问
        Bot to 覃志强: 提问 · 第 1 步，共 2 步 / 您想问什么？写一两句或发语音，也可以发照片。 [✖ 取消]
        覃志强: 怎么签到
        Bot to 莫小兰: 提问 #2 / 关井村 / 03-02 09:00 覃志强 提出：怎么签到 / ⏱ 到3月3日（周二）09:00，还剩1天 / 🟡 等扶贫信息员接手 [🙋 我来处理] [👥 转给]
        Bot to 覃志强: ✅ 提问 #2（关井村）已提交，交给扶贫信息员 莫小兰。每一步都会告诉您。
        """)


async def test_where_nobody_else_could_answer_it_is_kept(stage: Stage) -> None:
    await stage.play("""
        周启明: 提问
        Bot to 周启明: 提问 · 第 1 步，共 2 步 / 您想问什么？写一两句或发语音，也可以发照片。 [✖ 取消]
        周启明: 经费怎么报
        Bot to 周启明: 还没有登记能处理的人。请告诉管理员；您填的先留在这里。
        """)


async def test_about_a_household_from_its_card(stage: Stage) -> None:
    await stage.play("""
        韦秀英: 我的诉求
        Bot to 韦秀英: 我的诉求 · 0 件 / 还没有提过。有事要提，点下面。 [📋 提需求] [⚠️ 报预警] [❓ 提问]
        韦秀英: opens ask:begin of 黄大明
        Bot to 韦秀英: 提问：黄大明 · 第 1 步，共 2 步 / 农户：黄大明 / 您想问什么？写一两句或发语音，也可以发照片。 [✖ 取消]
        韦秀英: 他家能不能评低保
        Bot to 莫小兰: 提问 #1 / 黄大明，关井村 / 03-02 09:00 韦秀英 提出：他家能不能评低保 / ⏱ 到3月3日（周二）09:00，还剩1天 / 🟡 等扶贫信息员接手 [🙋 我来处理] [👥 转给]
        Bot to 韦秀英: ✅ 提问 #1（黄大明）已提交，交给扶贫信息员 莫小兰。每一步都会告诉您。
        韦秀英: opens ask:begin of 梁水生
        Bot toasts 韦秀英: 您的辖区没有这一户。
        """)


async def test_what_was_not_understood_is_taken_word_for_word(stage: Stage) -> None:
    await stage.play("""
        韦秀英: 今年的雨季什么时候结束
        Bot to 韦秀英: 这句话我没看懂。请点下方的按键，或点「❓ 帮助」看看能做什么。 [❓ 当作提问]
        韦秀英: presses [❓ 当作提问]
        Bot to 莫小兰: 提问 #1 / 关井村 / 03-02 09:00 韦秀英 提出：今年的雨季什么时候结束 / ⏱ 到3月3日（周二）09:00，还剩1天 / 🟡 等扶贫信息员接手 [🙋 我来处理] [👥 转给]
        Bot to 韦秀英: ✅ 提问 #1（关井村）已提交，交给扶贫信息员 莫小兰。每一步都会告诉您。
        韦秀英: presses again
        Bot toasts 韦秀英: 这句话已经提交过了，是 #1。
        韦秀英: sends voice
        Bot to 韦秀英: 这句话我没看懂。请点下方的按键，或点「❓ 帮助」看看能做什么。 [❓ 当作提问]
        韦秀英: presses [❓ 当作提问]
        Bot to 莫小兰: 提问 #2 / 关井村 / 03-02 09:00 韦秀英 提出：🎤 3″ / ⏱ 到3月3日（周二）09:00，还剩1天 / 🟡 等扶贫信息员接手 [🙋 我来处理] [👥 转给]
        Bot to 莫小兰: (voice)
        Bot to 韦秀英: ✅ 提问 #2（关井村）已提交，交给扶贫信息员 莫小兰。每一步都会告诉您。
        """)


async def test_a_question_leaves_the_visit_that_is_open_where_it_is(stage: Stage) -> None:
    await publish(stage)
    for words in ("at 黄大明 + 20 m NE ±12", "presses [📝 走访记录]", "presses [✔ 见到户主]"):
        actions.do(stage, "韦秀英", words)
        await stage.settle()
    await stage.play("""
        韦秀英: 提问
        Bot to 韦秀英: 提问 · 第 1 步，共 2 步 / 您想问什么？写一两句或发语音，也可以发照片。 [✖ 取消]
        韦秀英: 怎么改户情
        Bot to 莫小兰: 提问 #1 / 关井村 / 03-02 09:00 韦秀英 提出：怎么改户情 / ⏱ 到3月3日（周二）09:00，还剩1天 / 🟡 等扶贫信息员接手 [🙋 我来处理] [👥 转给]
        Bot to 韦秀英: ✅ 提问 #1（关井村）已提交，交给扶贫信息员 莫小兰。每一步都会告诉您。
        Bot to 韦秀英: 还有没填完的：走访记录：黄大明。 [▶ 继续填] [✖ 不要了]
        韦秀英: presses [▶ 继续填]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 2 步，共 9 步 / 这次做了什么？可以多选。 [谈心了解] [讲政策] [帮产业] [帮就业] [帮上学] [帮看病] [修住房] [送钱送物] [‹ 上一步] [✖ 取消]
        """)


async def test_a_visit_asks_a_question_when_it_takes_effect(stage: Stage) -> None:
    await publish(stage)
    for words in (
        "at 黄大明 + 20 m NE ±12",
        "presses [📝 走访记录]",
        "presses [✔ 见到户主]",
        "讲政策",
    ):
        actions.do(stage, "韦秀英", words)
        await stage.settle()
    for words in ("presses [⏩ 其余无变化]", "presses [✎ 8]", "presses [❓ 有问题要问]"):
        actions.do(stage, "韦秀英", words)
        await stage.settle()
    await stage.play("""
        韦秀英: 低保要怎么申请
        Bot to 韦秀英: 走访记录：黄大明 · 第 10 步，共 11 步 / 这个问题有人问过。点一条看答复；都不是就提交。 [低保怎么申请] [低保多久审核一次] [都不是，提交] [‹ 上一步] [✖ 取消]
        韦秀英: presses [都不是，提交]
        Bot edits for 韦秀英: 走访记录：黄大明 · 请核对 / 1. 见到：黄大明 / 2. 做了：讲政策 / 3. 情况：无变化 / 4. 照片：（未填） / 5. 户情变化：无变化 / 6. 八有一超：✔ 还是这样 / 7. 收支登记：无变化 / 8. 上报：❓ 有问题要问 / 9. 说明：低保要怎么申请 / 10. 已有答复：都不是，提交 / 11. 下次：2026-04-06 周一 [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✎ 4] [✎ 5] [✎ 6] [✎ 7] [✎ 8] [✎ 9] [✎ 10] [✎ 11] [✖ 取消]
        韦秀英: presses [✔ 提交]
        Bot edits for 韦秀英: ✅ 走访已保存：黄大明，03-02 09:00。 / 一分钟内可以撤回，之后生效。 [↩ 撤回] [📄 查看]
        -- 2026-03-02 09:02 sweep
        Bot to 莫小兰: 提问 #1 / 黄大明，关井村 / 03-02 09:02 韦秀英 提出：低保要怎么申请 / ⏱ 到3月3日（周二）09:02，还剩1天 / 🟡 等扶贫信息员接手 [🙋 我来处理] [👥 转给]
        Bot edits for 韦秀英: ✅ 走访已生效：黄大明，03-02 09:00。 / 下次走访：2026-04-06 / ✅ 提问 #1（黄大明）已提交，交给扶贫信息员 莫小兰。每一步都会告诉您。 [📄 查看]
        """)


async def test_a_visit_that_found_its_answer_raises_nothing(stage: Stage) -> None:
    await publish(stage)
    for words in (
        "at 黄大明 + 20 m NE ±12",
        "presses [📝 走访记录]",
        "presses [✔ 见到户主]",
        "讲政策",
    ):
        actions.do(stage, "韦秀英", words)
        await stage.settle()
    for words in ("presses [⏩ 其余无变化]", "presses [✎ 8]", "presses [❓ 有问题要问]"):
        actions.do(stage, "韦秀英", words)
        await stage.settle()
    await stage.play("""
        韦秀英: 低保要怎么申请
        Bot to 韦秀英: 走访记录：黄大明 · 第 10 步，共 11 步 / 这个问题有人问过。点一条看答复；都不是就提交。 [低保怎么申请] [低保多久审核一次] [都不是，提交] [‹ 上一步] [✖ 取消]
        韦秀英: presses [低保怎么申请]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 10 步，共 11 步 / 低保怎么申请 / 带身份证、户口本到村委会填表，镇里入户核查。 [✔ 就是这个，谢谢] [‹ 看别的] [都不是，提交] [‹ 上一步] [✖ 取消]
        韦秀英: presses [✔ 就是这个，谢谢]
        Bot edits for 韦秀英: 走访记录：黄大明 · 请核对 / 1. 见到：黄大明 / 2. 做了：讲政策 / 3. 情况：无变化 / 4. 照片：（未填） / 5. 户情变化：无变化 / 6. 八有一超：✔ 还是这样 / 7. 收支登记：无变化 / 8. 上报：❓ 有问题要问 / 9. 说明：低保要怎么申请 / 10. 已有答复：✔ 就是这个，谢谢 / 11. 下次：2026-04-06 周一 [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✎ 4] [✎ 5] [✎ 6] [✎ 7] [✎ 8] [✎ 9] [✎ 10] [✎ 11] [✖ 取消]
        韦秀英: presses [✔ 提交]
        Bot edits for 韦秀英: ✅ 走访已保存：黄大明，03-02 09:00。 / 一分钟内可以撤回，之后生效。 [↩ 撤回] [📄 查看]
        -- 2026-03-02 09:02 sweep
        Bot edits for 韦秀英: ✅ 走访已生效：黄大明，03-02 09:00。 / 下次走访：2026-04-06 [📄 查看]
        """)
