"""Group commit for the one SQLite writer: each writer can be undone alone, all commit at once.

A commit waits for the disk. Writers that queue behind one another therefore share a transaction,
each behind a savepoint, and nobody is told it is done before all of it is (decision 0012).
"""

import asyncio
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

MOST_MEMBERS = 16
"""The first of a group waits for the last; more members gain little more."""


class GroupLost(ConnectionError):
    """The database took the whole transaction back; nothing in it took effect."""


class Group:
    """One transaction and the writers in it."""

    def __init__(self, db: AsyncConnection, driver: Any) -> None:
        self.db = db
        self.committed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._driver = driver
        self._members = 0
        self._is_broken = False

    @property
    def is_over(self) -> bool:
        """Tell whether nobody else may come in, however many wait."""
        is_lost = self._is_broken or self._driver.was_rolled_back
        return is_lost or self._members >= MOST_MEMBERS

    def enter(self) -> AsyncConnection:
        """Let one more writer in; the savepoint travels with its first statement."""
        self._members += 1
        self._driver.owe("SAVEPOINT member")
        return self.db

    async def undo(self) -> None:
        """Take back what the writer just inside did.

        SQLite itself rolls everything back when the disk is full or fails, and a writer cancelled
        inside a statement takes the connection with him; then all is lost.
        """
        try:
            self._is_broken = self._driver.was_rolled_back
            if not self._is_broken:
                await self.db.exec_driver_sql("ROLLBACK TO member")
        except (SQLAlchemyError, ValueError):  # aiosqlite raises ValueError once it is closed
            self._is_broken = True

    async def commit(self) -> None:
        """Commit for everybody, and tell everybody how it went."""
        try:
            await self._commit_all()
        except Exception as error:  # noqa: BLE001  # every member hears of it
            self.committed.set_exception(error)
        else:
            self.committed.set_result(None)
        finally:
            await self.db.close()

    async def _commit_all(self) -> None:
        if self._is_broken or self._driver.was_rolled_back:
            raise GroupLost
        await self.db.commit()

    async def done(self) -> None:
        """Wait until the commit has ended; being cancelled here cancels nobody else."""
        await asyncio.shield(self.committed)


async def opened(engine: AsyncEngine) -> Group:
    """Begin a transaction for a group."""
    db = await engine.connect()
    await db.begin()
    raw = await db.get_raw_connection()
    return Group(db, raw.driver_connection)
