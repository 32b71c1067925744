"""Plays about one's households: the list, the search, the card, and what is masked in it."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from bot import household_cards
from domain.haves import Check, Item, Verdict
from domain.households import Household
from domain.incomes import Line
from storage import haves, households, incomes
from storage.tables import AuditRow, OutboxRow
from tests.hostile.presses import FORM_HANDLER, handler_of
from tests.kit import actions, cast
from tests.kit.stage import Stage

FACTS = {
    "state": "已脱贫",
    "attribute": "低保",
    "causes": ["因病"],
    "hamlet": "三队",
    "phone": "13800000001",
}
HEAD = {"relation": "户主", "id_number": "450503196001011236", "health": ["长期慢性病"]}
MASKED = (
    "🟥 黄大明 3人 · 已脱贫 / 关井村 三队 · 户编号 H0001 / 贫困户属性：低保 · 致贫原因：因病"
    " / 联系电话：138****0001 /  / 家庭成员 / 1. 黄大明 · 男 · 66岁 · 4505**********1236 · 户主"
    " · 长期慢性病"
)
SHOWN = MASKED.replace("138****0001", "13800000001").replace(
    "4505**********1236", "450503196001011236"
)
REST = (
    " / 2. 黄大明1 / 3. 黄大明2 /  / 八有一超 / ❌ 安全饮水 · 2026-02-10 · 水浑"
    " / ⬜ 没核过：收入来源或低保、住房保障、基本医疗、义务教育、路通村屯、有电用、有电视看、一超（收入）"
    " /  / 人均收入 2025-10 至 2026-09 / 登记 500 元，认定 500 元（标准线 4,000）"
    " /  / 帮扶人 / 第一：韦秀英，2026-01-01 起 /  / 最近走访 / 还没有走访记录。"
)
MAPS = "[🧭 高德] [🧭 百度] [🧭 腾讯]"
HELPERS = f"[📝 走访] [📋 提需求] {MAPS} [👁 显示 30 秒]"
ABOVE = MAPS
HINT = "要找哪户，直接打姓名、拼音首字母（如 hdm）或户编号的几位。"
OTHERS = "没有这一户，或不归您看。要看的户请点 🏠。"


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what other conversations offer under the card."""
    monkeypatch.setattr(household_cards, "ACTIONS", household_cards.ACTIONS[:1])


@pytest.fixture
async def recorded(stage: Stage) -> Stage:
    """Fill 黄大明's record: facts, an unmet item, a line of income."""
    number, helper = stage.roster.households["黄大明"], stage.roster.people["韦秀英"]
    water = Check(
        household_id=number,
        item=Item.WATER,
        verdict=Verdict.UNMET,
        checked_on=date(2026, 2, 10),
        standard="revised",
        reason="水浑",
    )
    line = Line(
        id=0,
        household_id=number,
        month_on=date(2026, 1, 1),
        category="wages.town",
        amount_yuan=Decimal(1500),
        person_id=helper,
        at=stage.world.clock.now(),
    )
    async with stage.app.database.write() as db:
        assert await households.correct(db, number, 1, FACTS, {"H0001-0": HEAD})
        await haves.add(db, water)
        await incomes.add(db, line)
    return stage


async def test_a_helper_lists_own_households_and_opens_one(recorded: Stage, bare: None) -> None:
    await recorded.play(f"""
        韦秀英: 我的户
        Bot to 韦秀英: 我的户 · 1 / 1. 🟥 黄大明 3人 / ⏰ 本月未走访 · 还没人去过 · ❌ 安全饮水 / {HINT} [1 黄大明] [🧭 今天去谁家]
        韦秀英: presses [1 黄大明]
        Bot to 韦秀英: {MASKED}{REST} {HELPERS}
        """)


async def test_the_list_says_who_was_there_and_when(recorded: Stage, bare: None) -> None:
    await recorded.play(f"""
        韦秀英: at 黄大明 + 20 m NE ±12
        Bot to 韦秀英: ✅ 已签到：黄大明，09:00 / 相距 20 米，精度 ±12 米 [📝 走访记录] [📝 补充说明] [📅 我的签到] [📋 提需求]
        韦秀英: /households
        Bot to 韦秀英: 我的户 · 1 / 1. 🟥 黄大明 3人 / ✅ 本月已走访 · 今天去过 · ❌ 安全饮水 / {HINT} [1 黄大明] [🧭 今天去谁家]
        -- 2026-04-05 09:00
        莫小兰: 农户
        Bot to 莫小兰: 农户 · 2 / 1. ⬜ 梁水生 2人 · 关井村 / ⏰ 本月未走访 · 还没人去过 / 2. 🟥 黄大明 3人 · 关井村 / ⏰ 本月未走访 · 34天没去 · ❌ 安全饮水 / {HINT} [1 梁水生] [2 黄大明]
        """)


