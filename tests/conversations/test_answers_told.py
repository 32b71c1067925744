"""Plays about public answers that change or end, and about who is told of it."""

from datetime import date

from tests.kit.public_answers import published
from tests.kit.record import act
from tests.kit.stage import Stage

REST = ("presses [跳过]", "presses [今天]", "presses [跳过]")


async def two_cards(stage: Stage) -> None:
    """Let officers of the village and the town look at one answer."""
    await published(stage, readers=("韦秀英",))
    for who in ("莫小兰", "黄丽萍"):
        await act(stage, who, "/answers", "presses [1]")


async def two_forms(stage: Stage) -> None:
    """Let both write another wording."""
    await two_cards(stage)
    for who, words in (("莫小兰", "到村里填表。"), ("黄丽萍", "到镇里填表。")):
        await act(stage, who, "presses [✎ 改答复]", "presses [无变化]", words, *REST)


async def test_a_wording_of_tomorrow_takes_the_old_ones_place_and_is_told_once(
    stage: Stage,
) -> None:
    await two_cards(stage)
    await stage.play("""
        莫小兰: presses [✎ 改答复]
        Bot to 莫小兰: 公开答复 · 第 1 步，共 5 步 / 问的是什么？照大家的说法写，不写姓名和号码。 / 目前：低保怎么申请？ [无变化] [✖ 取消]
        莫小兰: presses [无变化]
        Bot edits for 莫小兰: 公开答复 · 第 2 步，共 5 步 / 怎么答复？辖区里大家都会看到。 / 目前：到村委会填表，五天内答复。 [无变化] [‹ 上一步] [✖ 取消]
        莫小兰: 到镇便民中心填表。
        Bot to 莫小兰: 公开答复 · 第 3 步，共 5 步 / 依据哪个文件？有的话写文件名或文号。 [跳过] [‹ 上一步] [✖ 取消]
        莫小兰: presses [跳过]
        Bot edits for 莫小兰: 公开答复 · 第 4 步，共 5 步 / 从哪一天起？ [今天] [明天] [📅 日历] [‹ 上一步] [✖ 取消]
        莫小兰: presses [明天]
        Bot edits for 莫小兰: 公开答复 · 第 5 步，共 5 步 / 到哪一天为止？跳过就是一直有效，直到有人改。 [到年底] [一年后] [📅 日历] [跳过] [‹ 上一步] [✖ 取消]
        莫小兰: presses [跳过]
        Bot edits for 莫小兰: 公开答复 · 请核对 / 1. 提问：低保怎么申请？ / 2. 回答：到镇便民中心填表。 / 3. 依据文件：（未填） / 4. 从哪天起：2026-03-03 周二 / 5. 到哪天：（未填） [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✎ 4] [✎ 5] [✖ 取消]
        莫小兰: presses [✔ 提交]
        Bot to 莫小兰: ✅ 已公开：大家搜得到，有人问类似的问题也会先给他看。
        Bot to 莫小兰: 📚 低保怎么申请？ / 到镇便民中心填表。 / 📍 关井村 · 2026-03-03 起 / ⏳ 还没到适用的日子。 / ✍ 莫小兰 03-02 09:00 · 0 人看过 [✎ 改答复] [🗑 停用] [‹ 全部答复]
        黄丽萍: presses [✎ 改答复]
        Bot toasts 黄丽萍: 这条已经改成新的了，请在列表里看最新的。
        -- 2026-03-02 10:00 sweep
        -- 2026-03-03 07:00 sweep
        -- 2026-03-03 08:00 sweep
        Bot to 韦秀英: 📚 您看过的一条公开答复改了。 / 低保怎么申请？ / 以前：到村委会填表，五天内答复。 / 现在：到镇便民中心填表。 [📄 看全文]
        -- 2026-03-03 09:00 sweep
        韦秀英: presses [📄 看全文]
        Bot to 韦秀英: 📚 低保怎么申请？ / 到镇便民中心填表。 / 📍 关井村 · 2026-03-03 起 [🔎 再搜一次]
        """)


async def test_what_is_ended_is_told_once(stage: Stage) -> None:
    await two_cards(stage)
    await stage.play("""
        莫小兰: presses [🗑 停用]
        Bot edits for 莫小兰: 现在停用这条答复吗？看过的 1 人会收到通知。 / 低保怎么申请？ [🗑 停用并通知] [‹ 不停用]
        莫小兰: presses [‹ 不停用]
        Bot edits for 莫小兰: 📚 低保怎么申请？ / 到村委会填表，五天内答复。 / 📍 关井村 · 2026-03-01 起 / ✍ 莫小兰 03-02 09:00 · 1 人看过 [✎ 改答复] [🗑 停用] [‹ 全部答复]
        莫小兰: presses [🗑 停用]
        Bot edits for 莫小兰: 现在停用这条答复吗？看过的 1 人会收到通知。 / 低保怎么申请？ [🗑 停用并通知] [‹ 不停用]
        莫小兰: presses [🗑 停用并通知]
        Bot edits for 莫小兰: 公开答复 · 0 条 / 还没有。答复过的提问，可在它的卡片上设为公开答复。 [➕ 加一条答复] [🔤 同义词]
        Bot toasts 莫小兰: 已停用，看过的人会收到通知。
        莫小兰: presses again
        Bot toasts 莫小兰: 这条答复已经停用或到期，可以在列表里另加一条。
        黄丽萍: presses [🗑 停用]
        Bot toasts 黄丽萍: 这条答复已经停用或到期，可以在列表里另加一条。
        -- 2026-03-02 10:00 sweep
        Bot to 韦秀英: 📚 您看过的一条公开答复已停用，请不要再照办。 / 低保怎么申请？ / 现在怎么办，可以再搜或提问。 [🔎 再搜一次] [❓ 提问]
        -- 2026-03-02 11:00 sweep
        """)


