"""Plays about answering what was returned: only that field comes back."""

from tests.kit.record import act, furnish, propose
from tests.kit.stage import Stage

LEAVES = (
    "/cancel", "opens change:begin of 黄大明", "presses [黄小宝]", "presses [✔ 好了]",
    "presses [更多 ›]", "presses [🚪 离开本户]", "presses [✔ 好了]", "presses [迁出]",
    "presses [亲眼看到]", "presses [跳过]", "presses [✔ 提交]",
)  # fmt: skip

JOINS = (
    "/cancel", "opens change:begin of 黄大明", "presses [➕ 添人]", "presses [✔ 好了]",
    "黄小君", "presses [之子]", "presses [出生]", "presses [跳过]",
    "presses [家里人说的]", "presses [跳过]", "presses [✔ 提交]",
)  # fmt: skip


async def test_only_the_returned_field_comes_back_and_goes_again(stage: Stage) -> None:
    await furnish(stage)
    await propose(stage, "韦秀英", labour="丧失", education="小学")
    await stage.play("""
        梁建国: presses [↩ 退回 2]
        Bot to 梁建国: 李月梅 · 文化程度：未填 → 小学 / 为什么退回？点一下或写下来，提出人会看到。 [与实际不符] [缺少依据] [写得不清楚] [请再核实] [✖ 取消]
        梁建国: presses [缺少依据]
        Bot to 梁建国: ↩ 已退回，原因已告诉提出人。
        Bot to 韦秀英: ↩ 黄大明，李月梅 · 文化程度：未填 → 小学 / 梁建国 退回：缺少依据 / 请修改，或者撤回。 [✎ 修改] [🗑 撤回]
        Bot edits for 梁建国: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 韦秀英 提出： / 1. 李月梅 · 劳动能力：普通 → 丧失 /    依据：家里人说的 / 2. 李月梅 · 文化程度：未填 → 小学 /    依据：家里人说的 /    ↩ 已退回，梁建国：缺少依据 [✅ 采纳 1] [↩ 退回 1] [✎ 更正 1]
        韦秀英: presses [✎ 修改]
        Bot to 韦秀英: 修改：黄大明 · 第 1 步，共 3 步 / 李月梅 · 文化程度 / 档案上：未填 / 退回原因：缺少依据 / 应该是什么？ / 目前：小学 [还是原来提的] [学龄前儿童] [文盲或半文盲] [小学] [初中] [高中] [中专] [大专] [本科及以上] [✖ 取消]
        韦秀英: presses [还是原来提的]
        Bot edits for 韦秀英: 修改：黄大明 · 第 2 步，共 3 步 / 怎么知道的？点一下或写下来，审核的人会看到。 / 目前：家里人说的 [和原来一样] [家里人说的] [看了证件] [亲眼看到] [‹ 上一步] [✖ 取消]
        韦秀英: presses [看了证件]
        Bot edits for 韦秀英: 修改：黄大明 · 第 3 步，共 3 步 / 有证件或实物的照片吗？发过来，没有就跳过。 [跳过] [‹ 上一步] [✖ 取消]
        韦秀英: sends photo
        Bot to 韦秀英: 修改：黄大明 · 第 3 步，共 3 步 / 有证件或实物的照片吗？发过来，没有就跳过。 / 目前：1 张照片 [🗑 1] [✔ 好了] [‹ 上一步] [✖ 取消]
        韦秀英: presses [✔ 好了]
        Bot to 韦秀英: ✅ 已提 1 项更改，交给 梁建国 审核。每一项的结果都会告诉您。
        Bot to 梁建国: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 韦秀英 提出： / 1. 李月梅 · 劳动能力：普通 → 丧失 /    依据：家里人说的 / 2. 李月梅 · 文化程度：未填 → 小学 /    依据：看了证件 📷 1 张 [✅ 全部采纳（2 项）] [✅ 采纳 1] [↩ 退回 1] [✎ 更正 1] [✅ 采纳 2] [↩ 退回 2] [✎ 更正 2] [📷 看照片]
        韦秀英: presses again on [✎ 修改]
        Bot toasts 韦秀英: 这一项已有变化，请看最新的消息。
        梁建国: presses [✅ 全部采纳（2 项）]
        Bot toasts 梁建国: 已采纳 2 项，档案已改，已告诉提出人。
        Bot to 韦秀英: ✅ 黄大明：梁建国 采纳了您提的更改，档案已改。 / 李月梅 · 劳动能力：普通 → 丧失 / 李月梅 · 文化程度：未填 → 小学
        Bot edits for 梁建国: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 韦秀英 提出： / 1. 李月梅 · 劳动能力：普通 → 丧失 /    依据：家里人说的 /    ✅ 已采纳，梁建国 / 2. 李月梅 · 文化程度：未填 → 小学 /    依据：看了证件 📷 1 张 /    ✅ 已采纳，梁建国 / 这里都办完了。
        """)


