"""An aiosqlite connection whose statements cross to the database thread once, not four times.

SQLAlchemy awaits cursor(), execute(), fetchall() and close() one by one, and each is a hop to
aiosqlite's thread; here they are one (measured: docs/decisions/0003).
"""

import sqlite3
from collections.abc import Callable, Iterable
from typing import Any, Self

import aiosqlite

CHUNK_ROWS = 64


class QuickCursor:
    """Runs a statement and fetches all its rows in one visit to the thread."""

    def __init__(self, connection: "QuickConnection") -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Iterable[Any] = ()) -> "QuickCursor":
        """Run one statement."""
        await self._connection.visit(self._visit, "execute", sql, parameters)
        return self

    async def executemany(self, sql: str, parameters: Iterable[Any]) -> "QuickCursor":
        """Run one statement for many rows."""
        await self._connection.visit(self._visit, "executemany", sql, parameters)
        return self

    async def fetchall(self) -> list[Any]:
        """Hand over the rows already fetched."""
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """Nothing to do: the real cursor was closed in the thread."""

    def _visit(self, method: str, sql: str, parameters: Iterable[Any]) -> None:
        cursor = self._connection._conn.cursor()
        try:
            if begin := self._connection.take_begin():
                cursor.execute(begin)
            getattr(cursor, method)(sql, parameters)
            self.description, self.rowcount = cursor.description, cursor.rowcount
            self.lastrowid = cursor.lastrowid
            self._rows = cursor.fetchall() if cursor.description else []
        finally:
            cursor.close()


class QuickConnection(aiosqlite.Connection):
    """aiosqlite's connection with the quick cursor; BEGIN travels with the first statement."""

    _begin = ""

    def begin_with(self, statement: str) -> None:
        """Begin a transaction as soon as something is said in it."""
        self._begin = statement

    def take_begin(self) -> str:
        """Hand over the BEGIN that is still owed."""
        statement, self._begin = self._begin, ""
        return statement

    async def commit(self) -> None:
        """Commit, unless nothing was said."""
        if not self.take_begin():
            await super().commit()

    async def rollback(self) -> None:
        """Roll back, unless nothing was said."""
        if not self.take_begin():
            await super().rollback()

    def cursor(self) -> QuickCursor:  # type: ignore[override]  # SQLAlchemy needs only this much
        """Make a cursor; costs no hop."""
        return QuickCursor(self)

    async def visit(self, function: Callable[..., None], *arguments: Any) -> None:
        """Run something in the database thread and wait for its end."""
        await self._execute(function, *arguments)  # type: ignore[no-untyped-call]


def connect(database: str, **options: Any) -> QuickConnection:
    """Open a connection the way SQLAlchemy's `async_creator_fn` asks for."""
    connection = QuickConnection(lambda: sqlite3.connect(database, **options), CHUNK_ROWS)
    connection._thread.daemon = True
    return connection
