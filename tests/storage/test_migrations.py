"""Migrations go up, down and up again on both databases, and end where the tables are."""

import asyncio
from dataclasses import replace
from datetime import date

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.ext.asyncio import create_async_engine

from domain.calendar import SHANGHAI
from domain.recurrences import SHIPPED, VISITS
from storage import migrations, recurrences
from storage.database import Database
from storage.tables import Row
from storage.vault import Vault
from tests.kit import cast
from tests.kit.tables import contents
from tests.storage.conftest import KEY, NOW, USERS


async def asked(url, question):
    engine = create_async_engine(url)
    async with engine.connect() as db:
        answer = await db.run_sync(question)
    await engine.dispose()
    return answer


def tables(connection):
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


def revisions():
    script = ScriptDirectory.from_config(migrations.configuration())
    return [each.revision for each in reversed(list(script.walk_revisions()))]


async def test_every_step_goes_up_down_and_up(empty_database_url):
    for revision in revisions():
        await migrations.upgrade(empty_database_url, revision)
        before = await asked(empty_database_url, tables)
        await migrations.downgrade(empty_database_url, "-1")
        await migrations.upgrade(empty_database_url, revision)
        assert await migrations.current(empty_database_url) == revision
        assert await asked(empty_database_url, tables) == before
    assert await migrations.current(empty_database_url) == migrations.head()


async def test_all_the_way_down_leaves_nothing_behind(empty_database_url):
    await migrations.upgrade(empty_database_url)
    await migrations.downgrade(empty_database_url)
    assert await asked(empty_database_url, tables) == set()
    assert await migrations.current(empty_database_url) is None
    await migrations.upgrade(empty_database_url)
    assert await asked(empty_database_url, tables) == set(Row.metadata.tables)


async def test_migrations_end_where_the_tables_are(empty_database_url):
    def differences(connection):
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, Row.metadata)

    await migrations.upgrade(empty_database_url)
    assert await asked(empty_database_url, differences) == []


async def test_a_second_upgrade_changes_nothing(database_url):
    database = Database(database_url, Vault(KEY))
    await cast.enrol(database, USERS, NOW)
    before = await contents(database, ())
    await migrations.upgrade(database_url)
    assert await contents(database, ()) == before
    await database.close()


async def test_workers_that_start_together_migrate_once(empty_postgres_url):
    await asyncio.gather(*[migrations.upgrade(empty_postgres_url) for _ in range(4)])
    assert await migrations.current(empty_postgres_url) == migrations.head()


async def test_households_that_were_there_before_can_be_searched(empty_database_url):
    await migrations.upgrade(empty_database_url, "0002")
    engine = create_async_engine(empty_database_url)
    async with engine.begin() as db:
        await db.execute(
            text("INSERT INTO areas VALUES ('45', '某村', 'village', '', NULL, NULL, NULL)")
        )
        await db.execute(
            text(
                "INSERT INTO households (id, number, area_code, head_name, members, facts_sealed)"
                " VALUES (1, 'H0012', '45', '覃水生', 3, :sealed)"
            ),
            {"sealed": b"x"},
        )
    await migrations.upgrade(empty_database_url)
    async with engine.connect() as db:
        columns = "initials, name_backwards, number_backwards, version"
        found = (await db.execute(text(f"SELECT {columns} FROM households"))).one()  # noqa: S608
    await engine.dispose()
    assert tuple(found) == ("qss", "生水覃", "2100H", 1)


async def test_the_day_on_which_visits_are_due_is_taken_over(empty_database_url):
    await migrations.upgrade(empty_database_url, "0004")
    engine = create_async_engine(empty_database_url)
    keeping = text(
        "INSERT INTO rules (name, since_on, value, set_at)"
        " VALUES ('duty.visits_due_day', :day, :value, '2026-01-02 00:00:00')"
    )
    async with engine.begin() as db:
        await db.execute(keeping, {"day": date(2026, 1, 2), "value": "20"})
        await db.execute(keeping, {"day": date(2026, 3, 1), "value": "25"})
    await engine.dispose()
    await migrations.upgrade(empty_database_url)
    database = Database(empty_database_url, Vault(KEY))
    async with database.read() as db:
        visits = await recurrences.by_name(db, VISITS)
    await database.close()
    assert visits
    assert visits.set_at
    assert visits == replace(SHIPPED[0], due_day=25, version=2, set_at=visits.set_at)
    assert visits.set_at.astimezone(SHANGHAI).day == 1