async def test_somebody_leaves_the_household_or_rather_not(stage: Stage) -> None:
    await furnish(stage)
    await act(stage, "韦秀英", *LEAVES)
    await stage.play("""
        梁建国: presses [↩ 退回]
        Bot to 梁建国: 黄小宝 · 人口增减：黄小宝 → 离开：迁出 / 为什么退回？点一下或写下来，提出人会看到。 [与实际不符] [缺少依据] [写得不清楚] [请再核实] [✖ 取消]
        梁建国: presses [请再核实]
        Bot to 梁建国: ↩ 已退回，原因已告诉提出人。
        Bot edits for 梁建国: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 韦秀英 提出： / 1. 黄小宝 · 人口增减：黄小宝 → 离开：迁出 /    依据：亲眼看到 /    ↩ 已退回，梁建国：请再核实 / 这里都办完了。
        Bot to 韦秀英: ↩ 黄大明，黄小宝 · 人口增减：黄小宝 → 离开：迁出 / 梁建国 退回：请再核实 / 请修改，或者撤回。 [✎ 修改] [🗑 撤回]
        韦秀英: presses [🗑 撤回]
        Bot edits for 韦秀英: 🗑 已撤回：黄小宝 · 人口增减：黄小宝 → 离开：迁出。档案不变。
        Bot edits for 梁建国: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 韦秀英 提出： / 1. 黄小宝 · 人口增减：黄小宝 → 离开：迁出 /    依据：亲眼看到 /    🗑 已撤回，韦秀英 / 这里都办完了。
        韦秀英: presses again on [🗑 撤回]
        Bot toasts 韦秀英: 这一项已有变化，请看最新的消息。
        梁建国: presses again on [✅ 采纳]
        Bot toasts 梁建国: 已有变化：03-02 09:00 韦秀英 撤回。请看最新的卡片。
        """)


async def test_a_change_is_only_its_authors_to_take_back(stage: Stage) -> None:
    await furnish(stage)
    await propose(stage, "韦秀英", labour="丧失")
    await act(stage, "梁建国", "presses [↩ 退回]", "presses [缺少依据]")
    await stage.play("""
        梁建国: /cancel
        Bot to 梁建国: 没有要取消的内容。
        梁建国: opens change:withdraw of 黄大明
        Bot toasts 梁建国: 这不是您提的更改。
        韦秀英: presses [🗑 撤回]
        Bot edits for 韦秀英: 🗑 已撤回：李月梅 · 劳动能力：普通 → 丧失。档案不变。
        Bot edits for 梁建国: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 韦秀英 提出： / 1. 李月梅 · 劳动能力：普通 → 丧失 /    依据：家里人说的 /    🗑 已撤回，韦秀英 / 这里都办完了。
        韦秀英: presses again on [✎ 修改]
        Bot toasts 韦秀英: 这一项已有变化，请看最新的消息。
        """)


async def test_the_history_offers_to_put_right_what_was_returned(stage: Stage) -> None:
    await furnish(stage)
    await propose(stage, "韦秀英", education="小学")
    await act(stage, "梁建国", "presses [↩ 退回]")
    await act(stage, "梁建国", "presses [缺少依据]")
    await stage.play("""
        韦秀英: opens change:history of 黄大明
        Bot to 韦秀英: 户情变更 · 黄大明，关井村 · 1 项 / 1. 李月梅 · 文化程度：未填 → 小学 /    依据：家里人说的 /    03-02 09:00 韦秀英 提出“小学” /    03-02 09:00 梁建国 退回：缺少依据 [✎ 修改 1] [🗑 撤回 1]
        韦秀英: presses [✎ 修改 1]
        Bot to 韦秀英: 修改：黄大明 · 第 1 步，共 3 步 / 李月梅 · 文化程度 / 档案上：未填 / 退回原因：缺少依据 / 应该是什么？ / 目前：小学 [还是原来提的] [学龄前儿童] [文盲或半文盲] [小学] [初中] [高中] [中专] [大专] [本科及以上] [✖ 取消]
        """)


