"""Plays about answers to a message of the bot that names a case."""

from tests.kit import actions
from tests.kit.stage import Stage


async def test_an_answer_under_the_news_of_a_case_reaches_its_office(stage: Stage) -> None:
    for words in ("提需求", "其他", "要一张床", "普通"):
        actions.do(stage, "韦秀英", words)
        await stage.settle()
    await stage.play("""
        韦秀英: replies to #1 of Bot: 要一米五的
        Bot to 莫小兰: ➕ 需求 #1（黄大明，其他）：韦秀英 补充了。 / 要一米五的 [📄 打开看]
        Bot edits for 莫小兰: 需求 #1 · 其他 / 黄大明，关井村 / 03-02 09:00 韦秀英 提出：要一张床 / 03-02 09:00 韦秀英 补充：要一米五的 / ⏱ 到3月5日（周四）09:00，还剩3天 / 🟡 等扶贫信息员接手 [🙋 我来处理] [👥 转给]
        Bot to 韦秀英: ✅ #1（黄大明，其他）已转告办理的人。
        莫小兰: presses [🙋 我来处理]
        Bot toasts 莫小兰: 好，由您处理，已告诉提出人。
        Bot edits for 莫小兰: 需求 #1 · 其他 / 黄大明，关井村 / 03-02 09:00 韦秀英 提出：要一张床 / 03-02 09:00 韦秀英 补充：要一米五的 / 03-02 09:00 莫小兰 接手 / ⏱ 到3月5日（周四）09:00，还剩3天 / 🟢 扶贫信息员 莫小兰 在处理（03-02 09:00 起） / 👉 下一步：莫小兰 解决、答复或上报 [✅ 已解决] [⬆ 报镇扶贫站] [📣 还在办] [⋯ 更多]
        Bot to 韦秀英: 🙋 需求 #1（黄大明，其他）：扶贫信息员 莫小兰 在处理了，有进展就告诉您。 [📄 看经过]
        莫小兰: presses [⋯ 更多]
        Bot edits for 莫小兰: 需求 #1 · 其他 / 黄大明，关井村 / 03-02 09:00 韦秀英 提出：要一张床 / 03-02 09:00 韦秀英 补充：要一米五的 / 03-02 09:00 莫小兰 接手 / ⏱ 到3月5日（周四）09:00，还剩3天 / 🟢 扶贫信息员 莫小兰 在处理（03-02 09:00 起） / 👉 下一步：莫小兰 解决、答复或上报 [💬 答复] [❓ 问提出人] [👥 转给] [↩ 交还] [‹ 返回]
        莫小兰: presses [❓ 问提出人]
        Bot to 莫小兰: 想问什么？写下来或发语音；提出人答复前不计时。 [✖ 取消]
        莫小兰: 哪天在家？
        Bot to 莫小兰: ✅ 已告诉提出人：#1（黄大明，其他）
        Bot edits for 莫小兰: 需求 #1 · 其他 / 黄大明，关井村 / 03-02 09:00 韦秀英 提出：要一张床 / 03-02 09:00 韦秀英 补充：要一米五的 / 03-02 09:00 莫小兰 接手 / 03-02 09:00 莫小兰 问提出人：哪天在家？ / ⏸ 扶贫信息员在等提出人答复（03-02 09:00 起） / 👉 下一步：提出人答复，期间不计时 [✅ 已解决] [⬆ 报镇扶贫站] [📣 还在办] [⋯ 更多]
        Bot to 韦秀英: ❓ 需求 #1（黄大明，其他）：扶贫信息员 莫小兰 问您： / 哪天在家？ / 请答复，答复后接着办。 [💬 回复] [📄 看经过]
        韦秀英: replies to #1 of Bot: 周六都在
        Bot to 莫小兰: 💬 需求 #1（黄大明，其他）：韦秀英 答复了。 / 周六都在 [📄 打开看]
        Bot edits for 莫小兰: 需求 #1 · 其他 / 黄大明，关井村 / 03-02 09:00 韦秀英 提出：要一张床 / 03-02 09:00 韦秀英 补充：要一米五的 / 03-02 09:00 莫小兰 接手 / 03-02 09:00 莫小兰 问提出人：哪天在家？ / 03-02 09:00 韦秀英 答复：周六都在 / ⏱ 到3月5日（周四）09:00，还剩3天 / 🟢 扶贫信息员 莫小兰 在处理（03-02 09:00 起） / 👉 下一步：莫小兰 解决、答复或上报 [✅ 已解决] [⬆ 报镇扶贫站] [📣 还在办] [⋯ 更多]
        Bot to 韦秀英: ✅ #1（黄大明，其他）已转告办理的人。
        """)


