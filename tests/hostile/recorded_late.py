"""What is done with questions, late entries and outings, so that every button is offered once."""

from tests.hostile.recorded import MARK

LATE = f"""
    -- 2026-05-06 10:10
    陈丽华: /cancel
    陈丽华: 走访问卷
    陈丽华: presses [➕ 加一题]
    陈丽华: 家里用电安全吗？
    陈丽华: presses [是或否]
    陈丽华: presses [所有户]
    陈丽华: presses [今天]
    陈丽华: presses [✔ 提交]
    陈丽华: presses [👁 看样子]
    陈丽华: /cancel
    陈丽华: 走访问卷
    陈丽华: presses [➕ 加一题]
    陈丽华: 门前的路通吗？
    陈丽华: presses [是或否]
    陈丽华: presses [所有户]
    陈丽华: presses [今天]
    陈丽华: presses [✔ 提交]
    陈丽华: 走访问卷
    陈丽华: presses [1]
    陈丽华: presses [⬇ 下移]
    陈丽华: presses [2]
    陈丽华: presses [⬆ 上移]
    陈丽华: presses [1]
    陈丽华: presses [✎ 改这题]
    陈丽华: /cancel
    陈丽华: presses [‹ 所有题]
    陈丽华: presses [1]
    陈丽华: presses [🗑 停用]
    陈丽华: presses [↩ 恢复刚停的题]
    陈丽华: presses [1]
    陈丽华: presses [🗑 停用]
    陈丽华: presses [1]
    陈丽华: presses [🗑 停用]
    陌生人: 我的户
    陌生人: presses [🧭 今天去谁家]
    陌生人: /visit
    陌生人: presses [🗂 补录]
    陌生人: presses [昨天]
    陌生人: presses [15:00]
    陌生人: {MARK}晚
    陌生人: presses [✔ 见到户主]
    陌生人: presses [谈心了解]
    陌生人: presses [⏩ 其余无变化]
    陌生人: presses [✔ 提交]
    莫小兰: presses [↩ 退回]
    莫小兰: {MARK}退
    陌生人: presses [✎ 修改]
    陌生人: presses [✔ 提交]
    陌生人: presses [↩ 撤回]
    陌生人: presses [✔ 提交]
    莫小兰: 辖区签到
    莫小兰: presses [🗂 补录待审：1]
    莫小兰: presses [✅ 认可]
    """
"""The question is retired and the entry decided at the end, so that nothing is left to decide."""