async def test_who_leaves_or_joins_is_put_right_and_goes_again(stage: Stage) -> None:
    await furnish(stage)
    await act(stage, "韦秀英", *LEAVES)
    await act(stage, "梁建国", "presses [↩ 退回]", "presses [与实际不符]")
    await stage.play("""
        韦秀英: presses [✎ 修改]
        Bot to 韦秀英: 修改：黄大明 · 第 1 步，共 3 步 / 退回原因：与实际不符 / 黄小宝 为什么离开本户？ / 目前：迁出 [还是原来提的] [去世] [婚出] [迁出] [其他] [✖ 取消]
        韦秀英: presses [婚出]
        Bot edits for 韦秀英: 修改：黄大明 · 第 2 步，共 3 步 / 怎么知道的？点一下或写下来，审核的人会看到。 / 目前：亲眼看到 [和原来一样] [家里人说的] [看了证件] [亲眼看到] [‹ 上一步] [✖ 取消]
        韦秀英: presses [和原来一样]
        Bot edits for 韦秀英: 修改：黄大明 · 第 3 步，共 3 步 / 有证件或实物的照片吗？发过来，没有就跳过。 [跳过] [‹ 上一步] [✖ 取消]
        韦秀英: presses [跳过]
        Bot to 梁建国: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 韦秀英 提出： / 1. 黄小宝 · 人口增减：黄小宝 → 离开：婚出 /    依据：亲眼看到 [✅ 采纳] [↩ 退回]
        Bot to 韦秀英: ✅ 已提 1 项更改，交给 梁建国 审核。每一项的结果都会告诉您。
        梁建国: presses [✅ 采纳]
        Bot toasts 梁建国: 已采纳，档案已改，已告诉提出人。
        Bot edits for 梁建国: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 韦秀英 提出： / 1. 黄小宝 · 人口增减：黄小宝 → 离开：婚出 /    依据：亲眼看到 /    ✅ 已采纳，梁建国 / 这里都办完了。
        Bot to 韦秀英: ✅ 黄大明：梁建国 采纳了您提的更改，档案已改。 / 黄小宝 · 人口增减：黄小宝 → 离开：婚出
        """)


async def test_a_name_that_was_wrong_makes_another_change(stage: Stage) -> None:
    await furnish(stage)
    await act(stage, "韦秀英", *JOINS)
    await act(stage, "梁建国", "presses [↩ 退回]", "名字写错了")
    await stage.play("""
        韦秀英: presses [✎ 修改]
        Bot to 韦秀英: 修改：黄大明 · 第 1 步，共 6 步 / 退回原因：名字写错了 / 添谁？请写姓名。 / 目前：黄小君 [还是原来提的] [✖ 取消]
        韦秀英: 黄小军
        Bot to 韦秀英: 修改：黄大明 · 第 2 步，共 6 步 / 和户主是什么关系？点一下或写下来。 / 目前：之子 [还是原来提的] [户主] [配偶] [之子] [之女] [之父] [之母] [之儿媳] [之女婿] [更多 ›] [‹ 上一步] [✖ 取消]
        韦秀英: presses [还是原来提的]
        Bot edits for 韦秀英: 修改：黄大明 · 第 3 步，共 6 步 / 为什么添人？ / 目前：出生 [还是原来提的] [出生] [嫁入、入赘] [迁入] [其他] [‹ 上一步] [✖ 取消]
        韦秀英: presses [还是原来提的]
        Bot edits for 韦秀英: 修改：黄大明 · 第 4 步，共 6 步 / 身份证号，照身份证或户口簿写。没有就跳过。 [跳过] [‹ 上一步] [✖ 取消]
        韦秀英: presses [跳过]
        Bot edits for 韦秀英: 修改：黄大明 · 第 5 步，共 6 步 / 怎么知道的？点一下或写下来，审核的人会看到。 / 目前：家里人说的 [和原来一样] [家里人说的] [看了证件] [亲眼看到] [‹ 上一步] [✖ 取消]
        韦秀英: presses [和原来一样]
        Bot edits for 韦秀英: 修改：黄大明 · 第 6 步，共 6 步 / 有证件或实物的照片吗？发过来，没有就跳过。 [跳过] [‹ 上一步] [✖ 取消]
        韦秀英: presses [跳过]
        Bot to 梁建国: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 韦秀英 提出： / 1. 黄小君 · 人口增减：不在户内 → 黄小君 之子 出生 /    依据：家里人说的 /    🗑 已撤回，韦秀英 / 2. 黄小军 · 人口增减：不在户内 → 黄小军 之子 出生 /    依据：家里人说的 [✅ 采纳 2] [↩ 退回 2]
        Bot to 韦秀英: ✅ 已提 1 项更改，交给 梁建国 审核。每一项的结果都会告诉您。
        梁建国: presses [✅ 采纳 2]
        Bot toasts 梁建国: 已采纳，档案已改，已告诉提出人。
        Bot edits for 梁建国: 待审核的更改 · 黄大明，关井村 / 03-02 09:00 韦秀英 提出： / 1. 黄小君 · 人口增减：不在户内 → 黄小君 之子 出生 /    依据：家里人说的 /    🗑 已撤回，韦秀英 / 2. 黄小军 · 人口增减：不在户内 → 黄小军 之子 出生 /    依据：家里人说的 /    ✅ 已采纳，梁建国 / 这里都办完了。
        Bot to 韦秀英: ✅ 黄大明：梁建国 采纳了您提的更改，档案已改。 / 黄小军 · 人口增减：不在户内 → 黄小军 之子 出生
        """)
