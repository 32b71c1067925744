"""Plays about helpers who leave: unpaired first, off the roster after."""

from domain.people import Duty, Role
from storage import people
from tests.kit import cast
from tests.kit.forged import forged
from tests.kit.stage import Stage


async def test_who_leaves_is_unpaired_first_and_removed_after(stage: Stage) -> None:
    await stage.play("""
        莫小兰: 找帮扶人
        Bot to 莫小兰: 找帮扶人 · 第 1 步，共 2 步 / 找谁？写姓名，或手机号最后几位。 [✖ 取消]
        莫小兰: 覃志强 0002
        Bot to 莫小兰: 找帮扶人 · 第 2 步，共 2 步 / 是哪一位？ [覃志强 · 1 户 · 尾号0002] [‹ 上一步] [✖ 取消]
        莫小兰: presses [覃志强 · 1 户 · 尾号0002]
        Bot to 莫小兰: 找到了：
        Bot to 莫小兰: 覃志强 · 1 户 · 尾号0002 / • 梁水生，关井村，2026-01-01 起 [🔁 交接：梁水生] [🚪 移出名册]
        莫小兰: presses [🚪 移出名册]
        Bot toasts 莫小兰: 覃志强 名下还有 1 户。请先逐户交接，再移出名册。
        莫小兰: presses [🔁 交接：梁水生]
        Bot to 莫小兰: 梁水生 由谁接替 覃志强？ [韦秀英 · 区教育局 · 1 户 · 尾号0001] [🔍 找别人]
        莫小兰: presses [韦秀英 · 区教育局 · 1 户 · 尾号0001]
        Bot to 莫小兰: 🔁 梁水生：覃志强 → 韦秀英 / 莫小兰 安排，03-02 09:00 / 现在：等新帮扶人答复 [↩ 撤回交接]
        Bot to 覃志强: 🔁 梁水生 交给 韦秀英 / 莫小兰 安排，03-02 09:00 / 已请新帮扶人接收；接收前还由您帮扶。辛苦了。 / 现在：等新帮扶人答复
        Bot to 韦秀英: 🔁 请您接收：梁水生，关井村 / 原帮扶人 覃志强；莫小兰 安排，03-02 09:00 / 答应过的：没有记录。 / 没办结的需求：没有。 / 最近走访：还没有。 [✅ 接收] [✖ 有困难]
        莫小兰: presses again on [🚪 移出名册]
        Bot edits for 莫小兰: 覃志强 · 1 户 · 尾号0002 / • 梁水生，关井村，2026-01-01 起 [🔁 看交接：梁水生] [🚪 移出名册]
        Bot toasts 莫小兰: 覃志强 名下还有 1 户。请先逐户交接，再移出名册。
        韦秀英: presses [✅ 接收]
        Bot to 莫小兰: ✅ 梁水生 已由 覃志强 交给 韦秀英，没办结的事一起转过去了。 [🤝 结对]
        Bot edits for 莫小兰: 🔁 梁水生：覃志强 → 韦秀英 / 莫小兰 安排，03-02 09:00 / 现在：已接收
        Bot to 覃志强: ✅ 梁水生 已由 覃志强 交给 韦秀英，没办结的事一起转过去了。
        Bot edits for 覃志强: 🔁 梁水生 交给 韦秀英 / 莫小兰 安排，03-02 09:00 / 现在：已接收
        Bot edits for 韦秀英: 🔁 请您接收：梁水生，关井村 / 原帮扶人 覃志强；莫小兰 安排，03-02 09:00 / 现在：已接收
        Bot toasts 韦秀英: 好了，已告诉其他人。
        Bot to 韦秀英: 🤝 梁水生 现在由您帮扶。 / 答应过的：没有记录。 / 没办结的需求：没有。 / 最近走访：还没有。 [🏠 这一户]
        莫小兰: presses again on [🚪 移出名册]
        Bot edits for 莫小兰: 覃志强 · 0 户 · 尾号0002 / 🚪 已移出名册。 [↩ 放回名册]
        Bot toasts 莫小兰: 已移出名册，历史保留。
        覃志强: 我的信息
        Bot to 覃志强: 这个账号已停用，不能查看或修改。如有差错，请打电话给信息员。
        """)


