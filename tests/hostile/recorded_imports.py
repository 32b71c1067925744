"""What is done with imports and exports, so that every button about them is offered once."""

HEAD = "乡,村,户编号,人编号,姓名,证件号码,与户主关系"
TABLE = f'sends table "户.csv": {HEAD} / 银滩镇,关井村,H7777,1,覃阿公,,户主'
IMPORTS = f"""
    -- 2026-05-06 10:20
    莫小兰: 导入导出
    莫小兰: presses [⬇ 农户]
    莫小兰: presses [🔓 要完整号码]
    莫小兰: /cancel
    莫小兰: sends table "怪.csv": a,b / 1,2
    莫小兰: presses [结对]
    莫小兰: {TABLE}
    莫小兰: presses [✅ 写入]
    莫小兰: presses [↩ 撤回本批]
    莫小兰: presses [✖ 不撤回]
    莫小兰: presses [↩ 撤回本批]
    莫小兰: presses [↩ 确定撤回]
    莫小兰: {TABLE}
    莫小兰: presses [✖ 不写]
    莫小兰: 导入导出
    莫小兰: presses [户.csv 05-06]
    """
"""Nothing of it is left open: a batch of one's own may be written or taken back at any time."""
