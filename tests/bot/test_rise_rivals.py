"""Two officers decide about one person at the same moment: one does, the other learns of it."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot import rise_desk
from bot.replies import Reply
from domain.campaigns import Campaign, Mark
from domain.people import Duty, Role
from domain.refusals import Refusal
from storage import campaign_marks, people
from storage.database import Database
from storage.vault import Vault
from tests.kit import campaigning, cast
from tests.kit.overdue import HANDBOOKS
from tests.storage.conftest import KEY, NOW, USERS

LATER = datetime(2026, 3, 16, 1, tzinfo=UTC)
NEXT_WEEK = datetime(2026, 3, 23, 10, tzinfo=UTC)


class WithTask(Database):
    """Whose people and task are at hand."""

    roster: cast.Roster
    campaign: Campaign


@pytest.fixture
async def database(database_url):
    """Open a migrated database with the village in it, and a task that is overdue."""
    database = WithTask(database_url, Vault(KEY))
    database.roster = await cast.enrol(database, USERS, NOW)
    async with database.write() as db:
        database.campaign = await campaigning.kept(db, HANDBOOKS)
        held = [Duty(role=Role.INFORMATION_OFFICER, area_code=cast.VILLAGE)]
        await people.set_duties(db, database.roster.people["陆海燕"], held)
    yield database
    await database.close()


async def decide(database, who, mark, version=0):
    """Decide by a button of this version; False when somebody was quicker."""
    numbers = database.campaign.number, database.roster.people["韦秀英"], version
    async with database.read() as db:
        officer = await people.by_id(db, database.roster.people[who])
    try:
        async with database.write() as db:
            found = await rise_desk.for_deed(db, officer, numbers, LATER)
            if isinstance(found, Reply):
                return False
            until_at = NEXT_WEEK if mark is Mark.EXTENDED else None
            await rise_desk.decide(db, officer, found, mark, LATER, until_at=until_at)
    except Refusal:
        return False
    return True


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Mark.EXTENDED, Mark.EXCUSED),
        (Mark.TAKEN_OVER, Mark.TAKEN_OVER),
        (Mark.EXTENDED, Mark.EXTENDED),
        (Mark.DECLINED, Mark.EXTENDED),
    ],
)
async def test_of_two_at_once_one_decides(database, one, other):
    done = await asyncio.gather(decide(database, "莫小兰", one), decide(database, "陆海燕", other))
    assert sorted(done) == [False, True]
    async with database.read() as db:
        marks = await campaign_marks.of_campaign(db, database.campaign.number)
    assert [it.mark for it in marks] == [one if done[0] else other]


async def test_knowing_and_calling_overtake_no_decision(database):
    officer = database.roster.people["莫小兰"]
    whose = database.roster.people["韦秀英"]
    async with database.write() as db:
        for mark in (Mark.NOTED, Mark.CALLED, Mark.SNOOZED):
            await campaign_marks.keep(db, database.campaign.number, whose, mark, officer, LATER)
    assert await decide(database, "陆海燕", Mark.EXCUSED)
    assert not await decide(database, "莫小兰", Mark.EXTENDED)