async def test_whatever_is_masked_shows_for_half_a_minute(recorded: Stage, bare: None) -> None:
    await recorded.play(f"""
        韦秀英: hdm
        Bot to 韦秀英: {MASKED}{REST} {HELPERS}
        韦秀英: presses [👁 显示 30 秒]
        Bot toasts 韦秀英: 显示 30 秒，之后自动隐藏。
        Bot edits for 韦秀英: {SHOWN}{REST} [🙈 马上隐藏]
        -- 2026-03-02 09:00:40
        Bot edits for 韦秀英: {MASKED}{REST} {HELPERS}
        """)
    number = recorded.roster.households["黄大明"]
    async with recorded.app.database.read() as db:
        lines = select(AuditRow.action, AuditRow.subject, AuditRow.person_id)
        found = (await db.execute(lines.where(AuditRow.action == "household.revealed"))).all()
    helper = recorded.roster.people["韦秀英"]
    assert [tuple(it) for it in found] == [("household.revealed", f"household:{number}", helper)]


async def test_who_hides_it_early_is_not_disturbed_half_a_minute_later(
    recorded: Stage, bare: None
) -> None:
    await recorded.play(f"""
        韦秀英: 大明
        Bot to 韦秀英: {MASKED}{REST} {HELPERS}
        韦秀英: presses [👁 显示 30 秒]
        Bot toasts 韦秀英: 显示 30 秒，之后自动隐藏。
        Bot edits for 韦秀英: {SHOWN}{REST} [🙈 马上隐藏]
        韦秀英: presses [🙈 马上隐藏]
        Bot edits for 韦秀英: {MASKED}{REST} {HELPERS}
        -- 2026-03-02 09:02
        """)
    assert await _waiting(recorded) == []


async def test_a_second_look_lasts_half_a_minute_of_its_own(recorded: Stage, bare: None) -> None:
    await recorded.play(f"""
        韦秀英: 大明
        Bot to 韦秀英: {MASKED}{REST} {HELPERS}
        韦秀英: presses [👁 显示 30 秒]
        Bot toasts 韦秀英: 显示 30 秒，之后自动隐藏。
        Bot edits for 韦秀英: {SHOWN}{REST} [🙈 马上隐藏]
        -- 2026-03-02 09:00:20
        韦秀英: presses again on [👁 显示 30 秒]
        Bot toasts 韦秀英: 显示 30 秒，之后自动隐藏。
        -- 2026-03-02 09:00:40
        -- 2026-03-02 09:00:55
        Bot edits for 韦秀英: {MASKED}{REST} {HELPERS}
        """)


async def test_what_is_to_be_masked_again_waits_in_the_database(
    recorded: Stage, bare: None
) -> None:
    for words in ("大明", "presses [👁 显示 30 秒]"):
        actions.do(recorded, "韦秀英", words)
        await recorded.settle()
    [row] = await _waiting(recorded)
    assert row.method == "editMessageText"
    assert (row.due_at - recorded.world.clock.now()).total_seconds() == pytest.approx(31)


async def _waiting(stage: Stage) -> list[OutboxRow]:
    async with stage.app.database.read() as db:
        rows = await db.execute(select(OutboxRow).where(OutboxRow.state == "waiting"))
        return list(rows.all())  # type: ignore[arg-type]


async def test_offices_above_see_the_card_and_nothing_unmasked(
    recorded: Stage, bare: None
) -> None:
    await recorded.play(f"""
        周启明: hdm
        Bot to 周启明: {MASKED}{REST} {ABOVE}
        """)
    number = recorded.roster.households["黄大明"]
    message = recorded.world.history(recorded.users["周启明"])[-1]["message_id"]
    for verb in ("reveal", "hide"):
        recorded.heard.clear()
        data = f"household:{verb}:{number}"
        recorded.world.press(recorded.users["周启明"], message, data, forged=True)
        await recorded.settle()
        assert ["这个按钮" in it.words for it in recorded.heard] == [True]


async def test_somebody_elses_household_is_like_one_that_does_not_exist(
    recorded: Stage, bare: None
) -> None:
    number = recorded.roster.households["黄大明"]
    await recorded.play(f"""
        覃志强: /start h{number}
        Bot to 覃志强: {OTHERS}
        覃志强: /start h1
        Bot to 覃志强: {OTHERS}
        覃志强: 黄大明
        Bot to 覃志强: 您的户里没有「黄大明」。 / 也没有叫这个的功能。户都在 🏠 里，能做什么点「❓ 帮助」。 [❓ 当作提问]
        覃志强: /households 黄大明
        Bot to 覃志强: 🔎 黄大明 · 0 / 没有找到。 / {HINT}
        陈丽华: 农户
        Bot to 陈丽华: 这项不归您的身份使用。您能用的在下方按键里。
        陈丽华: /start h{number}
        Bot to 陈丽华: {OTHERS}
        """)


async def test_a_link_opens_the_card_of_ones_own(recorded: Stage, bare: None) -> None:
    number = recorded.roster.households["黄大明"]
    await recorded.play(f"""
        韦秀英: /start h{number}
        Bot to 韦秀英: {MASKED}{REST} {HELPERS}
        陌生人: /start h{number}
        Bot to 陌生人: 您好！这里是帮扶工作助手，供在村里工作的同志使用。 / 请点下方的「📱 发送我的号码」，我会与名册核对。 / 不在名册上，或换了号码？请联系本村或本单位的信息员登记，或向他要一个邀请链接。
        """)


