"""Plays about reviewing what is proposed: field by field, all at once, one against another."""

from domain.people import Duty, Role
from tests.kit.record import act, correct, furnish, pair, propose, works_as
from tests.kit.stage import Stage


async def test_each_field_is_decided_by_itself(stage: Stage) -> None:
    await furnish(stage)
    await propose(stage, "韦秀英", labour="丧失", education="小学")
    await stage.play("""
        梁建国: 审核
        Bot to 梁建国: 待审核 · 1 份 / 1. 黄大明 · 韦秀英 提 · 2 项 · 03-02 09:00 [1]
        梁建国: presses [1]
        Bot to 梁建国: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 韦秀英 提出： / 1. 李月梅 · 劳动能力：普通 → 丧失 /    依据：家里人说的 / 2. 李月梅 · 文化程度：未填 → 小学 /    依据：家里人说的 [✅ 全部采纳（2 项）] [✅ 采纳 1] [↩ 退回 1] [✎ 更正 1] [✅ 采纳 2] [↩ 退回 2] [✎ 更正 2]
        梁建国: presses [✅ 采纳 1]
        Bot toasts 梁建国: 已采纳，档案已改，已告诉提出人。
        Bot to 韦秀英: ✅ 黄大明：梁建国 采纳了您提的更改，档案已改。 / 李月梅 · 劳动能力：普通 → 丧失
        Bot edits for 梁建国: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 韦秀英 提出： / 1. 李月梅 · 劳动能力：普通 → 丧失 /    依据：家里人说的 /    ✅ 已采纳，梁建国 / 2. 李月梅 · 文化程度：未填 → 小学 /    依据：家里人说的 [✅ 采纳 2] [↩ 退回 2] [✎ 更正 2]
        梁建国: presses again
        Bot toasts 梁建国: 已有变化：03-02 09:00 梁建国 采纳。请看最新的卡片。
        梁建国: presses [↩ 退回 2]
        Bot to 梁建国: 李月梅 · 文化程度：未填 → 小学 / 为什么退回？点一下或写下来，提出人会看到。 [与实际不符] [缺少依据] [写得不清楚] [请再核实] [✖ 取消]
        梁建国: 不对,她上过初中
        Bot to 梁建国: ↩ 已退回，原因已告诉提出人。
        Bot to 韦秀英: ↩ 黄大明，李月梅 · 文化程度：未填 → 小学 / 梁建国 退回：不对,她上过初中 / 请修改，或者撤回。 [✎ 修改] [🗑 撤回]
        Bot edits for 梁建国: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 韦秀英 提出： / 1. 李月梅 · 劳动能力：普通 → 丧失 /    依据：家里人说的 /    ✅ 已采纳，梁建国 / 2. 李月梅 · 文化程度：未填 → 小学 /    依据：家里人说的 /    ↩ 已退回，梁建国：不对,她上过初中 / 这里都办完了。
        梁建国: presses again on [✎ 更正 2]
        Bot toasts 梁建国: 已有变化：03-02 09:00 梁建国 退回：不对,她上过初中。请看最新的卡片。
        """)


