"""Plays about being recognised."""

from tests.kit.stage import Stage


async def test_a_stranger_learns_how_to_be_registered(stage: Stage) -> None:
    await stage.play("""
        陌生人: /start
        Bot to 陌生人: 您好！这里是帮扶工作助手，供在村里工作的同志使用。 / 请点下方的「📱 发送我的号码」，我会与名册核对。 / 不在名册上，或换了号码？请联系本村或本单位的信息员登记，或向他要一个邀请链接。
        陌生人: 你好
        Bot to 陌生人: 您好！这里是帮扶工作助手，供在村里工作的同志使用。 / 请点下方的「📱 发送我的号码」，我会与名册核对。 / 不在名册上，或换了号码？请联系本村或本单位的信息员登记，或向他要一个邀请链接。
        陌生人: 签到
        Bot to 陌生人: 您好！这里是帮扶工作助手，供在村里工作的同志使用。 / 请点下方的「📱 发送我的号码」，我会与名册核对。 / 不在名册上，或换了号码？请联系本村或本单位的信息员登记，或向他要一个邀请链接。
        """)


async def test_only_ones_own_contact_counts(stage: Stage) -> None:
    await stage.play("""
        黎新来: shares contact of 韦秀英
        Bot to 黎新来: 这是别人的联系人。请点「📱 发送我的号码」，发您自己的。
        黎新来: shares own contact
        Bot to 黎新来: 黎新来，您好！您登记的身份： / • 帮扶联系人 关井村 / 下方的按键是给您用的，点一下就开始。
        黎新来: forwards it
        Bot to 黎新来: 这是转发的联系人。请点「📱 发送我的号码」，发您自己的。
        """)


async def test_a_number_not_on_the_roster_is_told_where_to_go(stage: Stage) -> None:
    await stage.play("""
        陌生人: shares own contact
        Bot to 陌生人: 名册上没有您的号码 139****0000。请联系本村或本单位的信息员登记，然后再发一次号码。
        """)


async def test_one_person_has_one_account(stage: Stage) -> None:
    await stage.play("""
        韦秀英: shares own contact
        Bot to 韦秀英: 韦秀英，您好！您登记的身份： / • 帮扶联系人 关井村 / 下方的按键是给您用的，点一下就开始。
        """)
