"""What is done with changes of a record, so that every button about them is offered once."""

from tests.hostile.recorded import MARK

CHANGES = f"""
    -- 2026-05-06 10:00
    陌生人: 我的户
    陌生人: presses [1 黄大明]
    陌生人: presses [✎ 提更改]
    陌生人: presses [黄大明1]
    陌生人: presses [✔ 好了]
    陌生人: presses [劳动能力]
    陌生人: presses [残疾证号]
    陌生人: presses [大病医疗]
    陌生人: presses [✔ 好了]
    陌生人: presses [丧失]
    陌生人: 11010519491231002X43
    陌生人: presses [是]
    陌生人: {MARK}据
    陌生人: sends photo
    陌生人: presses [✔ 好了]
    陌生人: presses [✔ 提交]
    梁建国: 审核
    梁建国: presses [1]
    梁建国: presses [👁]
    梁建国: presses [📷 看照片]
    梁建国: presses [↩ 退回 3]
    梁建国: {MARK}退
    陌生人: presses [✎ 修改]
    陌生人: /cancel
    梁建国: presses [✎ 更正 2]
    梁建国: 11010519491231002X44
    陌生人: presses [🗑 撤回]
    梁建国: opens change:begin of 黄大明
    梁建国: presses [黄大明1]
    梁建国: presses [✔ 好了]
    梁建国: presses [劳动能力]
    梁建国: presses [✔ 好了]
    梁建国: presses [无]
    梁建国: {MARK}看
    梁建国: presses [跳过]
    梁建国: presses [✔ 提交]
    梁建国: presses [⚖ 选择 1]
    莫小兰: 录入
    莫小兰: presses [✅ 待审核 1 份]
    莫小兰: presses [1]
    梁建国: presses [用甲]
    陌生人: opens change:history of 黄大明
    莫小兰: 录入
    莫小兰: presses [1]
    莫小兰: presses [✓ 1]
    莫小兰: presses [↩ 1]
    莫小兰: presses [‹ 回清单]
    莫小兰: presses [📤 导出表格]
    莫小兰: presses [1]
    莫小兰: presses [✓ 全部已录入（2 项）]
    -- 2026-05-06 10:05
    陌生人: opens change:begin of 黄大明
    陌生人: presses [黄大明2]
    陌生人: presses [✔ 好了]
    陌生人: presses [文化程度]
    陌生人: presses [✔ 好了]
    陌生人: presses [小学]
    陌生人: presses [家里人说的]
    陌生人: presses [跳过]
    陌生人: presses [✔ 提交]
    """
DECIDED = """
    梁建国: presses again on [✅ 采纳]
    """
"""What the day leaves open of it."""
