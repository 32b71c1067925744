"""What the plumbing is tested with: a database, a post that remembers, a bot with one handler."""

import asyncio
import inspect
import time
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiogram import Dispatcher

from bot import courier, delivery, pace
from bot.telegram import Telegram
from storage import outbox
from storage.database import Database
from storage.outbox import LETTERS, Parcel
from storage.tables import OutboxRow
from storage.vault import Vault

KEY = b"k" * 32
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Open a migrated database of each kind that holds nothing."""
    database = Database(database_url, Vault(KEY))
    yield database
    await database.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let couriers look and try again often, and wait for nobody when they stop."""
    monkeypatch.setattr(courier, "CLAIM_S", 0.02)
    monkeypatch.setattr(courier, "FLUSH_S", 0.02)
    monkeypatch.setattr(courier, "DRAIN_S", 0.3)
    monkeypatch.setattr(delivery, "BACKOFF_S", (0.02,))
    monkeypatch.setattr(pace, "CHAT_PER_SECOND", 1000.0)


class Post(Telegram):
    """Takes every call and remembers it; what stands in `answers` is answered first."""

    def __init__(self) -> None:
        super().__init__("http://127.0.0.1", "1:x")
        self.calls: list[tuple[float, str, dict[str, Any]]] = []
        self.answers: list[Any] = []

    async def call(self, method: str, params: Any, files: Any = None, timeout_s: float = 1) -> Any:
        """Answer, or raise what was laid out."""
        self.calls.append((time.monotonic(), method, dict(params)))
        answer = self.answers.pop(0) if self.answers else {"message_id": len(self.calls)}
        if callable(answer):
            answer = await answer()
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def words(self) -> list[str]:
        """List what was said, in order."""
        return [params.get("text", "") for _, _, params in self.calls]


@pytest.fixture
def post() -> Post:
    """Open a post office."""
    return Post()


def parcel(chat_id: int, key: str, lane: int = LETTERS, **others: Any) -> Parcel:
    """Make a message whose words are its key."""
    values: dict[str, Any] = {
        "method": "sendMessage",
        "params": {"chat_id": chat_id, "text": key},
        "due_at": NOW,
        "expires_at": NOW + timedelta(days=3),
    }
    return Parcel(key=key, chat_id=chat_id, lane=lane, **(values | others))


async def put(database: Database, *parcels: Parcel, owner: str | None = None) -> list[Parcel]:
    """Put parcels into the outbox; returns those born leased."""
    async with database.write() as db:
        born = [await outbox.post(db, each, owner) for each in parcels]
    return [each for each in born if each]


async def until(is_true: Callable[[], Any], within_s: float = 8.0) -> None:
    """Wait until something is so; it may be asynchronous."""
    async with asyncio.timeout(within_s):
        while not await _answered(is_true()):  # noqa: ASYNC110  # nobody tells us
            await asyncio.sleep(0.01)


async def _answered(found: Any) -> Any:
    return await found if inspect.isawaitable(found) else found


async def finished(database: Database) -> list[Any]:
    """Wait until nothing waits to be sent; returns the outbox."""

    async def is_done() -> bool:
        return all(row.state != "waiting" for row in await rows(database))

    await until(is_done)
    return await rows(database)


async def rows(database: Database) -> list[Any]:
    """List the outbox, oldest first."""
    async with database.read() as db:
        table = OutboxRow.__table__
        return list(await db.execute(table.select().order_by(OutboxRow.id)))


def handled_by(stage: Any, handler: Callable[..., Any]) -> None:
    """Let one handler answer all messages from now on."""
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.message()(handler)
    stage.app.turns.dispatcher = dispatcher