async def test_an_officer_takes_off_the_roster_and_puts_back_who_helps_nobody(
    stage: Stage,
) -> None:
    await stage.play("""
        莫小兰: 结对
        Bot to 莫小兰: 结对 · 关井村 / 共 2 户，0 户没有帮扶人。 [🏠 没帮扶人：0] [🧍 没结对户：1] [🚪 要离开：0] [🔁 交接中：0] [🔍 找帮扶人]
        莫小兰: presses [🔍 找帮扶人]
        Bot to 莫小兰: 找帮扶人 · 第 1 步，共 2 步 / 找谁？写姓名，或手机号最后几位。 [✖ 取消]
        莫小兰: 0007
        Bot to 莫小兰: 找帮扶人 · 第 2 步，共 2 步 / 是哪一位？ [黎新来 · 0 户 · 尾号0007] [‹ 上一步] [✖ 取消]
        莫小兰: presses [黎新来 · 0 户 · 尾号0007]
        Bot to 莫小兰: 找到了：
        Bot to 莫小兰: 黎新来 · 0 户 · 尾号0007 [🚪 移出名册]
        莫小兰: presses [🚪 移出名册]
        Bot edits for 莫小兰: 黎新来 · 0 户 · 尾号0007 / 🚪 已移出名册。 [↩ 放回名册]
        Bot toasts 莫小兰: 已移出名册，历史保留。
        莫小兰: presses again on [🚪 移出名册]
        Bot toasts 莫小兰: 黎新来 已经移出名册了。
        莫小兰: presses [↩ 放回名册]
        Bot edits for 莫小兰: 黎新来 · 0 户 · 尾号0007 [🚪 移出名册]
        Bot toasts 莫小兰: 已放回名册。
        莫小兰: presses again on [↩ 放回名册]
        Bot toasts 莫小兰: 黎新来 在名册里，没有改动。
        """)


async def test_nobody_is_removed_from_another_area_or_by_himself(stage: Stage) -> None:
    await stage.play("""
        莫小兰: 我的信息
        Bot to 莫小兰: 莫小兰 / 手机：139****0003 / • 扶贫信息员 关井村 / 信息不对？请告诉信息员。
        """)
    assert await forged(stage, "莫小兰", f"helper:show:{stage.roster.people['陈丽华']}") == [
        "(toast) 这位帮扶人不在您的辖区。",
    ]
    assert await forged(stage, "莫小兰", f"helper:remove:{stage.roster.people['莫小兰']}") == [
        "(toast) 这位帮扶人不在您的辖区。",
    ]
    assert await forged(stage, "莫小兰", f"helper:remove:{stage.roster.people['周启明']}") == [
        "(toast) 这位帮扶人不在您的辖区。",
    ]
    assert await forged(stage, "莫小兰", f"helper:restore:{stage.roster.people['韦秀英']}") == [
        "(toast) 韦秀英 在名册里，没有改动。",
    ]


async def test_who_has_other_work_keeps_the_account(stage: Stage) -> None:
    async with stage.app.database.write() as db:
        duties = [Duty(role=role, area_code=cast.VILLAGE) for role in (Role.HELPER, Role.RESIDENT)]
        await people.set_duties(db, stage.roster.people["黎新来"], duties)
    await stage.play("""
        莫小兰: 找帮扶人
        Bot to 莫小兰: 找帮扶人 · 第 1 步，共 2 步 / 找谁？写姓名，或手机号最后几位。 [✖ 取消]
        莫小兰: 0007
        Bot to 莫小兰: 找帮扶人 · 第 2 步，共 2 步 / 是哪一位？ [黎新来 · 0 户 · 尾号0007] [‹ 上一步] [✖ 取消]
        莫小兰: presses [黎新来 · 0 户 · 尾号0007]
        Bot to 莫小兰: 找到了：
        Bot to 莫小兰: 黎新来 · 0 户 · 尾号0007 [🚪 移出名册]
        莫小兰: presses [🚪 移出名册]
        Bot toasts 莫小兰: 黎新来 除帮扶外还有别的身份，账号先保留。请找管理员。
        """)
