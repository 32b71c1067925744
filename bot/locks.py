"""One poller per token: a lock file beside an SQLite database, an advisory lock on PostgreSQL."""

import asyncio
import fcntl
import zlib
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from bot.opening import reachable
from bot.settings import Settings

TRIES, WAIT_S = 20, 0.2
ALREADY = (
    "Another process of this bot is running with the same {what}. "
    "Stop it first; two would answer everything twice."
)


@asynccontextmanager
async def only_one(settings: Settings) -> AsyncIterator[None]:
    """Hold the lock inside the block; webhook workers on PostgreSQL need none.

    Raises:
        SystemExit: somebody else holds it.
    """
    if settings.is_sqlite:
        with _lock_file(settings):
            yield
    elif settings.webhook_url:
        yield
    else:
        async with _advisory_lock(settings):
            yield


def _lock_file(settings: Settings) -> "_Held":
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    return _Held(settings)


class _Held:
    def __init__(self, settings: Settings) -> None:
        self._path = settings.data_dir / "bangfu.lock"

    def __enter__(self) -> None:
        self._file = self._path.open("w")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._file.close()
            raise SystemExit(ALREADY.format(what="data folder")) from None

    def __exit__(self, *_: object) -> None:
        self._file.close()


async def _locked(db: AsyncConnection, key: int) -> bool:
    """Take the lock; one of a process that was just killed is let go within moments."""
    for _ in range(TRIES):
        if await db.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": key}):
            return True
        await asyncio.sleep(WAIT_S)
    return False


@asynccontextmanager
async def _advisory_lock(settings: Settings) -> AsyncIterator[None]:
    engine = create_async_engine(settings.database_url, hide_parameters=True)
    key = zlib.crc32(settings.bot_token.partition(":")[0].encode())
    try:
        with reachable():
            db = await engine.connect()
        async with aclosing(db):
            if not await _locked(db, key):
                raise SystemExit(ALREADY.format(what="token"))
            await db.commit()
            yield
    finally:
        await engine.dispose()
