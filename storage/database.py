"""The two engines: embedded SQLite with one writer, or PostgreSQL with many."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from socket import gaierror
from typing import Any

from sqlalchemy import URL, event, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage import groups, quick_sqlite
from storage.groups import Group
from storage.vault import Vault

SQLITE_READERS = 4
POSTGRES_CONNECTIONS = 20
BUSY_MS = 10_000
WRITER_CACHE_KIB = 8192
"""SQLite's 2 MB spill pages of a large import again and again; it takes only what it uses."""
PATIENCE_S = 20.0
"""A PostgreSQL that does not answer for so long counts as away."""
IDLE_S = 10
"""The server ends the transaction, and with it the locks, of a worker that fell silent."""


class Database:
    """An open database and the key to its sealed fields."""

    def __init__(self, url: str, vault: Vault) -> None:
        self.url = make_url(url)
        self.vault = vault
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._writer = _engine(self.url, vault)
        self._reader = self._writer
        if self.is_sqlite:
            self._reader = _sqlite(self.url, vault, "BEGIN", SQLITE_READERS, "query_only=on")
        self._turnstile = asyncio.Lock()
        self._waiting = 0
        self._group: Group | None = None

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that commits at the end, or rolls back when something is raised.

        On SQLite writers queue, first come, first served, and those who queue commit together;
        the block ends when its work is on the disk.
        """
        if self.is_sqlite:
            async with self._turn() as group:
                yield group.db
            await group.done()
            return
        async with self._writer.connect() as db:
            await db.begin()
            yield db
            await finished(db.commit())

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[Group]:
        """Be the one writer for a while, as a member of the open group."""
        await self._pass_turnstile()
        try:
            group = self._group = await self._open_group()
            try:
                group.enter()
                yield group
            except BaseException:
                await finished(group.undo())
                raise
        finally:
            try:
                if self._group is not None and (self._group.is_over or not self._waiting):
                    await self._commit()
            finally:  # a writer cancelled in the commit must not leave the others standing
                self._turnstile.release()

    async def _open_group(self) -> Group:
        return self._group if self._group is not None else await groups.opened(self._writer)

    async def _pass_turnstile(self) -> None:
        self._waiting += 1
        try:
            await self._turnstile.acquire()
        except BaseException:
            if self._waiting == 1 and self._group is not None:
                self._leftover = asyncio.ensure_future(self._commit_leftover())
            raise
        finally:
            self._waiting -= 1

    async def _commit_leftover(self) -> None:
        """Commit a group that waited for a writer who was cancelled."""
        async with self._turnstile:
            if not self._waiting:
                await self._commit()

    async def _commit(self) -> None:
        group, self._group = self._group, None
        if group is not None:
            await finished(group.commit())

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that only reads and waits for nobody."""
        async with self._reader.connect() as db:
            yield db

    async def close(self) -> None:
        """Give every connection back."""
        await self._writer.dispose()
        await self._reader.dispose()


async def finished(commit: Awaitable[None]) -> None:
    """Wait for a commit to end however often cancelled meanwhile, so that its outcome is known."""
    task = asyncio.ensure_future(commit)
    cancelled = None
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError as again:
            cancelled = again
    task.result()
    if cancelled is not None:
        raise cancelled


SQLITE_OUTAGES = frozenset({5, 6, 8, 10, 11, 13, 14, 26})
"""Primary codes: busy, locked, read-only, I/O, corrupt, full, cannot open, not a database."""
POSTGRES_OUTAGES = ("08", "40", "53", "57", "58", "25006")
"""SQLSTATE classes: connection, rolled back (deadlock), resources, operator, system; read-only."""


def is_outage(error: BaseException) -> bool:
    """Tell a database that is away, full or locked from a statement that is wrong."""
    if isinstance(error, DBAPIError):
        return error.connection_invalidated or _is_outage_code(error.orig)
    if isinstance(error, sqlite3.Error):
        return _is_outage_code(error)
    return isinstance(error, (ConnectionError, TimeoutError, gaierror, PoolTimeout))


def _is_outage_code(cause: Any) -> bool:
    if isinstance(cause, (OSError, TimeoutError)):
        return True
    state = getattr(cause, "sqlstate", None) or getattr(cause, "pgcode", None) or ""
    code = getattr(cause, "sqlite_errorcode", None) or 0
    return state.startswith(POSTGRES_OUTAGES) or code & 0xFF in SQLITE_OUTAGES


def vault_of(db: AsyncConnection) -> Vault:
    """Return the vault this connection's database was opened with."""
    vault: Vault = db.info["vault"]
    return vault


def _engine(url: URL, vault: Vault) -> AsyncEngine:
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, vault, "BEGIN IMMEDIATE", 1, f"cache_size={-WRITER_CACHE_KIB}")
    engine = create_async_engine(
        url,
        hide_parameters=True,
        pool_size=POSTGRES_CONNECTIONS,
        connect_args={"command_timeout": PATIENCE_S, "timeout": PATIENCE_S},
    )

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Any, record: Any) -> None:
        record.info["vault"] = vault
        cursor = connection.cursor()
        cursor.execute(f"SET idle_in_transaction_session_timeout = '{IDLE_S}s'")
        cursor.close()
        connection.commit()

    return engine


def _sqlite(url: URL, vault: Vault, begin: str, size: int, *pragmas: str) -> AsyncEngine:
    options = {"async_creator_fn": quick_sqlite.connect, "timeout": BUSY_MS / 1000}
    engine = create_async_engine(
        url, hide_parameters=True, pool_size=size, max_overflow=0, connect_args=options
    )

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Any, record: Any) -> None:
        record.info["vault"] = vault
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("foreign_keys=on", "synchronous=full", *pragmas):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def start(connection: Any) -> None:
        connection.connection.driver_connection.owe(begin)

    return engine
