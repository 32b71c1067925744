"""What a process may send after it was cut off, and what an unanswered commit left behind."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.courier import Courier
from bot.leases import Leases
from bot.pace import Pace
from sandbox.world import World
from storage import outbox
from storage.database import Database
from storage.outbox import REPLIES, Parcel
from storage.tables import OutboxRow
from storage.vault import Vault
from tests.kit.wire import Wire

pytestmark = [pytest.mark.crash, pytest.mark.xdist_group("crash")]


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url, Vault(b"k" * 32))
    yield database
    await database.close()


def reply(world: World, user: int, update_id: int) -> Parcel:
    now = world.clock.now()
    return Parcel(
        key=f"u{update_id}:0",
        chat_id=user,
        lane=REPLIES,
        method="sendMessage",
        params={"chat_id": user, "text": str(update_id)},
        due_at=now,
        expires_at=now + timedelta(days=3),
    )


async def keep(database: Database, parcel: Parcel, owner: str | None) -> Parcel | None:
    async with database.write() as db:
        return await outbox.post(db, parcel, owner)


async def test_replies_of_a_commit_without_an_answer_are_found_and_not_overtaken(database) -> None:
    world = World(limits=False)
    user = world.add_user("韦秀英", started=True)["id"]
    courier = Courier(database, Wire(world), world.clock.now, "me", Pace(1000))
    assert await keep(database, reply(world, user, 1), courier.leases.lessee)
    courier.leases.doubt(1, user)
    assert await keep(database, reply(world, user, 2), courier.leases.lessee) is None

    async with asyncio.TaskGroup() as group:
        running = group.create_task(courier.run())
        while len(world.history(user)) < 2:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        courier.stop()
        await running
    assert [it["text"] for it in world.history(user)] == ["1", "2"]
    assert not courier.leases.is_in_doubt()


async def test_a_doubt_about_nothing_is_settled_with_nothing(database) -> None:
    leases = Leases(database, "me")
    leases.doubt(7, 1)
    assert await leases.settle() == []
    assert not leases.is_in_doubt()


@pytest.mark.postgres
async def test_what_another_process_took_up_is_not_sent_by_whoever_was_cut_off(
    postgres_url,
) -> None:
    database, world = Database(postgres_url, Vault(b"k" * 32)), World(limits=False)
    user = world.add_user("韦秀英", started=True)["id"]
    courier = Courier(database, Wire(world), world.clock.now, "me", Pace(1000))
    mine = await keep(database, reply(world, user, 1), "me")
    next_one = await keep(database, reply(world, user, 2), "me")
    assert mine
    assert next_one
    async with asyncio.TaskGroup() as group:
        running = group.create_task(courier.run())
        await asyncio.sleep(0)
        courier.accept([mine, next_one])
        courier.leases.begin([mine.id, next_one.id], since=-1000.0)  # they ended long ago
        async with database.write() as db:
            taken = update(OutboxRow).where(OutboxRow.id == mine.id)
            await db.execute(taken.values(lease_owner="another"))
        await courier._renew()
        await courier.idle()
        courier.stop()
        await running
    assert world.history(user) == []  # the second waits until the first was sent elsewhere
    await database.close()
