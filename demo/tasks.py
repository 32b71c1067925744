"""A task that runs when the demo begins: some have done it, so its progress shows something."""

from datetime import datetime, time, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import campaign_times
from demo.answers import DISTRICT
from demo.people import HELPERS
from domain.calendar import SHANGHAI, local_day, working_day_from
from domain.campaigns import Audience, Campaign, Criterion, Mark, State
from domain.people import Role
from storage import campaign_marks, campaigns, people

A_DAY = timedelta(days=1)
DAYS_AGO, DAYS_AHEAD, DUE_TIME = 10, 14, time(18)
DONE_OF = 5
"""Of so many helpers two have done it, one on each of the last days."""


async def write(db: AsyncConnection, now: datetime) -> None:
    """Let the district office have given it ten days ago, due in two weeks."""
    office = await people.with_role(db, Role.DISTRICT_OFFICE)
    due_on = working_day_from(local_day(now) + DAYS_AHEAD * A_DAY)
    given = Campaign(
        title="补贴政策入户宣讲",
        what="把今年的补贴政策讲给每一户听，有不清楚的记下来。讲完了，点「✅ 我已完成」。",
        criterion=Criterion.CONFIRMED,
        audience=Audience(roles=frozenset({Role.HELPER})),
        area_code=DISTRICT,
        owner_id=office[0].id,
        opens_on=local_day(now) - DAYS_AGO * A_DAY,
        due_at=datetime.combine(due_on, DUE_TIME, SHANGHAI),
        state=State.RUNNING,
        set_at=now - DAYS_AGO * A_DAY,
    )
    kept = await campaigns.add(db, given)
    if kept is None:
        raise LookupError("the demo's task was not kept")
    await _done(db, kept, now)
    await campaign_times.retimed(db, kept, now)


async def _done(db: AsyncConnection, campaign: Campaign, now: datetime) -> None:
    """Let some helpers have said so; those whom visitors play have not."""
    helpers = await people.with_role(db, Role.HELPER)
    others = [it.id for it in helpers if it.name not in HELPERS]
    for place, number in enumerate(others):
        if place % DONE_OF < 2:
            at = now - (1 + place % (DAYS_AGO - 1)) * A_DAY
            await campaign_marks.keep(db, campaign.number, number, Mark.CONFIRMED, number, at)
