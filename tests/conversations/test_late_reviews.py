"""Plays about late entries at the village's officers."""

from sqlalchemy import select

from domain.people import Duty, Role
from reminders import recurrences
from storage import people
from storage.tables import CaseRow
from tests.conversations.test_late_visits import (
    CARD,
    QUIET,
    TO_DECIDE,
    WAITS,
    WHEN,
    do,
    entered,
    pressed,
    visits,
)
from tests.kit.cast import OTHER_VILLAGE, VILLAGE
from tests.kit.stage import Stage

ACCEPTED = CARD.format(state="") + " / ✅ 莫小兰 已同意 [📄 查看]"


async def test_accepted_it_counts_and_everybodys_card_says_so(stage: Stage) -> None:
    await recurrences.go_on(stage.app.database, stage.app.clock())
    await entered(stage)
    await stage.play(f"""
        陆海燕: 补录待审
        Bot to 陆海燕: 待审补录 1 条
        Bot to 陆海燕: {WAITS} {TO_DECIDE}
        莫小兰: presses [✅ 认可]
        Bot edits for 莫小兰: {ACCEPTED}
        Bot toasts 莫小兰: 已同意，已告诉本人。
        Bot edits for 陆海燕: {ACCEPTED}
        Bot to 韦秀英: ✅ 莫小兰 同意了您的补录：黄大明，03-01 15:00。算当月走访。 [📄 查看]
        莫小兰: presses again
        Bot toasts 莫小兰: 莫小兰 已经处理了，请看最新的卡片。
        陆海燕: presses again on [↩ 退回]
        Bot toasts 陆海燕: 莫小兰 已经处理了，请看最新的卡片。
        莫小兰: 补录待审
        Bot to 莫小兰: 没有等您审的补录。
        韦秀英: 我的任务
        Bot to 韦秀英: 2026年3月走访：已走访 1 户，共 1 户（3月31日18:00 截止） / ✅ 黄大明（补录），03-01 15:00 / 都走访了，辛苦了！
        韦秀英: presses [📄 查看]
        Bot to 韦秀英: 走访 · 黄大明 / 03-01 15:00 · 韦秀英 / 补录：时间是帮扶人说的 / 补录原因：忘了签到 / 见到：黄大明 / 做了：谈心了解 / 下次：2026-04-06
        """)


async def test_what_it_says_takes_effect_only_when_it_is_accepted(stage: Stage) -> None:
    await do(
        stage, "韦秀英", "补录", *WHEN, *QUIET[:2], "presses [✔ 好了]", "presses [⏩ 其余无变化]"
    )
    [said] = await do(stage, "韦秀英", "presses [✎ 1]", "presses [昨天]")
    number = next(it.split(".")[0] for it in said.split(" / ") if it.endswith("上报：没有"))
    await do(stage, "韦秀英", f"presses [✎ {number}]", "presses [🔴 有急需]", "饮水")
    await do(stage, "韦秀英", "水管裂了", "presses [✔ 提交]")
    assert await cases(stage) == []
    heard = await do(stage, "莫小兰", "presses [✅ 认可]")
    assert await cases(stage) == [("water", True)]
    told = next(it for it in heard if it.startswith("韦秀英"))
    assert "算当月走访。 / ✅ 需求 #1（黄大明，饮水）已提交" in told


async def cases(stage: Stage) -> list[tuple[str, bool]]:
    async with stage.app.database.read() as db:
        found = await db.execute(select(CaseRow.topic, CaseRow.is_urgent))
        return [(row.topic, row.is_urgent) for row in found]


async def test_sent_back_the_helper_reads_why(stage: Stage) -> None:
    await recurrences.go_on(stage.app.database, stage.app.clock())
    await entered(stage)
    refused = CARD.format(state="↩ 补录，已退回 / ")
    await stage.play(f"""
        莫小兰: presses [↩ 退回]
        Bot to 莫小兰: 为什么退回？点下面、写或说都行，本人会看到。 [请写详细些] [缺照片] [日期不对] [请再去一趟] [✖ 取消]
        莫小兰: presses [缺照片]
        Bot edits for 莫小兰: ↩ 已退回。本人会看到原因，填过的还在。
        Bot edits for 莫小兰: {refused} / ↩ 莫小兰 已退回：缺照片
        Bot to 韦秀英: ↩ 莫小兰 退回了您的补录：黄大明，03-01 15:00。 / 原因：缺照片 / 填过的都在：点下面改好再提交。 [✎ 修改]
        莫小兰: presses again
        Bot toasts 莫小兰: 这张表已经提交或取消。
        韦秀英: 我的任务
        Bot to 韦秀英: 2026年3月走访：已走访 0 户，共 1 户（3月31日18:00 截止） / ⬜ 黄大明 / 到了户里，点下方的「📍 签到」。 [📝 走访 黄大明] [⋯ 更多]
        """)


