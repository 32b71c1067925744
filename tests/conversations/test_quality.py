"""Plays about what does not fit together: found, explained, asked, mended."""

from domain.households import Household, Member
from storage import households
from tests.kit import cast
from tests.kit.forged import forged
from tests.kit.stage import Stage


async def odd_record(stage: Stage, *, causes: tuple[str, ...] = ("因学",)) -> None:
    """Let the record of a household say things that do not fit."""
    head = Member(number="H0001-0", name="黄大明", facts={"relation": "户主", "labour": "普通"})
    son = Member(number="H0001-1", name="黄小军", facts={"relation": "之子", "work_months": 14})
    facts = {"causes": list(causes), "state": "已脱贫", "is_housing_unsafe": True}
    home = Household(number="H0001", area_code=cast.VILLAGE, head_name="黄大明", facts=facts)
    async with stage.app.database.write() as db:
        await households.put(db, home, [head, son])


async def test_the_officers_list_by_rule_and_household(stage: Stage) -> None:
    await odd_record(stage)
    await stage.play("""
        -- 2026-03-02 09:10 sweep
        莫小兰: 数据体检
        Bot to 莫小兰: 数据体检 · 待核对 3 条 / 本月初 0 条：新增 3，改好 0，说明 0 [因学但没学生 1] [务工超过12月 1] [脱贫但住房不安全 1] [🏠 按户看]
        莫小兰: presses [因学但没学生 1]
        Bot edits for 莫小兰: 因学但没学生 · 1 户 [黄大明，关井村（1）] [🩺 数据体检]
        莫小兰: presses [🩺 数据体检]
        Bot edits for 莫小兰: 数据体检 · 待核对 3 条 / 本月初 0 条：新增 3，改好 0，说明 0 [因学但没学生 1] [务工超过12月 1] [脱贫但住房不安全 1] [🏠 按户看]
        莫小兰: presses [🏠 按户看]
        Bot edits for 莫小兰: 按户看 · 1 户 [黄大明，关井村（3）] [🩺 数据体检]
        莫小兰: presses [黄大明，关井村（3）]
        Bot to 莫小兰: 🩺 黄大明 · 待核对 3 条 / 1. 因学致贫，但家里没有在校学生，对吗？ / 2. 黄小军 一年务工 14 个月，对吗？ / 3. 已脱贫，但住房不安全，对吗？ [💬 第1条有原因] [💬 第2条有原因] [💬 第3条有原因] [✎ 提更改] [📣 请帮扶人核对] [🏠 这一户]
        莫小兰: presses [💬 第1条有原因]
        Bot to 莫小兰: 因学致贫，但家里没有在校学生，对吗？ / 什么原因？点一下、写一句，或发语音。 [情况属实] [已核实，看过材料] [国家系统还没更新] [✖ 取消]
        莫小兰: presses [已核实，看过材料]
        Bot to 莫小兰: ✅ 记下了。这些情况不变就不再问。
        Bot to 莫小兰: 🩺 黄大明 · 待核对 2 条 / 1. 黄小军 一年务工 14 个月，对吗？ / 2. 已脱贫，但住房不安全，对吗？ / 已说明：因学但没学生，莫小兰 03-02 09:10：已核实，看过材料 [💬 第1条有原因] [💬 第2条有原因] [✎ 提更改] [📣 请帮扶人核对] [🏠 这一户]
        莫小兰: presses again on [💬 第1条有原因]
        Bot to 莫小兰: 黄小军 一年务工 14 个月，对吗？ / 什么原因？点一下、写一句，或发语音。 [情况属实] [已核实，看过材料] [国家系统还没更新] [✖ 取消]
        莫小兰: 数据体检
        Bot to 莫小兰: 数据体检 · 待核对 2 条 / 本月初 0 条：新增 3，改好 0，说明 1 [务工超过12月 1] [脱贫但住房不安全 1] [🏠 按户看]
        """)
    await odd_record(stage, causes=("因病",))
    await stage.play("""
        -- 2026-03-02 09:20 sweep
        莫小兰: 数据体检
        Bot to 莫小兰: 数据体检 · 待核对 3 条 / 本月初 0 条：新增 4，改好 0，说明 1 [因病但没病人 1] [务工超过12月 1] [脱贫但住房不安全 1] [🏠 按户看]
        -- 2026-04-02 09:20 sweep
        Bot to 莫小兰: ⏰ 2026年3月走访：到3月31日18:00还有 2 户没走访（共 2 户） / 涉及 2 人（共 2 人） / 没人点「知道了」的话，4月3日08:00会告诉镇扶贫站。 / • 覃志强：梁水生 / • 韦秀英：黄大明 [📣 催一下] [👁 知道了] [👤 一个一个看]
        Bot to 覃志强: 🔔 2026年3月走访：还有 1 户没走访（共 1 户） / ⬜ 梁水生 / 已告诉莫小兰。 / 请尽快走访，到了户里点「📍 签到」：仍然算，记为补走访。有困难请告诉村信息员。 [📝 走访 梁水生] [📒 我的任务] [⏰ 明天再提醒]
        Bot to 韦秀英: 🔔 2026年3月走访：还有 1 户没走访（共 1 户） / ⬜ 黄大明 / 已告诉莫小兰。 / 请尽快走访，到了户里点「📍 签到」：仍然算，记为补走访。有困难请告诉村信息员。 [📝 走访 黄大明] [📒 我的任务] [⏰ 明天再提醒]
        莫小兰: 数据体检
        Bot to 莫小兰: 数据体检 · 待核对 3 条 / 本月初 3 条：新增 0，改好 0，说明 0 [因病但没病人 1] [务工超过12月 1] [脱贫但住房不安全 1] [🏠 按户看]
        """)


