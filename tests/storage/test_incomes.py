"""Income lines: by month and household, sealed, taken back once and never gone."""

import asyncio
from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.incomes import Line
from storage import incomes
from tests.kit.tables import plainly_holds

OCTOBER, SEPTEMBER = date(2025, 10, 1), date(2026, 9, 30)


@pytest.fixture
def line(village, now):
    return Line(
        id=0,
        household_id=village.households["黄大明"],
        month_on=date(2026, 2, 1),
        category="wages.town",
        amount_yuan=Decimal("31415.92"),
        person_id=village.people["韦秀英"],
        at=now,
        heads=2,
    )


def of_month(line, year, month):
    return Line(**vars(line) | {"month_on": date(year, month, 1)})


async def add(database, *lines):
    async with database.write() as db:
        return [await incomes.add(db, each) for each in lines]


async def read(database, question, *about):
    async with database.read() as db:
        return await question(db, *about)


async def of_year(database, line, question=incomes.lines):
    return await read(database, question, line.household_id, OCTOBER, SEPTEMBER)


async def test_what_is_added_is_read_back_by_month(database, line):
    months = [(2026, 9), (2025, 10), (2025, 9), (2026, 10)]
    last, first, *_ = await add(database, *[of_month(line, *it) for it in months])
    assert await of_year(database, line) == [first, last]
    assert first == Line(**vars(line) | {"id": first.id, "month_on": OCTOBER})
    assert await read(database, incomes.latest_on, line.household_id) == date(2026, 10, 1)


async def test_lines_of_several_households_come_at_once(database, line, village):
    there = village.households["梁水生"]
    here, other = await add(database, line, Line(**vars(line) | {"household_id": there}))
    both = [line.household_id, there]
    assert await read(database, incomes.lines_of, both, OCTOBER, SEPTEMBER) == {
        line.household_id: [here],
        there: [other],
    }
    assert await read(database, incomes.lines_of, [], OCTOBER, SEPTEMBER) == {}


async def test_a_line_taken_back_counts_no_more_and_stays_in_the_history(
    database, line, village, now
):
    (kept,) = await add(database, line)
    officer = village.people["莫小兰"]
    async with database.write() as db:
        assert await incomes.retract(db, kept.id, officer, now)
        assert not await incomes.retract(db, kept.id, line.person_id, now)
    assert await of_year(database, line) == []
    assert await read(database, incomes.latest_on, line.household_id) is None
    (entry,) = await of_year(database, line, incomes.entries)
    assert (entry.line, entry.by) == (kept, "韦秀英")
    assert (entry.retracted_by, entry.retracted_at) == (officer, now)
    async with database.write() as db:
        after = now + timedelta(seconds=60)
        assert not await incomes.restore(db, kept.id, line.person_id, now)
        assert not await incomes.restore(db, kept.id, officer, after)
        assert await incomes.restore(db, kept.id, officer, now)
    assert await of_year(database, line) == [kept]
    assert (await read(database, incomes.by_id, kept.id)).retracted_at is None


async def test_of_two_who_take_a_line_back_at_once_one_does(database, line, village, now):
    (kept,) = await add(database, line)

    async def retract(name):
        async with database.write() as db:
            return await incomes.retract(db, kept.id, village.people[name], now)

    done = await asyncio.gather(retract("莫小兰"), retract("梁建国"))
    assert sorted(done) == [False, True]


async def test_nobody_reads_amounts_in_the_database(database, line):
    await add(database, line)
    assert not await plainly_holds(database, "31415.92")


async def test_a_line_that_is_not_there_is_none(database):
    assert await read(database, incomes.by_id, 5) is None
