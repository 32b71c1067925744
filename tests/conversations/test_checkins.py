"""Plays about checking in."""

from tests.kit.stage import Stage

NOTHING_TAKEN = (
    "您在核实、跟踪预警的户，或接手走访的户签到。"
    "请先接手（📥 待办，或到期卡片里的 🙋 我来办），再到那一户签到。"
)


async def test_one_key_and_one_location_check_in(stage: Stage) -> None:
    await stage.play("""
        韦秀英: 签到
        Bot to 韦秀英: 到了现场，点下方的「📍 签到」。还在路上？点 📎 → 位置，分享实时位置，走到了会自动签到。
        韦秀英: at 黄大明 + 20 m NE ±12
        Bot to 韦秀英: ✅ 已签到：黄大明，09:00 / 相距 20 米，精度 ±12 米 [📝 走访记录] [📝 补充说明] [📅 我的签到] [📋 提需求]
        """)


async def test_a_place_counts_once_a_day(stage: Stage) -> None:
    await stage.play("""
        韦秀英: at 黄大明 + 20 m NE ±12
        Bot to 韦秀英: ✅ 已签到：黄大明，09:00 / 相距 20 米，精度 ±12 米 [📝 走访记录] [📝 补充说明] [📅 我的签到] [📋 提需求]
        -- 2026-03-02 15:00
        韦秀英: at 黄大明 + 5 m S ±9
        Bot to 韦秀英: 您今天 09:00 已在 黄大明 签到，那一次有效，没有重复记。想补充说明，请点「📅 我的签到」。
        -- 2026-03-03 09:00
        韦秀英: at 黄大明 + 5 m S ±9
        Bot to 韦秀英: ✅ 已签到：黄大明，09:00 / 相距 5 米，精度 ±9 米 [📝 走访记录] [📝 补充说明] [📅 我的签到] [📋 提需求]
        """)


async def test_accuracy_is_allowed_for_up_to_the_cap(stage: Stage) -> None:
    await stage.play("""
        韦秀英: at 黄大明 + 420 m E ±130
        Bot to 韦秀英: ✅ 已签到：黄大明，09:00 / 相距 420 米，精度 ±130 米 [📝 走访记录] [📝 补充说明] [📅 我的签到] [📋 提需求]
        韦秀英: at 黄大明 + 470 m E ±1500
        Bot to 韦秀英: 您今天该签的都签了，现在不在结对户或驻点村附近，不用再签。
        """)


async def test_who_has_gone_on_after_checking_in_is_not_asked_why(stage: Stage) -> None:
    await stage.play("""
        韦秀英: at 黄大明 + 20 m NE ±12
        Bot to 韦秀英: ✅ 已签到：黄大明，09:00 / 相距 20 米，精度 ±12 米 [📝 走访记录] [📝 补充说明] [📅 我的签到] [📋 提需求]
        韦秀英: at 黄大明 + 900 m N ±12
        Bot to 韦秀英: 您今天该签的都签了，现在不在结对户或驻点村附近，不用再签。
        """)


async def test_a_resident_checks_in_at_his_village(stage: Stage) -> None:
    await stage.play("""
        梁建国: at 关井村 + 900 m S ±20
        Bot to 梁建国: ✅ 已签到：关井村，09:00 / 相距 900 米，精度 ±20 米 [📝 补充说明] [📅 我的签到]
        """)


async def test_a_forwarded_location_is_refused(stage: Stage) -> None:
    await stage.play("""
        韦秀英: at 黄大明 ±12
        Bot to 韦秀英: ✅ 已签到：黄大明，09:00 / 相距 0 米，精度 ±12 米 [📝 走访记录] [📝 补充说明] [📅 我的签到] [📋 提需求]
        韦秀英: forwards it
        Bot to 韦秀英: 这是转发的位置。请发您自己的：到了现场，点「📍 签到」。
        """)


async def test_a_venue_is_refused(stage: Stage) -> None:
    await stage.play("""
        韦秀英: sends venue
        Bot to 韦秀英: 这是从列表里选的地点。请发您现在的位置：点「📍 签到」。
        """)


async def test_a_point_picked_on_a_chinese_map_is_read_as_one(stage: Stage) -> None:
    await stage.play("""
        韦秀英: picks 黄大明 on a Chinese map
        Bot to 韦秀英: ✅ 已签到：黄大明，09:00 / 相距 0 米，没有精度 [📝 走访记录] [📝 补充说明] [📅 我的签到] [📋 提需求]
        """)


async def test_a_live_location_checks_in_on_arrival_and_leaves_a_track(stage: Stage) -> None:
    await stage.play("""
        韦秀英: at 黄大明 + 900 m N ±10 live
        Bot to 韦秀英: 您在黄大明北边 900 米，300 米以内才算到场。 / 可以走近再签；或说明原因：点下面，或直接写。会交村信息员看。 [户主外出] [户主在地里] [请信息员看看] [🔄 再定位一次]
        韦秀英: walks to 黄大明 + 500 m N ±10
        韦秀英: walks to 黄大明 + 90 m N ±10
        Bot to 韦秀英: ✅ 已签到：黄大明，09:00 / 相距 90 米，精度 ±10 米 [📝 走访记录] [📝 补充说明] [📅 我的签到] [📋 提需求]
        韦秀英: walks to 黄大明 + 40 m N ±10
        """)


async def test_who_has_nowhere_to_check_in_is_told_whom_to_ask(stage: Stage) -> None:
    await stage.play("""
        黎新来: shares own contact
        Bot to 黎新来: 黎新来，您好！您登记的身份： / • 帮扶联系人 关井村 / 下方的按键是给您用的，点一下就开始。
        黎新来: at 黄大明 ±12
        Bot to 黎新来: 您还没有结对户，也没有驻点村，所以没有可签到的地方。请联系信息员给您结对。
        """)


async def test_officers_check_in_only_where_they_took_visits_over(stage: Stage) -> None:
    await stage.play(f"""
        莫小兰: 签到
        Bot to 莫小兰: {NOTHING_TAKEN}
        莫小兰: at 黄大明 ±12
        Bot to 莫小兰: {NOTHING_TAKEN}
        """)
