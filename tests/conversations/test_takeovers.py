"""Plays about taking a household over, or having difficulties with it."""

from dataclasses import replace
from datetime import UTC, date, datetime

from domain.changes import Change
from domain.changes import State as ChangeState
from domain.households import Household
from domain.visits import State as VisitState
from domain.visits import Visit
from storage import changes, handovers, households, pairings, visits
from tests.kit import cast
from tests.kit.forged import forged
from tests.kit.stage import Stage


async def the_handover(stage: Stage) -> int:
    async with stage.app.database.read() as db:
        (handover,) = await handovers.all_open(db)
    return handover.id


async def test_a_household_is_taken_over_with_one_tap(stage: Stage) -> None:
    await stage.play("""
        莫小兰: 我的信息
        Bot to 莫小兰: 莫小兰 / 手机：139****0003 / • 扶贫信息员 关井村 / 信息不对？请告诉信息员。
        """)
    assert await forged(stage, "莫小兰", f"pairing:show:{stage.roster.households['梁水生']}") == [
        "结对 · 梁水生，关井村 / 第一：覃志强，2026-01-01 起 [➕ 加帮扶人] [🔁 交接：覃志强] [✖ 解除：覃志强] [🏠 这一户]",
    ]
    await stage.play("""
        莫小兰: presses [🔁 交接：覃志强]
        Bot to 莫小兰: 梁水生 由谁接替 覃志强？ [韦秀英 · 区教育局 · 1 户 · 尾号0001] [🔍 找别人]
        莫小兰: presses [韦秀英 · 区教育局 · 1 户 · 尾号0001]
        Bot to 莫小兰: 🔁 梁水生：覃志强 → 韦秀英 / 莫小兰 安排，03-02 09:00 / 现在：等新帮扶人答复 [↩ 撤回交接]
        Bot to 覃志强: 🔁 梁水生 交给 韦秀英 / 莫小兰 安排，03-02 09:00 / 已请新帮扶人接收；接收前还由您帮扶。辛苦了。 / 现在：等新帮扶人答复
        Bot to 韦秀英: 🔁 请您接收：梁水生，关井村 / 原帮扶人 覃志强；莫小兰 安排，03-02 09:00 / 答应过的：没有记录。 / 没办结的需求：没有。 / 最近走访：还没有。 [✅ 接收] [✖ 有困难]
        韦秀英: presses [✅ 接收]
        Bot to 莫小兰: ✅ 梁水生 已由 覃志强 交给 韦秀英，没办结的事一起转过去了。 [🤝 结对]
        Bot edits for 莫小兰: 🔁 梁水生：覃志强 → 韦秀英 / 莫小兰 安排，03-02 09:00 / 现在：已接收
        Bot to 覃志强: ✅ 梁水生 已由 覃志强 交给 韦秀英，没办结的事一起转过去了。
        Bot edits for 覃志强: 🔁 梁水生 交给 韦秀英 / 莫小兰 安排，03-02 09:00 / 现在：已接收
        Bot edits for 韦秀英: 🔁 请您接收：梁水生，关井村 / 原帮扶人 覃志强；莫小兰 安排，03-02 09:00 / 现在：已接收
        Bot toasts 韦秀英: 好了，已告诉其他人。
        Bot to 韦秀英: 🤝 梁水生 现在由您帮扶。 / 答应过的：没有记录。 / 没办结的需求：没有。 / 最近走访：还没有。 [🏠 这一户]
        韦秀英: presses again on [✅ 接收]
        Bot toasts 韦秀英: 情况已经变了，现在的样子在卡片上。
        """)
    assert await forged(stage, "覃志强", f"pairing:show:{stage.roster.households['梁水生']}") == [
        "(toast) 这一户不在您的辖区。",
    ]
    assert await forged(stage, "韦秀英", f"pairing:show:{stage.roster.households['梁水生']}") == [
        "结对 · 梁水生，关井村 / 第一：韦秀英（区教育局），2026-03-02 起 / 以前：覃志强，2026-01-01 至 2026-03-02",
    ]


