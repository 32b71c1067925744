"""Plays on one form: paging, starting over, answers that lean on each other."""

from pathlib import Path

import pytest

from bot.app import assembled
from bot.settings import Settings
from tests.bot.form_kit import SURVEY, begin, draft_of, registered
from tests.kit.stage import Stage, opened
from tests.kit.wire import Wire

PHOTOS = "调查 · 第 1 步，共 4 步 / 照片？"
VILLAGES = "调查 · 第 2 步，共 4 步 / 哪个村？"
CROPS = "调查 · 第 3 步，共 4 步 / 种什么？"
WORDS = "调查 · 第 4 步，共 4 步 / 还有？"
FIRST_EIGHT = " ".join(f"[第{number}村]" for number in range(1, 9))
NEXT_EIGHT = " ".join(f"[第{number}村]" for number in range(9, 17))


@pytest.fixture(autouse=True)
def survey():
    with registered(SURVEY) as form:
        yield form


@pytest.fixture
async def scene(sqlite_url: str, tmp_path: Path):
    """Set the stage where 韦秀英 has sent a photo and is asked for the village."""
    async with opened(sqlite_url, tmp_path) as stage:
        await to_the_village(stage)
        yield stage


async def to_the_village(stage: Stage) -> None:
    await begin(stage, "韦秀英", SURVEY)
    await stage.play(f"""
        韦秀英: sends photo
        Bot to 韦秀英: {PHOTOS} / 目前：1 张照片 [🗑 1] [✔ 好了] [✖ 取消]
        韦秀英: presses [✔ 好了]
        Bot edits for 韦秀英: {VILLAGES} {FIRST_EIGHT} [更多 ›] [‹ 上一步] [✖ 取消]
        """)


async def test_twenty_options_are_shown_eight_at_a_time(scene: Stage) -> None:
    await scene.play(f"""
        韦秀英: presses [更多 ›]
        Bot edits for 韦秀英: {VILLAGES} {NEXT_EIGHT} [‹ 前一页] [更多 ›] [‹ 上一步] [✖ 取消]
        韦秀英: presses [更多 ›]
        Bot edits for 韦秀英: {VILLAGES} [第17村] [第18村] [第19村] [第20村] [‹ 前一页] [‹ 上一步] [✖ 取消]
        韦秀英: presses [‹ 前一页]
        Bot edits for 韦秀英: {VILLAGES} {NEXT_EIGHT} [‹ 前一页] [更多 ›] [‹ 上一步] [✖ 取消]
        韦秀英: presses [第16村]
        Bot edits for 韦秀英: {CROPS} [水稻] [甘蔗] [‹ 上一步] [✖ 取消]
        """)  # noqa: E501


async def test_an_option_of_another_page_may_be_typed_or_pressed_on_an_old_page(
    scene: Stage,
) -> None:
    await scene.play(f"""
        韦秀英: presses [更多 ›]
        Bot edits for 韦秀英: {VILLAGES} {NEXT_EIGHT} [‹ 前一页] [更多 ›] [‹ 上一步] [✖ 取消]
        韦秀英: presses again on [第2村]
        Bot edits for 韦秀英: {CROPS} [水稻] [甘蔗] [‹ 上一步] [✖ 取消]
        韦秀英: presses [‹ 上一步]
        Bot edits for 韦秀英: {VILLAGES} / 目前：第2村 {FIRST_EIGHT} [更多 ›] [‹ 上一步] [✖ 取消]
        韦秀英: 第20村
        Bot to 韦秀英: {CROPS} [水稻] [甘蔗] [‹ 上一步] [✖ 取消]
        """)


async def test_a_choice_taken_back_is_no_answer(scene: Stage) -> None:
    await scene.play(f"""
        韦秀英: presses [第2村]
        Bot edits for 韦秀英: {CROPS} [水稻] [甘蔗] [‹ 上一步] [✖ 取消]
        韦秀英: presses [水稻]
        Bot edits for 韦秀英: {CROPS} / 目前：水稻 [✅ 水稻] [甘蔗] [✔ 好了] [‹ 上一步] [✖ 取消]
        韦秀英: presses [✅ 水稻]
        Bot edits for 韦秀英: {CROPS} [水稻] [甘蔗] [‹ 上一步] [✖ 取消]
        韦秀英: presses [‹ 上一步]
        Bot edits for 韦秀英: {VILLAGES} / 目前：第2村 {FIRST_EIGHT} [更多 ›] [‹ 上一步] [✖ 取消]
        韦秀英: presses [第3村]
        Bot edits for 韦秀英: {CROPS} [水稻] [甘蔗] [‹ 上一步] [✖ 取消]
        """)


