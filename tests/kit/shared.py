"""What all tests of a process share: thousands of bots and databases are opened in one.

Statements are compiled once, not once a database; certificates are read once, not once a bot.
"""

import ssl
from functools import cache, partial
from typing import Any

from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.util import LRUCache

from storage import database

MOST = 4000


def share() -> None:
    """Share statements and certificates."""
    ssl.create_default_context = cache(ssl.create_default_context)  # type: ignore[assignment]
    _share_what_is_compiled()


def _share_what_is_compiled() -> None:
    """SQLAlchemy looks it up by dialect."""
    for kind in (SQLiteDialect_aiosqlite, PGDialect_asyncpg):
        kind.__eq__ = _is_same_kind  # type: ignore[method-assign]
        kind.__hash__ = _of_kind  # type: ignore[method-assign, assignment]
    options: dict[str, Any] = {"compiled_cache": LRUCache(MOST)}
    opened = partial(create_async_engine, execution_options=options)
    database.create_async_engine = opened  # type: ignore[attr-defined]


def _is_same_kind(one: Any, other: Any) -> bool:
    return type(one) is type(other)


def _of_kind(one: Any) -> int:
    return hash(type(one))
