"""Plays about public answers: published, changed and ended by officers, told to readers."""

from datetime import date

from domain.ladders import Kind
from domain.people import Duty, Role
from tests.kit import cast
from tests.kit.forged import forged
from tests.kit.public_answers import published
from tests.kit.raised import raised
from tests.kit.record import act, works_as
from tests.kit.stage import Stage

WORDS = "水管坏了先报村委会，村里一天内派人看。"
REST = ("presses [跳过]", "presses [今天]", "presses [跳过]")


async def answered(stage: Stage) -> None:
    """Let the village's officer answer a question."""
    await raised(stage, Kind.QUESTION)
    await act(stage, "莫小兰", "presses [🙋 我来处理]", "presses [💬 答复]", WORDS)


async def test_an_answered_question_is_made_public_once(stage: Stage) -> None:
    await answered(stage)
    await stage.play("""
        莫小兰: presses [📚 设为公开答复]
        Bot to 莫小兰: 公开答复 · 第 1 步，共 5 步 / 问的是什么？照大家的说法写，不写姓名和号码。 / 目前：水管裂了三天,家里没水 [无变化] [✖ 取消]
        莫小兰: 水管裂了没水用找谁？
        Bot to 莫小兰: 公开答复 · 第 2 步，共 5 步 / 怎么答复？辖区里大家都会看到。 / 目前：水管坏了先报村委会，村里一天内派人看。 [无变化] [‹ 上一步] [✖ 取消]
        莫小兰: presses [无变化]
        Bot edits for 莫小兰: 公开答复 · 第 3 步，共 5 步 / 依据哪个文件？有的话写文件名或文号。 [跳过] [‹ 上一步] [✖ 取消]
        莫小兰: 银海区农村供水管理办法
        Bot to 莫小兰: 公开答复 · 第 4 步，共 5 步 / 从哪一天起？ [今天] [明天] [📅 日历] [‹ 上一步] [✖ 取消]
        莫小兰: presses [今天]
        Bot edits for 莫小兰: 公开答复 · 第 5 步，共 5 步 / 到哪一天为止？跳过就是一直有效，直到有人改。 [到年底] [一年后] [📅 日历] [跳过] [‹ 上一步] [✖ 取消]
        莫小兰: presses [到年底]
        Bot edits for 莫小兰: 公开答复 · 请核对 / 1. 提问：水管裂了没水用找谁？ / 2. 回答：水管坏了先报村委会，村里一天内派人看。 / 3. 依据文件：银海区农村供水管理办法 / 4. 从哪天起：2026-03-02 周一 / 5. 到哪天：2026-12-31 周四 [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✎ 4] [✎ 5] [✖ 取消]
        莫小兰: presses [✔ 提交]
        Bot to 莫小兰: ✅ 已公开：大家搜得到，有人问类似的问题也会先给他看。
        Bot to 莫小兰: 📚 水管裂了没水用找谁？ / 水管坏了先报村委会，村里一天内派人看。 / 📄 依据：银海区农村供水管理办法 / 📍 关井村 · 2026-03-02 至 2026-12-31 / ✍ 莫小兰 03-02 09:00 · 1 人看过 [✎ 改答复] [🗑 停用] [‹ 全部答复]
        莫小兰: presses again
        Bot toasts 莫小兰: 这张表已经提交或取消。
        莫小兰: presses [📚 设为公开答复]
        Bot to 莫小兰: 已经公开过了，内容如下。
        Bot to 莫小兰: 📚 水管裂了没水用找谁？ / 水管坏了先报村委会，村里一天内派人看。 / 📄 依据：银海区农村供水管理办法 / 📍 关井村 · 2026-03-02 至 2026-12-31 / ✍ 莫小兰 03-02 09:00 · 1 人看过 [✎ 改答复] [🗑 停用] [‹ 全部答复]
        """)