async def test_an_answer_is_checked_again_when_another_was_changed(scene: Stage) -> None:
    summary = (
        "调查 · 请核对 / 1. photos：1 张照片 / 2. village：{} / 3. crops：{} / 4. words：（未填）"
    )
    buttons = "[✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✎ 4] [✖ 取消]"
    await scene.play(f"""
        韦秀英: presses [第2村]
        Bot edits for 韦秀英: {CROPS} [水稻] [甘蔗] [‹ 上一步] [✖ 取消]
        韦秀英: presses [水稻]
        Bot edits for 韦秀英: {CROPS} / 目前：水稻 [✅ 水稻] [甘蔗] [✔ 好了] [‹ 上一步] [✖ 取消]
        韦秀英: presses [✔ 好了]
        Bot edits for 韦秀英: {WORDS} [跳过] [‹ 上一步] [✖ 取消]
        韦秀英: presses [跳过]
        Bot edits for 韦秀英: {summary.format("第2村", "水稻")} {buttons}
        韦秀英: presses [✎ 2]
        Bot edits for 韦秀英: {VILLAGES} / 目前：第2村 {FIRST_EIGHT} [更多 ›] [‹ 上一步] [✖ 取消]
        韦秀英: presses [第1村]
        Bot edits for 韦秀英: {summary.format("第1村", "水稻")} {buttons}
        韦秀英: presses [✔ 提交]
        Bot edits for 韦秀英: {CROPS} / 目前：水稻 [✅ 水稻] [甘蔗] [✔ 好了] [‹ 上一步] [✖ 取消]
        Bot toasts 韦秀英: 请点问题下面的按钮。
        韦秀英: 甘蔗
        Bot to 韦秀英: {summary.format("第1村", "甘蔗")} {buttons}
        韦秀英: presses [✔ 提交]
        Bot edits for 韦秀英: ['crops', 'photos', 'village', 'words']
        """)


async def test_a_figure_kept_for_another_figure_is_not_taken(stage: Stage) -> None:
    figures = (
        "[农户签到半径（米）：300] [村签到半径（米）：1000] [定位误差最多抵扣（米）：150] "
        "[位置有效期（分钟）：60] [最快路程（公里/小时）：120] "
        "[一人最多帮扶几户：5] [一户最多几个帮扶人：3] [每人每月可补录几次：2] [更多 ›]"
    )
    edits = "[✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✖ 取消]"
    await stage.play(f"""
        陈丽华: 规则
        Bot to 陈丽华: 规则 · 第 1 步，共 3 步 / 改哪一项？旁边是现在的数值。 {figures} [✖ 取消]
        陈丽华: presses [农户签到半径（米）：300]
        Bot edits for 陈丽华: 规则 · 第 2 步，共 3 步 / 新数值是多少？ [‹ 上一步] [✖ 取消]
        陈丽华: 4000
        Bot to 陈丽华: 规则 · 第 3 步，共 3 步 / 从哪一天起？ [今天] [明天] [📅 日历] [‹ 上一步] [✖ 取消]
        陈丽华: presses [今天]
        Bot edits for 陈丽华: 规则 · 请核对 / 1. 哪一项：农户签到半径（米）：300 / 2. 新数值：4000 / 3. 从哪天起：2026-03-02 周一 {edits}
        陈丽华: presses [✎ 1]
        Bot edits for 陈丽华: 规则 · 第 1 步，共 3 步 / 改哪一项？旁边是现在的数值。 / 目前：农户签到半径（米）：300 {figures} [✖ 取消]
        陈丽华: presses [最快路程（公里/小时）：120]
        Bot edits for 陈丽华: 规则 · 请核对 / 1. 哪一项：最快路程（公里/小时）：120 / 2. 新数值：4000 / 3. 从哪天起：2026-03-02 周一 {edits}
        陈丽华: presses [✔ 提交]
        Bot edits for 陈丽华: 规则 · 第 2 步，共 3 步 / 新数值是多少？ / 目前：4000 [‹ 上一步] [✖ 取消]
        Bot toasts 陈丽华: 请写 10 到 400 之间的整数。
        陈丽华: 200
        Bot to 陈丽华: 规则 · 请核对 / 1. 哪一项：最快路程（公里/小时）：120 / 2. 新数值：200 / 3. 从哪天起：2026-03-02 周一 {edits}
        -- 2026-03-03 09:00
        陈丽华: presses [✔ 提交]
        Bot edits for 陈丽华: 规则 · 第 3 步，共 3 步 / 从哪一天起？ / 目前：2026-03-02 周一 [今天] [明天] [📅 日历] [‹ 上一步] [✖ 取消]
        Bot toasts 陈丽华: 以前的判断不改：请选今天或以后的日期。
        """)  # noqa: E501


async def test_start_offers_the_open_form_also_after_a_restart(
    database_url: str, tmp_path: Path
) -> None:
    async with opened(database_url, tmp_path) as stage:
        await to_the_village(stage)
        before = await draft_of(stage, "韦秀英")
        settings = Settings(
            bot_token=stage.world.token, database_url=database_url, data_dir=tmp_path
        )
        clock, first = stage.app.clock, stage.app
        async with assembled(settings, clock, Wire(stage.world)) as stage.app:
            assert await draft_of(stage, "韦秀英") == before
            await stage.play(f"""
                韦秀英: /start
                Bot to 韦秀英: 韦秀英，您好！您登记的身份： / • 帮扶联系人 关井村 / 下方的按键是给您用的，点一下就开始。
                Bot to 韦秀英: 还有没填完的：调查。 [▶ 继续填] [✖ 不要了]
                韦秀英: presses [▶ 继续填]
                Bot edits for 韦秀英: {VILLAGES} {FIRST_EIGHT} [更多 ›] [‹ 上一步] [✖ 取消]
                韦秀英: 第5村
                Bot to 韦秀英: {CROPS} [水稻] [甘蔗] [‹ 上一步] [✖ 取消]
                """)  # noqa: E501
        stage.app = first
