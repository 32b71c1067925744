"""What is done with leave, the calendar and pauses, so that every button is offered once."""

CLOCKS = """
    -- 2026-05-06 11:00
    莫小兰: /cancel
    莫小兰: 请假
    莫小兰: presses [🏖 我要请假]
    莫小兰: presses [今天]
    莫小兰: presses [只这一天]
    莫小兰: presses [黄丽萍，银滩镇]
    莫小兰: 请假
    莫小兰: presses [⏹ 结束：莫小兰]
    陈丽华: /cancel
    陈丽华: 请假
    陈丽华: presses [👥 替别人设]
    陈丽华: 莫小
    陈丽华: presses [莫小兰]
    陈丽华: presses [明天]
    陈丽华: presses [只这一天]
    陈丽华: presses [陆海燕，银滩镇]
    陈丽华: 请假
    陈丽华: presses [⏹ 结束：莫小兰]
    陈丽华: 工作日历
    陈丽华: presses [2027 ›]
    陈丽华: presses [✎ 改一天]
    陈丽华: presses [明天]
    陈丽华: presses [🏖 休息]
    陈丽华: presses [灾害]
    陈丽华: presses [✎ 改一天]
    陈丽华: presses [明天]
    陈丽华: presses [📘 照官方日历]
    周启明: /cancel
    周启明: /calendar
    周启明: presses [⏸ 暂停计时]
    周启明: presses [银滩镇]
    周启明: presses [曲湾村]
    周启明: presses [今天]
    周启明: presses [2天]
    周启明: presses [洪水]
    周启明: /calendar
    周启明: presses [⏸ 曲湾村]
    周启明: presses [📅 改结束日期]
    周启明: presses [3天]
    周启明: presses [▶ 现在恢复]
    """
"""Leaves are ended, the day is forgotten, the pause lifted: nothing is left to decide."""