async def test_of_two_who_change_a_wording_the_second_reads_the_firsts(stage: Stage) -> None:
    await two_forms(stage)
    await stage.play("""
        莫小兰: presses [✔ 提交]
        Bot to 莫小兰: ✅ 已公开：大家搜得到，有人问类似的问题也会先给他看。
        Bot to 莫小兰: 📚 低保怎么申请？ / 到村里填表。 / 📍 关井村 · 2026-03-02 起 / ✍ 莫小兰 03-02 09:00 · 0 人看过 [✎ 改答复] [🗑 停用] [‹ 全部答复]
        黄丽萍: presses [✔ 提交]
        Bot to 黄丽萍: 这条已经改成新的了，请在列表里看最新的。
        Bot to 黄丽萍: 📚 低保怎么申请？ / 到村里填表。 / 📍 关井村 · 2026-03-02 起 / ✍ 莫小兰 03-02 09:00 · 0 人看过 [✎ 改答复] [🗑 停用] [‹ 全部答复]
        -- 2026-03-02 10:00 sweep
        Bot to 韦秀英: 📚 您看过的一条公开答复改了。 / 低保怎么申请？ / 以前：到村委会填表，五天内答复。 / 现在：到村里填表。 [📄 看全文]
        """)


async def test_what_was_ended_meanwhile_is_not_changed(stage: Stage) -> None:
    await two_forms(stage)
    await stage.play("""
        黄丽萍: presses [🗑 停用]
        Bot edits for 黄丽萍: 现在停用这条答复吗？看过的 1 人会收到通知。 / 低保怎么申请？ [🗑 停用并通知] [‹ 不停用]
        黄丽萍: presses [🗑 停用并通知]
        Bot edits for 黄丽萍: 公开答复 · 0 条 / 还没有。答复过的提问，可在它的卡片上设为公开答复。 [➕ 加一条答复] [🔤 同义词]
        Bot toasts 黄丽萍: 已停用，看过的人会收到通知。
        莫小兰: presses [✔ 提交]
        Bot to 莫小兰: 这条答复已经停用或到期，可以在列表里另加一条。
        Bot to 莫小兰: 📚 低保怎么申请？ / 到村委会填表，五天内答复。 / 📍 关井村 · 2026-03-01 至 2026-03-01 / ⚠ 这条已不再适用，请不要照办。 / ✍ 莫小兰 03-02 09:00 · 1 人看过 [‹ 全部答复]
        """)


async def test_what_runs_out_at_midnight_is_told_in_office_hours(stage: Stage) -> None:
    both = ("韦秀英", "覃志强")
    await published(stage, valid_until_on=date(2026, 3, 3), readers=both)
    await stage.play("""
        韦秀英: /find 低保
        Bot to 韦秀英: 搜一搜：低保 / 1. 低保怎么申请？ / 没有您要的？可以提问。 [1] [🔎 再搜一次] [❓ 提问]
        -- 2026-03-04 00:30 sweep
        韦秀英: /find 低保
        Bot to 韦秀英: 搜一搜：低保 / 没有搜到。换几个字再搜，或者提问。 [🔎 再搜一次] [❓ 提问]
        韦秀英: presses again on [1]
        Bot to 韦秀英: 📚 低保怎么申请？ / 到村委会填表，五天内答复。 / 📍 关井村 · 2026-03-01 至 2026-03-03 / ⚠ 这条已不再适用，请不要照办。 [🔎 再搜一次]
        -- 2026-03-04 08:00 sweep
        Bot to 韦秀英: 📚 您看过的一条公开答复到期了，请不要再照办。 / 低保怎么申请？ / 现在怎么办，可以再搜或提问。 [🔎 再搜一次] [❓ 提问]
        Bot to 覃志强: 📚 您看过的一条公开答复到期了，请不要再照办。 / 低保怎么申请？ / 现在怎么办，可以再搜或提问。 [🔎 再搜一次] [❓ 提问]
        -- 2026-03-04 09:00 sweep
        """)


async def test_who_wrote_the_new_wording_is_not_told_and_the_same_words_are_no_news(
    stage: Stage,
) -> None:
    await published(stage, readers=("莫小兰", "韦秀英"))
    await act(stage, "莫小兰", "/answers", "presses [1]", "presses [✎ 改答复]", "presses [无变化]")
    await act(
        stage, "莫小兰", "presses [无变化]", "presses [跳过]", "presses [今天]", "presses [到年底]"
    )
    await act(stage, "莫小兰", "presses [✔ 提交]")
    await stage.play("""
        -- 2026-03-02 10:00 sweep
        莫小兰: /answers
        Bot to 莫小兰: 公开答复 · 1 条 / 1. 低保怎么申请？（关井村） [1] [➕ 加一条答复] [🔤 同义词]
        莫小兰: presses [1]
        Bot edits for 莫小兰: 📚 低保怎么申请？ / 到村委会填表，五天内答复。 / 📍 关井村 · 2026-03-02 至 2026-12-31 / ✍ 莫小兰 03-02 09:00 · 2 人看过 [✎ 改答复] [🗑 停用] [‹ 全部答复]
        """)
