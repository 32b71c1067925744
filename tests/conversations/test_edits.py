"""Plays about messages that are edited: answers of a form, and words of a case."""

from tests.kit import actions
from tests.kit.stage import Stage


async def test_an_answer_of_the_open_form_changes_with_its_message(stage: Stage) -> None:
    await stage.play("""
        韦秀英: 提需求
        Bot to 韦秀英: 提需求 · 第 1 步，共 3 步 / 农户：黄大明 / 是哪方面的事？ [住房] [饮水] [看病吃药] [上学] [外出务工] [种养经营] [低保救助] [其他] [✖ 取消]
        韦秀英: presses [其他]
        Bot edits for 韦秀英: 提需求 · 第 2 步，共 3 步 / 农户：黄大明 / 需要什么？写一两句或发语音，也可以发照片。 [‹ 上一步] [✖ 取消]
        韦秀英: 要一张床
        Bot to 韦秀英: 提需求 · 第 3 步，共 3 步 / 农户：黄大明 / 急不急？点一下就提交。 [普通] [🔴 急] [‹ 上一步] [✖ 取消]
        韦秀英: edits #1 of own: 要两张床
        Bot to 韦秀英: ✏️ 您的回答改好了。 / 提需求 · 第 3 步，共 3 步 / 农户：黄大明 / 急不急？点一下就提交。 [普通] [🔴 急] [‹ 上一步] [✖ 取消]
        韦秀英: presses [‹ 上一步]
        Bot edits for 韦秀英: 提需求 · 第 2 步，共 3 步 / 农户：黄大明 / 需要什么？写一两句或发语音，也可以发照片。 / 目前：要两张床 [‹ 上一步] [✖ 取消]
        韦秀英: 要三张床
        Bot to 韦秀英: 提需求 · 第 3 步，共 3 步 / 农户：黄大明 / 急不急？点一下就提交。 [普通] [🔴 急] [‹ 上一步] [✖ 取消]
        韦秀英: edits #2 of own: 要五张床
        韦秀英: presses [普通]
        Bot to 莫小兰: 需求 #1 · 其他 / 黄大明，关井村 / 03-02 09:00 韦秀英 提出：要三张床 / ⏱ 到3月5日（周四）09:00，还剩3天 / 🟡 等扶贫信息员接手 [🙋 我来处理] [👥 转给]
        Bot to 韦秀英: ✅ 需求 #1（黄大明，其他）已提交，交给扶贫信息员 莫小兰。每一步都会告诉您。
        """)


async def test_the_words_under_a_photo_change_too(stage: Stage) -> None:
    await stage.play("""
        韦秀英: 提问
        Bot to 韦秀英: 提问 · 第 1 步，共 2 步 / 您想问什么？写一两句或发语音，也可以发照片。 [✖ 取消]
        韦秀英: sends photo: 这是什么表
        Bot to 韦秀英: 提问 · 第 1 步，共 2 步 / 您想问什么？写一两句或发语音，也可以发照片。 / 目前：1 张照片 [🗑 1] [✔ 好了] [✖ 取消]
        韦秀英: edits #1 of own: 这张表怎么填
        Bot to 韦秀英: ✏️ 您的回答改好了。 / 提问 · 第 1 步，共 2 步 / 您想问什么？写一两句或发语音，也可以发照片。 / 目前：1 张照片 [🗑 1] [✔ 好了] [✖ 取消]
        韦秀英: presses [✔ 好了]
        Bot to 莫小兰: 提问 #1 / 关井村 / 03-02 09:00 韦秀英 提出：这张表怎么填 📷 / ⏱ 到3月3日（周二）09:00，还剩1天 / 🟡 等扶贫信息员接手 [🙋 我来处理] [👥 转给]
        Bot to 莫小兰: (photo)
        Bot to 韦秀英: ✅ 提问 #1（关井村）已提交，交给扶贫信息员 莫小兰。每一步都会告诉您。
        韦秀英: edits #1 of own: 第二栏怎么填
        Bot to 莫小兰: ➕ 提问 #1（关井村）：韦秀英 补充了。 / ✎ 第二栏怎么填 [📄 打开看]
        Bot edits for 莫小兰: 提问 #1 / 关井村 / 03-02 09:00 韦秀英 提出：这张表怎么填 📷 / 03-02 09:00 韦秀英 补充：✎ 第二栏怎么填 / ⏱ 到3月3日（周二）09:00，还剩1天 / 🟡 等扶贫信息员接手 [🙋 我来处理] [👥 转给]
        Bot to 韦秀英: ✏️ #1（关井村）您改的话已转告办理的人。
        """)


