"""Plays about what is kept of a visit: taken back, handed in twice, days later, its photos."""

from sqlalchemy import select

from storage.tables import VisitRow
from tests.kit.stage import Stage
from tests.kit.visiting import (
    begun,
    do,
    photographed,
    pressed,
    recorded,
    two_households,
    visits_of,
)


async def test_taken_back_within_a_minute_nothing_is_lost(stage: Stage) -> None:
    await recorded(stage)
    await stage.play("""
        -- 2026-03-02 09:00:50
        韦秀英: presses [↩ 撤回]
        Bot edits for 韦秀英: 走访记录：黄大明 · 请核对 / 1. 见到：黄大明 / 2. 做了：讲政策 / 3. 情况：无变化 / 4. 照片：（未填） / 5. 户情变化：无变化 / 6. 八有一超：✔ 还是这样 / 7. 收支登记：无变化 / 8. 上报：没有 / 9. 下次：2026-04-06 周一 [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✎ 4] [✎ 5] [✎ 6] [✎ 7] [✎ 8] [✎ 9] [✖ 取消]
        Bot toasts 韦秀英: 已撤回。填的都在，改好再提交。
        韦秀英: presses again on [↩ 撤回]
        Bot toasts 韦秀英: 这次走访已经撤回，您填的都在打开的表里。
        -- 2026-03-02 09:02 sweep
        韦秀英: presses [✎ 2]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 2 步，共 9 步 / 这次做了什么？可以多选。 / 目前：讲政策 [谈心了解] [✅ 讲政策] [帮产业] [帮就业] [帮上学] [帮看病] [修住房] [送钱送物] [✔ 好了] [‹ 上一步] [✖ 取消]
        韦秀英: presses [帮产业]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 2 步，共 9 步 / 这次做了什么？可以多选。 / 目前：讲政策、帮产业 [谈心了解] [✅ 讲政策] [✅ 帮产业] [帮就业] [帮上学] [帮看病] [修住房] [送钱送物] [✔ 好了] [‹ 上一步] [✖ 取消]
        韦秀英: presses [✔ 好了]
        Bot edits for 韦秀英: 走访记录：黄大明 · 请核对 / 1. 见到：黄大明 / 2. 做了：讲政策、帮产业 / 3. 情况：无变化 / 4. 照片：（未填） / 5. 户情变化：无变化 / 6. 八有一超：✔ 还是这样 / 7. 收支登记：无变化 / 8. 上报：没有 / 9. 下次：2026-04-06 周一 [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✎ 4] [✎ 5] [✎ 6] [✎ 7] [✎ 8] [✎ 9] [✖ 取消]
        韦秀英: presses [✔ 提交]
        Bot edits for 韦秀英: ✅ 走访已保存：黄大明，03-02 09:00。 / 一分钟内可以撤回，之后生效。 [↩ 撤回] [📄 查看]
        -- 2026-03-02 09:04 sweep
        Bot edits for 韦秀英: ✅ 走访已生效：黄大明，03-02 09:00。 / 下次走访：2026-04-06 [📄 查看]
        """)
    assert await visits_of(stage) == ["undone", "kept"]


async def test_after_a_minute_it_stays_also_when_no_sweep_came(stage: Stage) -> None:
    await recorded(stage)
    await stage.play("""
        -- 2026-03-02 09:01:02
        韦秀英: presses [↩ 撤回]
        Bot toasts 韦秀英: 已过一分钟，走访已生效，不能撤回。要改农户信息，请打开农户卡；有新情况，下次走访时写上。
        -- 2026-03-02 09:01:30 sweep
        Bot edits for 韦秀英: ✅ 走访已生效：黄大明，03-02 09:00。 / 下次走访：2026-04-06 [📄 查看]
        韦秀英: presses again on [↩ 撤回]
        Bot toasts 韦秀英: 已过一分钟，走访已生效，不能撤回。要改农户信息，请打开农户卡；有新情况，下次走访时写上。
        """)
    assert await visits_of(stage) == ["kept"]


