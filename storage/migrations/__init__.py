"""Bring a database to the present form, with alembic and without its configuration file."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, event, inspect, text
from sqlalchemy.ext.asyncio import create_async_engine

if TYPE_CHECKING:
    from alembic.config import Config

HERE = Path(__file__).parent


def configuration() -> "Config":
    """Describe where the migrations are."""
    from alembic.config import Config  # noqa: PLC0415  # slow to import, needed at start only

    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("path_separator", "os")
    return config


async def upgrade(url: str, to: str = "head") -> None:
    """Run the migrations up to a revision; does nothing when they have been run."""
    if to == "head" and await current(url) == head():
        return
    await _migrate(url, "upgrade", to)


async def downgrade(url: str, to: str = "base") -> None:
    """Take migrations back down to a revision."""
    await _migrate(url, "downgrade", to)


async def current(url: str) -> str | None:
    """Return the revision a database is at, None when it is empty."""
    engine = create_async_engine(url, hide_parameters=True)
    try:
        async with engine.connect() as db:
            return await db.run_sync(_revision)
    finally:
        await engine.dispose()


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def head() -> str:
    """Return the revision this code needs: the last of the numbered files."""
    return max(file.name.partition("_")[0] for file in (HERE / "versions").glob("[0-9]*.py"))


async def _migrate(url: str, direction: str, to: str) -> None:
    """Foreign keys stay off here: SQLite changes a table by copying it."""
    from alembic import command  # noqa: PLC0415

    def run(connection: Connection) -> None:
        config = configuration()
        config.attributes["connection"] = connection
        getattr(command, direction)(config, to)

    engine = create_async_engine(url, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _journal)
    try:
        async with engine.begin() as db:
            if engine.dialect.name == "postgresql":
                await db.execute(_one_at_a_time)
            await db.run_sync(run)
    finally:
        await engine.dispose()


_one_at_a_time = text("SELECT pg_advisory_xact_lock(hashtext('bangfu migrations'))")
"""Workers that start together wait here; whoever comes second finds nothing to do."""


def _journal(connection: object, _record: object) -> None:
    """Set write-ahead logging once, at creation; the file remembers it."""
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA journal_mode=wal")
    cursor.close()


if __name__ == "__main__":
    import sys

    asyncio.run(upgrade(sys.argv[1]))
