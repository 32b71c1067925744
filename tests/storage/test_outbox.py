"""The outbox: each key once, each chat in order, each parcel in one pair of hands."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.clock import wall_clock
from storage import leases, outbox
from storage.outbox import LETTERS, REPLIES, URGENT, Outcome, Parcel
from storage.tables import OutboxRow

NOW = wall_clock()


def parcel(key, chat_id=1, lane=LETTERS, **others):
    facts: dict[str, Any] = {"method": "sendMessage", "params": {"text": key}}
    facts |= {"due_at": NOW, "expires_at": NOW + timedelta(days=1)}
    return Parcel(key=key, chat_id=chat_id, lane=lane, **(facts | others))


@pytest.fixture
def post(database):
    async def post(*parcels, owner=None):
        async with database.write() as db:
            return [await outbox.post(db, each, owner) for each in parcels]

    return post


@pytest.fixture
def claim(database):
    async def claim(owner="me", now=NOW, most=30):
        async with database.write() as db:
            return [it.key for it in await outbox.claim(db, owner, now, most)]

    return claim


async def row(database, key):
    async with database.read() as db:
        return (await db.execute(select(OutboxRow).where(OutboxRow.key == key))).one()


async def finish(database, key, state="sent", message_id=None):
    number = (await row(database, key)).id
    async with database.write() as db:
        await outbox.finish(db, [Outcome(id=number, state=state, message_id=message_id)], NOW)


async def test_a_reply_is_born_leased_and_a_letter_waits(database, post, claim):
    [born] = await post(parcel("reply", lane=REPLIES), owner="me")
    assert (born.attempts, born.id > 0) == (1, True)
    assert await post(parcel("letter", chat_id=2)) == [None]
    assert await claim("another") == ["letter"]
    assert (await row(database, "reply")).lease_owner == "me"


async def test_a_key_is_used_once(post, claim):
    assert await post(parcel("once"), parcel("once", chat_id=2)) == [None, None]
    assert await claim() == ["once"]
    assert await post(parcel("once", lane=REPLIES), owner="me") == [None]


async def test_a_reply_stands_behind_what_another_process_has_in_hand(post, claim):
    await post(parcel("theirs", lane=REPLIES), owner="another")
    assert await post(parcel("mine", lane=REPLIES), owner="me") == [None]
    assert await claim() == []


async def test_letters_do_not_hold_a_reply_up_but_what_is_urgent_does(post):
    await post(parcel("letter"))
    assert (await post(parcel("reply", lane=REPLIES), owner="me"))[0] is not None
    await post(parcel("alert", lane=URGENT))
    assert await post(parcel("second", lane=REPLIES), owner="me") == [None]


async def test_a_claim_takes_the_head_of_each_chat_urgent_first(database, post, claim):
    await post(parcel("a1"), parcel("a2"), parcel("b1", chat_id=2), parcel("b0", 2, URGENT))
    assert await claim() == ["b0", "a1"]
    assert await claim() == []
    await finish(database, "a1")
    await finish(database, "b0", state="dropped")
    assert await claim() == ["a2", "b1"]


async def test_a_claim_takes_no_more_than_asked_and_nothing_early(post, claim):
    later = NOW + timedelta(minutes=5)
    await post(*[parcel(f"chat {chat}", chat) for chat in range(5)])
    await post(parcel("later", 9, due_at=later))
    assert len(await claim(most=3)) == 3
    assert len(await claim()) == 2
    assert await claim(now=later) == ["later"]


async def test_what_is_not_due_holds_nothing_up(post, claim):
    await post(parcel("later", due_at=NOW + timedelta(minutes=5)), parcel("now"))
    assert await claim() == ["now"]


async def test_any_due_says_whether_a_claim_may_find_something(database, post, claim):
    async with database.read() as db:
        assert not await outbox.any_due(db, NOW)
    await post(parcel("letter", due_at=NOW + timedelta(minutes=5)))
    async with database.read() as db:
        assert not await outbox.any_due(db, NOW)
        assert await outbox.any_due(db, NOW + timedelta(minutes=5))


async def test_a_lease_that_has_run_out_is_taken_up_and_counted(database, post, claim):
    await post(parcel("letter"))
    assert await claim("died") == ["letter"]
    assert await claim() == []
    ended = wall_clock() - timedelta(seconds=1)
    async with database.write() as db:
        await db.execute(update(OutboxRow).values(lease_until=ended))
    assert await claim() == ["letter"]
    found = await row(database, "letter")
    assert (found.lease_owner, found.attempts) == ("me", 2)


async def test_a_clock_that_runs_ahead_does_not_end_leases(post, claim):
    await post(parcel("letter"))
    assert await claim("slow") == ["letter"]
    assert await claim("fast", now=NOW + timedelta(seconds=90)) == []


async def test_many_claims_at_once_hand_each_parcel_to_one(post, claim):
    await post(*[parcel(f"chat {chat}", chat) for chat in range(60)])
    taken = await asyncio.gather(*[claim(f"worker {number}", most=15) for number in range(8)])
    keys = [key for keys in taken for key in keys]
    assert len(keys) == len(set(keys))
    while more := await claim():
        keys += more
    assert sorted(keys) == sorted(f"chat {chat}" for chat in range(60))


async def test_what_is_finished_keeps_its_key_and_loses_its_words(database, post):
    await post(parcel("letter"))
    await finish(database, "letter", message_id=5)
    found = await row(database, "letter")
    assert (found.state, found.message_id, found.payload_sealed) == ("sent", 5, None)
    assert (found.lease_owner, found.sent_at) == (None, NOW)
    async with database.read() as db:
        assert await outbox.known(db, ["letter", "other"]) == {"letter"}


async def test_leases_are_given_back_by_their_owner_or_all_together(database, post, claim):
    await post(parcel("mine", 1), parcel("yours", 2))
    await claim("me", most=1)
    await claim("you", most=1)
    async with database.write() as db:
        await outbox.release(db, "me")
    assert await claim("third") == ["mine"]
    async with database.write() as db:
        await outbox.release(db)
    assert await claim("fourth") == ["mine", "yours"]


async def test_a_lease_is_prolonged(database, post, claim):
    await post(parcel("letter"))
    await claim()
    before = (await row(database, "letter")).lease_until
    await asyncio.sleep(0.02)
    async with database.write() as db:
        number = (await row(database, "letter")).id
        assert await leases.renew(db, [number], "somebody else") == frozenset()
        assert await leases.renew(db, [number], "me") == {number}
    assert (await row(database, "letter")).lease_until > before


async def test_a_gathered_parcel_is_replaced_until_it_is_in_hand(database, claim):
    async def gather(words, seconds):
        due_at = NOW + timedelta(seconds=seconds)
        async with database.write() as db:
            fresh = parcel("album", lane=REPLIES, params={"text": words}, due_at=due_at)
            return await outbox.gather(db, fresh)

    assert await gather("1 photo", 1)
    assert await gather("2 photos", 2)
    assert await claim(now=NOW + timedelta(seconds=1)) == []
    async with database.write() as db:
        [taken] = await outbox.claim(db, "me", NOW + timedelta(seconds=2), 5)
    assert taken.params == {"text": "2 photos"}
    assert not await gather("3 photos", 3)


async def test_a_card_is_found_by_its_newest_message(database, post):
    for number in (1, 2):
        await post(replace(parcel(f"card {number}"), card="checkin:7"))
        await finish(database, f"card {number}", message_id=10 * number)
    await post(replace(parcel("card 3"), card="checkin:7"))
    async with database.read() as db:
        assert await outbox.card_message(db, 1, "checkin:7") == 20
        assert await outbox.card_message(db, 2, "checkin:7") is None
        assert await outbox.chats_with_card(db, "checkin:7") == [1]


async def test_finished_rows_are_forgotten_after_a_month_and_waiting_ones_never(database, post):
    await post(parcel("sent", 1), parcel("waiting", 2))
    await finish(database, "sent")
    for days, forgotten in ((29, 0), (31, 1), (400, 0)):
        async with database.write() as db:
            assert await outbox.purge(db, NOW + timedelta(days=days)) == forgotten
    async with database.read() as db:
        assert await outbox.known(db, ["sent", "waiting"]) == {"waiting"}


async def test_what_was_withdrawn_is_forgotten_too(database, post):
    await post(parcel("one"), parcel("two"))
    async with database.write() as db:
        await outbox.withdraw(db, 1, "one")
        await outbox.withdraw_all(db, ["two"])
        assert await outbox.purge(db, NOW + timedelta(days=29)) == 0
        assert await outbox.purge(db, NOW + timedelta(days=40)) == 2


async def test_a_row_that_was_altered_is_dropped_by_itself(database):
    async with database.write() as db:
        await outbox.post(db, parcel("bad", chat_id=1))
        await outbox.post(db, parcel("good", chat_id=2))
        await db.execute(
            update(OutboxRow).where(OutboxRow.key == "bad").values(payload_sealed=b"\x01altered")
        )
        claimed = await outbox.claim(db, "me", NOW, 10)
        assert [it.key for it in claimed] == ["good"]
        state = await db.scalar(select(OutboxRow.state).where(OutboxRow.key == "bad"))
    assert state == "dropped"