async def test_what_was_begun_meanwhile_is_not_lost_by_taking_back(stage: Stage) -> None:
    await two_households(stage)
    taps = "✔ 见到户主", "讲政策", "⏩ 其余无变化", "✔ 提交"
    await do(stage, "韦秀英", "走访", "presses [黄大明]", *[f"presses [{it}]" for it in taps])
    await do(stage, "韦秀英", "走访", "presses [✔ 见到户主]")
    await stage.play("""
        韦秀英: presses again on [↩ 撤回]
        Bot toasts 韦秀英: 您已经在填走访记录：梁水生。请先提交或取消它，再点一次。
        """)
    assert await visits_of(stage) == ["fresh"]


async def test_handed_in_twice_it_is_one_visit(stage: Stage) -> None:
    await recorded(stage)
    await stage.play("""
        韦秀英: presses again
        Bot toasts 韦秀英: 这张表已经提交或取消。
        韦秀英: presses again on [📝 走访记录]
        Bot to 韦秀英: 黄大明 今天的走访 09:00 已经记好，没有重复添加。 [📄 查看]
        韦秀英: 走访
        Bot to 韦秀英: 今天已记走访：黄大明。 / 走访从签到开始：到农户家，点下方的「📍 签到」，再点「📝 走访记录」。之前去过、没签到的，点「补录」。 [🗂 补录]
        """)
    assert await visits_of(stage) == ["fresh"]


async def test_photos_are_kept_with_their_words_and_taken_away_one_by_one(stage: Stage) -> None:
    await begun(stage)
    await stage.play("""
        韦秀英: sends photo
        Bot to 韦秀英: 走访记录：黄大明 · 第 4 步，共 9 步 / 发照片，最多 9 张，可以一次发几张。 / 目前：1 张照片 [🗑 1] [✔ 好了] [⏩ 其余无变化] [‹ 上一步] [✖ 取消]
        韦秀英: sends photo
        Bot to 韦秀英: 走访记录：黄大明 · 第 4 步，共 9 步 / 发照片，最多 9 张，可以一次发几张。 / 目前：2 张照片 [🗑 1] [🗑 2] [✔ 好了] [⏩ 其余无变化] [‹ 上一步] [✖ 取消]
        韦秀英: presses [🗑 1]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 4 步，共 9 步 / 发照片，最多 9 张，可以一次发几张。 / 目前：1 张照片 [🗑 1] [✔ 好了] [⏩ 其余无变化] [‹ 上一步] [✖ 取消]
        韦秀英: presses [🗑 1]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 4 步，共 9 步 / 发照片，最多 9 张，可以一次发几张。 [跳过] [⏩ 其余无变化] [‹ 上一步] [✖ 取消]
        韦秀英: presses [跳过]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 5 步，共 9 步 / 户情有变化吗？点有变化的人或家庭，再点“好了”。 [无变化] [🏠 家庭情况] [黄大明] [黄大明1] [黄大明2] [➕ 添人] [⏩ 其余无变化] [‹ 上一步] [✖ 取消]
        """)


async def test_an_album_is_acknowledged_once(stage: Stage) -> None:
    await begun(stage)
    await stage.play("""
        韦秀英: sends album of 3
        -- 2026-03-02 09:00:01
        Bot to 韦秀英: 走访记录：黄大明 · 第 4 步，共 9 步 / 发照片，最多 9 张，可以一次发几张。 / 目前：3 张照片 [🗑 1] [🗑 2] [🗑 3] [✔ 好了] [⏩ 其余无变化] [‹ 上一步] [✖ 取消]
        """)


