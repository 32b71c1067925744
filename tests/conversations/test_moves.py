"""Plays about moving an account."""

from tests.kit.stage import Stage


async def test_another_telegram_user_needs_the_officers_confirmation(stage: Stage) -> None:
    await stage.play("""
        陌生人: shares own contact as 13900000001
        Bot to 莫小兰: 韦秀英 想换一个 Telegram 使用账号。 / 请先打电话 13900000001 核实，是本人再确认。 [✅ 确认] [✖ 不同意]
        Bot to 陌生人: 这个账号正在另一个 Telegram 上使用。已请 莫小兰 确认是不是您本人，结果会发到这里。
        莫小兰: presses [✅ 确认]
        Bot edits for 莫小兰: 韦秀英 的账号已换到新的 Telegram。
        Bot to 陌生人: 已确认，可以开始用了。
        Bot to 韦秀英: 经信息员确认，您的账号已换到另一个 Telegram 上使用。如果不是您本人，请马上打电话给信息员。
        莫小兰: presses again
        Bot toasts 莫小兰: 这个申请已经处理过了，没有改动。
        韦秀英: 签到
        Bot to 韦秀英: 您好！这里是帮扶工作助手，供在村里工作的同志使用。 / 请点下方的「📱 发送我的号码」，我会与名册核对。 / 不在名册上，或换了号码？请联系本村或本单位的信息员登记，或向他要一个邀请链接。
        陌生人: /me
        Bot to 陌生人: 韦秀英 / 手机：139****0001 / 单位：区教育局 / • 帮扶联系人 关井村 / 信息不对？请告诉信息员。
        """)


async def test_a_helper_without_area_is_answered_for_where_her_households_are(
    stage: Stage,
) -> None:
    await stage.play("""
        陌生人: shares own contact as 13900000002
        Bot to 莫小兰: 覃志强 想换一个 Telegram 使用账号。 / 请先打电话 13900000002 核实，是本人再确认。 [✅ 确认] [✖ 不同意]
        Bot to 陌生人: 这个账号正在另一个 Telegram 上使用。已请 莫小兰 确认是不是您本人，结果会发到这里。
        莫小兰: presses [✅ 确认]
        Bot edits for 莫小兰: 覃志强 的账号已换到新的 Telegram。
        Bot to 覃志强: 经信息员确认，您的账号已换到另一个 Telegram 上使用。如果不是您本人，请马上打电话给信息员。
        Bot to 陌生人: 已确认，可以开始用了。
        """)


async def test_an_officer_may_refuse_to_move_an_account(stage: Stage) -> None:
    await stage.play("""
        陌生人: shares own contact as 13900000001
        Bot to 莫小兰: 韦秀英 想换一个 Telegram 使用账号。 / 请先打电话 13900000001 核实，是本人再确认。 [✅ 确认] [✖ 不同意]
        Bot to 陌生人: 这个账号正在另一个 Telegram 上使用。已请 莫小兰 确认是不是您本人，结果会发到这里。
        陌生人: shares own contact as 13900000001
        Bot to 陌生人: 这个账号正在另一个 Telegram 上使用。已请 莫小兰 确认是不是您本人，结果会发到这里。
        莫小兰: presses [✖ 不同意]
        Bot edits for 莫小兰: 韦秀英 的账号没有变动。
        Bot to 陌生人: 信息员没有确认。请打电话给信息员。
        陌生人: /me
        Bot to 陌生人: 您好！这里是帮扶工作助手，供在村里工作的同志使用。 / 请点下方的「📱 发送我的号码」，我会与名册核对。 / 不在名册上，或换了号码？请联系本村或本单位的信息员登记，或向他要一个邀请链接。
        """)
