"""What officers do about overdue tasks, person by person, and whom they call."""

from datetime import UTC, date, datetime

from bot import time_requests
from domain.campaigns import Mark
from domain.people import Duty, Role
from storage import campaign_marks, campaigns, criteria, people
from tests.hostile.recorded import perform
from tests.kit import cast, tasks
from tests.kit.stage import Stage

RISES = """
    -- 2026-05-06 13:00 sweep
    莫小兰: /cancel
    莫小兰: presses [👤 一个一个看]
    莫小兰: presses [覃志强 · 手册更新]
    莫小兰: presses [🗓 延期]
    莫小兰: /cancel
    莫小兰: presses [📞 要打电话：1]
    莫小兰: presses [潘未登 · 手册更新]
    莫小兰: presses [👁 看号码 30 秒]
    """
SETTLES = ("rise:nudge", "rise:known", "rise:over:", "rise:note:", "call:called:")
"""What is settled first: then nobody is taken over, called or noted a second time."""


async def overdue_tasks(stage: Stage) -> None:
    """Let a task be overdue, of somebody who is not registered too; one asks for time."""
    due_at = datetime(2026, 5, 5, 10, tzinfo=UTC)
    dates = {"opens_on": date(2026, 4, 20), "due_at": due_at, "next_at": due_at}
    number = await tasks.begun(stage, title="手册更新", days_before=(), days_after=(), **dates)
    async with stage.app.database.write() as db:
        lost = await people.add(db, "潘未登", "13900000077")
        await people.set_duties(db, lost, [Duty(role=Role.HELPER, area_code=cast.VILLAGE)])
    await perform(stage, RISES)
    await tasks.marked(stage, number, "覃志强", Mark.ASKED_FOR_TIME, "出差")
    now, whose = stage.app.clock(), stage.roster.people["覃志强"]
    async with stage.app.database.write() as db:
        campaign = await campaigns.by_number(db, number)
        assert campaign
        [owing] = await criteria.owing(db, campaign, now, [whose])
        [asked] = await campaign_marks.of_campaign(db, number, [whose])
        assert await time_requests.tell(db, campaign, owing, asked, now)
    await stage.settle()
