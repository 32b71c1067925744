"""Plays about trails: who was told what, when, whether it came, and why not."""

from datetime import datetime

from domain.calendar import SHANGHAI
from domain.campaigns import Criterion, Mark
from tests.kit.forged import forged
from tests.kit.record import act
from tests.kit.stage import Stage
from tests.kit.tasks import begun, marked

OF_QIN = "🔔 03-09 08:00 覃志强，过后1天：03-09 08:00 送达"
LOST = "过后1天：没提醒到：联系不上，请打电话"
SHOWN = "🔔 03-09 08:00 莫小兰，上报村级和单位：03-09 08:00 送达"
BEFORE = "🔔 03-06 08:00 覃志强，当天：03-06 08:00 送达 / 🔔 03-06 08:00 黎新来，当天：没提醒到：联系不上，请打电话"


async def told(stage: Stage) -> int:
    """A task of three: one has done it, one was reminded, one cannot be; an officer saw it."""
    number = await begun(stage, days_before=(0,))
    await marked(stage, number, "韦秀英", Mark.CONFIRMED)
    for day, hour, minute in ((6, 8, 0), (6, 8, 5), (9, 8, 0), (9, 8, 5)):
        at = datetime(2026, 3, day, hour, minute, tzinfo=SHANGHAI)
        stage.world.clock.move_to(at)
        await stage.app.sweep()
        await stage.settle()
    return number


async def test_it_says_who_was_told_what_and_whether_it_came(stage: Stage) -> None:
    await told(stage)
    await act(stage, "黄丽萍", "任务进度", "presses [#1 交补贴数据]")
    await stage.play(f"""
        黄丽萍: presses [🧾 提醒记录]
        Bot to 黄丽萍: 🧾 #1 交补贴数据 / 共 5 条 / {OF_QIN} / 🔔 03-09 08:00 黎新来，{LOST} / {SHOWN} / {BEFORE}
        """)


async def test_one_persons_trail_is_his_alone(stage: Stage) -> None:
    await told(stage)
    await act(stage, "莫小兰", "任务进度", "presses [#1 交补贴数据]", "presses [逾期 2]")
    on_the_day = "🔔 03-06 08:00 当天：没提醒到：联系不上，请打电话"
    await stage.play(f"""
        莫小兰: presses [黎新来]
        Bot to 莫小兰: ⬜ 黎新来 · 关井村 / #1 交补贴数据 / 还没完成，3月6日18:00截止 · 还没绑定 / {on_the_day} / 🔔 03-09 08:00 {LOST} [📣 催一下] [🗓 延期、免办] [🧾 提醒记录]
        莫小兰: presses [🧾 提醒记录]
        Bot to 莫小兰: 🧾 #1 交补贴数据 / 黎新来：共 2 条 / 🔔 03-09 08:00 {LOST} / {on_the_day}
        """)


async def test_a_directive_that_was_read_says_so(stage: Stage) -> None:
    number = await begun(stage, days_before=(3, 0), criterion=Criterion.ACKNOWLEDGED)
    stage.world.clock.move_to(datetime(2026, 3, 3, 8, 1, tzinfo=SHANGHAI))
    await stage.app.sweep()
    await stage.settle()
    await act(stage, "覃志强", "presses [👌 知道了]")
    await act(stage, "黄丽萍", "任务进度")
    [words] = await forged(stage, "黄丽萍", f"progress:trail:{number}")
    assert "覃志强，提前3天：03-03 08:01 知道了" in words
