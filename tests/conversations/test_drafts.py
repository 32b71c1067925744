"""Plays about forms that are begun and left."""

from tests.kit.stage import Stage


async def test_a_form_can_be_left_and_resumed(stage: Stage) -> None:
    await stage.play("""
        陈丽华: 规则
        Bot to 陈丽华: 规则 · 第 1 步，共 3 步 / 改哪一项？旁边是现在的数值。 [农户签到半径（米）：300] [村签到半径（米）：1000] [定位误差最多抵扣（米）：150] [位置有效期（分钟）：60] [最快路程（公里/小时）：120] [每月走访截止日（31 为月末）：31] [✖ 取消]
        陈丽华: presses [农户签到半径（米）：300]
        Bot edits for 陈丽华: 规则 · 第 2 步，共 3 步 / 新数值是多少？ [‹ 上一步] [✖ 取消]
        陈丽华: 我的信息
        Bot to 陈丽华: 陈丽华 / 手机：139****0006 / • 管理员 / 信息不对？请告诉信息员。
        陈丽华: 规则
        Bot to 陈丽华: 您之前填了规则，还没有提交。 [▶ 继续填] [✖ 不要了]
        陈丽华: presses [▶ 继续填]
        Bot edits for 陈丽华: 规则 · 第 2 步，共 3 步 / 新数值是多少？ [‹ 上一步] [✖ 取消]
        陈丽华: presses [‹ 上一步]
        Bot edits for 陈丽华: 规则 · 第 1 步，共 3 步 / 改哪一项？旁边是现在的数值。 / 目前：农户签到半径（米）：300 [农户签到半径（米）：300] [村签到半径（米）：1000] [定位误差最多抵扣（米）：150] [位置有效期（分钟）：60] [最快路程（公里/小时）：120] [每月走访截止日（31 为月末）：31] [✖ 取消]
        陈丽华: presses [✖ 取消]
        Bot edits for 陈丽华: 已取消，什么都没有保存。
        陈丽华: presses again
        Bot toasts 陈丽华: 这张表已经提交或取消。
        """)


async def test_cancel_leaves_what_is_open(stage: Stage) -> None:
    await stage.play("""
        陈丽华: 规则
        Bot to 陈丽华: 规则 · 第 1 步，共 3 步 / 改哪一项？旁边是现在的数值。 [农户签到半径（米）：300] [村签到半径（米）：1000] [定位误差最多抵扣（米）：150] [位置有效期（分钟）：60] [最快路程（公里/小时）：120] [每月走访截止日（31 为月末）：31] [✖ 取消]
        陈丽华: /cancel
        Bot to 陈丽华: 已取消，什么都没有保存。
        陈丽华: /cancel
        Bot to 陈丽华: 没有要取消的内容。
        """)


async def test_a_question_answered_by_a_choice_says_so(stage: Stage) -> None:
    await stage.play("""
        陈丽华: 规则
        Bot to 陈丽华: 规则 · 第 1 步，共 3 步 / 改哪一项？旁边是现在的数值。 [农户签到半径（米）：300] [村签到半径（米）：1000] [定位误差最多抵扣（米）：150] [位置有效期（分钟）：60] [最快路程（公里/小时）：120] [每月走访截止日（31 为月末）：31] [✖ 取消]
        陈丽华: 什么
        Bot to 陈丽华: 请点问题下面的按钮。
        """)