async def test_two_values_of_one_field_meet_on_one_card_and_the_other_author_is_told(
    stage: Stage,
) -> None:
    await furnish(stage)
    await pair(stage, "覃志强")
    await propose(stage, "韦秀英", labour="丧失")
    await propose(stage, "覃志强", labour="无")
    await stage.play("""
        梁建国: presses [⚖ 选择]
        Bot to 梁建国: 请选一个 · 黄大明，关井村 / 李月梅 · 劳动能力 / 档案现在：普通 / 甲：丧失（韦秀英 03-02 09:00 提） /    依据：家里人说的 / 乙：无（覃志强 03-02 09:00 提） /    依据：家里人说的 [用甲] [用乙] [✖ 都不用]
        梁建国: presses [用乙]
        Bot edits for 梁建国: ✅ 李月梅 · 劳动能力：无。档案已改，已告诉提出人。
        Bot to 覃志强: ✅ 黄大明：梁建国 采纳了您提的更改，档案已改。 / 李月梅 · 劳动能力：普通 → 无
        Bot to 韦秀英: ✖ 黄大明，李月梅 · 劳动能力：您提的“丧失”没有采用，由 梁建国 决定。档案上是“无”。
        Bot edits for 梁建国: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 韦秀英 提出： / 1. 李月梅 · 劳动能力：普通 → 丧失 /    依据：家里人说的 /    ✖ 没有采用，梁建国 / 这里都办完了。
        Bot edits for 梁建国: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 覃志强 提出： / 1. 李月梅 · 劳动能力：普通 → 无 /    依据：家里人说的 /    ✅ 已采纳，梁建国 / 这里都办完了。
        梁建国: presses again
        Bot edits for 梁建国: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 覃志强 提出： / 1. 李月梅 · 劳动能力：普通 → 无 /    依据：家里人说的 /    ✅ 已采纳，梁建国 / 这里都办完了。
        Bot toasts 梁建国: 已有变化：03-02 09:00 梁建国 采纳。请看最新的卡片。
        梁建国: presses again on [用甲]
        Bot edits for 梁建国: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 韦秀英 提出： / 1. 李月梅 · 劳动能力：普通 → 丧失 /    依据：家里人说的 /    ✖ 没有采用，梁建国 / 这里都办完了。
        Bot toasts 梁建国: 已有变化：03-02 09:00 梁建国 没有采用。请看最新的卡片。
        """)


async def test_none_of_them_is_taken_when_the_record_is_right(stage: Stage) -> None:
    await furnish(stage)
    await pair(stage, "覃志强")
    await propose(stage, "韦秀英", labour="丧失")
    await propose(stage, "覃志强", labour="无")
    await propose(stage, "梁建国", labour="弱(半)")
    await stage.play("""
        梁建国: 审核
        Bot to 梁建国: 待审核 · 2 份 / 1. 黄大明 · 韦秀英 提 · 1 项 · 03-02 09:00 / 2. 黄大明 · 覃志强 提 · 1 项 · 03-02 09:00 [1] [2]
        梁建国: presses [1]
        Bot to 梁建国: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 韦秀英 提出： / 1. 李月梅 · 劳动能力：普通 → 丧失 /    依据：家里人说的 /    ⚖ 有不同的说法，请选一个。 [⚖ 选择] [↩ 退回]
        梁建国: presses [⚖ 选择]
        Bot to 梁建国: 请选一个 · 黄大明，关井村 / 李月梅 · 劳动能力 / 档案现在：普通 / 甲：丧失（韦秀英 03-02 09:00 提） /    依据：家里人说的 / 乙：无（覃志强 03-02 09:00 提） /    依据：家里人说的 / 丙：弱(半)（梁建国 03-02 09:00 提） /    依据：家里人说的 [用甲] [用乙] [✖ 都不用]
        梁建国: presses [✖ 都不用]
        Bot edits for 梁建国: 档案不变，已告诉提出人。
        Bot to 韦秀英: ✖ 黄大明，李月梅 · 劳动能力：您提的“丧失”没有采用，由 梁建国 决定。档案上是“普通”。
        Bot to 覃志强: ✖ 黄大明，李月梅 · 劳动能力：您提的“无”没有采用，由 梁建国 决定。档案上是“普通”。
        Bot edits for 梁建国: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 韦秀英 提出： / 1. 李月梅 · 劳动能力：普通 → 丧失 /    依据：家里人说的 /    ✖ 没有采用，梁建国 / 这里都办完了。
        Bot edits for 莫小兰: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 梁建国 提出： / 1. 李月梅 · 劳动能力：普通 → 弱(半) /    依据：家里人说的 /    ✖ 没有采用，梁建国 / 这里都办完了。
        Bot edits for 梁建国: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 覃志强 提出： / 1. 李月梅 · 劳动能力：普通 → 无 /    依据：家里人说的 /    ✖ 没有采用，梁建国 / 这里都办完了。
        """)


