"""Plays about the way to the household of an alert, and its photos."""

from tests.kit.stage import Stage
from tests.kit.visiting import do


async def test_the_town_finds_the_way_and_sees_what_was_sent(stage: Stage) -> None:
    await do(
        stage, "韦秀英", "报预警", "sends photo", "presses [因病]", "户主住院", "20000", "3200"
    )
    await stage.play("""
        黄丽萍: presses [🧭 导航]
        Bot to 黄丽萍: 去黄大明家的路 [🧭 高德] [🧭 百度] [🧭 腾讯]
        黄丽萍: presses [📷 看照片]
        Bot to 黄丽萍: (photo)
        """)


async def test_without_coordinates_or_photos_it_says_so(stage: Stage) -> None:
    await do(stage, "覃志强", "报预警", "presses [因病]", "户主住院", "20000", "3200")
    await stage.play("""
        黄丽萍: presses [🧭 导航]
        Bot toasts 黄丽萍: 这一户还没有坐标。怎么走，请问帮扶联系人。
        黄丽萍: presses [📷 看照片]
        Bot toasts 黄丽萍: #1 还没有照片。
        """)
