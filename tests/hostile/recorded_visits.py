"""A visit of the recorded day: handed in, taken back, handed in again, read, in effect."""

VISITS = """
    -- 2026-05-06 11:00
    陌生人: at 黄大明 + 20 m NE ±12
    陌生人: presses [📝 走访记录]
    陌生人: presses [⏩ 其余无变化]
    陌生人: presses [✔ 提交]
    陌生人: presses [↩ 撤回]
    陌生人: presses [✔ 提交]
    陌生人: presses [📄 查看]
    -- 2026-05-06 11:03 sweep
    """
