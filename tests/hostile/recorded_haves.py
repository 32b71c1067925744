"""What is done with the eight haves and the income, so that every button is offered once."""

from tests.hostile.recorded import MARK

HAVES = f"""
    -- 2026-05-06 09:30
    陌生人: opens haves:show of 黄大明
    陌生人: presses [ℹ 看标准]
    陌生人: presses [‹ 上一步]
    陌生人: presses [✎ 有电用]
    陌生人: presses [没通电]
    陌生人: presses [❌ 未达标（按标准）]
    陌生人: {MARK}电
    陌生人: /cancel
    陌生人: opens income:show of 黄大明
    陌生人: presses [➕ 记一笔]
    陌生人: presses [工资收入]
    陌生人: presses [乡镇内务工]
    陌生人: presses [本月]
    陌生人: 31415
    陌生人: presses [1]
    陌生人: presses [✔ 没有了，记下]
    陌生人: presses [💰 收支]
    陌生人: presses [📊 图表]
    陌生人: presses [📃 全部明细]
    陌生人: presses [🗑 1]
    陌生人: presses [↩ 恢复]
    陌生人: presses [🗑 1]
    """
"""The line is taken back at the end, for its writer may do so at any time."""
