"""Plays about searching among public answers."""

from tests.kit import cast
from tests.kit.public_answers import published
from tests.kit.stage import Stage


async def test_anybody_searches_by_command_or_words(stage: Stage) -> None:
    await published(stage)
    await stage.play("""
        韦秀英: 搜一搜
        Bot to 韦秀英: 想了解什么？打几个字就行。 [✖ 取消]
        韦秀英: 最低生活保障要到哪里申请
        Bot to 韦秀英: 搜一搜：最低生活保障要到哪里申请 / 1. 低保怎么申请？ / 没有您要的？可以提问。 [1] [🔎 再搜一次] [❓ 提问]
        韦秀英: presses [1]
        Bot to 韦秀英: 📚 低保怎么申请？ / 到村委会填表，五天内答复。 / 📍 关井村 · 2026-03-01 起 [🔎 再搜一次]
        韦秀英: presses [🔎 再搜一次]
        Bot to 韦秀英: 想了解什么？打几个字就行。 [✖ 取消]
        韦秀英: sends voice
        Bot to 韦秀英: 搜索要打字，语音搜不了。 [🔎 再搜一次]
        韦秀英: /find 😀%_
        Bot to 韦秀英: 搜一搜：😀%_ / 没有搜到。换几个字再搜，或者提问。 [🔎 再搜一次] [❓ 提问]
        """)


async def test_an_answer_for_another_village_is_found_by_the_town_only(stage: Stage) -> None:
    await published(stage, "邻村的路谁来修？", by="陆海燕", area_code=cast.OTHER_VILLAGE)
    await stage.play("""
        莫小兰: /find 邻村的路谁来修
        Bot to 莫小兰: 搜一搜：邻村的路谁来修 / 没有搜到。换几个字再搜，或者提问。 [🔎 再搜一次] [❓ 提问]
        黄丽萍: /find 邻村的路谁来修
        Bot to 黄丽萍: 搜一搜：邻村的路谁来修 / 1. 邻村的路谁来修？ / 没有您要的？可以提问。 [1] [🔎 再搜一次] [❓ 提问]
        黄丽萍: presses [1]
        Bot to 黄丽萍: 📚 邻村的路谁来修？ / 到村委会填表，五天内答复。 / 📍 曲湾村 · 2026-03-01 起 [🔎 再搜一次]
        """)
