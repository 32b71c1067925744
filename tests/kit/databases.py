"""Migrated databases for tests, made once as a template and copied for each test."""

import asyncio
import shutil
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import asyncpg

MIGRATIONS = "storage.migrations"


def wait_for(work: Coroutine[object, object, object]) -> None:
    """Run something asynchronous from a fixture without touching the test's own event loop."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


def migrate(url: str) -> None:
    """Bring a database to the newest version, once there are migrations."""
    if find_spec("storage") and find_spec(MIGRATIONS):
        wait_for(import_module(MIGRATIONS).upgrade(url))


def sqlite_url(file: Path) -> str:
    """Write the URL of a SQLite file."""
    return f"sqlite+aiosqlite:///{file}"


def copy_sqlite(template: Path, file: Path) -> None:
    """Copy a SQLite database that nobody has open, write-ahead log included."""
    for part in template.parent.glob(f"{template.name}*"):
        shutil.copy(part, file.with_name(part.name.replace(template.name, file.name, 1)))


def create_postgres(server: str, name: str, template: str = "template0") -> str:
    """Create a database and give its URL."""
    wait_for(_execute(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}"'))
    return f"{server}/{name}"


def drop_postgres(server: str, name: str) -> None:
    """Drop a database, whoever is still connected."""
    wait_for(_execute(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))


async def _execute(server: str, statement: str) -> None:
    connection = await asyncpg.connect(f"{server.replace('+asyncpg', '')}/postgres")
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
