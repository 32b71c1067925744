"""Requests to move an account: one open at a time, decided once."""

import asyncio

from storage import moves


async def test_a_newer_request_takes_the_place_of_an_older(database, village, now):
    account = village.people["韦秀英"]
    async with database.write() as db:
        first = await moves.ask(db, account, 71, now)
        second = await moves.ask(db, account, 72, now)
        assert await moves.waiting_for(db, account) == second
        replaced = await moves.by_id(db, first.id)
        assert replaced
        assert replaced.outcome == "replaced"
        assert not await moves.decide(db, first, "confirmed", village.people["莫小兰"], now)


async def test_of_two_officers_at_once_one_decides(database, village, now):
    async with database.write() as db:
        move = await moves.ask(db, village.people["韦秀英"], 71, now)

    async def decide(outcome, name):
        async with database.write() as db:
            return await moves.decide(db, move, outcome, village.people[name], now)

    answers = await asyncio.gather(decide("confirmed", "莫小兰"), decide("refused", "陆海燕"))
    assert sorted(answers) == [False, True]
    async with database.read() as db:
        assert await moves.waiting_for(db, village.people["韦秀英"]) is None
        decided = await moves.by_id(db, move.id)
    assert decided
    assert decided.outcome == ("confirmed" if answers[0] else "refused")


async def test_a_request_nobody_made_is_not_known(database, village):
    async with database.read() as db:
        assert await moves.by_id(db, 5) is None
        assert await moves.waiting_for(db, village.people["韦秀英"]) is None
