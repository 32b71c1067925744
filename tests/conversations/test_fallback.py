"""Plays about what nothing else understands."""

from tests.kit.stage import Stage


async def test_what_is_not_understood_points_to_help(stage: Stage) -> None:
    await stage.play("""
        韦秀英: 今天天气不错
        Bot to 韦秀英: 这句话我没看懂。请点下方的按键，或点「❓ 帮助」看看能做什么。 [❓ 当作提问]
        韦秀英: sends photo
        Bot to 韦秀英: 这句话我没看懂。请点下方的按键，或点「❓ 帮助」看看能做什么。
        莫小兰: /rules
        Bot to 莫小兰: 这项不归您的身份使用。您能用的在下方按键里。
        """)


async def test_somebody_who_blocks_and_comes_back_is_reachable_again(stage: Stage) -> None:
    await stage.play("""
        韦秀英: blocks
        韦秀英: unblocks
        韦秀英: 我的信息
        Bot to 韦秀英: 韦秀英 / 手机：139****0001 / 单位：区教育局 / • 帮扶联系人 关井村 / 信息不对？请告诉信息员。
        """)


async def test_a_table_from_somebody_who_imports_none_is_turned_away(stage: Stage) -> None:
    await stage.play("""
        韦秀英: sends documents "农户.xlsx"
        Bot to 韦秀英: 这项不归您的身份使用。您能用的在下方按键里。
        """)
