"""An alert of the recorded day: raised, confirmed, verified, reviewed, followed up, withdrawn."""

from tests.hostile.recorded import MARK

_RAISED = f"""
    -- 2026-05-06 11:10
    陌生人: 我的户
    陌生人: presses [1 黄大明]
    陌生人: presses [⚠️ 报预警]
    陌生人: presses [因病]
    陌生人: {MARK}病
    陌生人: presses [不清楚]
    陌生人: presses [不清楚]
    黄丽萍: presses [🙋 我来处理]
    陌生人: presses [📄 看经过]
    陌生人: presses [☑ 核对材料]
    陌生人: presses [✔ 对]
    陌生人: presses [✎ 改]
    陌生人: 3000
    陌生人: presses [✔ 对]
    陌生人: presses [✔ 对]
    陌生人: presses [✖ 还没有]
    陌生人: presses [📷 拍照补交]
    陌生人: sends photo
    陌生人: presses [✔ 好了]
    陌生人: presses [✔ 有]
    陌生人: presses [5]
    """
_DECIDED = f"""
    黄丽萍: presses [🧭 导航]
    黄丽萍: presses [📷 看照片]
    黄丽萍: presses [⚪ 误报]
    黄丽萍: /cancel
    黄丽萍: at 黄大明 + 20 m NE ±12
    黄丽萍: presses [🔎 到户核实]
    黄丽萍: {MARK}实
    黄丽萍: presses [✔ 脱贫不稳定户]
    周启明: presses [🙋 我来处理]
    周启明: presses [✔ 同意并定类别]
    周启明: presses [✔ 脱贫不稳定户]
    """
_SEEN_TO = f"""
    黄丽萍: presses [🙋 我来处理]
    黄丽萍: presses [🧰 定措施]
    黄丽萍: {MARK}办
    黄丽萍: presses [韦秀英]
    黄丽萍: presses [两周内]
    黄丽萍: presses [🧰 措施]
    黄丽萍: presses [🚫 1 取消]
    黄丽萍: /cancel
    陌生人: presses [✅ 办好了]
    陌生人: {MARK}好
    黄丽萍: presses [👣 跟踪记录]
    黄丽萍: presses [我自己]
    黄丽萍: presses [✔ 今天]
    黄丽萍: {MARK}看
    黄丽萍: presses [风险已消除]
    黄丽萍: presses [🏁 销号]
    黄丽萍: presses [补助已落实]
    陌生人: presses [🔁 还没解决]
    陌生人: {MARK}还
    陌生人: presses [📄 看经过]
    陌生人: presses [🗑 撤回]
    陌生人: presses [不需要了]
    """
ALERTS = _RAISED + _DECIDED + _SEEN_TO
