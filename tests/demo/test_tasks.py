"""The demo's task is under way on its first day: some are done, nobody is late."""

from collections import Counter

from demo.district import district
from demo.loading import load
from domain.campaigns import Standing
from storage import campaigns, criteria
from tests.kit.demo_stage import opened


async def test_a_task_is_half_done_and_nobody_is_late(sqlite_url, tmp_path):
    async with opened(sqlite_url, tmp_path) as stage:
        now = stage.world.clock.now()
        await load(stage.app.database, district(), now)
        async with stage.app.database.read() as db:
            [task] = [it for it in await campaigns.running(db) if it.recurrence is None]
            owings = await criteria.owing(db, task, now)
    counts = Counter(it.standing for it in owings)
    assert set(counts) == {Standing.OPEN, Standing.DONE}
    assert min(counts.values()) > len(owings) / 10
    assert task.next_at is not None
    assert now < task.next_at
