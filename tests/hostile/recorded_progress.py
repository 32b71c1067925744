"""Progress of a task, asking again, trails, and what waits to be looked at."""

from datetime import timedelta

from bot import said_done_letters
from domain.calendar import local_day
from domain.campaigns import Criterion, Mark
from storage import campaigns, criteria, files, people
from storage.said_done import subject_of
from tests.hostile.recorded import perform
from tests.kit import tasks
from tests.kit.stage import Stage

PROGRESS = """
    黄丽萍: /progress
    黄丽萍: presses [#{number} 交补贴数据]
    黄丽萍: presses [📄 表格]
    黄丽萍: presses [🧾 提醒记录]
    黄丽萍: presses [未到期 {still}]
    黄丽萍: presses [黎新来]
    莫小兰: /progress
    莫小兰: presses [🔎 待核对 1：交补贴数据]
    """
SETTLES = ("said:agree:", "nudge:")
"""What is settled first: then nobody is asked twice on one day, and nothing waits."""


async def a_task(stage: Stage) -> None:
    """Let a task run that is looked at; one helper says that it is done, with a photo."""
    now, whose = stage.app.clock(), stage.roster.people["覃志强"]
    due_at = now + timedelta(days=3)
    checked = {"criterion": Criterion.CHECKED, "next_at": None}
    number = await tasks.begun(stage, due_at=due_at, opens_on=local_day(now), **checked)
    mark = await tasks.marked(stage, number, "覃志强", Mark.CONFIRMED, "都核对了")
    async with stage.app.database.write() as db:
        photo = await files.receive(db, whose, "photo", "AgAD", "said", now)
        await files.link(db, [photo], subject_of(mark))
        await files.lose(db, photo)  # or the bot would go on asking Telegram for it
        campaign = await campaigns.by_number(db, number)
        assert campaign
        person = await people.by_id(db, whose)
        await said_done_letters.show(db, campaign, person, person, now)
        found = await criteria.owing(db, campaign, now)
    await stage.settle()
    still = sum(it.is_open for it in found)
    await perform(stage, PROGRESS.format(number=number, still=still))