async def test_a_choice_means_what_was_seen(stage: Stage) -> None:
    await furnish(stage)
    await pair(stage, "覃志强")
    await propose(stage, "韦秀英", labour="丧失")
    await propose(stage, "覃志强", labour="无")
    await act(stage, "梁建国", "presses [⚖ 选择]")
    await correct(stage, "H0001-1", labour="弱(半)")
    await stage.play("""
        梁建国: presses [用甲]
        Bot edits for 梁建国: 请选一个 · 黄大明，关井村 / 李月梅 · 劳动能力 / 档案现在：弱(半) / 甲：丧失（韦秀英 03-02 09:00 提，当时档案：普通） /    依据：家里人说的 / 乙：无（覃志强 03-02 09:00 提，当时档案：普通） /    依据：家里人说的 [用甲] [用乙] [✖ 都不用]
        Bot toasts 梁建国: 刚才有变化，现在是这样。
        梁建国: presses [用甲]
        Bot edits for 梁建国: ✅ 李月梅 · 劳动能力：丧失。档案已改，已告诉提出人。
        Bot to 韦秀英: ✅ 黄大明：梁建国 采纳了您提的更改，档案已改。 / 李月梅 · 劳动能力：弱(半) → 丧失
        Bot to 覃志强: ✖ 黄大明，李月梅 · 劳动能力：您提的“无”没有采用，由 梁建国 决定。档案上是“丧失”。
        Bot edits for 梁建国: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 韦秀英 提出： / 1. 李月梅 · 劳动能力：弱(半) → 丧失 /    依据：家里人说的 /    ✅ 已采纳，梁建国 / 这里都办完了。
        Bot edits for 梁建国: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 覃志强 提出： / 1. 李月梅 · 劳动能力：普通 → 无 /    依据：家里人说的 /    ✖ 没有采用，梁建国 / 这里都办完了。
        """)


async def test_a_record_that_has_changed_since_asks_for_a_choice(stage: Stage) -> None:
    await furnish(stage)
    await propose(stage, "韦秀英", labour="丧失")
    await correct(stage, "H0001-1", labour="弱(半)")
    await stage.play("""
        梁建国: presses [✅ 采纳]
        Bot to 梁建国: 请选一个 · 黄大明，关井村 / 李月梅 · 劳动能力 / 档案现在：弱(半) / 甲：丧失（韦秀英 03-02 09:00 提，当时档案：普通） /    依据：家里人说的 [用甲] [✖ 都不用]
        梁建国: presses [用甲]
        Bot edits for 梁建国: ✅ 李月梅 · 劳动能力：丧失。档案已改，已告诉提出人。
        Bot to 韦秀英: ✅ 黄大明：梁建国 采纳了您提的更改，档案已改。 / 李月梅 · 劳动能力：弱(半) → 丧失
        Bot edits for 梁建国: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 韦秀英 提出： / 1. 李月梅 · 劳动能力：弱(半) → 丧失 /    依据：家里人说的 /    ✅ 已采纳，梁建国 / 这里都办完了。
        梁建国: presses again on [✖ 都不用]
        Bot edits for 梁建国: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 韦秀英 提出： / 1. 李月梅 · 劳动能力：弱(半) → 丧失 /    依据：家里人说的 /    ✅ 已采纳，梁建国 / 这里都办完了。
        Bot toasts 梁建国: 已有变化：03-02 09:00 梁建国 采纳。请看最新的卡片。
        """)


