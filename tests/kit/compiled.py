"""Statements are compiled once a process, not once a database: tests open thousands of those."""

from functools import partial
from typing import Any

from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.util import LRUCache

from storage import database

MOST = 4000


def share() -> None:
    """Let all databases of a kind share what is compiled: SQLAlchemy looks it up by dialect."""
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
