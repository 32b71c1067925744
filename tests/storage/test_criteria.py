"""How people stand in campaigns, read off the records on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.calendar import SHANGHAI
from domain.campaigns import Audience, Campaign, Criterion, Mark, Standing, State
from domain.duties import Reach
from domain.people import Role
from storage import campaigns, criteria, people
from tests.kit.cast import OTHER_VILLAGE, TOWN, VILLAGE
from tests.storage.conftest import NOW, USERS

WEI, QIN, LI, MO, HAI = "韦秀英", "覃志强", "黎新来", "莫小兰", "陆海燕"
HELPERS = Audience(roles=frozenset({Role.HELPER}))


def at(written):
    return datetime.fromisoformat(f"2026-{written}").replace(tzinfo=SHANGHAI)


@pytest.fixture
async def db(database, village):
    """One open transaction is enough for one test."""
    async with database.write() as db:
        yield db


async def begun(db, criterion, **more):
    """Begin a campaign of March for the helpers of the town."""
    wished = Campaign(
        title="三月任务",
        what="",
        criterion=criterion,
        audience=HELPERS,
        area_code=TOWN,
        opens_on=date(2026, 3, 1),
        due_at=at("03-20T18:00"),
        state=State.RUNNING,
        set_at=NOW,
    )
    kept = await campaigns.add(db, replace(wished, **more))
    assert kept
    return kept


async def stands(db, campaign, now=NOW):
    """Return how everybody stands, by name."""
    return {it.name: it.standing.value for it in await criteria.owing(db, campaign, now)}


async def test_who_has_an_account_is_bound(db, village):
    campaign = await begun(db, Criterion.BOUND)
    assert await stands(db, campaign) == {WEI: "done", QIN: "done", LI: "open"}
    await people.bind(db, village.people[LI], 5000, at("03-22T09:00"), None)
    assert (await stands(db, campaign))[LI] == "late"
