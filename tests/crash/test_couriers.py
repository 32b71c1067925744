"""What a courier makes of leases that ended in an outage, and of trouble that lasts."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import text, update

from bot import delivery
from bot.courier import Courier
from bot.delivery import MOST_ATTEMPTS, Delivery, Sent, Wait
from bot.pace import Pace
from bot.telegram import Rejected, Unanswered
from sandbox.world import World
from storage import outbox
from storage.database import Database, is_outage
from storage.outbox import LETTERS, Parcel
from storage.tables import OutboxRow
from storage.vault import Vault
from tests.kit.wire import Wire

pytestmark = [pytest.mark.crash, pytest.mark.xdist_group("crash")]


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url, Vault(b"k" * 32))
    yield database
    await database.close()


def letter(world: World, user: int) -> Parcel:
    now = world.clock.now()
    return Parcel(
        key="a",
        chat_id=user,
        lane=LETTERS,
        method="sendMessage",
        params={"chat_id": user, "text": "a"},
        due_at=now,
        expires_at=now + timedelta(days=3),
    )


async def no_card(_chat_id: int, _card: str) -> None:
    return None


async def end_leases(database: Database) -> None:
    async with database.write() as db:
        await db.execute(update(OutboxRow).values(lease_until=None))


async def test_what_is_in_hand_is_not_taken_up_again_when_its_lease_ended(database) -> None:
    world = World(limits=False)
    user = world.add_user("韦秀英", started=True)["id"]
    courier = Courier(database, Wire(world), world.clock.now, "me", Pace(1000))
    async with database.write() as db:
        await outbox.post(db, letter(world, user))
    world.faults.add("429", retry_after=1, times=1)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(courier.run())
        while not courier._waiting():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        await end_leases(database)
        assert await courier.claim() == 0
        await courier.idle()
        await end_leases(database)
        assert await courier.claim() == 0
        courier.stop()
        await running
    assert [it["text"] for it in world.history(user)] == ["a"]


async def test_an_hour_of_trouble_at_telegram_loses_nothing(monkeypatch) -> None:
    monkeypatch.setattr(delivery, "log", SimpleNamespace(error=None))
    world = World(limits=False)
    answers = [Rejected(502, "Bad Gateway")] * 120 + [Unanswered()] * (MOST_ATTEMPTS - 1)

    class Troubled(Wire):
        async def call(self, *arguments, **options):
            if answers:
                raise answers.pop(0)
            return await super().call(*arguments, **options)

    user = world.add_user("韦秀英", started=True)["id"]
    attempts, parcel = Delivery(Troubled(world), no_card), letter(world, user)
    waited_s = 0.0
    while isinstance(verdict := await attempts.attempt(parcel, world.clock.now()), Wait):
        waited_s += verdict.seconds
    assert isinstance(verdict, Sent)
    assert waited_s > 3600 / 2


@pytest.mark.postgres
async def test_a_deadlock_is_a_reason_to_try_again(postgres_url) -> None:
    database = Database(postgres_url, Vault(b"k" * 32))
    lock = text("SELECT pg_advisory_xact_lock(:key)")
    has_first, faults = [asyncio.Event(), asyncio.Event()], []

    async def take(mine: int, other: int) -> None:
        async with database.write() as db:
            await db.execute(lock, {"key": mine})
            has_first[mine].set()
            await has_first[other].wait()
            await db.execute(lock, {"key": other})

    for end in await asyncio.gather(take(0, 1), take(1, 0), return_exceptions=True):
        faults += [end] if end else []
    await database.close()
    assert [is_outage(fault) for fault in faults] == [True]
