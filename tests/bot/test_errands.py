"""Work longer than a turn: each errand in its own loop, whatever the others do."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot import errands
from bot.errands import Errand, Errands, Workplace
from storage.database import Database
from tests.bot.conftest import NOW, Post, until

Run = Callable[..., Errands]


@pytest.fixture
async def run(database: Database, post: Post, tmp_path: Path) -> AsyncIterator[Run]:
    """Run errands until the test is over."""
    place = Workplace(database=database, telegram=post, clock=lambda: NOW, folder=tmp_path)
    async with asyncio.TaskGroup() as group:
        running = []

        def begin(*several: Errand) -> Errands:
            made = Errands(place, several)
            running.append(made)
            group.create_task(made.run())
            return made

        yield begin
        for each in running:
            each.stop()


class Pile:
    """An errand with so many pieces to do."""

    def __init__(self, pieces: int = 0) -> None:
        self.left, self.done, self.looks = pieces, 0, 0
        self.fault: Exception | None = None

    async def __call__(self, _place: Workplace) -> int:
        self.looks += 1
        if self.fault:
            fault, self.fault = self.fault, None
            raise fault
        await asyncio.sleep(0)
        if not self.left:
            return 0
        self.left -= 1
        self.done += 1
        return 1


async def test_everything_that_is_due_is_done(run: Run) -> None:
    pile = Pile(3)
    run(pile)
    await until(lambda: pile.done == 3)


async def test_a_word_is_enough(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errands, "BREATH_S", 0.01)
    pile = Pile()
    running = run(pile)
    await until(lambda: pile.looks)
    pile.left = 2
    running.wake()
    await until(lambda: pile.done == 2)


async def test_many_words_are_one_look(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errands, "BREATH_S", 0.05)
    pile = Pile()
    running = run(pile)
    await until(lambda: pile.looks)
    for _ in range(100):
        running.wake()
        await asyncio.sleep(0)
    assert pile.looks == 1


async def test_a_slow_errand_holds_up_no_other(run: Run) -> None:
    pile, over = Pile(3), asyncio.Event()

    async def slow(_place: Workplace) -> int:
        await over.wait()
        return 0

    run(slow, pile)
    await until(lambda: pile.done == 3)
    over.set()


@pytest.mark.parametrize(
    ("fault", "word"),
    [(ValueError("黄大明"), "an errand broke"), (ConnectionError(), "out of reach")],
)
async def test_a_fault_is_logged_without_its_words_and_the_rest_is_done(
    run: Run, monkeypatch: pytest.MonkeyPatch, fault: Exception, word: str
) -> None:
    monkeypatch.setattr(errands, "BREATH_S", 0.01)
    monkeypatch.setattr(errands, "LOOK_S", 0.01)
    pile = Pile(2)
    pile.fault = fault
    with capture_logs() as said:
        run(pile)
        await until(lambda: pile.done == 2)
    assert word in said[0]["event"]
    assert "黄大明" not in str(said)


async def test_settling_does_what_is_left(run: Run) -> None:
    one, other = Pile(2), Pile(0)
    running = run(one, other)
    await until(lambda: one.done == 2)
    one.left, other.left = 1, 4
    assert await running.settled() == 5
    assert await running.settled() == 0


async def test_what_is_under_way_at_the_end_is_left_to_its_lease(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errands, "DRAIN_S", 0.02)
    begun = asyncio.Event()

    async def endless(_place: Workplace) -> int:
        begun.set()
        await asyncio.Event().wait()
        return 0

    run(endless)
    await begun.wait()
