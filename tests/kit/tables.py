"""What a database holds, table by table: to see that nothing changed, or that nothing shows."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import select

from storage.database import Database
from storage.tables import Row

Tables = dict[str, list[tuple[Any, ...]]]
POST = frozenset({"inbox", "outbox"})
"""Tables that every update writes to."""


async def contents(database: Database, leave_out: Iterable[str] = POST) -> Tables:
    """Return the rows of every table, sorted, but for those that are left out."""
    wanted = [table for table in Row.metadata.sorted_tables if table.name not in leave_out]
    async with database.read() as db:
        return {
            table.name: sorted(map(tuple, await db.execute(select(table))), key=repr)
            for table in wanted
        }


async def plainly_holds(database: Database, words: str | bytes) -> bool:
    """Tell whether words can be read in the database by somebody who has no key."""
    wanted = words.encode() if isinstance(words, str) else words
    if database.is_sqlite:
        return wanted in on_disk(database)
    rows = [row for table in (await contents(database, ())).values() for row in table]
    return any(wanted in _written(value) for row in rows for value in row)


def on_disk(database: Database) -> bytes:
    """Read the file of an SQLite database with its write-ahead log."""
    assert database.url.database
    file = Path(database.url.database)
    return b"".join(part.read_bytes() for part in sorted(file.parent.glob(f"{file.name}*")))


def _written(value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()
