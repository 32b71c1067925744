"""Plays about asking again: only those who still owe it, each once a day, never at night."""

from dataclasses import replace

from domain.campaigns import Mark, State
from domain.people import Duty, Role
from storage import campaigns, people
from tests.kit import cast
from tests.kit.forged import forged
from tests.kit.record import act
from tests.kit.stage import Stage
from tests.kit.tasks import begun, marked

CALL = "📞 消息送不到，请打电话：黎新来"
ALL = "presses [📣 催一下（2 人）]"
LETTER = "🔔 交补贴数据 / 核对本月补贴数据，核对完点“已完成”。 / 如3月6日18:00前未完成，将提醒扶贫信息员。 / 📣 黄丽萍 请您尽快办。 [✅ 我已完成] [📒 我的任务] [⏰ 明天再提醒]"


async def opened(stage: Stage) -> int:
    """The town station looks at a task of three helpers, one of whom has done it."""
    number = await begun(stage)
    await marked(stage, number, "韦秀英", Mark.CONFIRMED)
    await act(stage, "黄丽萍", "任务进度", "presses [#1 交补贴数据]")
    return number


async def test_who_still_owes_it_is_asked_once_a_day_whoever_asks(stage: Stage) -> None:
    await opened(stage)
    await act(stage, "莫小兰", "任务进度", "presses [#1 交补贴数据]")
    await stage.play(f"""
        黄丽萍: {ALL}
        Bot to 黄丽萍: 已催 1 人。 / {CALL}
        -- 2026-03-02 09:01 sweep
        Bot to 覃志强: {LETTER}
        莫小兰: {ALL}
        Bot to 莫小兰: 今天已催过 1 人，不再重复。 / {CALL}
        -- 2026-03-02 09:02 sweep
        """)
    await stage.play("-- 2026-03-03 08:30")
    await act(stage, "莫小兰", "任务进度", "presses [#1 交补贴数据]", ALL)
    assert any("已催 1 人。" in line.words for line in stage.heard)


async def test_at_night_it_waits_for_the_morning_and_says_so(stage: Stage) -> None:
    await opened(stage)
    await stage.play("-- 2026-03-02 21:30")
    await stage.play(f"""
        黄丽萍: {ALL}
        Bot to 黄丽萍: 03-03 08:00 会催 1 人，现在不打扰。 / {CALL}
        -- 2026-03-02 21:31 sweep
        """)
    await stage.play(f"""
        -- 2026-03-03 07:31 sweep
        -- 2026-03-03 08:00 sweep
        Bot to 覃志强: {LETTER}
        Bot to 莫小兰: 📞 有人收不到提醒，请您打电话：黎新来 [📞 要打电话的]
        """)
    await stage.play(f"""
        黄丽萍: {ALL}
        Bot to 黄丽萍: 今天已催过 1 人，不再重复。 / {CALL}
        """)


async def test_one_person_is_asked_and_whoever_has_done_it_is_left_alone(stage: Stage) -> None:
    number = await opened(stage)
    await act(stage, "黄丽萍", "presses [未到期 2]", "presses [覃志强]")
    await marked(stage, number, "覃志强", Mark.CONFIRMED)
    await stage.play("""
        黄丽萍: presses [📣 催一下]
        Bot toasts 黄丽萍: 大家都已办好，没有要催的人。
        """)
    await act(stage, "黄丽萍", "presses [‹ 返回]")
    await stage.play(f"""
        黄丽萍: presses [📣 催一下（1 人）]
        Bot to 黄丽萍: {CALL}
        -- 2026-03-02 09:01 sweep
        """)


async def test_who_only_looks_asks_nobody_by_another_role_of_his(stage: Stage) -> None:
    number, unit = await begun(stage), "区教育局"
    await marked(stage, number, "韦秀英", Mark.ASKED_FOR_TIME, "孩子住院了")
    looks, manages = Duty(role=Role.INSPECTOR, area_code=cast.TOWN), Duty(role=Role.UNIT_MANAGER)
    manager = stage.roster.people["莫小兰"]
    async with stage.app.database.write() as db:
        await people.rename(db, manager, "莫小兰", unit)
        await people.set_duties(db, manager, [looks, manages])
    await act(stage, "莫小兰", "任务进度", "presses [#1 交补贴数据]")
    assert "催一下" not in stage.heard[-1].words
    words = await forged(stage, "莫小兰", f"nudge:all:{number}:{cast.TOWN}:0:0:0:0")
    assert words == ["(toast) 这件不在您的辖区。"]
    other, own = stage.roster.people["覃志强"], stage.roster.people["韦秀英"]
    words = await forged(stage, "莫小兰", f"nudge:one:{number}:{other}")
    assert words == ["(toast) 这件不在您的辖区。"]
    assert await forged(stage, "莫小兰", f"nudge:one:{number}:{own}") == ["已催 1 人。"]
    [card] = await forged(stage, "莫小兰", f"progress:person:{number}:{own}")
    assert "孩子住院了" in card
    async with stage.app.database.write() as db:
        await people.set_duties(db, manager, [looks])
    [card] = await forged(stage, "莫小兰", f"progress:person:{number}:{own}")
    assert "韦秀英：有困难" in card
    assert "孩子住院了" not in card


async def test_nobody_is_asked_for_what_is_over(stage: Stage) -> None:
    number = await opened(stage)
    async with stage.app.database.write() as db:
        campaign = await campaigns.by_number(db, number)
        assert campaign
        assert await campaigns.change(db, replace(campaign, state=State.CANCELLED, version=2))
    await stage.play(f"""
        黄丽萍: {ALL}
        Bot toasts 黄丽萍: 这项任务已结束，不再催了。
        黄丽萍: presses [关井村 1/3]
        Bot edits for 黄丽萍: 📊 #1 交补贴数据 · 关井村 / ✖ 已取消 / 3月6日18:00截止 / 合计：完成 1/3 人，未完成 2 / • 未填：完成 0/2 人，未完成 2 / • 区教育局：完成 1/1 人 [未填 0/2] [区教育局 1/1] [全部 3] [未到期 2] [按时完成 1] [🖼 会议图] [📄 表格] [🧾 提醒记录] [‹ 返回]
        """)


async def test_made_up_buttons_ask_nobody(stage: Stage) -> None:
    await opened(stage)
    for data in ("nudge:all", "nudge:all:1:2:3", "nudge:one", "nudge:one:1"):
        [words] = await forged(stage, "黄丽萍", data)
        assert words.startswith("(toast) ")
    await stage.play("-- 2026-03-02 09:01 sweep")
