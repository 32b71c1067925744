"""Writers cancelled at any moment: all of a transaction or nothing, and nobody else is hurt."""

import asyncio
import random
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from storage import inbox, outbox
from storage.database import Database, is_outage
from storage.outbox import REPLIES, Parcel
from storage.vault import Vault
from tests.crash import rows

pytestmark = [pytest.mark.crash, pytest.mark.xdist_group("crash")]
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
WRITERS = 300
LATEST_S = 0.004


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url, Vault(b"k" * 32))
    yield database
    await database.close()


def reply(number: int) -> Parcel:
    return Parcel(
        key=f"u{number}:0",
        chat_id=number,
        lane=REPLIES,
        method="sendMessage",
        params={"chat_id": number, "text": "a"},
        due_at=NOW,
        expires_at=NOW + timedelta(days=3),
    )


async def write(database: Database, number: int) -> None:
    """Do what a turn does: note the update and keep the reply, or neither."""
    async with database.write() as db:
        assert await inbox.note(db, number, NOW)
        assert await outbox.post(db, reply(number), "me")


async def write_until_done(database: Database, number: int) -> None:
    """Try as the receiver does; what an outage took back must not be there the next time."""
    while True:
        try:
            return await write(database, number)
        except Exception as error:
            if not is_outage(error):
                raise


async def cancelled(database: Database, number: int, chance: random.Random) -> bool:
    """Write, and be cancelled now or then; tells whether the writer came to the end."""
    writing = asyncio.ensure_future(write(database, number))
    await asyncio.sleep(chance.uniform(0, LATEST_S))
    for _ in range(chance.choice((1, 1, 2))):
        writing.cancel()
        await asyncio.sleep(0)
    [end] = await asyncio.gather(writing, return_exceptions=True)
    assert end is None or isinstance(end, asyncio.CancelledError) or is_outage(end), repr(end)
    return end is None


async def kept(database: Database) -> tuple[set[int], set[int]]:
    async with database.read() as db:
        said = {row.chat_id for row in await rows.outbox(db)}
        return set(await rows.handled(db)), said


async def test_cancelled_writers_leave_all_or_nothing_and_hurt_nobody(database) -> None:
    chance = random.Random(11)
    async with asyncio.timeout(60):
        for start in range(0, WRITERS, 6):
            ends = await asyncio.gather(
                *(write_until_done(database, start + n) for n in range(5)),
                cancelled(database, start + 5, chance),
            )
            noted, said = await kept(database)
            assert noted == said
            assert {start + n for n in range(6 if ends[-1] else 5)} <= noted


async def test_what_a_cancelled_writer_left_is_final(database) -> None:
    """The block of a writer who was alone ends when its outcome is on the disk, or never will."""
    chance = random.Random(5)
    for number in range(WRITERS // 3):
        await cancelled(database, number, chance)
        noted, _ = await kept(database)
        await write_until_done(database, WRITERS + number)
        later, _ = await kept(database)
        assert (number in noted) == (number in later)