async def test_a_photo_that_was_used_before_is_flagged(stage: Stage) -> None:
    await photographed(stage)
    await stage.play("""
        韦秀英: presses [⏩ 其余无变化]
        Bot edits for 韦秀英: 走访记录：黄大明 · 请核对 / 1. 见到：黄大明 / 2. 做了：讲政策 / 3. 情况：无变化 / 4. 照片：1 张照片（1. 新屋顶） / 5. 户情变化：无变化 / 6. 八有一超：✔ 还是这样 / 7. 收支登记：无变化 / 8. 上报：没有 / 9. 下次：2026-05-04 周一 / ⚑ 第 1 张照片以前用过（2026-03-02）。 [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✎ 4] [✎ 5] [✎ 6] [✎ 7] [✎ 8] [✎ 9] [✖ 取消]
        韦秀英: presses [✔ 提交]
        Bot edits for 韦秀英: ✅ 走访已保存：黄大明，04-06 09:02。 / 一分钟内可以撤回，之后生效。 [↩ 撤回] [📄 查看]
        韦秀英: presses [📄 查看]
        Bot to 韦秀英: 走访 · 黄大明 / 04-06 09:02 · 韦秀英 / ⏳ 一分钟内生效 / 见到：黄大明 / 做了：讲政策 / 照片：1 张照片 · 1. 新屋顶 / 下次：2026-05-04 / ⚑ 第 1 张照片以前用过（2026-03-02）。
        Bot to 韦秀英: (photo)
        """)


async def test_a_draft_survives_days_and_keeps_the_time_of_the_checkin(stage: Stage) -> None:
    await begun(stage)
    await stage.play("""
        -- 2026-03-05 20:00 sweep
        韦秀英: /start
        Bot to 韦秀英: 韦秀英，您好！您登记的身份： / • 帮扶联系人 关井村 / 下方的按键是给您用的，点一下就开始。
        Bot to 韦秀英: 还有没填完的：走访记录：黄大明。 [▶ 继续填] [✖ 不要了]
        韦秀英: 走访
        Bot to 韦秀英: 您之前填了走访记录：黄大明，还没有提交。 [▶ 继续填] [✖ 不要了]
        韦秀英: presses [▶ 继续填]
        Bot edits for 韦秀英: 走访记录：黄大明 · 第 4 步，共 9 步 / 发照片，最多 9 张，可以一次发几张。 [跳过] [⏩ 其余无变化] [‹ 上一步] [✖ 取消]
        韦秀英: presses [⏩ 其余无变化]
        Bot edits for 韦秀英: 走访记录：黄大明 · 请核对 / 1. 见到：黄大明 / 2. 做了：讲政策 / 3. 情况：无变化 / 4. 照片：（未填） / 5. 户情变化：无变化 / 6. 八有一超：✔ 还是这样 / 7. 收支登记：无变化 / 8. 上报：没有 / 9. 下次：2026-04-06 周一 [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✎ 4] [✎ 5] [✎ 6] [✎ 7] [✎ 8] [✎ 9] [✖ 取消]
        韦秀英: presses [✔ 提交]
        Bot edits for 韦秀英: ✅ 走访已保存：黄大明，03-02 09:00。 / 一分钟内可以撤回，之后生效。 [↩ 撤回] [📄 查看]
        """)


async def test_whoever_sees_the_household_reads_the_visit(stage: Stage) -> None:
    await recorded(stage)
    async with stage.app.database.read() as db:
        number = await db.scalar(select(VisitRow.id))
    for who in ("梁建国", "莫小兰", "黄丽萍", "周启明"):
        (said,) = await pressed(stage, who, f"visit:show:{number}")
        assert said.startswith("走访 · 黄大明"), who
    assert await pressed(stage, "覃志强", f"visit:show:{number}") == [
        "(toast) 您的范围里没有这次走访。"
    ]
    assert await pressed(stage, "覃志强", f"visit:undo:{number}") == [
        "(toast) 这次走访不是您记的。"
    ]
    household = stage.roster.households["黄大明"]
    for number in (household, 7):
        assert await pressed(stage, "覃志强", f"visit:begin:{number}") == [
            "(toast) 这一户不是您的结对户。"
        ]
