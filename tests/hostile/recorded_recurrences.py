"""Standing tasks and the plan of Yinhai, so that each of their buttons is offered."""

SETTLES = ("recurrence:switch:",)
"""Pressed once more, a switch is another version: then no button of before does anything."""
RECURRENCES = """
    周启明: /cancel
    周启明: /recurrences
    周启明: presses [月度工作小结]
    周启明: presses [▶ 启用]
    周启明: presses [⏸ 停用]
    周启明: presses [✎ 修改]
    周启明: presses [✎ 2]
    周启明: presses [25日]
    周启明: presses [✔ 提交]
    周启明: presses [‹ 常设任务]
    黄丽萍: /cancel
    黄丽萍: /deadline
    黄丽萍: presses [📦 模板]
    黄丽萍: presses [📦 载入银海区方案]
    黄丽萍: presses [📅 日历]
    黄丽萍: presses [›]
    黄丽萍: presses [‹ 收起日历]
    黄丽萍: 下个月20号
    黄丽萍: presses [✔ 打勾的都要]
    黄丽萍: presses [📝 先存草稿]
    黄丽萍: presses [✔ 提交]
    黄丽萍: /templates
    黄丽萍: presses [📦 载入银海区方案]
    黄丽萍: presses [‹ 任务列表]
    黄丽萍: presses [🔁 常设任务]
    """
