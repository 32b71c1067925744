"""An invitation opens one account, once, for a day."""

import asyncio
from datetime import timedelta

from storage import invitations
from tests.kit.tables import plainly_holds


async def made(database, village, now):
    async with database.write() as db:
        return await invitations.make(db, village.people["黎新来"], now)


async def test_an_invitation_names_its_account_for_24_hours(database, village, now):
    word = await made(database, village, now)
    async with database.read() as db:
        almost, over = now + timedelta(hours=23, minutes=59), now + timedelta(hours=24)
        assert await invitations.person_of(db, word, almost) == village.people["黎新来"]
        assert await invitations.person_of(db, word, over) is None
        assert await invitations.person_of(db, "another word", now) is None


async def test_an_invitation_used_twice_at_once_is_used_once(database, village, now):
    word = await made(database, village, now)

    async def use():
        async with database.write() as db:
            return await invitations.use(db, word, now)

    assert sorted(await asyncio.gather(*[use() for _ in range(8)])) == [False] * 7 + [True]
    async with database.read() as db:
        assert await invitations.person_of(db, word, now) is None


async def test_the_word_of_a_link_is_not_in_the_database(database, village, now):
    word = await made(database, village, now)
    assert len(word) >= 24
    assert not await plainly_holds(database, word)
