"""Writers that queue on SQLite commit together, and each can be undone alone."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage import facts
from storage.database import Database, is_outage
from storage.groups import MOST_MEMBERS
from storage.vault import Vault
from tests.storage.conftest import KEY


@pytest.fixture
async def sqlite(sqlite_url):
    database = Database(sqlite_url, Vault(KEY))
    yield database
    await database.close()


async def write(database, number, *, fails=False):
    async with database.write() as db:
        await facts.put(db, f"n{number}", "there")
        if fails:
            raise ZeroDivisionError


async def stored(database):
    async with database.read() as db:
        return set(await db.scalars(text("SELECT name FROM facts WHERE name LIKE 'n%'")))


def names(numbers):
    return {f"n{number}" for number in numbers}


async def test_of_two_hundred_at_once_only_those_that_fail_are_undone(database):
    work = [write(database, number, fails=number % 5 == 0) for number in range(200)]
    ends = await asyncio.gather(*work, return_exceptions=True)
    failed = {number for number, end in enumerate(ends) if end is not None}
    assert failed == set(range(0, 200, 5))
    assert await stored(database) == names(set(range(200)) - failed)


async def test_writers_who_are_cancelled_hang_nobody(database):
    tasks = [asyncio.ensure_future(write(database, number)) for number in range(60)]
    for pause, number in enumerate(range(0, 60, 3)):
        await asyncio.sleep(0.001 if pause % 2 else 0)
        tasks[number].cancel()
    async with asyncio.timeout(10):
        ends = await asyncio.gather(*tasks, return_exceptions=True)
        await write(database, 60)
    sure = {number for number, end in enumerate(ends) if end is None}
    assert sure >= {number for number in range(60) if number % 3}
    assert names(sure | {60}) <= await stored(database)


async def test_the_last_who_waits_is_cancelled_and_the_first_still_commits(sqlite):
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        is_inside, may_leave = asyncio.Event(), asyncio.Event()

        async def first():
            async with sqlite.write() as db:
                await facts.put(db, "n1", "there")
                is_inside.set()
                await may_leave.wait()

        leading = group.create_task(first())
        await is_inside.wait()
        waiting = asyncio.ensure_future(write(sqlite, 2))
        await asyncio.sleep(0)
        may_leave.set()
        await asyncio.sleep(0)
        waiting.cancel()
        await leading
    assert "n1" in await stored(sqlite)


async def test_a_single_writer_commits_at_once(sqlite):
    await write(sqlite, 1)
    assert await stored(sqlite) == {"n1"}


async def test_nobody_waits_for_more_than_a_few_others(sqlite):
    done = []

    async def note(number):
        await write(sqlite, number)
        done.append(len(await stored(sqlite)))

    await asyncio.gather(*[note(number) for number in range(100)])
    assert min(done) <= 2 * MOST_MEMBERS


async def ends_of(*work):
    return await asyncio.gather(*work, return_exceptions=True)


@pytest.mark.parametrize("raises", [True, False])
async def test_when_sqlite_takes_everything_back_everybody_hears_of_an_outage(sqlite, raises):
    async def lose():
        async with sqlite.write() as db:
            await facts.put(db, "n99", "there")
            await db.exec_driver_sql("ROLLBACK")
            if raises:
                raise ConnectionError

    before = [write(sqlite, number) for number in range(5)]
    ends = await ends_of(*before, lose(), *[write(sqlite, number) for number in range(5, 9)])
    assert all(is_outage(end) for end in ends[:6])
    assert [end for end in ends[6:] if end is not None] == []
    assert await stored(sqlite) == names(range(5, 9))
    await write(sqlite, 100)
    assert "n100" in await stored(sqlite)


async def test_on_a_full_disk_who_is_told_of_success_is_stored(sqlite):
    async with sqlite.write() as db:
        pages = await db.scalar(text("PRAGMA page_count"))
        await db.exec_driver_sql(f"PRAGMA max_page_count={pages + 12}")

    async def fill(number):
        async with sqlite.write() as db:
            await facts.put(db, f"n{number}", "x" * 9000)

    ends = await ends_of(*[fill(number) for number in range(30)])
    failed = [end for end in ends if end is not None]
    assert failed
    assert all(is_outage(end) for end in failed)
    assert await stored(sqlite) == names(number for number, end in enumerate(ends) if not end)


async def test_a_wrong_statement_is_no_outage_and_undoes_only_its_writer(database):
    async def fail():
        async with database.write() as db:
            await facts.put(db, "n99", "there")
            await db.execute(text("SELECT nothing FROM nowhere"))

    first, wrong, last = await ends_of(write(database, 1), fail(), write(database, 2))
    assert (first, last) == (None, None)
    assert isinstance(wrong, DBAPIError)
    assert not is_outage(wrong)
    assert await stored(database) == {"n1", "n2"}


async def test_what_is_read_meanwhile_is_what_was_committed(database):
    async with database.write() as db:
        await facts.put(db, "n1", "there")
        assert await stored(database) == set()
    assert await stored(database) == {"n1"}
