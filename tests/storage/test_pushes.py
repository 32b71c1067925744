"""How often somebody was spoken to on a day, whoever counts at once."""

from datetime import date, timedelta

from storage import pushes
from storage.pushes import Pushes
from tests.storage.conftest import NOW

DAY = date(2026, 3, 2)


async def test_three_a_day_and_no_more(database, village):
    him = village.people["韦秀英"]
    async with database.write() as db:
        taken = [await pushes.take(db, him, DAY, 3) for _ in range(4)]
        assert taken == [True, True, True, False]
        assert await pushes.take(db, him, DAY + timedelta(days=1), 3)
        assert await pushes.take(db, village.people["覃志强"], DAY, 3)


async def test_what_comes_at_one_instant_rings_once(database, village):
    him, later = village.people["韦秀英"], NOW + timedelta(minutes=5)
    async with database.write() as db:
        assert await pushes.take(db, him, DAY, 1, NOW)
        assert await pushes.take(db, him, DAY, 1, NOW)
        assert not await pushes.take(db, him, DAY, 1, later)
        assert (await pushes.on(db, him, DAY)) == Pushes(count=1, last_at=NOW)


async def test_what_made_no_sound_is_counted_beside(database, village):
    him = village.people["韦秀英"]
    async with database.write() as db:
        await pushes.hush(db, him, DAY)
        await pushes.hush(db, him, DAY)
        assert await pushes.take(db, him, DAY, 1, NOW)
        assert (await pushes.on(db, him, DAY)) == Pushes(count=1, hushed=2, last_at=NOW)


async def test_none_at_all_when_the_rule_book_says_so(database, village):
    async with database.write() as db:
        assert not await pushes.take(db, village.people["韦秀英"], DAY, 0, NOW)
