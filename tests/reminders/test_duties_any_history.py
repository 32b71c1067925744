"""Whatever the clock does and whoever visits when: each letter comes once, at its time."""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.calendar import local_day
from domain.duties import is_missed, may_speak, month_before, month_of, step_on
from reminders import duties
from tests.kit.stage import A_MOMENT, BEGIN, Stage, opened

HELPERS, OFFICER = ("韦秀英", "覃志强"), "莫小兰"
STEPS = 60


class Expected:
    """What should be said, worked out without a database."""

    def __init__(self) -> None:
        self.said: set[tuple[str, int, int | str]] = set()
        self.visited: list[datetime] = []

    def owing(self, month) -> list[str]:
        """Only 韦秀英 ever visits."""
        is_done = any(month.begins_at <= it <= month.closes_at for it in self.visited)
        return [name for name in HELPERS if name != HELPERS[0] or not is_done]

    def letters(self, now: datetime) -> Counter[str]:
        """Count the letters each person gets from a sweep at this instant."""
        if not may_speak(now):
            return Counter()
        this, before = (month_of(it) for it in _months(now))
        step = step_on(this, now)
        due: list[tuple[str, int, int | str]] = []
        if step is not None:
            due += [(it, this.number, step.days_before) for it in self.owing(this)]
        for month in (this, before):
            if is_missed(month, now) and month.passed_on_at > BEGIN:
                owing = self.owing(month)
                due += [(it, month.number, "missed") for it in [*owing, OFFICER] if owing]
        fresh = [it for it in due if it not in self.said]
        self.said.update(fresh)
        return Counter(name for name, _, _ in fresh)


def _months(now):
    return local_day(now), month_before(local_day(now))


def _next(chance: random.Random, now: datetime) -> datetime:
    """Go on some hours, now and then a week, now and then back."""
    hours = chance.choice((0, 1, 5, 9, 20, 24, 24, 30, 170, -30, -200))
    moved = now + timedelta(hours=hours, minutes=chance.choice((0, 0, 1, 47)))
    return max(moved, BEGIN + timedelta(hours=1))


async def _visit(stage: Stage, expected: Expected) -> None:
    now = stage.world.clock.now().replace(microsecond=0)
    stage.world.send_location(stage.users[HELPERS[0]], 21.4810, 109.1860, 12)
    await stage.settle()
    expected.visited.append(now)


@pytest.mark.parametrize("seed", range(3))
async def test_each_letter_comes_once_at_its_time(
    sqlite_url: str, tmp_path: Path, seed: int
) -> None:
    chance, expected = random.Random(seed), Expected()
    async with opened(sqlite_url, tmp_path) as stage:
        now = BEGIN + timedelta(days=20, hours=chance.randrange(9))
        for _ in range(STEPS):
            now = _next(chance, now)
            stage.world.clock.move_to(now)
            if chance.random() < 0.05:
                await _visit(stage, expected)
            stage.heard.clear()
            await duties.remind(stage.app.database, stage.app.clock())
            await stage.settle()
            came = Counter(it.to for it in stage.heard if not it.words.startswith("✎ "))
            assert came == expected.letters(now + A_MOMENT), now.astimezone(UTC)
    assert len(expected.said) > 3
