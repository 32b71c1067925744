"""Tasks for plays: one that runs, of a town, with what people did about it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from domain.campaigns import Audience, Campaign, Criterion, Mark, State
from domain.people import Role
from storage import campaign_marks, campaigns
from tests.kit.cast import TOWN
from tests.kit.stage import Stage

TASK = Campaign(
    title="交补贴数据",
    what="核对本月补贴数据，核对完点“已完成”。",
    criterion=Criterion.CONFIRMED,
    audience=Audience(roles=frozenset({Role.HELPER})),
    area_code=TOWN,
    opens_on=date(2026, 3, 2),
    due_at=datetime(2026, 3, 6, 10, tzinfo=UTC),
    state=State.RUNNING,
    next_at=datetime(2026, 3, 1, tzinfo=UTC),
    set_at=datetime(2026, 3, 1, tzinfo=UTC),
)


async def begun(stage: Stage, **changes: Any) -> int:
    """Let a task run, and return its number."""
    async with stage.app.database.write() as db:
        kept = await campaigns.add(db, replace(TASK, **changes))
    assert kept
    return kept.number


async def marked(stage: Stage, number: int, name: str, mark: Mark, words: str = "") -> int:
    """Keep what somebody said or did about it, by himself, and return the mark's id."""
    whose = stage.roster.people[name]
    async with stage.app.database.write() as db:
        now = stage.app.clock()
        return await campaign_marks.keep(db, number, whose, mark, whose, now, words=words)
