"""What an office does with notices, so that each button is offered; one is out in the end."""

from tests.hostile.recorded import MARK

_DROPPED = f"""
    黄丽萍: /cancel
    黄丽萍: /broadcast
    黄丽萍: presses [➕ 写通知]
    黄丽萍: {MARK}不用了
    黄丽萍: presses [驻村工作队员 1]
    黄丽萍: presses [✔ 好了]
    黄丽萍: presses [整个辖区]
    黄丽萍: presses [所有单位]
    黄丽萍: presses [🕗 定时间]
    黄丽萍: presses [明天 08:00]
    黄丽萍: presses [▶ 到时发出]
    黄丽萍: presses [✖ 不发了]
    """
_SENT = f"""
    黄丽萍: /broadcast
    黄丽萍: presses [➕ 写通知]
    黄丽萍: {MARK}开会
    黄丽萍: presses [驻村工作队员 1]
    黄丽萍: presses [✔ 好了]
    黄丽萍: presses [整个辖区]
    黄丽萍: presses [所有单位]
    黄丽萍: presses [🧪 发给我自己]
    黄丽萍: presses [✏️ 改文字]
    黄丽萍: {MARK}不开会
    黄丽萍: presses [👥 改对象]
    黄丽萍: presses [无变化]
    黄丽萍: presses [整个辖区]
    黄丽萍: presses [所有单位]
    黄丽萍: presses [🚨 标为紧急]
    黄丽萍: presses [👌 不用点已阅]
    黄丽萍: presses [👌 要点已阅]
    黄丽萍: presses [▶ 马上发出]
    """
BROADCASTS = f"""
    -- 2026-05-06 14:00
    {_DROPPED}
    {_SENT}
    -- 2026-05-06 14:01
    黄丽萍: /broadcast
    黄丽萍: presses [#2 {MARK}不开会]
    黄丽萍: presses [📋 看名单]
    黄丽萍: presses [🔔 提醒没点的人]
    黄丽萍: presses [🗑 撤回]
    黄丽萍: presses [不撤回]
    黄丽萍: presses [✏️ 改文字]
    黄丽萍: {MARK}又开会
    梁建国: presses [👌 已阅]
    -- 2026-05-06 14:02
    """
