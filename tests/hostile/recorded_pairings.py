"""Pairing, handing over and the data check-up on the recorded day: every button is offered."""

from domain.households import Household, Member
from storage import households
from tests.hostile.recorded import perform
from tests.kit import cast
from tests.kit.stage import Stage

PAIRING = """
    莫小兰: 结对
    莫小兰: presses [🧍 没结对户：1]
    莫小兰: presses [🤝 结对]
    莫小兰: presses [🚪 要离开：0]
    莫小兰: presses [🤝 结对]
    莫小兰: presses [🏠 没帮扶人：1]
    莫小兰: presses [吴一，关井村]
    莫小兰: presses [➕ 加帮扶人]
    莫小兰: presses [黎新来 · 0 户 · 尾号0007]
    莫小兰: presses [今天]
    莫小兰: presses [➕ 加帮扶人]
    莫小兰: presses [覃志强 · 1 户 · 尾号0002]
    莫小兰: presses [今天]
    莫小兰: presses [⬆ 覃志强 任第一]
    莫小兰: presses [✖ 解除：黎新来]
    莫小兰: presses [退休]
    莫小兰: presses [今天]
    莫小兰: presses [🔁 交接：覃志强]
    莫小兰: presses [黎新来 · 0 户 · 尾号0007]
    黎新来: presses [✖ 有困难]
    黎新来: presses [离得太远]
    莫小兰: presses [🔁 换一位]
    莫小兰: presses [🔁 交接：覃志强]
    莫小兰: presses [黎新来 · 0 户 · 尾号0007]
    莫小兰: presses [↩ 撤回交接]
    莫小兰: presses [🔁 交接：覃志强]
    莫小兰: presses [黎新来 · 0 户 · 尾号0007]
    莫小兰: 结对
    莫小兰: presses [🔁 交接中：1]
    莫小兰: presses [吴一：覃志强 → 黎新来]
    黎新来: presses [✅ 接收]
    莫小兰: 结对
    莫小兰: presses [🔍 找帮扶人]
    莫小兰: 黎新来
    莫小兰: presses [黎新来 · 1 户 · 尾号0007]
    莫小兰: presses [🚪 移出名册]
    """
"""In the end what was offered is over: pairings ended, hand-overs decided, nobody can leave."""
CHECK_UP = """
    -- sweep
    莫小兰: 数据体检
    莫小兰: presses [🏠 按户看]
    莫小兰: presses [🩺 数据体检]
    莫小兰: presses [🏠 按户看]
    莫小兰: presses [吴一，关井村（1）]
    莫小兰: presses [📣 请帮扶人核对]
    莫小兰: presses [💬 第1条有原因]
    莫小兰: presses [情况属实]
    黎新来: presses [🩺 体检]
    """
ONLY_LATER = (("莫小兰", "helper:restore:0"), ("莫小兰", "handover:drop:0:0"))
"""Buttons that need somebody off the roster, or days in between."""


async def a_pairing(stage: Stage) -> None:
    """Let a household without a helper get one, another, and a check-up."""
    facts = {"causes": ["因学"]}
    home = Household(number="Q0001", area_code=cast.VILLAGE, head_name="吴一", facts=facts)
    async with stage.app.database.write() as db:
        await households.put(db, home, [Member(number="1", name="吴一")])
    await perform(stage, PAIRING + CHECK_UP)
