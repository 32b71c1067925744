"""What an office does with tasks, so that each button is offered; in the end all are settled."""

CAMPAIGNS = """
    黄丽萍: /cancel
    黄丽萍: /deadline
    黄丽萍: presses [＋ 新建任务]
    黄丽萍: 学防汛
    黄丽萍: 请看完手册。
    黄丽萍: presses [驻村工作队员 1]
    黄丽萍: presses [⏩ 其余按常规]
    黄丽萍: presses [本人点“我已完成”]
    黄丽萍: 月底
    黄丽萍: presses [✔ 提交]
    黄丽萍: presses [‹ 任务列表]
    黄丽萍: presses [草稿 1]
    黄丽萍: presses again on [✎ 修改任务]
    黄丽萍: presses [✎ 1]
    黄丽萍: 学手册
    黄丽萍: presses [✔ 提交]
    黄丽萍: presses [🧪 发给我自己试试]
    黄丽萍: presses [▶ 开始]
    黄丽萍: presses [⏳ 延期]
    黄丽萍: /cancel
    黄丽萍: presses again on [✖ 取消任务]
    黄丽萍: presses [建错了]
    黄丽萍: presses [✔ 提交]
    黄丽萍: presses [⧉ 复制]
    黄丽萍: /cancel
    """
