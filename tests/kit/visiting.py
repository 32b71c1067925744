"""How far 韦秀英 is with a visit when a play begins."""

from datetime import date, timedelta

from sqlalchemy import select

from storage import pairings
from storage.tables import VisitRow
from tests.kit import actions
from tests.kit.pictures import picture
from tests.kit.stage import Stage


async def do(stage: Stage, who: str, *acts: str) -> None:
    """Do things whose answers other plays show."""
    for act in acts:
        actions.do(stage, who, act)
        await stage.settle()


async def recorded(stage: Stage) -> None:
    """Let 韦秀英 hand in a quiet visit."""
    taps = "📝 走访记录", "✔ 见到户主", "讲政策", "⏩ 其余无变化", "✔ 提交"
    await do(stage, "韦秀英", "at 黄大明 + 20 m NE ±12", *[f"presses [{it}]" for it in taps])


async def begun(stage: Stage) -> None:
    """Let her come to the question about photos."""
    taps = "📝 走访记录", "✔ 见到户主", "讲政策", "✔ 好了", "无变化"
    await do(stage, "韦秀英", "at 黄大明 + 20 m NE ±12", *[f"presses [{it}]" for it in taps])


async def at_the_summary(stage: Stage) -> None:
    """Let her come to the summary of a quiet visit."""
    taps = "📝 走访记录", "✔ 见到户主", "讲政策", "⏩ 其余无变化"
    await do(stage, "韦秀英", "at 黄大明 + 20 m NE ±12", *[f"presses [{it}]" for it in taps])


async def two_households(stage: Stage) -> None:
    """Pair 韦秀英 with a second household, which has no coordinates, and check in at both."""
    async with stage.app.database.write() as db:
        numbers = stage.roster.households["梁水生"], stage.roster.people["韦秀英"]
        await pairings.pair(db, *numbers, date(2026, 1, 1))
    there = "at 黄大明 + 20 m NE ±12", "at 黄大明 + 900 m E ±12"
    await do(stage, "韦秀英", *there)


async def photographed(stage: Stage) -> None:
    """Let her send the same picture in two visits, a month apart."""
    await begun(stage)
    await send_roof(stage)
    await do(stage, "韦秀英", "presses [⏩ 其余无变化]", "presses [✔ 提交]")
    for later in (timedelta(minutes=2), timedelta(days=35)):
        stage.world.clock.move_by(later)
        await stage.app.sweep()
        await stage.settle()
    taps = "📝 走访记录", "✔ 见到户主", "✔ 同上次", "无变化"
    await do(stage, "韦秀英", "at 黄大明 + 20 m NE ±12", *[f"presses [{it}]" for it in taps])
    await send_roof(stage)


async def send_roof(stage: Stage) -> None:
    """Send always the same picture."""
    stage.world.send_photo(stage.users["韦秀英"], picture(3), caption="新屋顶")
    await stage.settle()


async def visits_of(stage: Stage) -> list[str]:
    """Look at what is kept: the state of each visit."""
    async with stage.app.database.read() as db:
        return list(await db.scalars(select(VisitRow.state).order_by(VisitRow.id)))


async def pressed(stage: Stage, who: str, data: str) -> list[str]:
    """Press a button that somebody else was given, or that nobody was."""
    await do(stage, who, "/me")
    stage.heard.clear()
    newest = stage.world.history(stage.users[who])[-1]["message_id"]
    stage.world.press(stage.users[who], newest, data, forged=True)
    await stage.settle()
    return [line.words for line in stage.heard]
