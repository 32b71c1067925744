"""Plays about what a reviewer returns or corrects, and what he may look at."""

from tests.kit.record import furnish, propose
from tests.kit.stage import Stage


async def test_a_correction_holds_as_the_reviewers_own_and_the_author_is_told(
    stage: Stage,
) -> None:
    await furnish(stage)
    await propose(stage, "韦秀英", labour="丧失", education="小学")
    await stage.play("""
        梁建国: presses [✎ 更正 2]
        Bot to 梁建国: 李月梅 · 文化程度：未填 → 小学 / 应该是什么？ [学龄前儿童] [文盲或半文盲] [小学] [初中] [高中] [中专] [大专] [本科及以上] [✖ 取消]
        梁建国: 初中
        Bot to 梁建国: ✅ 已更正，档案已改，已告诉提出人。
        Bot to 韦秀英: ✏ 黄大明，李月梅 · 文化程度：您提的是“小学”，梁建国 更正为“初中”，档案已按更正的改。
        Bot edits for 梁建国: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 韦秀英 提出： / 1. 李月梅 · 劳动能力：普通 → 丧失 /    依据：家里人说的 / 2. 李月梅 · 文化程度：未填 → 初中 /    依据：家里人说的 /    ✎ 已更正，梁建国 [✅ 采纳 1] [↩ 退回 1] [✎ 更正 1]
        莫小兰: /cancel
        Bot to 莫小兰: 没有要取消的内容。
        莫小兰: opens change:history of 黄大明
        Bot to 莫小兰: 户情变更 · 黄大明，关井村 · 2 项 / 1. 李月梅 · 文化程度：未填 → 初中 /    依据：家里人说的 /    03-02 09:00 韦秀英 提出“小学” /    03-02 09:00 梁建国 更正为“初中” / 2. 李月梅 · 劳动能力：普通 → 丧失 /    依据：家里人说的 /    03-02 09:00 韦秀英 提出“丧失”
        """)


async def test_masked_values_are_read_over_the_chat(stage: Stage) -> None:
    await furnish(stage)
    await propose(stage, "韦秀英", "", phone="13877790002")
    await stage.play("""
        梁建国: presses [👁]
        Bot toasts 梁建国: 原：13877790001 / 新：13877790002
        梁建国: presses [✎ 更正]
        Bot to 梁建国: 家庭 · 联系电话：138****0001 → 138****0002 / 应该是什么？ [现在没有] [✖ 取消]
        梁建国: 没有
        Bot to 梁建国: 电话号码只能有数字。请对照证件再输一次。
        梁建国: presses [现在没有]
        Bot to 梁建国: ✅ 已更正，档案已改，已告诉提出人。
        Bot to 韦秀英: ✏ 黄大明，家庭 · 联系电话：您提的是“138****0002”，梁建国 更正为“未填”，档案已按更正的改。 [👁]
        Bot edits for 梁建国: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 韦秀英 提出： / 1. 家庭 · 联系电话：138****0001 → 未填 /    依据：家里人说的 /    ✎ 已更正，梁建国 / 这里都办完了。
        """)


async def test_what_was_decided_while_the_reason_was_typed_stays_decided(stage: Stage) -> None:
    await furnish(stage)
    await propose(stage, "韦秀英", labour="丧失")
    await stage.play("""
        梁建国: presses [↩ 退回]
        Bot to 梁建国: 李月梅 · 劳动能力：普通 → 丧失 / 为什么退回？点一下或写下来，提出人会看到。 [与实际不符] [缺少依据] [写得不清楚] [请再核实] [✖ 取消]
        梁建国: sends voice
        Bot to 梁建国: 这一项要写进档案，请打字。
        梁建国: presses again on [✅ 采纳]
        Bot toasts 梁建国: 已采纳，档案已改，已告诉提出人。
        Bot to 韦秀英: ✅ 黄大明：梁建国 采纳了您提的更改，档案已改。 / 李月梅 · 劳动能力：普通 → 丧失
        Bot edits for 梁建国: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 韦秀英 提出： / 1. 李月梅 · 劳动能力：普通 → 丧失 /    依据：家里人说的 /    ✅ 已采纳，梁建国 / 这里都办完了。
        梁建国: presses [缺少依据]
        Bot to 梁建国: 已有变化：03-02 09:00 梁建国 采纳。请看最新的卡片。
        """)