async def test_nothing_personal_is_made_public(stage: Stage) -> None:
    await answered(stage)
    await stage.play("""
        莫小兰: presses [📚 设为公开答复]
        Bot to 莫小兰: 公开答复 · 第 1 步，共 5 步 / 问的是什么？照大家的说法写，不写姓名和号码。 / 目前：水管裂了三天,家里没水 [无变化] [✖ 取消]
        莫小兰: presses [无变化]
        Bot edits for 莫小兰: 公开答复 · 第 2 步，共 5 步 / 怎么答复？辖区里大家都会看到。 / 目前：水管坏了先报村委会，村里一天内派人看。 [无变化] [‹ 上一步] [✖ 取消]
        莫小兰: 打 13912345678 找老李
        Bot to 莫小兰: 「139…」像是身份证号、手机号或银行卡号。公开答复大家都看得到，请去掉再发。
        莫小兰: 卡号 6228 4800 1234 5678 9
        Bot to 莫小兰: 「622…」像是身份证号、手机号或银行卡号。公开答复大家都看得到，请去掉再发。
        莫小兰: sends voice
        Bot to 莫小兰: 请打字写：辖区里大家都要看。
        莫小兰: 像黄大明家一样先报村委会
        Bot to 莫小兰: 公开答复 · 第 3 步，共 5 步 / 依据哪个文件？有的话写文件名或文号。 [跳过] [‹ 上一步] [✖ 取消]
        莫小兰: presses [跳过]
        Bot edits for 莫小兰: 公开答复 · 第 4 步，共 5 步 / 从哪一天起？ [今天] [明天] [📅 日历] [‹ 上一步] [✖ 取消]
        莫小兰: presses [今天]
        Bot edits for 莫小兰: 公开答复 · 第 5 步，共 5 步 / 到哪一天为止？跳过就是一直有效，直到有人改。 [到年底] [一年后] [📅 日历] [跳过] [‹ 上一步] [✖ 取消]
        莫小兰: 昨天
        Bot to 莫小兰: 截止日期比开始还早，请选晚一点的日子。
        莫小兰: presses [跳过]
        Bot edits for 莫小兰: 公开答复 · 请核对 / 1. 提问：水管裂了三天,家里没水 / 2. 回答：像黄大明家一样先报村委会 / 3. 依据文件：（未填） / 4. 从哪天起：2026-03-02 周一 / 5. 到哪天：（未填） [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✎ 4] [✎ 5] [✖ 取消]
        莫小兰: presses [✔ 提交]
        Bot toasts 莫小兰: 「黄大明」是这里一位户主的姓名。公开答复大家都看得到，请点 ✎ 改成不带姓名的说法。
        莫小兰: presses [✎ 2]
        Bot edits for 莫小兰: 公开答复 · 第 2 步，共 5 步 / 怎么答复？辖区里大家都会看到。 / 目前：像黄大明家一样先报村委会 [无变化] [‹ 上一步] [✖ 取消]
        莫小兰: 先报村委会，当天派人看
        Bot to 莫小兰: 公开答复 · 请核对 / 1. 提问：水管裂了三天,家里没水 / 2. 回答：先报村委会，当天派人看 / 3. 依据文件：（未填） / 4. 从哪天起：2026-03-02 周一 / 5. 到哪天：（未填） [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✎ 4] [✎ 5] [✖ 取消]
        莫小兰: presses [✔ 提交]
        Bot to 莫小兰: ✅ 已公开：大家搜得到，有人问类似的问题也会先给他看。
        Bot to 莫小兰: 📚 水管裂了三天,家里没水 / 先报村委会，当天派人看 / 📍 关井村 · 2026-03-02 起 / ✍ 莫小兰 03-02 09:00 · 1 人看过 [✎ 改答复] [🗑 停用] [‹ 全部答复]
        """)


