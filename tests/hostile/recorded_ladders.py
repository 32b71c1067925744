"""What an admin does with courses and an office with its group, so that each button is offered."""

LADDERS = """
    陈丽华: /cancel
    陈丽华: 流程
    陈丽华: presses [返贫预警]
    陈丽华: presses [‹ 各类流程]
    陈丽华: presses [建议]
    陈丽华: presses [⏱ 改时限]
    陈丽华: presses [组织部]
    陈丽华: presses [10 天内办结]
    陈丽华: 9天
    陈丽华: presses [今天]
    陈丽华: presses [✔ 提交]
    陈丽华: 流程
    陈丽华: presses [建议]
    陈丽华: presses [🕘 改动记录]
    陈丽华: presses [1]
    黄丽萍: /cancel
    黄丽萍: makes group "镇群"
    黄丽萍 in 镇群: /link
    黄丽萍: 工作群
    黄丽萍: presses [✖ 解除 镇群]
    """
"""The group is unlinked again: what is open at its office stays between two people."""
