"""A task of which only misses are told, for plays about what officers do then."""

from dataclasses import replace

from domain.campaigns import Campaign, Criterion
from domain.people import Duty, Role
from storage import campaign_marks, people
from tests.kit import campaigning, cast
from tests.kit.stage import Stage

HANDBOOKS = replace(
    campaigning.TASK,
    title="手册更新",
    what="把帮扶手册更新到本月",
    due_at=campaigning.at("03-13T18:00"),
    days_before=(),
    days_after=(),
)
"""Due on Friday the 13th, shown to the officers on Monday the 16th."""
WRITTEN = replace(HANDBOOKS, criterion=Criterion.HANDBOOK)
VISITS = replace(HANDBOOKS, title="走访一次", what="走访每一户", criterion=Criterion.VISITED)


async def give(stage: Stage, campaign: Campaign = HANDBOOKS) -> Campaign:
    """Begin such a campaign now."""
    return await campaigning.begun(stage, campaign)


async def another_officer(stage: Stage) -> None:
    """The town's officer looks after the village too."""
    officer = Role.INFORMATION_OFFICER
    async with stage.app.database.write() as db:
        held = [Duty(role=officer, area_code=code) for code in (cast.TOWN, cast.VILLAGE)]
        await people.set_duties(db, stage.roster.people["陆海燕"], held)


async def newest_mark(stage: Stage, campaign: Campaign, name: str) -> int:
    """Return the id of what was last decided about somebody."""
    number = stage.roster.people[name]
    async with stage.app.database.read() as db:
        return (await campaign_marks.of_campaign(db, campaign.number, [number]))[-1].id