async def test_officers_see_theirs_and_add_some(stage: Stage) -> None:
    await published(stage)
    await published(stage, "高龄津贴几岁起发？", valid_until_on=date(2026, 3, 10))
    await published(stage, "邻村的路谁来修？", by="陆海燕", area_code=cast.OTHER_VILLAGE)
    await stage.play("""
        莫小兰: /answers
        Bot to 莫小兰: 公开答复 · 2 条 / 1. ⏳ 2026-03-10 到期 高龄津贴几岁起发？（关井村） / 2. 低保怎么申请？（关井村） [1] [2] [➕ 加一条答复] [🔤 同义词]
        黄丽萍: 公开答复
        Bot to 黄丽萍: 公开答复 · 3 条 / 1. ⏳ 2026-03-10 到期 高龄津贴几岁起发？（关井村） / 2. 邻村的路谁来修？（曲湾村） / 3. 低保怎么申请？（关井村） [1] [2] [3] [➕ 加一条答复] [🔤 同义词]
        韦秀英: /answers
        Bot to 韦秀英: 这项不归您的身份使用。您能用的在下方按键里。
        莫小兰: presses [1]
        Bot edits for 莫小兰: 📚 高龄津贴几岁起发？ / 到村委会填表，五天内答复。 / 📍 关井村 · 2026-03-01 至 2026-03-10 / ⏳ 快到期了。 / ✍ 莫小兰 03-02 09:00 · 0 人看过 [✎ 改答复] [🗑 停用] [‹ 全部答复]
        莫小兰: presses [‹ 全部答复]
        Bot edits for 莫小兰: 公开答复 · 2 条 / 1. ⏳ 2026-03-10 到期 高龄津贴几岁起发？（关井村） / 2. 低保怎么申请？（关井村） [1] [2] [➕ 加一条答复] [🔤 同义词]
        莫小兰: presses [➕ 加一条答复]
        Bot to 莫小兰: 公开答复 · 第 1 步，共 5 步 / 问的是什么？照大家的说法写，不写姓名和号码。 [✖ 取消]
        莫小兰: 签到离得太远怎么办？
        Bot to 莫小兰: 公开答复 · 第 2 步，共 5 步 / 怎么答复？辖区里大家都会看到。 [‹ 上一步] [✖ 取消]
        莫小兰: 走到门口再发一次位置。
        Bot to 莫小兰: 公开答复 · 第 3 步，共 5 步 / 依据哪个文件？有的话写文件名或文号。 [跳过] [‹ 上一步] [✖ 取消]
        莫小兰: presses [跳过]
        Bot edits for 莫小兰: 公开答复 · 第 4 步，共 5 步 / 从哪一天起？ [今天] [明天] [📅 日历] [‹ 上一步] [✖ 取消]
        莫小兰: presses [明天]
        Bot edits for 莫小兰: 公开答复 · 第 5 步，共 5 步 / 到哪一天为止？跳过就是一直有效，直到有人改。 [到年底] [一年后] [📅 日历] [跳过] [‹ 上一步] [✖ 取消]
        莫小兰: 2026-03-02
        Bot to 莫小兰: 截止日期比开始还早，请选晚一点的日子。
        莫小兰: presses [一年后]
        Bot edits for 莫小兰: 公开答复 · 请核对 / 1. 提问：签到离得太远怎么办？ / 2. 回答：走到门口再发一次位置。 / 3. 依据文件：（未填） / 4. 从哪天起：2026-03-03 周二 / 5. 到哪天：2027-03-02 周二 [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✎ 4] [✎ 5] [✖ 取消]
        莫小兰: presses [✔ 提交]
        Bot to 莫小兰: ✅ 已公开：大家搜得到，有人问类似的问题也会先给他看。
        Bot to 莫小兰: 📚 签到离得太远怎么办？ / 走到门口再发一次位置。 / 📍 关井村 · 2026-03-03 至 2027-03-02 / ⏳ 还没到适用的日子。 / ✍ 莫小兰 03-02 09:00 · 0 人看过 [✎ 改答复] [🗑 停用] [‹ 全部答复]
        """)


