"""What an office does with a need besides solving it, so that each of its buttons is offered."""

from tests.hostile.recorded import MARK

CASES = f"""
    -- 2026-05-06 11:30
    莫小兰: /cancel
    黄丽萍: /cancel
    陌生人: /cancel
    陌生人: 提需求
    陌生人: presses [饮水]
    陌生人: presses [水质不好]
    陌生人: {MARK}浑
    陌生人: presses [普通]
    莫小兰: 待办
    莫小兰: presses [🔎 筛选]
    莫小兰: presses [需求]
    莫小兰: presses [🙋 我来处理]
    莫小兰: presses [📣 还在办]
    莫小兰: presses [今天]
    莫小兰: presses [📣 还在办]
    莫小兰: presses [✏️ 写几句]
    莫小兰: {MARK}在办
    莫小兰: presses [⋯ 更多]
    莫小兰: presses [‹ 返回]
    莫小兰: presses [⋯ 更多]
    莫小兰: presses [👥 转给]
    莫小兰: presses [‹ 返回]
    莫小兰: presses [⬆ 报镇扶贫站]
    莫小兰: {MARK}要化验
    黄丽萍: presses [🙋 我来处理]
    黄丽萍: presses [⋯ 更多]
    黄丽萍: presses [⬇ 退回]
    黄丽萍: {MARK}退
    莫小兰: presses [🙋 我来处理]
    莫小兰: presses [⋯ 更多]
    莫小兰: presses [👥 转给]
    莫小兰: presses [陆海燕 · 手上 0 件]
    """
