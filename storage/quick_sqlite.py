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
            for owed in self._connection.pay():
                cursor.execute(owed)
            getattr(cursor, method)(sql, parameters)
            self.description, self.rowcount = cursor.description, cursor.rowcount
            self.lastrowid = cursor.lastrowid
            self._rows = cursor.fetchall() if cursor.description else []
        finally:
            cursor.close()


class QuickConnection(aiosqlite.Connection):
    """aiosqlite's connection with the quick cursor; BEGIN travels with the first statement."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._owed: list[str] = []
        self._has_begun = False

    @property
    def was_rolled_back(self) -> bool:
        """Tell whether SQLite ended by itself a transaction in which something was said."""
        return self._has_begun and not self.in_transaction

    def owe(self, statement: str) -> None:
        """Let a BEGIN or SAVEPOINT travel with whatever is said next."""
        self._owed.append(statement)

    def pay(self) -> list[str]:
        """Hand over what is owed."""
        owed, self._owed = self._owed, []
        self._has_begun = self._has_begun or bool(owed)
        return owed

    def _forget(self) -> None:
        self._owed, self._has_begun = [], False

    async def commit(self) -> None:
        """Commit what was said."""
        self._forget()
        await super().commit()

    async def rollback(self) -> None:
        """Take back what was said."""
        self._forget()
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