async def test_the_holder_reads_the_new_wording_of_a_case_once(stage: Stage) -> None:
    for words in ("提需求", "其他", "要一张床", "普通"):
        actions.do(stage, "韦秀英", words)
        await stage.settle()
    actions.do(stage, "莫小兰", "presses [🙋 我来处理]")
    await stage.settle()
    await stage.play("""
        韦秀英: edits #2 of own: 要两张床
        Bot to 莫小兰: ➕ 需求 #1（黄大明，其他）：韦秀英 补充了。 / ✎ 要两张床 [📄 打开看]
        Bot edits for 莫小兰: 需求 #1 · 其他 / 黄大明，关井村 / 03-02 09:00 韦秀英 提出：要一张床 / 03-02 09:00 莫小兰 接手 / 03-02 09:00 韦秀英 补充：✎ 要两张床 / ⏱ 到3月5日（周四）09:00，还剩3天 / 🟢 扶贫信息员 莫小兰 在处理（03-02 09:00 起） / 👉 下一步：莫小兰 解决、答复或上报 [✅ 已解决] [⬆ 报镇扶贫站] [📣 还在办] [⋯ 更多]
        Bot to 韦秀英: ✏️ #1（黄大明，其他）您改的话已转告办理的人。
        韦秀英: edits #2 of own: 要两张床
        韦秀英: edits #1 of own: 普通的
        """)


async def test_an_edit_after_the_end_is_not_passed_on(stage: Stage) -> None:
    for words in ("提问", "要一张床行不行"):
        actions.do(stage, "韦秀英", words)
        await stage.settle()
    for words in ("presses [🙋 我来处理]", "presses [💬 答复]", "可以，找村委会"):
        actions.do(stage, "莫小兰", words)
        await stage.settle()
    await stage.play("""
        韦秀英: edits #1 of own: 要两张床行不行
        Bot to 韦秀英: #1（关井村）已经办结，这句话没有转过去。没解决的话，点下面。 [✅ 解决了] [🔁 还没解决] [📄 看经过]
        """)


async def test_an_edit_is_no_reply_to_what_was_asked(stage: Stage) -> None:
    for words in ("提需求", "其他", "要一张床", "普通"):
        actions.do(stage, "韦秀英", words)
        await stage.settle()
    for words in (
        "presses [🙋 我来处理]",
        "presses [⋯ 更多]",
        "presses [❓ 问提出人]",
        "多大的？",
    ):
        actions.do(stage, "莫小兰", words)
        await stage.settle()
    await stage.play("""
        韦秀英: edits #2 of own: 要一张一米五的床
        Bot to 莫小兰: ➕ 需求 #1（黄大明，其他）：韦秀英 补充了。 / ✎ 要一张一米五的床 [📄 打开看]
        Bot edits for 莫小兰: 需求 #1 · 其他 / 黄大明，关井村 / 03-02 09:00 韦秀英 提出：要一张床 / 03-02 09:00 莫小兰 接手 / 03-02 09:00 莫小兰 问提出人：多大的？ / 03-02 09:00 韦秀英 补充：✎ 要一张一米五的床 / ⏸ 扶贫信息员在等提出人答复（03-02 09:00 起） / 👉 下一步：提出人答复，期间不计时 [✅ 已解决] [⬆ 报镇扶贫站] [📣 还在办] [⋯ 更多]
        Bot to 韦秀英: ✏️ #1（黄大明，其他）您改的话已转告办理的人。
        韦秀英: 我的诉求
        Bot to 韦秀英: 我的诉求 · 1 件 / #1 黄大明 · 其他 · ⏸ 扶贫信息员在等提出人答复 [#1] [📋 提需求] [⚠️ 报预警] [❓ 提问]
        """)