async def test_who_has_difficulties_says_why_and_the_officer_asks_another(stage: Stage) -> None:
    await stage.play("""
        莫小兰: 我的信息
        Bot to 莫小兰: 莫小兰 / 手机：139****0003 / • 扶贫信息员 关井村 / 信息不对？请告诉信息员。
        """)
    assert await forged(stage, "莫小兰", f"pairing:show:{stage.roster.households['梁水生']}") == [
        "结对 · 梁水生，关井村 / 第一：覃志强，2026-01-01 起 [➕ 加帮扶人] [🔁 交接：覃志强] [✖ 解除：覃志强] [🏠 这一户]",
    ]
    await stage.play("""
        莫小兰: presses [🔁 交接：覃志强]
        Bot to 莫小兰: 梁水生 由谁接替 覃志强？ [韦秀英 · 区教育局 · 1 户 · 尾号0001] [🔍 找别人]
        莫小兰: presses [韦秀英 · 区教育局 · 1 户 · 尾号0001]
        Bot to 莫小兰: 🔁 梁水生：覃志强 → 韦秀英 / 莫小兰 安排，03-02 09:00 / 现在：等新帮扶人答复 [↩ 撤回交接]
        Bot to 覃志强: 🔁 梁水生 交给 韦秀英 / 莫小兰 安排，03-02 09:00 / 已请新帮扶人接收；接收前还由您帮扶。辛苦了。 / 现在：等新帮扶人答复
        Bot to 韦秀英: 🔁 请您接收：梁水生，关井村 / 原帮扶人 覃志强；莫小兰 安排，03-02 09:00 / 答应过的：没有记录。 / 没办结的需求：没有。 / 最近走访：还没有。 [✅ 接收] [✖ 有困难]
        韦秀英: presses [✖ 有困难]
        Bot to 韦秀英: 有什么困难？点一下或写一句，信息员会看到。 [离得太远] [忙不过来] [是亲属] [✖ 取消]
        韦秀英: presses [离得太远]
        Bot to 莫小兰: ✖ 韦秀英 接收 梁水生 有困难：离得太远 / 仍由 覃志强 帮扶。 [🔁 换一位]
        Bot edits for 莫小兰: 🔁 梁水生：覃志强 → 韦秀英 / 莫小兰 安排，03-02 09:00 / 现在：新帮扶人有困难
        Bot edits for 覃志强: 🔁 梁水生 交给 韦秀英 / 莫小兰 安排，03-02 09:00 / 现在：新帮扶人有困难
        Bot to 韦秀英: ✅ 已告诉信息员，您这边不变。
        Bot edits for 韦秀英: 🔁 请您接收：梁水生，关井村 / 原帮扶人 覃志强；莫小兰 安排，03-02 09:00 / 现在：新帮扶人有困难
        韦秀英: presses again on [✅ 接收]
        Bot toasts 韦秀英: 情况已经变了，现在的样子在卡片上。
        莫小兰: presses [🔁 换一位]
        Bot to 莫小兰: 结对 · 梁水生，关井村 / 第一：覃志强，2026-01-01 起 [➕ 加帮扶人] [🔁 交接：覃志强] [✖ 解除：覃志强] [🏠 这一户]
        """)


async def test_who_has_no_room_any_more_cannot_take_over(stage: Stage) -> None:
    await stage.play("""
        莫小兰: 我的信息
        Bot to 莫小兰: 莫小兰 / 手机：139****0003 / • 扶贫信息员 关井村 / 信息不对？请告诉信息员。
        """)
    assert await forged(stage, "莫小兰", f"pairing:show:{stage.roster.households['梁水生']}") == [
        "结对 · 梁水生，关井村 / 第一：覃志强，2026-01-01 起 [➕ 加帮扶人] [🔁 交接：覃志强] [✖ 解除：覃志强] [🏠 这一户]",
    ]
    await stage.play("""
        莫小兰: presses [🔁 交接：覃志强]
        Bot to 莫小兰: 梁水生 由谁接替 覃志强？ [韦秀英 · 区教育局 · 1 户 · 尾号0001] [🔍 找别人]
        莫小兰: presses [韦秀英 · 区教育局 · 1 户 · 尾号0001]
        Bot to 莫小兰: 🔁 梁水生：覃志强 → 韦秀英 / 莫小兰 安排，03-02 09:00 / 现在：等新帮扶人答复 [↩ 撤回交接]
        Bot to 覃志强: 🔁 梁水生 交给 韦秀英 / 莫小兰 安排，03-02 09:00 / 已请新帮扶人接收；接收前还由您帮扶。辛苦了。 / 现在：等新帮扶人答复
        Bot to 韦秀英: 🔁 请您接收：梁水生，关井村 / 原帮扶人 覃志强；莫小兰 安排，03-02 09:00 / 答应过的：没有记录。 / 没办结的需求：没有。 / 最近走访：还没有。 [✅ 接收] [✖ 有困难]
        """)
    async with stage.app.database.write() as db:
        for number in range(4):
            home = Household(number=f"Q{number}", area_code=cast.VILLAGE, head_name=f"吴{number}")
            household = await households.put(db, home, [])
            await pairings.pair(db, household, stage.roster.people["韦秀英"], date(2026, 1, 1))
    await stage.play("""
        韦秀英: presses [✅ 接收]
        Bot toasts 韦秀英: 韦秀英 已帮扶 5 户，到上限了。请换一位。
        """)


