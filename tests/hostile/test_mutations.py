"""Whatever arrives, nothing raises, nothing leaks, and everybody else goes on working."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.tables import InboxRow
from tests.hostile.outcomes import (
    ANSWERED,
    BROKE,
    OUTCOMES,
    PASSED_OVER,
    QUARANTINED,
    REFUSED,
    drawn,
)
from tests.hostile.recorded import a_day
from tests.hostile.village import Village, founded
from tests.kit.stage import opened
from tests.kit.tables import contents

BATCHES, A_BATCH, SEED = 20, 100, 20260302


@pytest.fixture
async def village(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Village]:
    async with founded(sqlite_url, tmp_path) as village:
        yield village


async def test_two_thousand_damaged_updates_break_nothing_for_anybody(
    village: Village, capfd: pytest.CaptureFixture[str]
) -> None:
    mutator, came = village.mutator(SEED), []
    for _ in range(BATCHES):
        came += await village.feed(mutator, A_BATCH)
        await village.next_day()
    assert await village.unnoted(came) == []
    assert await village.wronged() == []
    assert await village.leaks(capfd.readouterr().out) == []
    await _every_outcome_was_seen(village)


async def _every_outcome_was_seen(village: Village) -> None:
    counts = village.watch.counts
    for outcome in (ANSWERED, REFUSED, PASSED_OVER, QUARANTINED):
        assert counts["every update", outcome] > BATCHES
    assert counts["every update", BROKE] == 0, village.watch.broken
    assert sum(counts["every update", it] for it in OUTCOMES) == village.watch.confirmed
    assert village.watch.confirmed == BATCHES * A_BATCH
    assert "every update" in drawn(counts)
    broken = await village.column(InboxRow.raw_sealed, InboxRow.fault.is_not(None))
    assert broken
    assert all(broken)


async def test_a_day_that_comes_again_under_the_same_numbers_changes_nothing(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with opened(sqlite_url, tmp_path) as stage:
        recorded = await a_day(stage)
        before = await contents(stage.app.database)
        stage.heard.clear()
        for raw in recorded:
            await stage.app.turns.take(raw)
        await stage.settle()
        assert stage.heard == []
        assert await contents(stage.app.database) == before
