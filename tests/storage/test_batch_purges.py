"""Imports that are over are forgotten, in pieces; what can be taken back is not."""

from datetime import timedelta

from domain.batches import State, can_be_taken_back
from domain.files import State as FileState
from storage import batch_purges, batches, files
from storage.batch_purges import purge
from storage.batches import Line
from tests.storage.test_batches import come, received


async def test_what_is_over_is_forgotten_and_can_not_be_taken_back_any_more(
    database, village, now, monkeypatch
):
    monkeypatch.setattr(batch_purges, "MOST_LINES", 1)
    ended = {"written_at": now.isoformat()}
    async with database.write() as db:
        for number, state in ((7, State.WRITTEN), (8, State.REFUSED), (9, State.CHECKED)):
            batch = await received(db, village, now, number)
            await come(db, batch)
            await batches.move(db, batch, state=state, seen=b"12345678", outcome=ended)
            for place in range(2):
                line = Line(place=place, subject="household:1", before={}, after=b"x" * 8)
                await batches.add_lines(db, number, [line])
        assert [await purge(db, now + timedelta(days=it), 10) for it in (6, 8)] == [0, 2]
        written = await batches.by_id(db, 7)
        assert written
        assert can_be_taken_back(written, now + timedelta(days=9), 10)
        assert [await purge(db, now + timedelta(days=10), 10) for _ in "123"] == [2, 1, 1]
        assert await purge(db, now + timedelta(days=29), 10) == 0
        assert [await purge(db, now + timedelta(days=30), 10) for _ in "123"] == [2, 1, 0]
        found = [it for it in [await batches.by_id(db, number) for number in (7, 8, 9)] if it]
        assert [it.state for it in found] == [State.WRITTEN, State.REFUSED, State.DROPPED]
        assert not can_be_taken_back(found[0], now, 90)
        assert [await batches.lines(db, it.id, 9, 9) for it in found] == [[], [], []]
        known = (await files.known(db, [it.file_id for it in found])).values()
        assert {(it.state, it.digest) for it in known} == {(FileState.LOST, None)}