async def test_where_the_old_helper_is_gone_already_it_still_ends_well(stage: Stage) -> None:
    await stage.play("""
        莫小兰: 我的信息
        Bot to 莫小兰: 莫小兰 / 手机：139****0003 / • 扶贫信息员 关井村 / 信息不对？请告诉信息员。
        """)
    assert await forged(stage, "莫小兰", f"pairing:show:{stage.roster.households['梁水生']}") == [
        "结对 · 梁水生，关井村 / 第一：覃志强，2026-01-01 起 [➕ 加帮扶人] [🔁 交接：覃志强] [✖ 解除：覃志强] [🏠 这一户]",
    ]
    await stage.play("""
        莫小兰: presses [🔁 交接：覃志强]
        Bot to 莫小兰: 梁水生 由谁接替 覃志强？ [韦秀英 · 区教育局 · 1 户 · 尾号0001] [🔍 找别人]
        莫小兰: presses [韦秀英 · 区教育局 · 1 户 · 尾号0001]
        Bot to 莫小兰: 🔁 梁水生：覃志强 → 韦秀英 / 莫小兰 安排，03-02 09:00 / 现在：等新帮扶人答复 [↩ 撤回交接]
        Bot to 覃志强: 🔁 梁水生 交给 韦秀英 / 莫小兰 安排，03-02 09:00 / 已请新帮扶人接收；接收前还由您帮扶。辛苦了。 / 现在：等新帮扶人答复
        Bot to 韦秀英: 🔁 请您接收：梁水生，关井村 / 原帮扶人 覃志强；莫小兰 安排，03-02 09:00 / 答应过的：没有记录。 / 没办结的需求：没有。 / 最近走访：还没有。 [✅ 接收] [✖ 有困难]
        """)
    async with stage.app.database.write() as db:
        (pairing,) = await pairings.open_of_person(db, stage.roster.people["覃志强"])
        await pairings.end(db, replace(pairing, until_on=date(2026, 3, 1)))
    await stage.play("""
        韦秀英: presses [✅ 接收]
        Bot to 莫小兰: ✅ 梁水生 已由 覃志强 交给 韦秀英，没办结的事一起转过去了。 [🤝 结对]
        Bot edits for 莫小兰: 🔁 梁水生：覃志强 → 韦秀英 / 莫小兰 安排，03-02 09:00 / 现在：已接收
        Bot to 覃志强: ✅ 梁水生 已由 覃志强 交给 韦秀英，没办结的事一起转过去了。
        Bot edits for 覃志强: 🔁 梁水生 交给 韦秀英 / 莫小兰 安排，03-02 09:00 / 现在：已接收
        Bot edits for 韦秀英: 🔁 请您接收：梁水生，关井村 / 原帮扶人 覃志强；莫小兰 安排，03-02 09:00 / 现在：已接收
        Bot toasts 韦秀英: 好了，已告诉其他人。
        Bot to 韦秀英: 🤝 梁水生 现在由您帮扶。 / 答应过的：没有记录。 / 没办结的需求：没有。 / 最近走访：还没有。 [🏠 这一户]
        """)


async def test_it_is_nobody_elses(stage: Stage) -> None:
    await stage.play("""
        莫小兰: 我的信息
        Bot to 莫小兰: 莫小兰 / 手机：139****0003 / • 扶贫信息员 关井村 / 信息不对？请告诉信息员。
        """)
    assert await forged(stage, "莫小兰", f"pairing:show:{stage.roster.households['梁水生']}") == [
        "结对 · 梁水生，关井村 / 第一：覃志强，2026-01-01 起 [➕ 加帮扶人] [🔁 交接：覃志强] [✖ 解除：覃志强] [🏠 这一户]",
    ]
    await stage.play("""
        莫小兰: presses [🔁 交接：覃志强]
        Bot to 莫小兰: 梁水生 由谁接替 覃志强？ [韦秀英 · 区教育局 · 1 户 · 尾号0001] [🔍 找别人]
        莫小兰: presses [韦秀英 · 区教育局 · 1 户 · 尾号0001]
        Bot to 莫小兰: 🔁 梁水生：覃志强 → 韦秀英 / 莫小兰 安排，03-02 09:00 / 现在：等新帮扶人答复 [↩ 撤回交接]
        Bot to 覃志强: 🔁 梁水生 交给 韦秀英 / 莫小兰 安排，03-02 09:00 / 已请新帮扶人接收；接收前还由您帮扶。辛苦了。 / 现在：等新帮扶人答复
        Bot to 韦秀英: 🔁 请您接收：梁水生，关井村 / 原帮扶人 覃志强；莫小兰 安排，03-02 09:00 / 答应过的：没有记录。 / 没办结的需求：没有。 / 最近走访：还没有。 [✅ 接收] [✖ 有困难]
        """)
    number = await the_handover(stage)
    for verb in ("accept", "refuse"):
        assert await forged(stage, "覃志强", f"handover:{verb}:{number}:1") == [
            "(toast) 这次交接不归您办。"
        ]


