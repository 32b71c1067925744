"""Times are aware UTC instants, and the database has a clock of its own."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import StatementError

from bot.clock import wall_clock
from storage.columns import LEASE, DatabaseClock, LeaseEnd
from storage.tables import InboxRow

SHANGHAI = timezone(timedelta(hours=8))


async def kept(database, at):
    async with database.write() as db:
        await db.execute(insert(InboxRow).values(update_id=1, received_at=at))
    async with database.read() as db:
        return await db.scalar(select(InboxRow.received_at))


async def test_a_naive_time_is_refused(database):
    with pytest.raises(StatementError, match="needs a time zone"):
        await kept(database, datetime(2026, 3, 2, 9))  # noqa: DTZ001


async def test_a_time_comes_back_as_the_same_instant_in_utc(database):
    read = await kept(database, datetime(2026, 3, 2, 9, 0, 0, 123456, tzinfo=SHANGHAI))
    assert read == datetime(2026, 3, 2, 1, 0, 0, 123456, tzinfo=UTC)
    assert read.utcoffset() == timedelta()


async def test_a_lease_ends_by_the_databases_clock(database):
    async with database.read() as db:
        now, end = (await db.execute(select(DatabaseClock(), LeaseEnd().label("end")))).one()
    assert abs(now - wall_clock()) < timedelta(seconds=5)
    assert abs(end - now - LEASE) < timedelta(seconds=1)
