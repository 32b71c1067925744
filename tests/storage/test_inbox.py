"""The inbox: an update takes effect once, and what broke is kept sealed."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from storage import inbox
from storage.tables import InboxRow
from tests.kit.tables import plainly_holds

DEEP: dict[str, object] = {}
for _ in range(900):
    DEEP = {"x": DEEP}
ODD = {
    "number": 2**80,
    "surrogate": "\ud83d",
    "not a number": float("nan"),
    "depth": DEEP,
    "object": object(),
    "key": {1: {2.5: "x"}},
}


async def test_an_update_noted_by_many_at_once_is_noted_once(database, now):
    async def note():
        async with database.write() as db:
            return await inbox.note(db, 7, now)

    assert sorted(await asyncio.gather(*[note() for _ in range(10)])) == [False] * 9 + [True]


async def test_what_broke_is_kept_sealed_and_only_once(database, now):
    raw = {"update_id": 8, "message": {"text": "我的电话是13900000001"}}
    async with database.write() as db:
        assert await inbox.quarantine(db, raw, "ValueError", now)
        assert not await inbox.quarantine(db, raw, "ValueError", now)
        assert not await inbox.note(db, 8, now)
        assert await inbox.quarantined(db) == 1
    assert not await plainly_holds(database, "13900000001")
    async with database.read() as db:
        sealed = await db.scalar(select(InboxRow.raw_sealed))
    assert "13900000001" in database.vault.open("inbox:8:raw", sealed).decode()


@pytest.mark.parametrize("odd", ODD)
async def test_whatever_came_can_be_kept(database, now, odd):
    async with database.write() as db:
        assert await inbox.quarantine(db, {"update_id": 9, "x": ODD[odd]}, "ValueError", now)


async def test_handled_updates_are_forgotten_after_three_days_and_broken_ones_never(database, now):
    async with database.write() as db:
        await inbox.note(db, 1, now)
        await inbox.quarantine(db, {"update_id": 2}, "ValueError", now)
        assert await inbox.purge(db, now + timedelta(days=2)) == 0
        assert await inbox.purge(db, now + timedelta(days=4)) == 1
        assert await inbox.quarantined(db) == 1