async def test_promises_visits_and_what_was_returned_go_along(stage: Stage) -> None:
    giver, home = stage.roster.people["覃志强"], stage.roster.households["梁水生"]
    at = datetime(2026, 2, 10, 2, tzinfo=UTC)
    async with stage.app.database.write() as db:
        visit = Visit(
            id=5,
            household_id=home,
            person_id=giver,
            at=at,
            handed_in_at=at,
            state=VisitState.KEPT,
            next_on=date(2026, 3, 20),
            answers={"measures": ["talk", "policy"], "seen": "老人在家"},
        )
        await visits.add(db, visit)
        returned = Change(
            id=9,
            household_id=home,
            field="hamlet",
            old=None,
            new="上村",
            person_id=giver,
            at=at,
            reason="应是下村",
            state=ChangeState.RETURNED,
        )
        await changes.propose(db, returned)
    await stage.play("""
        莫小兰: 找帮扶人
        Bot to 莫小兰: 找帮扶人 · 第 1 步，共 2 步 / 找谁？写姓名，或手机号最后几位。 [✖ 取消]
        莫小兰: 覃志强
        Bot to 莫小兰: 找帮扶人 · 第 2 步，共 2 步 / 是哪一位？ [覃志强 · 1 户 · 尾号0002] [‹ 上一步] [✖ 取消]
        莫小兰: presses [覃志强 · 1 户 · 尾号0002]
        Bot to 莫小兰: 找到了：
        Bot to 莫小兰: 覃志强 · 1 户 · 尾号0002 / • 梁水生，关井村，2026-01-01 起 [🔁 交接：梁水生] [🚪 移出名册]
        莫小兰: presses [🔁 交接：梁水生]
        Bot to 莫小兰: 梁水生 由谁接替 覃志强？ [韦秀英 · 区教育局 · 1 户 · 尾号0001] [🔍 找别人]
        莫小兰: presses [韦秀英 · 区教育局 · 1 户 · 尾号0001]
        Bot to 莫小兰: 🔁 梁水生：覃志强 → 韦秀英 / 莫小兰 安排，03-02 09:00 / 现在：等新帮扶人答复 / 覃志强 还没办完：变更 1 项 [↩ 撤回交接]
        Bot to 覃志强: 🔁 梁水生 交给 韦秀英 / 莫小兰 安排，03-02 09:00 / 已请新帮扶人接收；接收前还由您帮扶。辛苦了。 / 现在：等新帮扶人答复
        Bot to 韦秀英: 🔁 请您接收：梁水生，关井村 / 原帮扶人 覃志强；莫小兰 安排，03-02 09:00 / 答应过的：2026-03-20 再来 / 上次帮的：谈心了解、讲政策 / 没办结的需求：没有。 / 最近走访： / • 02-10 10:00 覃志强 · 谈心了解、讲政策 · 老人在家 [✅ 接收] [✖ 有困难]
        韦秀英: presses [✅ 接收]
        Bot to 莫小兰: ✅ 梁水生 已由 覃志强 交给 韦秀英，没办结的事一起转过去了。 [🤝 结对]
        Bot edits for 莫小兰: 🔁 梁水生：覃志强 → 韦秀英 / 莫小兰 安排，03-02 09:00 / 现在：已接收
        Bot to 覃志强: ✅ 梁水生 已由 覃志强 交给 韦秀英，没办结的事一起转过去了。
        Bot edits for 覃志强: 🔁 梁水生 交给 韦秀英 / 莫小兰 安排，03-02 09:00 / 现在：已接收
        Bot edits for 韦秀英: 🔁 请您接收：梁水生，关井村 / 原帮扶人 覃志强；莫小兰 安排，03-02 09:00 / 现在：已接收
        Bot toasts 韦秀英: 好了，已告诉其他人。
        Bot to 韦秀英: ↩ 梁水生，家庭 · 自然屯：未填 → 上村 / 您接手前被退回：应是下村 / 请改一下，或撤回。 [✎ 修改] [🗑 撤回]
        Bot to 韦秀英: 🤝 梁水生 现在由您帮扶。 / 答应过的：2026-03-20 再来 / 上次帮的：谈心了解、讲政策 / 没办结的需求：没有。 / 最近走访： / • 02-10 10:00 覃志强 · 谈心了解、讲政策 · 老人在家 [🏠 这一户]
        韦秀英: presses [🗑 撤回]
        Bot edits for 韦秀英: 🗑 已撤回：家庭 · 自然屯：未填 → 上村。档案不变。
        """)
