"""A task of which only misses are told, for plays about what officers do then."""

from dataclasses import replace

from domain.campaigns import Campaign, Criterion
from tests.kit import campaigning
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
VISITS = replace(HANDBOOKS, title="走访一次", what="走访每一户", criterion=Criterion.VISITED)


async def give(stage: Stage, campaign: Campaign = HANDBOOKS) -> Campaign:
    """Begin such a campaign now."""
    return await campaigning.begun(stage, campaign)
