"""Open cases move to a newer ladder in pieces, however often and from wherever it is looked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.ladder_edits import with_clock
from domain.ladders import SHIPPED, Kind, Span
from reminders import ladders as moves
from storage import cases, ladders
from tests.kit.raising import raised
from tests.kit.stage import Stage


async def kept(stage: Stage, hours: int, base: int = 0) -> int:
    """Keep a ladder to which open cases move."""
    now = stage.app.clock()
    async with stage.app.database.write() as db:
        known = await ladders.known(db, [base])
        ladder = ladders.one(known, Kind.NEED, base)
        changed = with_clock(ladder, 0, "solve", Span(minutes=60 * hours))
        by = stage.roster.people["陈丽华"]
        number = await ladders.keep(db, changed, now, by, now, takes_open=True)
    assert number
    return number


async def on_ladders(stage: Stage) -> list[int]:
    async with stage.app.database.read() as db:
        numbers = await ladders.open_cases(db, Kind.NEED, 100)
        return [it.case.ladder.id for it in await cases.by_numbers(db, numbers)]


async def test_pieces_follow_one_another_until_all_have_moved(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moves, "PIECE", 2)
    monkeypatch.setattr(moves, "MOST_PIECES", 1)
    for _ in range(3):
        await raised(stage)
    newer = await kept(stage, 5)
    database, now = stage.app.database, stage.app.clock()
    assert await moves.move(database, now) == 2
    assert await on_ladders(stage) == [newer, newer, 0]
    await raised(stage)
    monkeypatch.setattr(moves, "MOST_PIECES", 2)
    assert await moves.move(database, now) == 1
    assert await moves.move(database, now) == 0
    assert await on_ladders(stage) == [newer] * 4
    async with database.read() as db:
        assert await ladders.taking(db, now) == []


async def test_cases_move_to_the_newest_at_once_and_never_back(stage: Stage) -> None:
    await raised(stage)
    older = await kept(stage, 5)
    newer = await kept(stage, 6, older)
    await raised(stage)
    database, now = stage.app.database, stage.app.clock() + timedelta(minutes=1)
    assert await moves.move(database, now) == 1
    assert await moves.move(database, now) == 0
    assert await on_ladders(stage) == [newer, newer]
    async with database.read() as db:
        first, second = await cases.by_numbers(db, [1, 2])
    assert (first.case.version, second.case.version) == (2, 1)
    assert replace(first.case.ladder, id=0).rungs[1:] == SHIPPED[Kind.NEED].rungs[1:]