async def test_of_those_found_one_is_opened_and_several_are_listed(
    recorded: Stage, bare: None
) -> None:
    await recorded.play(f"""
        黄丽萍: 关井村
        Bot to 黄丽萍: 🔎 关井村 · 2 / 1. ⬜ 梁水生 2人 · 关井村 / ⏰ 本月未走访 · 还没人去过 / 2. 🟥 黄大明 3人 · 关井村 / ⏰ 本月未走访 · 还没人去过 · ❌ 安全饮水 / {HINT} [1 梁水生] [2 黄大明]
        黄丽萍: 0001
        Bot to 黄丽萍: {MASKED}{REST} {ABOVE}
        黄丽萍: /households 没有的
        Bot to 黄丽萍: 🔎 没有的 · 0 / 没有找到。 / 全镇、全区里找，请打姓名或户编号的开头或结尾。
        黄丽萍: /households 2
        Bot to 黄丽萍: 户编号请至少打 3 位。
        """)


async def test_pages_are_turned_also_of_what_was_searched_for(recorded: Stage, bare: None) -> None:
    async with recorded.app.database.write() as db:
        for number in range(9):
            home = Household(number=f"X{number:04}", area_code=cast.VILLAGE, head_name="覃家富")
            await households.put(db, home, [])
    line = "⬜ 覃家富 0人 · 关井村 / 还没人去过"
    first = " / ".join(f"{place}. {line}" for place in range(1, 9))
    buttons = " ".join(f"[{place} 覃家富]" for place in range(1, 9))
    await recorded.play(f"""
        莫小兰: qjf
        Bot to 莫小兰: 🔎 qjf · 9 / {first} / {HINT} {buttons} [更多 ›]
        莫小兰: presses [更多 ›]
        Bot edits for 莫小兰: 🔎 qjf · 9 / 9. {line} / {HINT} [9 覃家富] [‹ 前一页]
        Bot toasts 莫小兰: 第 2 页，共 2 页
        莫小兰: presses [‹ 前一页]
        Bot edits for 莫小兰: 🔎 qjf · 9 / {first} / {HINT} {buttons} [更多 ›]
        Bot toasts 莫小兰: 第 1 页，共 2 页
        """)


async def test_a_search_that_answers_a_question_is_an_answer(recorded: Stage, bare: None) -> None:
    for words in ("提需求", "饮水"):
        actions.do(recorded, "韦秀英", words)
        await recorded.settle()
    await recorded.play("""
        韦秀英: 黄大明
        Bot to 韦秀英: 提需求 · 第 3 步，共 3 步 / 农户：黄大明 / 急不急？点一下就提交。 [普通] [🔴 急] [‹ 上一步] [✖ 取消]
        """)


async def test_nobody_without_a_household_is_shown_an_empty_page(stage: Stage) -> None:
    await stage.play(f"""
        黎新来: shares own contact
        Bot to 黎新来: 黎新来，您好！您登记的身份： / • 帮扶联系人 关井村 / 下方的按键是给您用的，点一下就开始。
        黎新来: 我的户
        Bot to 黎新来: 我的户 · 0 / 这里还没有农户。 / {HINT}
        """)


async def test_whatever_is_offered_under_a_card_is_somebodys_to_press(recorded: Stage) -> None:
    """Every conversation may put buttons there; each of them calls a handler for that reader."""
    for who in ("韦秀英", "莫小兰", "梁建国", "黄丽萍", "周启明"):
        for words in ("/households 黄大明", "presses [1 黄大明]"):
            actions.do(recorded, who, words)
            await recorded.settle()
        [card, *_] = reversed(recorded.world.history(recorded.users[who]))
        buttons = [it for row in card["reply_markup"]["inline_keyboard"] for it in row]
        offered = [it["callback_data"] for it in buttons if "callback_data" in it]
        assert len(offered) >= 3
        assert not [it for it in offered if handler_of(it) == FORM_HANDLER]
        for data in offered:
            recorded.heard.clear()
            recorded.world.press(recorded.users[who], card["message_id"], data, forged=True)
            await recorded.settle()
            said = " ".join(line.words for line in recorded.heard if line.to == who)
            assert said
            assert "这个按钮不归您的身份使用" not in said, (who, data)


async def test_a_word_that_is_nobody_may_have_meant_a_command(stage: Stage) -> None:
    await stage.play("""
        莫小兰: 导入
        Bot to 莫小兰: 您能看的户里没有「导入」。 / 您找的是这个吗？点一下： / /imports 导入导出 [❓ 当作提问]
        莫小兰: zzz
        Bot to 莫小兰: 您能看的户里没有「zzz」。 / 也没有叫这个的功能。户都在 🏠 里，能做什么点「❓ 帮助」。 [❓ 当作提问]
        莫小兰: H999
        Bot to 莫小兰: 您能看的户里没有「H999」。 / 也没有叫这个的功能。户都在 🏠 里，能做什么点「❓ 帮助」。 [❓ 当作提问]
        """)
