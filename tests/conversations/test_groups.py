"""Plays about groups."""

from tests.kit.stage import Stage


async def test_personal_things_stay_out_of_groups(stage: Stage) -> None:
    await stage.play("""
        韦秀英: says in the group /me
        Bot to 群: 大家好！我可以把本单位的需求、预警和提问发到这个群。请本单位的工作人员（要是本群管理员）点下面的按钮关联。15 分钟内没人关联，我就退群。 [🔗 关联本单位]
        Bot to 群: 请在私聊里找我，个人信息不要发在群里。
        韦秀英: says in the group 今天开会
        韦秀英: says in the group 我的签到
        Bot to 群: 请在私聊里找我，个人信息不要发在群里。
        """)


async def test_a_group_from_before_there_was_a_list_is_left_too_once_it_says_something(
    stage: Stage,
) -> None:
    group = stage.world.add_group("老群", [stage.users["韦秀英"]])
    stage.world.updates.take(2**62, 100)  # nobody told the bot that it came in
    stage.group = group["id"]
    await stage.play("""
        韦秀英: says in the group /me
        Bot to 群: 请在私聊里找我，个人信息不要发在群里。
        -- 2026-03-02 09:16 sweep
        Bot to 群: 没有人关联本群，我先退群了。需要时再把我加回来。
        Bot to 群:
        """)
