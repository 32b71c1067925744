"""Plays about ledgers: sheets, a picture for the meeting, and a map of what goes on."""

from sqlalchemy import select

from storage.tables import AuditRow
from tests.conversations.test_case_views import NUMBERS, kept
from tests.conversations.test_exports import formulas_of, sheet_of
from tests.kit.record import act
from tests.kit.stage import Stage

COMING = "正在制作，马上发给您。"


async def test_a_ledger_comes_as_a_sheet_and_that_is_written_down(stage: Stage) -> None:
    await kept(stage)
    await act(stage, "黄丽萍", "台账", "presses [🙋 需求]")
    await stage.play(f"""
        黄丽萍: presses [📄 台账]
        Bot toasts 黄丽萍: {COMING}
        Bot to 黄丽萍: (document) 银滩镇：台账共 4 件。
        """)
    heading, *rows = sheet_of(stage, "黄丽萍")
    first = dict(zip(heading, rows[0], strict=True))
    assert (first["编号"], first["事由"], first["户主"]) == (1, "饮水", "黄大明")
    assert (first["提出人"], first["提出内容"]) == ("韦秀英", "家里没水")
    assert [row[0] for row in rows] == [1, 2, 3, 4]
    assert formulas_of(stage, "黄丽萍") == []
    async with stage.app.database.read() as db:
        wanted = select(AuditRow.subject).where(AuditRow.action == "ledger.need")
        assert list(await db.scalars(wanted)) == ["area:450503101"]


async def test_a_picture_and_a_map_are_drawn(stage: Stage) -> None:
    await kept(stage)
    await act(stage, "黄丽萍", "台账", "presses [🙋 需求]")
    await stage.play(f"""
        黄丽萍: presses [🖼 会议图]
        Bot toasts 黄丽萍: {COMING}
        Bot to 黄丽萍: (photo)
        黄丽萍: presses [🗺 地图]
        Bot toasts 黄丽萍: {COMING}
        Bot to 黄丽萍: (photo)
        """)


async def test_where_nothing_goes_on_there_is_no_map(stage: Stage) -> None:
    await stage.play(f"""
        黄丽萍: 台账
        Bot to 黄丽萍: 📊 银滩镇 · 今年 / 🙋 需求：在办 0，办结 0 / ⚠️ 返贫预警：在办 0，办结 0 / ❓ 提问：在办 0，办结 0 / 💡 建议：在办 0，办结 0 [🙋 需求] [⚠️ 返贫预警] [❓ 提问] [💡 建议] [👥 办理情况] [本月] [本季度] [全部时间]
        黄丽萍: presses [⚠️ 返贫预警]
        Bot edits for 黄丽萍: 📊 返贫预警 · 银滩镇 · 今年 / 合计：在办 0，办结 0 {NUMBERS} [‹ 返回] [按地方看]
        黄丽萍: presses [🗺 地图]
        Bot toasts 黄丽萍: 在办的事项里，还没有一户有坐标。
        黄丽萍: presses [📄 台账]
        Bot toasts 黄丽萍: {COMING}
        Bot to 黄丽萍: (document) 银滩镇：台账共 0 件。
        """)
