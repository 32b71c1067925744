"""Plays about where to go today: whom to visit, why, and the way round."""

from datetime import date, timedelta

from sqlalchemy import update

from domain.haves import Check, Item, Verdict
from storage import haves, pairings
from storage.tables import AreaRow, PairingRow
from tests.kit import actions
from tests.kit.stage import Stage


async def pair(stage: Stage, head: str, since: date = date(2026, 1, 1)) -> None:
    async with stage.app.database.write() as db:
        numbers = stage.roster.households[head], stage.roster.people["韦秀英"]
        await pairings.pair(db, *numbers, since)


async def found_unmet(stage: Stage) -> None:
    """Let two items of 黄大明 be unmet."""
    async with stage.app.database.write() as db:
        for item in (Item.WATER, Item.ROAD):
            check = Check(
                household_id=stage.roster.households["黄大明"],
                item=item,
                verdict=Verdict.UNMET,
                checked_on=date(2026, 2, 1),
                standard="",
            )
            await haves.add(db, check)


async def do(stage: Stage, who: str, *acts: str) -> None:
    for act in acts:
        actions.do(stage, who, act)
        await stage.settle()


async def test_the_way_goes_on_from_the_last_check_in(stage: Stage) -> None:
    await pair(stage, "梁水生")
    await found_unmet(stage)
    await stage.play("""
        韦秀英: 今天去谁家
        Bot to 韦秀英: 🧭 今天去谁家 · 2 户 / 1. 黄大明 · 直线 607 米 / 2月欠访 · 2项未达标 · 还没去过 / 2. 梁水生 · 还没有坐标，请问村里怎么走 / 2月欠访 · 还没去过 / 从关井村出发，按顺路排；今天签到后再点，就从签到处算。 [1 走访] [🧭 高德] [🧭 百度] [🧭 腾讯] [2 走访]
        Bot to 韦秀英: (photo)
        韦秀英: at 黄大明 + 20 m NE ±12
        Bot to 韦秀英: ✅ 已签到：黄大明，09:00 / 相距 20 米，精度 ±12 米 [📝 走访记录] [📝 补充说明] [📅 我的签到] [📋 提需求]
        韦秀英: 今天去谁家
        Bot to 韦秀英: 🧭 今天去谁家 · 1 户 / 1. 梁水生 · 还没有坐标，请问村里怎么走 / 2月欠访 · 还没去过 / 从您刚签到的地方（黄大明）出发，按顺路排。 [1 走访]
        """)


async def test_the_list_of_households_leads_to_it_and_it_to_the_visit(stage: Stage) -> None:
    await do(stage, "韦秀英", "我的户")
    await stage.play("""
        韦秀英: presses [🧭 今天去谁家]
        Bot to 韦秀英: 🧭 今天去谁家 · 1 户 / 1. 黄大明 · 直线 607 米 / 2月欠访 · 还没去过 / 从关井村出发，按顺路排；今天签到后再点，就从签到处算。 [1 走访] [🧭 高德] [🧭 百度] [🧭 腾讯]
        Bot to 韦秀英: (photo)
        """)
    stage.heard.clear()
    await do(stage, "韦秀英", "presses [1 走访]")
    assert "签到" in stage.heard[-1].words


async def test_links_name_the_place_and_never_the_family(stage: Stage) -> None:
    await do(stage, "韦秀英", "今天去谁家")
    history = stage.world.history(stage.users["韦秀英"])
    [links] = [
        [
            it["url"]
            for row in message["reply_markup"]["inline_keyboard"]
            for it in row
            if "url" in it
        ]
        for message in history
        if "inline_keyboard" in message.get("reply_markup", {})
    ]
    assert len(links) == 3
    assert all("%E9%BB%84%E5%A4%A7%E6%98%8E" not in it for it in links)  # 黄大明


async def test_open_needs_and_a_promised_day_speak_for_a_visit(stage: Stage) -> None:
    taps = ["📝 走访记录", "✔ 见到户主", "讲政策", "⏩ 其余无变化", "✔ 提交"]
    await do(stage, "韦秀英", "at 黄大明 ±12", *[f"presses [{it}]" for it in taps])
    await do(stage, "韦秀英", "提需求", "饮水", "水管裂了", "🔴 急")
    await stage.play("""
        韦秀英: 今天去谁家
        Bot to 韦秀英: 今天没有要去的户，辛苦了！
        """)
    stage.world.clock.move_by(timedelta(minutes=2))
    await stage.app.sweep()
    await stage.settle()
    stage.world.clock.move_by(date(2026, 4, 4) - date(2026, 3, 2))
    stage.heard.clear()
    await do(stage, "韦秀英", "今天去谁家")
    reasons = "本月未走访 · 约好 4月6日 去 · 🔴 1件急事 · 33天没去"
    assert f"1. 黄大明 · 直线 607 米 / {reasons} / 从关井村出发" in stage.heard[0].words


async def test_without_any_point_the_order_is_by_need_alone(stage: Stage) -> None:
    async with stage.app.database.write() as db:
        await db.execute(update(AreaRow).values(latitude=None, longitude=None, datum=None))
        await db.execute(update(PairingRow).values(until_on=date(2026, 3, 1)))
    await pair(stage, "梁水生", date(2026, 3, 1))
    await stage.play("""
        韦秀英: 今天去谁家
        Bot to 韦秀英: 🧭 今天去谁家 · 1 户 / 1. 梁水生 · 还没有坐标，请问村里怎么走 / 本月未走访 · 还没去过 / 不知道您在哪里，顺序从哪户开始都行。 [1 走访]
        """)


async def test_it_is_for_helpers_who_have_a_household(stage: Stage) -> None:
    await stage.play("""
        莫小兰: 今天去谁家
        Bot to 莫小兰: 这项不归您的身份使用。您能用的在下方按键里。
        黎新来: shares own contact
        Bot to 黎新来: 黎新来，您好！您登记的身份： / • 帮扶联系人 关井村 / 下方的按键是给您用的，点一下就开始。
        黎新来: 今天去谁家
        Bot to 黎新来: 您还没有结对户。请联系信息员给您结对。
        """)
