"""Opening the database: key, migrations, and the checks without which nothing may start."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.ext.asyncio import create_async_engine

from bot.settings import Settings
from storage import facts, migrations, outbox
from storage.database import Database, is_outage
from storage.vault import Vault, WrongKey, make_key, read_key


@contextmanager
def reachable() -> Iterator[None]:
    """Turn a database that is away at the start into a sentence.

    Raises:
        SystemExit: it cannot be reached.
    """
    try:
        yield
    except Exception as error:
        if not is_outage(error):
            raise
        raise SystemExit(
            "The database cannot be reached. Check BANGFU_DATABASE_URL and that it runs; "
            "./run doctor says more."
        ) from None


async def open_database(settings: Settings) -> Database:
    """Open the database at the present revision with its key.

    Raises:
        SystemExit: the database is away, or the key is missing, unreadable or another's.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    _keep_private(settings)
    with reachable():
        await migrations.upgrade(settings.database_url)
    key = _key(settings.key_file, may_make=not await _is_sealed(settings.database_url))
    database = Database(settings.database_url, Vault(key))
    try:
        async with database.write() as db:
            await facts.check_key(db)
    except WrongKey:
        await database.close()
        raise SystemExit(
            f"The key in {settings.key_file} is not the one this database was sealed with. "
            "Put the right key file back; without it the personal data cannot be read."
        ) from None
    return database


def _keep_private(settings: Settings) -> None:
    """Make a new SQLite file that only this user may read."""
    if settings.is_sqlite:
        file = settings.database_url.partition("///")[2]
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))


async def _is_sealed(url: str) -> bool:
    """Tell whether a key was bound to this database."""
    engine = create_async_engine(url, hide_parameters=True)
    async with engine.connect() as db:
        found = await facts.get(db, facts.KEY_CHECK)
    await engine.dispose()
    return found is not None


def _key(path: Path, *, may_make: bool) -> bytes:
    try:
        return read_key(path)
    except FileNotFoundError:
        if may_make:
            return _made(path)
        raise SystemExit(
            f"The key file {path} is missing, and this database needs it. "
            "Put it back from your backup of the key; do not make a new one."
        ) from None
    except ValueError:
        raise SystemExit(f"The file {path} holds no key. Put the right one back.") from None


def _made(path: Path) -> bytes:
    try:
        return make_key(path)
    except FileExistsError:  # another process was faster
        return read_key(path)


async def take_over(database: Database) -> None:
    """Free parcels a dead process had in hand; only one process ever opens an SQLite file."""
    if database.is_sqlite:
        async with database.write() as db:
            await outbox.release(db)
