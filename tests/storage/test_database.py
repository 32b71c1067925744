"""Transactions: all or nothing, one after the other, and outages told from mistakes."""

import asyncio
import sqlite3
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from storage import facts, inbox
from storage.database import Database, is_outage
from storage.vault import Vault
from tests.storage.conftest import KEY, NOW


async def put(database, name, value="x"):
    async with database.write() as db:
        await facts.put(db, name, value)


async def known(database, *names):
    async with database.read() as db:
        return [name for name in names if await facts.get(db, name) is not None]


async def note(database, number):
    async with database.write() as db:
        await inbox.note(db, number, NOW)


async def outage_of(work):
    error: Any = (await asyncio.gather(work, return_exceptions=True))[0]
    assert isinstance(error, Exception)
    return is_outage(error)


async def test_what_is_raised_takes_everything_back(database):
    async def write():
        async with database.write() as db:
            await facts.put(db, "a", "x")
            raise LookupError

    with pytest.raises(LookupError):
        await write()
    assert await known(database, "a") == []
    await put(database, "a")
    assert await known(database, "a") == ["a"]


async def test_of_many_writers_those_who_fail_fail_alone(database):
    async def write(number):
        async with database.write() as db:
            await facts.put(db, f"fact {number}", "x")
            await asyncio.sleep(0)
            if number % 3 == 0:
                raise LookupError

    done = await asyncio.gather(*[write(n) for n in range(60)], return_exceptions=True)
    assert [isinstance(it, LookupError) for it in done] == [n % 3 == 0 for n in range(60)]
    names = [f"fact {n}" for n in range(60)]
    assert await known(database, *names) == [name for n, name in enumerate(names) if n % 3]


async def test_a_constraint_broken_by_one_writer_leaves_the_others_alone(database):
    async def write(number):
        async with database.write() as db:
            await facts.put(db, f"fact {number}", "x")
            if number == 2:
                await db.execute(text("INSERT INTO duties VALUES (1, 'helper', '')"))

    done = await asyncio.gather(*[write(n) for n in range(6)], return_exceptions=True)
    assert [n for n, it in enumerate(done) if isinstance(it, IntegrityError)] == [2]
    names = [f"fact {n}" for n in range(6)]
    assert await known(database, *names) == [name for name in names if name != "fact 2"]


async def test_a_writer_that_only_looked_fails_alone_too(database):
    async def look():
        async with database.write():
            raise LookupError

    async def wait_and_put(name):
        await put(database, name)

    done = await asyncio.gather(wait_and_put("a"), look(), wait_and_put("b"), look(),
                                return_exceptions=True)  # fmt: skip
    assert [type(it).__name__ for it in done] == ["NoneType", "LookupError"] * 2
    assert await known(database, "a", "b") == ["a", "b"]


async def test_counting_loses_no_step(database):
    await put(database, "count", "0")

    async def step():
        async with database.write() as db:
            if not database.is_sqlite:
                await db.execute(text("SELECT pg_advisory_xact_lock(1)"))
            count = await facts.get(db, "count")
            await facts.put(db, "count", str(int(count or 0) + 1))

    await asyncio.gather(*[step() for _ in range(50)])
    async with database.read() as db:
        assert await facts.get(db, "count") == "50"


@pytest.mark.parametrize("after", [0, 1, 3, 5, 8, 13])
async def test_a_cancelled_writer_harms_nobody_and_leaves_no_lock(database, after):
    async def cancelled():
        task = asyncio.ensure_future(put(database, "cancelled"))
        for _ in range(after):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait({task})

    writers = [put(database, "a"), cancelled(), put(database, "b"), cancelled()]
    await asyncio.wait_for(asyncio.gather(*writers), 10)
    await asyncio.wait_for(put(database, "c"), 10)
    assert await known(database, "a", "b", "c") == ["a", "b", "c"]


async def test_the_reader_of_an_embedded_database_cannot_write(sqlite_url):
    database = Database(sqlite_url, Vault(KEY))
    async with database.read() as db:
        with pytest.raises(DBAPIError, match="readonly"):
            await facts.put(db, "a", "x")
    await database.close()


async def test_a_wrong_statement_is_no_outage(database):
    async with database.read() as db:
        assert not await outage_of(db.execute(text("SELECT nothing FROM nowhere")))
    assert not is_outage(LookupError())


async def test_a_full_disk_is_an_outage_and_what_was_there_stays(sqlite_url):
    database = Database(sqlite_url, Vault(KEY))
    await put(database, "before")
    async with database.write() as db:
        pages = await db.scalar(text("PRAGMA page_count"))
        await db.execute(text(f"PRAGMA max_page_count={pages + 1}"))
    tries = [put(database, f"fact {n}", "x" * 4000) for n in range(8)]
    failed = [it for it in await asyncio.gather(*tries, return_exceptions=True) if it]
    assert failed
    assert all(isinstance(it, Exception) and is_outage(it) for it in failed)
    async with database.write() as db:
        await db.execute(text("PRAGMA max_page_count=100000"))
    await put(database, "after")
    assert await known(database, "before", "after") == ["before", "after"]
    await database.close()


async def test_a_lost_group_was_promised_to_nobody(sqlite_url):
    database = Database(sqlite_url, Vault(KEY))
    async with database.write() as db:
        pages = await db.scalar(text("PRAGMA page_count"))
        await db.execute(text(f"PRAGMA max_page_count={pages + 3}"))
    tries = [put(database, f"fact {n}", "x" * 3000) for n in range(12)]
    answers = await asyncio.gather(*tries, return_exceptions=True)
    kept = [f"fact {n}" for n, answer in enumerate(answers) if answer is None]
    assert await known(database, *[f"fact {n}" for n in range(12)]) == kept
    await database.close()


async def test_a_database_locked_by_another_program_is_an_outage(sqlite_url, monkeypatch):
    monkeypatch.setattr("storage.database.BUSY_MS", 50)
    database = Database(sqlite_url, Vault(KEY))
    other = sqlite3.connect(str(database.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert await outage_of(put(database, "a"))
    assert await outage_of(note(database, 1))
    other.close()
    await put(database, "a")
    await database.close()


async def test_a_server_that_is_not_there_is_an_outage():
    database = Database("postgresql+asyncpg://nobody@127.0.0.1:1/nothing", Vault(KEY))
    assert await outage_of(put(database, "a"))
    await database.close()


async def test_a_connection_cut_by_the_server_is_an_outage_and_the_next_one_works(postgres_url):
    database = Database(postgres_url, Vault(KEY))

    async def cut():
        async with database.write() as db:
            mine = await db.scalar(text("SELECT pg_backend_pid()"))
            async with database.write() as other:
                await other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": mine})
            await facts.put(db, "a", "x")

    assert await outage_of(cut())
    await put(database, "b")
    assert await known(database, "a", "b") == ["b"]
    await database.close()
