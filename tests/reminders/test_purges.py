"""What is no longer needed is forgotten; what waits or is in quarantine stays."""

from datetime import timedelta
from typing import Any

from reminders import purges
from storage import inbox, outbox
from storage.outbox import LETTERS, Outcome, Parcel


def parcel(key, now):
    expires_at = now + timedelta(days=300)
    words: dict[str, Any] = {"method": "sendMessage", "params": {"text": key}}
    return Parcel(key=key, chat_id=5, lane=LETTERS, due_at=now, expires_at=expires_at, **words)


async def test_old_updates_go_and_quarantine_stays(stage):
    database, now = stage.app.database, stage.app.clock()
    async with database.write() as db:
        await inbox.note(db, 1, now)
        await inbox.quarantine(db, {"update_id": 2}, "ValueError", now)
    assert await purges.purge(database, now + timedelta(days=2)) == 0
    assert await purges.purge(database, now + timedelta(days=4)) == 1
    assert await purges.purge(database, now + timedelta(days=4)) == 0
    async with database.write() as db:
        assert await inbox.quarantined(db) == 1
        assert await inbox.note(db, 1, now)
        assert not await inbox.note(db, 2, now)


async def test_letters_that_went_are_forgotten_after_a_month_and_waiting_ones_never(stage):
    database, now = stage.app.database, stage.app.clock()
    async with database.write() as db:
        for key in ("sent", "dropped", "waiting"):
            await outbox.post(db, parcel(key, now))
        claimed = {it.params["text"]: it.id for it in await outbox.claim(db, "me", now, 1)}
        ends = [Outcome(id=claimed["sent"], state="sent", message_id=1)]
        await outbox.finish(db, ends, now)
        [second] = await outbox.claim(db, "me", now, 1)
        await outbox.finish(db, [Outcome(id=second.id, state="dropped", error="x")], now)
    assert await purges.purge(database, now + timedelta(days=29)) == 0
    assert await purges.purge(database, now + timedelta(days=31)) == 2
    async with database.read() as db:
        assert await outbox.known(db, ["sent", "dropped", "waiting"]) == {"waiting"}
