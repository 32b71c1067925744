"""A working day that touches every handler, recorded as the updates Telegram would send."""

from typing import Any

from tests.kit.script import parse
from tests.kit.stage import Stage

MARK = "水牛掉进了池塘MARK"
"""Typed again and again; nobody without the key may read it in the database or in a log."""

DAY = f"""
    陌生人: /start
    陌生人: shares own contact
    黎新来: shares contact of 韦秀英
    黎新来: shares own contact
    黎新来: forwards it
    黎新来: /start nosuchword
    韦秀英: /checkin
    韦秀英: at 黄大明 + 640 m E ±12
    韦秀英: sends photo
    韦秀英: {MARK}
    莫小兰: /review
    莫小兰: presses [❓ 追问]
    莫小兰: {MARK}？
    韦秀英: presses [✍ 回答]
    韦秀英: sends voice
    莫小兰: presses [📝 备注]
    莫小兰: {MARK}。
    莫小兰: presses [✅ 认可]
    覃志强: at 黄大明 ±8
    莫小兰: presses [📌 认可并存坐标]
    覃志强: at 黄大明 + 900 m N ±10 live
    覃志强: walks to 黄大明 + 500 m N ±10
    -- 2026-03-03 09:00
    韦秀英: at 黄大明 + 700 m W ±12
    韦秀英: presses [户主外出]
    莫小兰: presses [❓ 追问]
    莫小兰: /cancel
    覃志强: at 黄大明 + 900 m N ±10 live
    覃志强: walks to 黄大明 + 90 m N ±10
    覃志强: walks to 黄大明 + 40 m N ±10
    覃志强: presses [📝 补充说明]
    覃志强: {MARK}！
    覃志强: presses [📅 我的签到]
    覃志强: presses [‹ 上个月]
    覃志强: 我的签到
    覃志强: sends venue
    梁建国: at 关井村 ±20
    梁建国: forwards it
    梁建国: picks 关井村 on a Chinese map
    陈丽华: 规则
    陈丽华: presses [农户签到半径（米）：300]
    陈丽华: presses [‹ 上一步]
    陈丽华: presses [农户签到半径（米）：300]
    陈丽华: 600
    陈丽华: presses [明天]
    陈丽华: presses [✎ 2]
    陈丽华: 500
    陈丽华: presses [✔ 提交]
    陈丽华: 规则
    陈丽华: presses [村签到半径（米）：1000]
    陈丽华: 规则
    陈丽华: presses [▶ 继续填]
    陈丽华: 我的信息
    韦秀英: 提需求
    韦秀英: 饮水
    韦秀英: {MARK}渴
    韦秀英: presses [🔴 急]
    陆海燕: 待办
    莫小兰: 待办
    莫小兰: presses [#1]
    莫小兰: presses [🙋 我来处理]
    莫小兰: presses [⋯ 更多]
    莫小兰: presses [↩ 交还]
    莫小兰: presses [🙋 我来处理]
    莫小兰: presses [⬆ 报镇扶贫站]
    莫小兰: presses [需要资金]
    黄丽萍: presses [🙋 我来处理]
    黄丽萍: presses [⬆ 报区扶贫办]
    黄丽萍: {MARK}上
    周启明: presses [🙋 我来处理]
    周启明: presses [💬 答复]
    周启明: sends voice
    韦秀英: 需求
    韦秀英: presses [#1]
    韦秀英: presses [📋 提需求]
    韦秀英: presses [住房]
    韦秀英: presses [屋顶漏雨]
    韦秀英: {MARK}漏
    韦秀英: presses [普通]
    莫小兰: presses [🙋 我来处理]
    莫小兰: presses [✅ 已解决]
    莫小兰: {MARK}修
    韦秀英: presses [✅ 解决了]
    韦秀英: presses [⭐4]
    韦秀英: presses [🔁 还没解决]
    韦秀英: {MARK}还漏
    韦秀英: 今天{MARK}下雨
    韦秀英: presses [❓ 当作提问]
    韦秀英: edits #1 of own: {MARK}明天呢
    莫小兰: presses [🙋 我来处理]
    莫小兰: presses [⋯ 更多]
    莫小兰: presses [❓ 问提出人]
    莫小兰: {MARK}问谁
    韦秀英: presses [💬 回复]
    韦秀英: {MARK}问你
    韦秀英: replies to #1 of Bot: {MARK}再说
    韦秀英: 我的诉求
    韦秀英: presses [📄 看经过]
    韦秀英: presses [🗑 撤回]
    韦秀英: presses [不需要了]
    梁建国: 建议
    梁建国: presses [其他]
    梁建国: {MARK}书
    梁建国: 提问
    梁建国: sends photo
    梁建国: presses [✔ 好了]
    陌生人: shares own contact as 13900000004
    莫小兰: presses [✖ 不同意]
    陌生人: shares own contact as 13900000001
    莫小兰: presses [✅ 确认]
    韦秀英: /handbook
    韦秀英: 签到
    陆海燕: /language
    陆海燕: presses [English]
    陆海燕: /help
    陆海燕: sends album of 2
    陆海燕: says in the group /me
    陆海燕: blocks
    陆海燕: unblocks
    """
MONTH_END = """
    -- 2026-04-23 08:00 sweep
    覃志强: presses [📒 我的任务]
    覃志强: 任务
    -- 2026-05-06 08:00 sweep
    莫小兰: presses [📣 催一下]
    莫小兰: presses [👁 知道了]
    -- 2026-05-06 09:00
    """


async def perform(stage: Stage, script: str) -> None:
    """Act a play without comparing what the bot says."""
    for act in parse(script):
        await stage._act(act)


async def a_day(stage: Stage, and_then: str = "") -> list[dict[str, Any]]:
    """Act the day, and what comes after it; returns every update the bot was sent."""
    seen: list[dict[str, Any]] = []

    def note(event: dict[str, Any]) -> None:
        if event["type"] == "update":
            seen.append(event["update"])

    forget = stage.world.subscribe(note)
    await perform(stage, DAY + and_then)
    forget()
    return seen