async def test_of_two_who_publish_one_answer_the_second_reads_the_firsts(stage: Stage) -> None:
    await answered(stage)
    await act(
        stage, "莫小兰", "presses [📚 设为公开答复]", "presses [无变化]", "presses [无变化]", *REST
    )
    await act(stage, "陆海燕", "/answers")
    await forged(stage, "陆海燕", "answer:publish:1")
    taps = ("presses [无变化]", "presses [无变化]", "presses [跳过]", "presses [关井村]")
    await act(stage, "陆海燕", *taps, "presses [今天]", "presses [跳过]")
    await act(stage, "莫小兰", "presses [✔ 提交]")
    stage.heard.clear()
    await act(stage, "陆海燕", "presses [✔ 提交]")
    no, card = [line.words for line in stage.heard]
    assert no == "刚才已有人把它设为公开答复，您写的没有保存。"
    assert "莫小兰 03-02 09:00" in card


async def test_only_officers_of_the_area_publish_and_only_what_is_answered(stage: Stage) -> None:
    await raised(stage, Kind.QUESTION)
    await raised(stage, Kind.NEED)
    still_open = "(toast) 只有答复过的提问才能公开。这件又在办理中了。"
    for data in ("answer:publish:1", "answer:publish:2"):
        assert await forged(stage, "莫小兰", data) == [still_open]
    assert await forged(stage, "莫小兰", "answer:publish:99") == ["(toast) 这件不在您的辖区。"]
    elsewhere = await published(stage, area_code=cast.OTHER_VILLAGE, by="陆海燕")
    for verb in ("show", "change", "end", "stop"):
        said = await forged(stage, "莫小兰", f"answer:{verb}:{elsewhere.id}:1")
        assert said == ["(toast) 这件不在您的辖区。"]
    assert await forged(stage, "莫小兰", f"answer:open:{elsewhere.id}") == [
        "(toast) 您的辖区没有这条答复。"
    ]


async def test_a_press_of_an_older_card_shows_the_answer_as_it_is(stage: Stage) -> None:
    answer = await published(stage)
    await act(stage, "莫小兰", "/answers")
    for verb in ("change", "end", "stop"):
        *card, stale = await forged(stage, "莫小兰", f"answer:{verb}:{answer.id}:7")
        assert stale == "(toast) 刚才已有人改过，这是现在的样子。"
        if verb == "change":  # afterwards the card is there
            assert card[0].startswith("✎ 📚 低保怎么申请？")


async def test_the_pages_of_a_long_list_are_turned(stage: Stage) -> None:
    for number in range(9):
        await published(stage, f"第{number}个问题怎么办？")
    await act(stage, "莫小兰", "/answers")
    page, where = await forged(stage, "莫小兰", "answer:page:1")
    assert "公开答复 · 9 条 / 1. 第0个问题怎么办？（关井村）" in page
    assert where == "(toast) 第 2 页，共 2 页"


async def test_what_was_reopened_or_is_no_longer_ones_area_is_not_published(stage: Stage) -> None:
    await answered(stage)
    written = ("presses [📚 设为公开答复]", "presses [无变化]", "presses [无变化]", *REST)
    await act(stage, "莫小兰", *written)
    await act(stage, "韦秀英", "presses [🔁 还没解决]", "水还是没来")
    stage.heard.clear()
    await act(stage, "莫小兰", "presses [✔ 提交]")
    no = "只有答复过的提问才能公开。这件又在办理中了。"
    assert [line.words for line in stage.heard] == [no]
    adds = ("/answers", "presses [➕ 加一条答复]", "水费怎么交？", "到村里交。", *REST)
    await act(stage, "莫小兰", *adds)
    elsewhere = Duty(role=Role.INFORMATION_OFFICER, area_code=cast.OTHER_VILLAGE)
    await works_as(stage, "莫小兰", elsewhere)
    stage.heard.clear()
    await act(stage, "莫小兰", "presses [✔ 提交]")
    assert [line.words for line in stage.heard] == ["这件不在您的辖区。"]
