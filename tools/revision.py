"""Write a migration from the difference between the tables and an up-to-date database.

Usage: python -m tools.revision NUMBER "What changes"
"""

import asyncio
import sys
import tempfile

from alembic import command
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from storage.migrations import configuration, upgrade


async def write(number: str, message: str) -> None:
    """Make the revision file; read it before you commit it."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/empty.db"
        await upgrade(url)
        engine = create_async_engine(url)
        async with engine.connect() as db:
            await db.run_sync(_generate, number, message)
        await engine.dispose()


def _generate(connection: Connection, number: str, message: str) -> None:
    config = configuration()
    config.attributes["connection"] = connection
    command.revision(config, message, autogenerate=True, rev_id=number)


if __name__ == "__main__":
    asyncio.run(write(sys.argv[1], sys.argv[2]))
