"""Plays about late entries: a visit claimed afterwards waits for the village's officer."""

from datetime import date

import pytest
from sqlalchemy import select

from domain.people import State as Account
from domain.questions import Kind, Question
from reminders import recurrences
from storage import pairings, people, questions
from storage.columns import AnyRow
from storage.tables import FileRow, VisitRow
from tests.kit import actions
from tests.kit.stage import Stage

WHEN = "presses [昨天]", "presses [15:00]", "presses [忘了签到]"
QUIET = (
    "presses [✔ 见到户主]",
    "presses [谈心了解]",
    "presses [⏩ 其余无变化]",
    "presses [✔ 提交]",
)
CARD = (
    "走访 · 黄大明 / 03-01 15:00 · 韦秀英 / 补录：时间是帮扶人说的 / 补录原因：忘了签到 / "
    "{state}见到：黄大明 / 做了：谈心了解 / 下次：2026-04-06 / "
    "03-02 09:00 提交 · 当月补录第 1 次，可补 2 次"
)
WAITS = CARD.format(state="🟡 补录，等信息员核对 / ")
TO_DECIDE = "[✅ 认可] [↩ 退回] [📄 查看]"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Act on one database: what differs between the two is tried in tests/storage."""
    return sqlite_url


async def do(stage: Stage, who: str, *acts: str) -> list[str]:
    """Do things, and return what was heard after the last of them."""
    for act in acts:
        stage.heard.clear()
        actions.do(stage, who, act)
        await stage.settle()
    return [f"{line.to}: {line.words}" for line in stage.heard]


async def entered(stage: Stage, *when: str) -> list[str]:
    """Let 韦秀英 hand in a quiet late entry."""
    return await do(stage, "韦秀英", "补录", *(when or WHEN), *QUIET)


async def pressed(stage: Stage, who: str, data: str) -> list[str]:
    """Press a button nobody offered."""
    await do(stage, who, "/me")
    stage.heard.clear()
    newest = stage.world.history(stage.users[who])[-1]["message_id"]
    stage.world.press(stage.users[who], newest, data, forged=True)
    await stage.settle()
    return [line.words for line in stage.heard]


async def visits(stage: Stage) -> list[AnyRow]:
    async with stage.app.database.read() as db:
        return list(await db.execute(select(VisitRow).order_by(VisitRow.id)))


async def test_a_late_entry_asks_when_and_why_then_what_any_visit_asks(stage: Stage) -> None:
    await recurrences.go_on(stage.app.database, stage.app.clock())
    [said] = await do(stage, "韦秀英", "补录")
    assert said.endswith("您是哪天去的？最多往前 15 天。 [昨天] [前天] [今天] [📅 日历] [✖ 取消]")
    [said] = await do(stage, "韦秀英", "presses [昨天]")
    asked = "大约几点去的？点下面，或写 14:30。 [09:00] [11:00] [15:00] [19:00]"
    assert said.endswith(f"{asked} [‹ 上一步] [✖ 取消]")
    [said] = await do(stage, "韦秀英", "下午3点")
    asked = "为什么当时没记？点下面、写或说都行，信息员会看。 [手机没电] [没有信号] [忘了签到]"
    assert said.endswith(f"{asked} [‹ 上一步] [✖ 取消]")
    [said] = await do(stage, "韦秀英", "presses [忘了签到]")
    assert "见到了谁？" in said
    await do(stage, "韦秀英", *QUIET[:-1])
    await stage.play(f"""
        韦秀英: presses [✔ 提交]
        Bot edits for 韦秀英: 🟡 补录已提交：黄大明，03-01 15:00。莫小兰 会看，有结果告诉您。 [↩ 撤回] [📄 查看]
        Bot to 莫小兰: {WAITS} {TO_DECIDE}
        韦秀英: presses again
        Bot toasts 韦秀英: 这张表已经提交或取消。
        韦秀英: 我的任务
        Bot to 韦秀英: 2026年3月走访：已走访 1 户，共 1 户（3月31日18:00 截止） / 🟡 黄大明（补录），03-01 15:00，算已走访，信息员还要看一看 / 都走访了，辛苦了！ [⋯ 更多]
        """)
    [row] = await visits(stage)
    assert (row.state, row.is_late, row.checkin_id) == ("waiting", True, None)


REFUSED = (
    ("明天", "这一天还没到。您是哪天去的？"),
    ("2026-02-10", "超过 15 天的不能补录了。请再去一趟，到了点「📍 签到」。"),
    ("2026-02-27", "您从 2026-02-28 起才结对这一户。"),
    ("下次再说", "请写日期，例如 7月20日 或 2026-07-20，也可以点下面的按钮。"),
)


async def test_what_cannot_be_claimed_is_refused_with_what_to_do(stage: Stage) -> None:
    async with stage.app.database.write() as db:
        new = stage.roster.households["黄大明"], stage.roster.people["覃志强"]
        await pairings.pair(db, *new, date(2026, 2, 28))
    await do(stage, "覃志强", "补录", "presses [黄大明]")
    for written, words in REFUSED:
        assert await do(stage, "覃志强", written) == [f"覃志强: {words}"]
    await do(stage, "覃志强", "今天")
    for written, words in (
        ("两点钟", "请写时间，例如 14:30 或 下午2点半，也可以点下面的按钮。"),
        ("sends voice", "请写时间，例如 14:30 或 下午2点半，也可以点下面的按钮。"),
        ("上午9点半", "这个时间还没到。您是几点去的？"),
    ):
        assert await do(stage, "覃志强", written) == [f"覃志强: {words}"]
    [said] = await do(stage, "覃志强", "08:30")
    assert "为什么当时没记？" in said


async def test_a_day_is_claimed_once_and_a_month_twice(stage: Stage) -> None:
    await entered(stage)
    await do(stage, "韦秀英", "补录")
    assert await do(stage, "韦秀英", "昨天") == [
        "韦秀英: 这一天您在这一户的走访已经记了。是不是别的日子？"
    ]
    await do(stage, "韦秀英", "今天", "08:00", "没信号", *QUIET)
    await do(stage, "韦秀英", "补录")
    assert await do(stage, "韦秀英", "今天") == [
        "韦秀英: 这一天您在这一户的走访已经记了。是不是别的日子？"
    ]
    await do(stage, "韦秀英", "/cancel")
    stage.world.clock.move_by(date(2026, 3, 20) - date(2026, 3, 2))
    assert await do(stage, "韦秀英", "补录") == [
        "韦秀英: 3月您已补录 2 次，不能再补了。请再去一趟，到了点「📍 签到」，或找信息员。"
    ]


async def test_a_limit_reached_while_the_form_was_open_holds(stage: Stage) -> None:
    await recurrences.go_on(stage.app.database, stage.app.clock())
    async with stage.app.database.write() as db:
        other = stage.roster.households["梁水生"], stage.roster.people["韦秀英"]
        await pairings.pair(db, *other, date(2026, 1, 1))
    await do(stage, "陈丽华", "规则", "presses [每人每月可补录几次：2]", "1")
    await do(stage, "韦秀英", "补录", "presses [黄大明]", *WHEN, *QUIET[:-1])
    await do(stage, "陈丽华", "今天", "presses [✔ 提交]")
    await do(stage, "韦秀英", "presses [✔ 提交]", "补录", "presses [梁水生]")
    await do(stage, "韦秀英", "2026-02-28", "15:00", "忘了", *QUIET)
    await do(stage, "韦秀英", "补录")
    said = await do(stage, "韦秀英", "presses [梁水生]")
    assert said[0].startswith("韦秀英: (toast) 3月您已补录 1 次")


async def test_of_several_households_one_is_chosen(stage: Stage) -> None:
    async with stage.app.database.write() as db:
        other = stage.roster.households["梁水生"], stage.roster.people["韦秀英"]
        await pairings.pair(db, *other, date(2026, 1, 1))
    await stage.play("""
        莫小兰: 补录
        Bot to 莫小兰: 这项不归您的身份使用。您能用的在下方按键里。
        韦秀英: 补录
        Bot to 韦秀英: 去的是哪一户？ [梁水生] [黄大明]
        """)
    await do(stage, "韦秀英", "presses [梁水生]", "presses [昨天]")
    await stage.play("""
        韦秀英: 补录
        Bot to 韦秀英: 去的是哪一户？ [梁水生] [黄大明]
        韦秀英: presses [黄大明]
        Bot to 韦秀英: 您之前填了补录走访：梁水生，还没有提交。 [▶ 继续填] [✖ 不要了]
        """)


async def test_other_peoples_households_and_entries_are_as_if_they_were_not(stage: Stage) -> None:
    await entered(stage)
    [row] = await visits(stage)
    home = stage.roster.households["黄大明"]
    assert await pressed(stage, "覃志强", f"late:begin:{home}") == [
        "(toast) 这一户不是您的结对户。"
    ]
    for verb in ("undo", "mend"):
        assert await pressed(stage, "覃志强", f"late:{verb}:{row.id}") == [
            "(toast) 这次走访不是您记的。"
        ]


async def test_without_a_household_or_an_officer_it_is_said_whom_to_ask(stage: Stage) -> None:
    await stage.play("""
        黎新来: shares own contact
        Bot to 黎新来: 黎新来，您好！您登记的身份： / • 帮扶联系人 关井村 / 下方的按键是给您用的，点一下就开始。
        黎新来: 补录
        Bot to 黎新来: 您还没有结对户。请联系信息员给您结对。
        """)
    async with stage.app.database.write() as db:
        for name in ("莫小兰", "陆海燕"):
            await people.set_state(db, stage.roster.people[name], Account.SUSPENDED)
    assert await entered(stage) == [
        "韦秀英: (toast) 还没有登记能审的信息员。请告诉管理员；您填的先留在这里。"
    ]


async def test_a_late_entry_is_taken_back_until_somebody_decides(stage: Stage) -> None:
    await entered(stage)
    said = await do(stage, "韦秀英", "presses [↩ 撤回]")
    gone = CARD.format(state="↩ 已撤回 / ")
    assert f"莫小兰: ✎ {gone}" in said
    assert any("补录走访：黄大明 · 请核对 / 1. 日期：2026-03-01" in it for it in said)
    await stage.play("""
        莫小兰: presses again on [✅ 认可]
        Bot toasts 莫小兰: 本人已撤回这条补录。
        """)
    said = await do(stage, "韦秀英", "presses [✔ 提交]")
    assert f"莫小兰: {WAITS} {TO_DECIDE}" in said
    await do(stage, "莫小兰", "presses [✅ 认可]")
    assert await do(stage, "韦秀英", "presses [↩ 撤回]") == [
        "韦秀英: (toast) 信息员已经处理了，请看最新的消息。"
    ]
    assert [it.state for it in await visits(stage)] == ["undone", "kept"]


async def test_the_photos_of_what_was_taken_back_belong_to_nothing(stage: Stage) -> None:
    await do(stage, "韦秀英", "补录", *WHEN, *QUIET[:2], "presses [✔ 好了]", "presses [无变化]")
    await do(stage, "韦秀英", "sends photo", "presses [⏩ 其余无变化]", "presses [✔ 提交]")
    await do(stage, "韦秀英", "presses [↩ 撤回]")
    async with stage.app.database.read() as db:
        assert list(await db.scalars(select(FileRow.subject))) == [None]
    await do(stage, "韦秀英", "presses [✔ 提交]")
    [_, kept] = await visits(stage)
    async with stage.app.database.read() as db:
        assert list(await db.scalars(select(FileRow.subject))) == [f"visit:{kept.id}"]


async def test_the_longest_words_fit_the_officers_card(stage: Stage) -> None:
    async with stage.app.database.write() as db:
        for number in range(12):
            asked = Question(
                id=number + 1,
                place=number,
                kind=Kind.TEXT,
                text="问" * 120,
                since_on=date(2026, 3, 1),
                set_by=stage.roster.people["陈丽华"],
            )
            await questions.add(db, asked, stage.app.clock())
    longest = "长" * 2000
    await do(stage, "韦秀英", "补录", *WHEN[:2], longest, "presses [✔ 见到户主]")
    await do(stage, "韦秀英", "presses [谈心了解]", "presses [✔ 好了]", longest, "presses [跳过]")
    await do(stage, "韦秀英", *[longest] * 12, "presses [⏩ 其余无变化]")
    said = await do(stage, "韦秀英", "presses [✔ 提交]")
    assert any(it.startswith("莫小兰: 走访 · 黄大明") for it in said)
    await do(stage, "莫小兰", "presses [↩ 退回]")
    said = await do(stage, "莫小兰", longest)
    assert any("↩ 补录，已退回" in it for it in said)


async def test_what_was_sent_back_is_mended_and_keeps_its_photos(stage: Stage) -> None:
    await do(stage, "韦秀英", "补录", *WHEN, *QUIET[:2], "presses [✔ 好了]", "presses [无变化]")
    await do(stage, "韦秀英", "sends photo", "presses [⏩ 其余无变化]", "presses [✔ 提交]")
    await do(stage, "莫小兰", "presses [↩ 退回]", "请写详细些")
    said = await do(stage, "韦秀英", "presses [✎ 修改]")
    assert said[-1] == "韦秀英: (toast) 填过的都在，改好再提交。"
    assert "照片：1 张照片" in said[0]
    assert "⚑" not in said[0]
    again = await do(stage, "韦秀英", "presses again on [✎ 修改]")
    assert again[0].startswith("韦秀英: (toast) 您已经在填补录走访：黄大明")
    await do(stage, "韦秀英", "presses [✔ 提交]", "presses again on [✎ 修改]", "presses [✔ 提交]")
    first, second = await visits(stage)
    assert (first.state, second.state) == ("refused", "waiting")
    async with stage.app.database.read() as db:
        assert await db.scalar(select(FileRow.subject)) == f"visit:{second.id}"
