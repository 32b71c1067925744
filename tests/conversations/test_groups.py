"""Plays about groups."""

from tests.kit.stage import Stage


async def test_personal_things_stay_out_of_groups(stage: Stage) -> None:
    await stage.play("""
        韦秀英: says in the group /me
        Bot to 群: 请在私聊里找我，个人信息不要发在群里。
        韦秀英: says in the group 今天开会
        韦秀英: says in the group 我的签到
        Bot to 群: 请在私聊里找我，个人信息不要发在群里。
        """)
