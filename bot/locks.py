"""One poller per token: a lock file beside an SQLite database, an advisory lock on PostgreSQL."""

import fcntl
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.opening import reachable
from bot.settings import Settings

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
            raise SystemExit(ALREADY.format(what="data folder")) from None

    def __exit__(self, *_: object) -> None:
        self._file.close()


@asynccontextmanager
async def _advisory_lock(settings: Settings) -> AsyncIterator[None]:
    engine = create_async_engine(settings.database_url, hide_parameters=True)
    key = zlib.crc32(settings.bot_token.partition(":")[0].encode())
    with reachable():
        db = await engine.connect()
    async with db:
        if not await db.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": key}):
            raise SystemExit(ALREADY.format(what="token"))
        await db.commit()
        yield
    await engine.dispose()
