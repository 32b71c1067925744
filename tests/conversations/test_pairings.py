"""Plays about who helps whom: what is open in an area, and a household's helpers."""

from domain.households import Household
from storage import households
from tests.kit import cast
from tests.kit.forged import forged
from tests.kit.stage import Stage


async def test_an_officer_sees_who_has_no_household_and_who_has_no_helper(stage: Stage) -> None:
    await stage.play("""
        莫小兰: 结对
        Bot to 莫小兰: 结对 · 关井村 / 共 2 户，0 户没有帮扶人。 [🏠 没帮扶人：0] [🧍 没结对户：1] [🚪 要离开：0] [🔁 交接中：0] [🔍 找帮扶人]
        莫小兰: presses [🏠 没帮扶人：0]
        Bot edits for 莫小兰: 没有帮扶人的户 · 0 户 / 这里没有了，很好。 [🤝 结对]
        莫小兰: presses [🤝 结对]
        Bot edits for 莫小兰: 结对 · 关井村 / 共 2 户，0 户没有帮扶人。 [🏠 没帮扶人：0] [🧍 没结对户：1] [🚪 要离开：0] [🔁 交接中：0] [🔍 找帮扶人]
        莫小兰: presses [🧍 没结对户：1]
        Bot edits for 莫小兰: 没有结对户的帮扶人 · 1 人 [黎新来 · 0 户 · 尾号0007] [🤝 结对]
        莫小兰: presses [黎新来 · 0 户 · 尾号0007]
        Bot to 莫小兰: 黎新来 · 0 户 · 尾号0007 [🚪 移出名册]
        莫小兰: presses [🤝 结对]
        Bot edits for 莫小兰: 结对 · 关井村 / 共 2 户，0 户没有帮扶人。 [🏠 没帮扶人：0] [🧍 没结对户：1] [🚪 要离开：0] [🔁 交接中：0] [🔍 找帮扶人]
        莫小兰: presses [🚪 要离开：0]
        Bot edits for 莫小兰: 要离开、名下还有户的 · 0 人 / 这里没有了，很好。 [🤝 结对]
        莫小兰: presses [🤝 结对]
        Bot edits for 莫小兰: 结对 · 关井村 / 共 2 户，0 户没有帮扶人。 [🏠 没帮扶人：0] [🧍 没结对户：1] [🚪 要离开：0] [🔁 交接中：0] [🔍 找帮扶人]
        莫小兰: presses [🔁 交接中：0]
        Bot edits for 莫小兰: 交接中的户 · 0 户 / 这里没有了，很好。 [🤝 结对]
        """)


async def test_of_several_villages_one_is_chosen_first(stage: Stage) -> None:
    async with stage.app.database.write() as db:
        for number in range(9):
            home = Household(
                number=f"Q{number}", area_code=cast.OTHER_VILLAGE, head_name=f"吴{number}"
            )
            stage.roster.households[home.head_name] = await households.put(db, home, [])
    await stage.play("""
        陆海燕: 结对
        Bot to 陆海燕: 结对 · 看哪个村？旁边是没有帮扶人的户数。 [曲湾村：缺 9] [关井村：缺 0] [所有村]
        陆海燕: presses [曲湾村：缺 9]
        Bot edits for 陆海燕: 结对 · 曲湾村 / 共 9 户，9 户没有帮扶人。 [🏠 没帮扶人：9] [🧍 没结对户：0] [🚪 要离开：0] [🔁 交接中：0] [🔍 找帮扶人]
        陆海燕: presses [🏠 没帮扶人：9]
        Bot edits for 陆海燕: 没有帮扶人的户 · 9 户 [吴0，曲湾村] [吴1，曲湾村] [吴2，曲湾村] [吴3，曲湾村] [吴4，曲湾村] [吴5，曲湾村] [吴6，曲湾村] [吴7，曲湾村] [更多 ›] [🤝 结对]
        陆海燕: presses [更多 ›]
        Bot edits for 陆海燕: 没有帮扶人的户 · 9 户 [吴8，曲湾村] [‹ 前一页] [🤝 结对]
        陆海燕: presses [吴8，曲湾村]
        Bot to 陆海燕: 结对 · 吴8，曲湾村 / 还没有帮扶人。 [➕ 加帮扶人] [🏠 这一户]
        陆海燕: presses [🤝 结对]
        Bot edits for 陆海燕: 结对 · 曲湾村 / 共 9 户，9 户没有帮扶人。 [🏠 没帮扶人：9] [🧍 没结对户：0] [🚪 要离开：0] [🔁 交接中：0] [🔍 找帮扶人]
        陆海燕: 结对
        Bot to 陆海燕: 结对 · 看哪个村？旁边是没有帮扶人的户数。 [曲湾村：缺 9] [关井村：缺 0] [所有村]
        陆海燕: presses [所有村]
        Bot edits for 陆海燕: 结对 · 2 个村 / 共 11 户，9 户没有帮扶人。 [🏠 没帮扶人：9] [🧍 没结对户：1] [🚪 要离开：0] [🔁 交接中：0] [🔍 找帮扶人]
        莫小兰: 结对
        Bot to 莫小兰: 结对 · 关井村 / 共 2 户，0 户没有帮扶人。 [🏠 没帮扶人：0] [🧍 没结对户：1] [🚪 要离开：0] [🔁 交接中：0] [🔍 找帮扶人]
        """)
    assert await forged(stage, "莫小兰", "pairing:area:450503101201") == [
        "(toast) 这个村不在您的辖区。",
    ]
    assert await forged(stage, "莫小兰", "pairing:unpaired:450503101201:0") == [
        "(toast) 这个村不在您的辖区。",
    ]
    assert await forged(stage, "莫小兰", f"pairing:show:{stage.roster.households['吴1']}") == [
        "(toast) 这一户不在您的辖区。",
    ]


async def test_helpers_and_residents_read_it_and_change_nothing(stage: Stage) -> None:
    await stage.play("""
        韦秀英: 我的信息
        Bot to 韦秀英: 韦秀英 / 手机：139****0001 / 单位：区教育局 / • 帮扶联系人 关井村 / 信息不对？请告诉信息员。
        """)
    assert await forged(stage, "韦秀英", f"pairing:show:{stage.roster.households['黄大明']}") == [
        "结对 · 黄大明，关井村 / 第一：韦秀英（区教育局），2026-01-01 起",
    ]
    assert await forged(stage, "韦秀英", f"pairing:show:{stage.roster.households['梁水生']}") == [
        "(toast) 这一户不在您的辖区。",
    ]
    assert await forged(stage, "韦秀英", f"pairing:add:{stage.roster.households['黄大明']}") == [
        "(toast) 这个按钮不归您的身份使用，或已经失效。",
    ]
    await stage.play("""
        梁建国: 我的信息
        Bot to 梁建国: 梁建国 / 手机：139****0004 / • 驻村工作队员 关井村 / 信息不对？请告诉信息员。
        """)
    assert await forged(stage, "梁建国", f"pairing:show:{stage.roster.households['梁水生']}") == [
        "结对 · 梁水生，关井村 / 第一：覃志强，2026-01-01 起",
    ]
