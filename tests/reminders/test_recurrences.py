"""Periods begin once and end, with two processes and a clock that jumps."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.calendar import SHANGHAI
from domain.campaigns import Mark, State
from domain.recurrences import SHIPPED, VISITS
from reminders import recurrences as sweep
from storage import campaign_marks, campaigns, recurrences
from storage.database import Database
from storage.vault import Vault
from tests.kit import cast
from tests.storage.conftest import KEY, NOW, USERS


def at(written):
    return datetime.fromisoformat(written).replace(tzinfo=SHANGHAI)


class Peopled(Database):
    """Whose people are at hand."""

    roster: cast.Roster


@pytest.fixture
async def database(database_url):
    """Open a migrated database with the village in it."""
    database = Peopled(database_url, Vault(KEY))
    database.roster = await cast.enrol(database, USERS, NOW)
    yield database
    await database.close()


async def periods(database, state=State.RUNNING):
    async with database.read() as db:
        found = await campaigns.by_numbers(db, range(1, 20))
    return [it.period for it in found.values() if it.state is state]


async def test_a_month_begins_once_however_often_it_is_swept(database):
    assert await sweep.go_on(database, at("2026-11-17T09:00")) == 1
    assert await sweep.go_on(database, at("2026-11-17T09:00")) == 0
    both = [sweep.go_on(database, at("2026-12-01T00:00")) for _ in range(2)]
    assert sum(await asyncio.gather(*both)) == 1
    assert await periods(database) == [202611, 202612]
    assert await sweep.go_on(database, at("2026-11-20T09:00")) == 0  # the clock is set back


async def test_a_clock_that_once_ran_a_year_ahead_costs_no_month(database):
    assert await sweep.go_on(database, at("2027-11-17T09:00")) == 1
    assert await sweep.go_on(database, at("2026-11-17T09:00")) == 1
    assert await sweep.go_on(database, at("2026-11-17T09:01")) == 0
    assert await sweep.go_on(database, at("2026-12-01T00:00")) == 1
    assert await periods(database) == [202711, 202611, 202612]


async def test_a_period_is_closed_when_nothing_can_be_made_up_for_any_more(database):
    await sweep.go_on(database, at("2026-11-17T09:00"))
    assert await sweep.go_on(database, at("2026-12-22T07:59")) == 1  # December began
    assert await periods(database) == [202611, 202612]
    assert await sweep.go_on(database, at("2026-12-22T08:00")) == 1
    assert await periods(database, State.CLOSED) == [202611]
    async with database.read() as db:
        closed = await recurrences.begun(db, VISITS, 202611)
    assert closed
    assert closed.next_at is None


async def test_whoever_has_an_extension_keeps_it_open(database):
    await sweep.go_on(database, at("2026-11-17T09:00"))
    helper, officer = (database.roster.people[it] for it in ("韦秀英", "莫小兰"))
    async with database.write() as db:
        begun = await recurrences.begun(db, VISITS, 202611)
        assert begun
        until = at("2026-12-10T18:00")
        given = begun.number, helper, Mark.EXTENDED, officer, at("2026-11-30T09:00")
        await campaign_marks.keep(db, *given, until_at=until)
    await sweep.go_on(database, at("2026-12-31T08:00"))
    assert await periods(database) == [202611, 202612]
    await sweep.go_on(database, at("2027-01-01T08:00"))
    assert await periods(database, State.CLOSED) == [202611]


async def test_what_is_switched_on_begins_with_the_next_period(database):
    report = next(it for it in SHIPPED if it.name == "report")
    async with database.write() as db:
        mine = replace(report, is_on=True, version=2)
        by = database.roster.people["陈丽华"]
        assert await recurrences.keep(db, mine, by, at("2026-11-17T08:00"))
    assert await sweep.go_on(database, at("2026-11-17T09:00")) == 1
    assert await sweep.go_on(database, at("2026-12-01T00:00")) == 2
    async with database.read() as db:
        assert await recurrences.newest(db) == {VISITS: 202612, "report": 202612}


async def test_the_next_moment_is_the_first_reminder_of_a_period_to_come(database):
    now = at("2026-11-17T09:00")
    await sweep.go_on(database, now)
    assert await sweep.next_at(database, now) == at("2026-12-24T08:00")
    assert await sweep.next_at(database, now + timedelta(days=14)) == at("2027-01-22T08:00")
