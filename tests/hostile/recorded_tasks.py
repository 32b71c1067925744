"""One's own tasks, quiet hours, households that rest."""

from datetime import timedelta

from domain.calendar import local_day
from domain.campaigns import Criterion
from storage import criteria, people
from tests.hostile.recorded import perform
from tests.kit import tasks
from tests.kit.stage import Stage

TASKS = """
    陌生人: /quiet
    陌生人: presses [✎ 其他时段]
    陌生人: presses [20:00]
    陌生人: presses [05:00]
    陌生人: /households 黄大明
    陌生人: presses [1 黄大明]
    陌生人: presses [🤫 暂停走访]
    陌生人: presses [🤫 申请暂停走访]
    陌生人: presses [住院]
    莫小兰: presses [✓ 同意，暂停到…]
    莫小兰: presses [本月底]
    莫小兰: /muted
    莫小兰: presses [▶ 恢复走访]
    覃志强: 梁水生
    覃志强: presses [🤫 暂停走访]
    覃志强: presses [🤫 申请暂停走访]
    覃志强: presses [搬走了]
    陌生人: /tasks
    """
"""Two ask that a household rest: one is answered, one still waits."""
HELPER = "陌生人"


async def own_tasks(stage: Stage) -> None:
    """Let a helper owe something of each kind, and look at each task by itself."""
    now = stage.app.clock()
    whole = {"opens_on": local_day(now), "due_at": now + timedelta(days=3), "next_at": None}
    for criterion in (Criterion.ACKNOWLEDGED, Criterion.HANDED_IN):
        await tasks.begun(stage, title=f"任务{criterion}", criterion=criterion, **whole)
    await perform(stage, TASKS)
    user = stage.users[HELPER]
    async with stage.app.database.read() as db:
        person = await people.by_telegram(db, user)
        assert person
        owed = await criteria.owed_by(db, person, now)
    for campaign, owing in owed:
        for verb in ("show", "why"):
            newest = stage.world.history(user)[-1]["message_id"]
            data = f"task:{verb}:{campaign.number}:{owing.person_id}"
            stage.world.press(user, newest, data, forged=True)
            await stage.settle()