async def test_of_several_cases_one_is_chosen(stage: Stage) -> None:
    for words in ("提需求", "其他", "要一张床", "普通", "提问", "怎么签到", "我的诉求"):
        actions.do(stage, "韦秀英", words)
        await stage.settle()
    await stage.play("""
        韦秀英: replies to #1 of Bot: 都急
        Bot to 韦秀英: 您说的是哪一件？ [#2（关井村）] [#1（黄大明，其他）]
        韦秀英: presses [#1（黄大明，其他）]
        Bot to 莫小兰: ➕ 需求 #1（黄大明，其他）：韦秀英 补充了。 / 都急 [📄 打开看]
        Bot edits for 莫小兰: 需求 #1 · 其他 / 黄大明，关井村 / 03-02 09:00 韦秀英 提出：要一张床 / 03-02 09:00 韦秀英 补充：都急 / ⏱ 到3月5日（周四）09:00，还剩3天 / 🟡 等扶贫信息员接手 [🙋 我来处理] [👥 转给]
        Bot to 韦秀英: ✅ #1（黄大明，其他）已转告办理的人。
        韦秀英: presses again
        Bot toasts 韦秀英: 这句话已经提交过了，是 #1。
        """)


async def test_an_answer_to_the_question_of_a_form_is_the_answer(stage: Stage) -> None:
    for words in (
        "提需求",
        "其他",
        "要一张床",
        "普通",
        "我的诉求",
        "presses [#1]",
        "presses [➕ 补充]",
    ):
        actions.do(stage, "韦秀英", words)
        await stage.settle()
    await stage.play("""
        韦秀英: replies to #1 of Bot: 送到村口就行
        Bot to 莫小兰: ➕ 需求 #1（黄大明，其他）：韦秀英 补充了。 / 送到村口就行 [📄 打开看]
        Bot edits for 莫小兰: 需求 #1 · 其他 / 黄大明，关井村 / 03-02 09:00 韦秀英 提出：要一张床 / 03-02 09:00 韦秀英 补充：送到村口就行 / ⏱ 到3月5日（周四）09:00，还剩3天 / 🟡 等扶贫信息员接手 [🙋 我来处理] [👥 转给]
        Bot to 韦秀英: ✅ #1（黄大明，其他）已转告 莫小兰。
        Bot edits for 韦秀英: 需求 #1 · 其他 / 黄大明，关井村 / 03-02 09:00 韦秀英 提出：要一张床 / 03-02 09:00 韦秀英 补充：送到村口就行 / ⏱ 到3月5日（周四）09:00，还剩3天 / 🟡 等扶贫信息员接手 [➕ 补充] [🗑 撤回]
        """)


async def test_after_the_end_it_says_what_can_be_done(stage: Stage) -> None:
    for words in ("提问", "怎么签到"):
        actions.do(stage, "韦秀英", words)
        await stage.settle()
    for words in ("presses [🙋 我来处理]", "presses [💬 答复]", "点签到"):
        actions.do(stage, "莫小兰", words)
        await stage.settle()
    await stage.play("""
        韦秀英: replies to #1 of Bot: 点了没反应
        Bot to 韦秀英: #1（关井村）已经办结，这句话没有转过去。没解决的话，点下面。 [✅ 解决了] [🔁 还没解决] [📄 看经过]
        莫小兰: replies to #1 of Bot: 再试试
        Bot to 莫小兰: 您能看的户里没有「再试试」。 / 也没有叫这个的功能。户都在 🏠 里，能做什么点「❓ 帮助」。 [❓ 当作提问]
        """)
