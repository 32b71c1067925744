"""The bot's database and key as part of a scene; all of it while the bot stands still."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.settings import Settings
from storage import facts, migrations
from storage.vault import Vault, read_key

DATABASE, KEY = "bangfu.db", "bangfu.key"


def keep(settings: Settings, folder: Path) -> None:
    """Write database and key into a scene's folder."""
    _back_up(settings.data_dir / DATABASE, folder / DATABASE)
    shutil.copy(settings.key_file, folder / KEY)


def check(folder: Path) -> None:
    """Look whether a scene's database can be taken up.

    Raises:
        ValueError: it is damaged, no demo's, or made by a later version.
    """
    try:
        key = read_key(folder / KEY)
        with closing(sqlite3.connect(f"file:{folder / DATABASE}?mode=ro", uri=True)) as db:
            _check_database(db, Vault(key))
    except (OSError, sqlite3.Error, TypeError) as wrong:
        raise ValueError("its database cannot be read") from wrong


def _check_database(db: sqlite3.Connection, vault: Vault) -> None:
    if db.execute("PRAGMA quick_check").fetchone() != ("ok",):
        raise ValueError("its database is damaged")
    found = dict(db.execute("SELECT name, value FROM facts").fetchall())
    if found.get(facts.DEMO) is None:
        raise ValueError("its database is no demo's")
    if found.get(facts.KEY_CHECK) != vault.index("facts", facts.KEY_CHECK).hex():
        raise ValueError("its key does not open its database")
    (revision,) = db.execute("SELECT version_num FROM alembic_version").fetchone()
    if revision > migrations.head():
        raise ValueError("a later version of the bot wrote it")


def take_up(settings: Settings, folder: Path | None) -> None:
    """Put a scene's database and key in the place of the bot's; None: begin with neither."""
    live = settings.data_dir / DATABASE
    new = live.with_suffix(".new")
    if folder is not None:
        _back_up(folder / DATABASE, new)
        _forget_absence(new)
    for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm"):
        (settings.data_dir / name).unlink(missing_ok=True)
    settings.key_file.unlink(missing_ok=True)
    if folder is not None:
        shutil.copy(folder / KEY, settings.key_file)
        settings.key_file.chmod(0o600)
        new.replace(live)


def _back_up(source: Path, target: Path) -> None:
    """Copy a database with SQLite's own backup, so that its log is in it."""
    target.unlink(missing_ok=True)
    os.close(os.open(target, os.O_RDWR | os.O_CREAT, 0o600))
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def _forget_absence(database: Path) -> None:
    """The bot was not away since the scene was kept: time itself has gone back."""
    with closing(sqlite3.connect(database)) as db, db:
        db.execute("DELETE FROM facts WHERE name = ?", (facts.ALIVE,))