async def test_the_same_value_of_two_authors_is_accepted_once_and_both_are_told(
    stage: Stage,
) -> None:
    await furnish(stage)
    await pair(stage, "覃志强")
    await propose(stage, "韦秀英", labour="丧失")
    await propose(stage, "覃志强", labour="丧失")
    await stage.play("""
        梁建国: presses [✅ 采纳]
        Bot toasts 梁建国: 已采纳，档案已改，已告诉提出人。
        Bot to 覃志强: ✅ 黄大明：梁建国 采纳了您提的更改，档案已改。 / 李月梅 · 劳动能力：普通 → 丧失
        Bot to 韦秀英: ✅ 黄大明：梁建国 采纳了您提的更改，档案已改。 / 李月梅 · 劳动能力：普通 → 丧失
        Bot edits for 梁建国: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 韦秀英 提出： / 1. 李月梅 · 劳动能力：普通 → 丧失 /    依据：家里人说的 /    ✅ 已采纳，梁建国 / 这里都办完了。
        Bot edits for 梁建国: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 覃志强 提出： / 1. 李月梅 · 劳动能力：普通 → 丧失 /    依据：家里人说的 /    ✅ 已采纳，梁建国 / 这里都办完了。
        """)


async def test_nobody_reviews_his_own_and_the_officer_does_instead(stage: Stage) -> None:
    await furnish(stage)
    await propose(stage, "梁建国", labour="弱(半)")
    await stage.play("""
        梁建国: 审核
        Bot to 梁建国: 待审核 · 0 份 / 没有要审核的，都办完了。
        莫小兰: presses [✅ 采纳]
        Bot toasts 莫小兰: 已采纳，档案已改，已告诉提出人。
        Bot to 梁建国: ✅ 黄大明：莫小兰 采纳了您提的更改，档案已改。 / 李月梅 · 劳动能力：普通 → 弱(半)
        Bot edits for 莫小兰: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 梁建国 提出： / 1. 李月梅 · 劳动能力：普通 → 弱(半) /    依据：家里人说的 /    ✅ 已采纳，莫小兰 / 这里都办完了。
        """)


async def test_where_there_is_no_resident_the_officer_reviews(stage: Stage) -> None:
    await furnish(stage)
    await works_as(stage, "梁建国", Duty(role=Role.HELPER))
    await propose(stage, "韦秀英", labour="丧失", education="小学")
    await stage.play("""
        莫小兰: 录入
        Bot to 莫小兰: 录入国家系统 · 0 户 / 采纳的都录入了，辛苦了。 [✅ 待审核 1 份]
        莫小兰: presses [✅ 待审核 1 份]
        Bot edits for 莫小兰: 待审核 · 1 份 / 1. 黄大明 · 韦秀英 提 · 2 项 · 03-02 09:00 [1]
        Bot toasts 莫小兰: 第 1 页，共 1 页
        莫小兰: presses [1]
        Bot to 莫小兰: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 韦秀英 提出： / 1. 李月梅 · 劳动能力：普通 → 丧失 /    依据：家里人说的 / 2. 李月梅 · 文化程度：未填 → 小学 /    依据：家里人说的 [✅ 全部采纳（2 项）] [✅ 采纳 1] [↩ 退回 1] [✎ 更正 1] [✅ 采纳 2] [↩ 退回 2] [✎ 更正 2]
        莫小兰: presses [✅ 全部采纳（2 项）]
        Bot toasts 莫小兰: 已采纳 2 项，档案已改，已告诉提出人。
        Bot to 韦秀英: ✅ 黄大明：莫小兰 采纳了您提的更改，档案已改。 / 李月梅 · 劳动能力：普通 → 丧失 / 李月梅 · 文化程度：未填 → 小学
        Bot edits for 莫小兰: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 韦秀英 提出： / 1. 李月梅 · 劳动能力：普通 → 丧失 /    依据：家里人说的 /    ✅ 已采纳，莫小兰 / 2. 李月梅 · 文化程度：未填 → 小学 /    依据：家里人说的 /    ✅ 已采纳，莫小兰 / 这里都办完了。
        """)