async def test_what_was_sent_back_is_offered_until_it_is_made_good(stage: Stage) -> None:
    await entered(stage)
    await do(stage, "莫小兰", "presses [↩ 退回]", "缺照片")
    await stage.play("""
        韦秀英: 补录
        Bot to 韦秀英: 有补录被退回，点 ✎ 接着改。 / 去的是哪一户？ [✎ 黄大明 3月1日] [黄大明]
        """)
    summary, *_ = await do(stage, "韦秀英", "presses [✎ 黄大明 3月1日]")
    assert "请核对" in summary
    await do(stage, "韦秀英", "presses [✔ 提交]")
    [said] = await do(stage, "韦秀英", "补录")
    assert "您是哪天去的？" in said


async def test_a_spoken_reason_is_heard(stage: Stage) -> None:
    await entered(stage)
    await do(stage, "莫小兰", "presses [↩ 退回]")
    said = await do(stage, "莫小兰", "sends voice")
    assert "韦秀英: (voice)" in said
    assert any("原因：语音 3 秒" in it for it in said if it.startswith("韦秀英"))


async def test_of_two_officers_the_one_who_writes_longer_is_told(stage: Stage) -> None:
    await entered(stage)
    await do(stage, "陆海燕", "补录待审", "presses [↩ 退回]")
    await do(stage, "莫小兰", "presses [✅ 认可]")
    assert await do(stage, "陆海燕", "请写详细些") == [
        "陆海燕: 莫小兰 已经处理了，请看最新的卡片。"
    ]
    assert [it.state for it in await visits(stage)] == ["kept"]


async def test_what_was_mended_cannot_be_decided_on_its_old_card(stage: Stage) -> None:
    await entered(stage)
    await do(stage, "莫小兰", "presses [↩ 退回]", "缺照片")
    await do(stage, "韦秀英", "presses [✎ 修改]", "presses [✔ 提交]")
    old, new = await visits(stage)
    said = await pressed(stage, "莫小兰", f"late:accept:{old.id}:{old.version}")
    assert said[-1] == "(toast) 莫小兰 已经处理了，请看最新的卡片。"
    assert await pressed(stage, "莫小兰", f"late:accept:{new.id}") != []
    assert [it.state for it in await visits(stage)] == ["refused", "waiting"]


async def test_nobody_decides_about_his_own_visit(stage: Stage) -> None:
    both = (
        Duty(role=Role.HELPER, area_code=VILLAGE),
        Duty(role=Role.INFORMATION_OFFICER, area_code=VILLAGE),
    )
    async with stage.app.database.write() as db:
        await people.set_duties(db, stage.roster.people["韦秀英"], both)
    said = await entered(stage)
    assert f"莫小兰: {WAITS} {TO_DECIDE}" in said
    [row] = await visits(stage)
    for verb in ("accept", "return"):
        assert await pressed(stage, "韦秀英", f"late:{verb}:{row.id}:1") == [
            "(toast) 这是您自己的走访，要由别的信息员看。"
        ]


async def test_an_officer_of_another_village_sees_nothing(stage: Stage) -> None:
    await entered(stage)
    elsewhere = (Duty(role=Role.INFORMATION_OFFICER, area_code=OTHER_VILLAGE),)
    async with stage.app.database.write() as db:
        await people.set_duties(db, stage.roster.people["莫小兰"], elsewhere)
    [row] = await visits(stage)
    for verb in ("accept", "return"):
        assert await pressed(stage, "莫小兰", f"late:{verb}:{row.id}:1") == [
            "(toast) 这条补录不在您的辖区。"
        ]
    await stage.play("""
        莫小兰: 补录待审
        Bot to 莫小兰: 没有等您审的补录。
        """)


async def test_the_days_list_leads_to_what_waits(stage: Stage) -> None:
    await entered(stage)
    await stage.play(f"""
        莫小兰: 辖区签到
        Bot to 莫小兰: 今日签到 0 条 · 待您处理 0 条 [🗂 补录待审：1]
        莫小兰: presses [🗂 补录待审：1]
        Bot to 莫小兰: 待审补录 1 条
        Bot to 莫小兰: {WAITS} {TO_DECIDE}
        """)