async def test_the_helper_is_asked_once_a_day_and_explains(stage: Stage) -> None:
    await odd_record(stage)
    await stage.play("""
        莫小兰: 数据体检
        Bot to 莫小兰: 数据体检 · 待核对 0 条 / 本月初 0 条：新增 0，改好 0，说明 0 / 还有 2 户正在核对，稍后再看。
        -- 2026-03-02 09:10 sweep
        莫小兰: 数据体检
        Bot to 莫小兰: 数据体检 · 待核对 3 条 / 本月初 0 条：新增 3，改好 0，说明 0 [因学但没学生 1] [务工超过12月 1] [脱贫但住房不安全 1] [🏠 按户看]
        莫小兰: presses [🏠 按户看]
        Bot edits for 莫小兰: 按户看 · 1 户 [黄大明，关井村（3）] [🩺 数据体检]
        莫小兰: presses [黄大明，关井村（3）]
        Bot to 莫小兰: 🩺 黄大明 · 待核对 3 条 / 1. 因学致贫，但家里没有在校学生，对吗？ / 2. 黄小军 一年务工 14 个月，对吗？ / 3. 已脱贫，但住房不安全，对吗？ [💬 第1条有原因] [💬 第2条有原因] [💬 第3条有原因] [✎ 提更改] [📣 请帮扶人核对] [🏠 这一户]
        莫小兰: presses [📣 请帮扶人核对]
        Bot toasts 莫小兰: 已请：韦秀英
        Bot to 韦秀英: 🩺 莫小兰 请您核对 黄大明： / • 因学致贫，但家里没有在校学生，对吗？ / • 黄小军 一年务工 14 个月，对吗？ / • 已脱贫，但住房不安全，对吗？ / 对的请说明原因，不对请改。 [🩺 体检]
        莫小兰: presses again on [📣 请帮扶人核对]
        Bot toasts 莫小兰: 没能通知：今天已请过，或本人还没登记。
        韦秀英: presses [🩺 体检]
        Bot to 韦秀英: 🩺 黄大明 · 待核对 3 条 / 1. 因学致贫，但家里没有在校学生，对吗？ / 2. 黄小军 一年务工 14 个月，对吗？ / 3. 已脱贫，但住房不安全，对吗？ [💬 第1条有原因] [💬 第2条有原因] [💬 第3条有原因] [✎ 提更改] [🏠 这一户]
        韦秀英: presses [💬 第3条有原因]
        Bot to 韦秀英: 已脱贫，但住房不安全，对吗？ / 什么原因？点一下、写一句，或发语音。 [情况属实] [已核实，看过材料] [国家系统还没更新] [✖ 取消]
        韦秀英: 已在修缮
        Bot to 韦秀英: ✅ 记下了。这些情况不变就不再问。
        Bot to 韦秀英: 🩺 黄大明 · 待核对 2 条 / 1. 因学致贫，但家里没有在校学生，对吗？ / 2. 黄小军 一年务工 14 个月，对吗？ / 已说明：脱贫但住房不安全，韦秀英 03-02 09:10：已在修缮 [💬 第1条有原因] [💬 第2条有原因] [✎ 提更改] [🏠 这一户]
        """)


async def test_everything_fits_where_nothing_is_odd(stage: Stage) -> None:
    await stage.play("""
        -- 2026-03-02 09:10 sweep
        莫小兰: 数据体检
        Bot to 莫小兰: 数据体检 · 待核对 0 条 / 本月初 0 条：新增 0，改好 0，说明 0 / 没有对不上的，很好。
        """)
    assert await forged(stage, "莫小兰", f"quality:show:{stage.roster.households['黄大明']}") == [
        "🩺 黄大明 · 待核对 0 条 / 都对得上。 [🏠 这一户]",
    ]
    assert await forged(stage, "莫小兰", f"quality:ask:{stage.roster.households['黄大明']}") == [
        "(toast) 现在都对得上，不用再请人核对。",
    ]
    assert await forged(stage, "莫小兰", "quality:rule:99:0") == [
        "(toast) 没有这一条规则。",
    ]
    await stage.play("""
        韦秀英: 我的信息
        Bot to 韦秀英: 韦秀英 / 手机：139****0001 / 单位：区教育局 / • 帮扶联系人 关井村 / 信息不对？请告诉信息员。
        """)
    assert await forged(stage, "韦秀英", f"quality:show:{stage.roster.households['梁水生']}") == [
        "(toast) 这一户不在您的辖区。",
    ]
    assert await forged(
        stage, "韦秀英", f"quality:waive:{stage.roster.households['梁水生']}:7"
    ) == [
        "(toast) 这一户不在您的辖区。",
    ]
    assert await forged(stage, "韦秀英", f"quality:show:{stage.roster.households['黄大明']}") == [
        "🩺 黄大明 · 待核对 0 条 / 都对得上。 [🏠 这一户]",
    ]
