"""Plays about cases in numbers: each number opens the cases behind it, in one's own area."""

from dataclasses import replace
from datetime import timedelta

from domain.case_views import Period, View
from domain.cases import Case, State
from domain.ladders import SHIPPED, Deed, Kind
from domain.people import Duty, Role
from storage import case_steps, cases, people
from storage.case_steps import Doing
from tests.kit.cast import OTHER_VILLAGE, VILLAGE
from tests.kit.forged import forged
from tests.kit.raised import raised
from tests.kit.record import act
from tests.kit.stage import Stage


async def kept(stage: Stage) -> None:
    """Two needs for water, one of them overdue; a solved one for housing; one elsewhere."""
    now = stage.app.clock()
    async with stage.app.database.write() as db:
        asker = await people.by_id(db, stage.roster.people["韦秀英"])
        water = Case(
            ladder=SHIPPED[Kind.NEED],
            topic="water",
            asker_id=asker.id,
            area_code=VILLAGE,
            household_id=stage.roster.households["黄大明"],
            raised_at=now,
            moved_at=now,
            since_at=now,
            runs_from_at=now,
        )
        long_ago = now - timedelta(days=20)
        late = replace(
            water, raised_at=long_ago, moved_at=long_ago, since_at=long_ago, runs_from_at=long_ago
        )
        housing = replace(water, topic="housing", state=State.SOLVED, ended_at=now)
        elsewhere = replace(water, area_code=OTHER_VILLAGE, household_id=None)
        for case in (water, late, housing, elsewhere):
            each = await cases.add(db, case)
            await case_steps.add(db, each, Doing(asker, Deed.RAISED, "家里没水"))


NUMBERS = "[📄 台账] [🖼 会议图] [🗺 地图]"
OTHERS = "⚠️ 返贫预警：在办 0，办结 0 / ❓ 提问：在办 0，办结 0 / 💡 建议：在办 0，办结 0"
KINDS = "[🙋 需求] [⚠️ 返贫预警] [❓ 提问] [💡 建议] [👥 办理情况]"


async def test_each_number_opens_the_cases_behind_it(stage: Stage) -> None:
    await kept(stage)
    await stage.play(f"""
        黄丽萍: 台账
        Bot to 黄丽萍: 📊 银滩镇 · 今年 / 🙋 需求：在办 3（逾期 1），办结 1 / {OTHERS} {KINDS} [本月] [本季度] [全部时间]
        黄丽萍: presses [🙋 需求]
        Bot edits for 黄丽萍: 📊 需求 · 银滩镇 · 今年 / 合计：在办 3（逾期 1），办结 1 / • 饮水：在办 3（逾期 1），办结 0 / • 住房：在办 0，办结 1 [饮水 3] [住房 1] [全部 4] [在办 3] [逾期 1] [已办结 1] {NUMBERS} [‹ 返回] [按地方看]
        黄丽萍: presses [饮水 3]
        Bot edits for 黄丽萍: 📊 需求 · 饮水 · 银滩镇 · 今年 / 合计：在办 3（逾期 1），办结 0 / • 关井村：在办 2（逾期 1），办结 0 / • 曲湾村：在办 1，办结 0 [关井村 2] [曲湾村 1] [全部 3] [在办 3] [逾期 1] {NUMBERS} [‹ 返回]
        黄丽萍: presses [关井村 2]
        Bot edits for 黄丽萍: 📊 需求 · 饮水 · 关井村 · 今年 / 合计：在办 2（逾期 1），办结 0 [全部 2] [在办 2] [逾期 1] {NUMBERS} [‹ 返回]
        黄丽萍: presses [逾期 1]
        Bot edits for 黄丽萍: 需求 · 饮水 · 关井村 · 逾期 1 / #2 黄大明 · 饮水 · 🟡 等扶贫信息员接手 [#2] [‹ 返回]
        Bot toasts 黄丽萍: 第 1 页，共 1 页
        """)


async def test_cases_are_counted_by_place_and_led_back_from(stage: Stage) -> None:
    await kept(stage)
    village = "📊 需求 · 关井村 · 今年 / 合计：在办 2（逾期 1），办结 1 / • 饮水：在办 2（逾期 1），办结 0 / • 住房：在办 0，办结 1 [饮水 2] [住房 1] [全部 3] [在办 2] [逾期 1] [已办结 1]"
    town = "📊 需求 · 银滩镇 · 今年 / 合计：在办 3（逾期 1），办结 1 / • 关井村：在办 2（逾期 1），办结 1 / • 曲湾村：在办 1，办结 0 [关井村 3] [曲湾村 1] [全部 4] [在办 3] [逾期 1] [已办结 1]"
    await act(stage, "黄丽萍", "台账", "presses [🙋 需求]")
    await stage.play(f"""
        黄丽萍: presses [按地方看]
        Bot edits for 黄丽萍: {town} {NUMBERS} [‹ 返回] [按事由看]
        黄丽萍: presses [关井村 3]
        Bot edits for 黄丽萍: {village} {NUMBERS} [‹ 返回]
        黄丽萍: presses [‹ 返回]
        Bot edits for 黄丽萍: {town} {NUMBERS} [‹ 返回] [按事由看]
        """)


async def test_a_village_sees_its_own_numbers_and_helpers_none(stage: Stage) -> None:
    await kept(stage)
    await stage.play(f"""
        莫小兰: 台账
        Bot to 莫小兰: 📊 关井村 · 今年 / 🙋 需求：在办 2（逾期 1），办结 1 / {OTHERS} {KINDS} [本月] [本季度] [全部时间]
        韦秀英: 台账
        Bot to 韦秀英: 这项不归您的身份使用。您能用的在下方按键里。
        """)


async def test_somebody_elses_area_holds_nothing_however_the_button_came(stage: Stage) -> None:
    await kept(stage)
    await act(stage, "莫小兰", "台账")
    district = View(kind=Kind.NEED, area_code="450503", period=Period.ALL)
    numbers = ":".join(map(str, district.numbers))
    [words] = await forged(stage, "莫小兰", f"view:open:{numbers}")
    assert "合计：在办 2（逾期 1），办结 1" in words
    [words] = await forged(stage, "莫小兰", "view:show:4")
    assert words == "(toast) 这件不在您的辖区。"
    for made_up in ("view:open:9:9:9", "view:list", "view:done", "view:work:1", "view:sheet:1"):
        [words] = await forged(stage, "莫小兰", made_up)
        assert words == "(toast) 这个按钮已经失效，请重新打开“台账”。"


async def test_a_first_secretary_reads_the_cards_of_his_area_and_does_nothing(
    stage: Stage,
) -> None:
    await kept(stage)
    await act(stage, "莫小兰", "台账")
    secretary = Duty(role=Role.FIRST_SECRETARY, area_code=VILLAGE)
    async with stage.app.database.write() as db:
        await people.set_duties(db, stage.roster.people["莫小兰"], [secretary])
    [words] = await forged(stage, "莫小兰", "view:show:1")
    assert words.startswith("需求 #1 · 饮水")
    assert "我来处理" not in words


async def test_what_goes_on_with_another_case_is_going_on(stage: Stage) -> None:
    await raised(stage)
    await act(
        stage, "覃志强", "提需求", "presses [饮水]", "presses [其他]", "presses [🔗 加入 #1]"
    )
    await stage.play(f"""
        黄丽萍: 台账
        Bot to 黄丽萍: 📊 银滩镇 · 今年 / 🙋 需求：在办 2，办结 0 / {OTHERS} {KINDS} [本月] [本季度] [全部时间]
        """)
