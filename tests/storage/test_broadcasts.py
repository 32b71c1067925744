"""Broadcasts in pieces, on both databases: nobody twice, nobody missed, whatever happens."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot import broadcast_errand, broadcast_writing
from bot.errands import Workplace
from domain.areas import Area, Level
from domain.broadcast_moves import nudge, recall, reword, send, stop
from domain.broadcasts import Answered, Broadcast, Stage, State
from domain.campaigns import Audience
from domain.people import Duty, Role
from domain.people import State as Account
from domain.speaking import Quiet
from storage import areas, broadcast_letters, broadcasts, outbox, people, quiet_hours
from storage.broadcast_letters import Letter
from storage.database import Database
from storage.outbox import BULK, URGENT, Outcome, Parcel
from storage.tables import BroadcastLetterRow, OutboxRow

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
"""A Monday, 10:00 in Shanghai."""
TOWN, VILLAGE = "450503101", "450503101204"
READERS = 45


@pytest.fixture
async def crowd(database: Database) -> list[int]:
    """Enrol residents, the first of them without a chat, and the office that writes to them."""
    async with database.write() as db:
        await areas.put(db, Area(code="450503", name="银海区", level=Level.DISTRICT))
        town = Area(code=TOWN, name="银滩镇", level=Level.TOWN, parent_code="450503")
        await areas.put(db, town)
        numbers = [await _enrol(db, f"队员{it:02}", it, Role.RESIDENT) for it in range(READERS)]
        await _enrol(db, "黄丽萍", 99, Role.TOWN_STATION)
    return numbers


async def _enrol(db: Any, name: str, number: int, role: Role) -> int:
    person = await people.add(db, name, None)
    area = TOWN if role is Role.TOWN_STATION else VILLAGE
    await people.set_duties(db, person, [Duty(role=role, area_code=area)])
    if number:
        await people.bind(db, person, 1000 + number, NOW, None)
    return person


@pytest.fixture
async def notice(database: Database, crowd: list[int]) -> Broadcast:
    """Send a notice to all residents."""
    async with database.write() as db:
        [owner] = await people.with_role(db, Role.TOWN_STATION)
        draft = Broadcast(
            words="开会",
            audience=Audience(roles=frozenset({Role.RESIDENT})),
            area_code=TOWN,
            owner_id=owner.id,
            set_at=NOW,
        )
        sent = send(await broadcasts.add(db, draft), len(crowd), NOW)
        assert await broadcasts.change(db, sent)
    return sent


@pytest.fixture(autouse=True)
def without_a_breath(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait between pieces."""
    monkeypatch.setattr(broadcast_errand, "BREATH_S", 0.0)


def place(database: Database, at: datetime = NOW) -> Workplace:
    """Give the errand what it works with; it never calls Telegram."""
    return Workplace(database=database, telegram=None, clock=lambda: at, folder=Path())  # type: ignore[arg-type]


async def work(database: Database, at: datetime = NOW) -> None:
    """Do everything that is due."""
    while await broadcast_errand.carry_on(place(database, at)):
        pass


async def rows(database: Database) -> list[Any]:
    """List what waits or went out in the lane of broadcasts."""
    async with database.read() as db:
        found = await db.execute(select(OutboxRow).where(OutboxRow.lane == BULK))
        return list(found)


async def stages(database: Database, notice: Broadcast) -> dict[Stage, int]:
    async with database.read() as db:
        return dict((await broadcast_letters.count(db, notice.number)).stages)


async def state_of(database: Database, notice: Broadcast) -> State | None:
    async with database.read() as db:
        found = await broadcasts.by_number(db, notice.number)
    return found.state if found else None


async def deliver(
    database: Database,
    at: datetime = NOW,
    chats: Callable[[int], bool] = lambda _: True,
    **outcome: Any,
) -> int:
    """Let everything that waits go out, or be dropped."""
    found = [row for row in await rows(database) if chats(row.chat_id)]
    waiting = [row for row in found if row.state == "waiting"]
    known = {"state": "sent", **outcome}
    is_sent = known["state"] == "sent"
    ends = [Outcome(id=row.id, message_id=row.id if is_sent else None, **known) for row in waiting]
    async with database.write() as db:
        if ends:
            await outbox.finish(db, ends, at)
    return len(waiting)


async def change(
    database: Database, notice: Broadcast, deed: Callable[[Broadcast], Broadcast]
) -> Broadcast:
    """Let somebody do something with a notice."""
    async with database.write() as db:
        now = await broadcasts.held(db, notice.number)
        assert now
        newer = deed(now)
        assert await broadcasts.change(db, newer)
    return newer


async def test_a_notice_is_kept_with_its_words_and_audience(
    database: Database, notice: Broadcast
) -> None:
    async with database.read() as db:
        assert await broadcasts.by_number(db, notice.number) == notice
        assert await broadcasts.led_by(db, ["450503"], 10) == [notice]
        assert await broadcasts.led_by(db, ["450503102"], 10) == []
        assert await broadcasts.count_led_by(db, None) == 1
        assert await broadcasts.next_due(db) == NOW
    async with database.write() as db:
        assert not await broadcasts.change(db, notice), "that version is taken"


async def test_two_processes_write_to_everybody_once(
    database: Database, notice: Broadcast
) -> None:
    await asyncio.gather(*[work(database) for _ in range(4)])
    await work(database)
    written = await rows(database)
    assert len(written) == READERS - 1
    assert len({row.chat_id for row in written}) == READERS - 1
    assert await stages(database, notice) == {Stage.WRITTEN: READERS - 1, Stage.UNBOUND: 1}
    async with database.read() as db:
        after = await broadcasts.by_number(db, notice.number)
    assert after
    assert after.state is State.OUT


async def test_a_piece_that_breaks_is_done_again(
    database: Database, notice: Broadcast, monkeypatch: pytest.MonkeyPatch
) -> None:
    await broadcast_errand.carry_on(place(database))
    whole = broadcasts.go_on

    async def breaks(*_: Any) -> None:
        raise RuntimeError("killed at the end of a piece")

    monkeypatch.setattr(broadcasts, "go_on", breaks)
    with pytest.raises(RuntimeError):
        await broadcast_errand.carry_on(place(database))
    monkeypatch.setattr(broadcasts, "go_on", whole)
    assert len(await rows(database)) == broadcast_writing.PIECE - 1
    await work(database)
    assert len(await rows(database)) == READERS - 1
    assert sum((await stages(database, notice)).values()) == READERS


async def test_little_is_written_ahead(
    database: Database, notice: Broadcast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broadcast_writing, "PIECE", 4)
    monkeypatch.setattr(broadcast_writing, "AHEAD", 10)
    await work(database)
    assert len(await rows(database)) <= 10
    count, at = 0, NOW
    while await deliver(database):
        at += timedelta(seconds=10)
        await work(database, at)
        count += 1
    assert count >= 4
    assert (await stages(database, notice))[Stage.SENT] == READERS - 1


async def test_whoever_leaves_in_the_middle_gets_nothing(
    database: Database, notice: Broadcast, crowd: list[int]
) -> None:
    await broadcast_errand.carry_on(place(database))
    async with database.write() as db:
        await people.set_state(db, crowd[-1], Account.SUSPENDED)
    await work(database)
    assert len(await rows(database)) == READERS - 2


async def test_what_became_of_letters_is_noted(database: Database, notice: Broadcast) -> None:
    await work(database)
    some, other, *others = await rows(database)
    async with database.write() as db:
        lost = Outcome(id=some.id, state="dropped", error="unreachable")
        refused = Outcome(id=other.id, state="dropped", error="Bad Request: no")
        gone = [Outcome(id=it.id, state="sent", message_id=it.id) for it in others]
        await outbox.finish(db, [lost, refused, *gone], NOW)
    await work(database, NOW + timedelta(seconds=5))
    sent = READERS - 3
    assert await stages(database, notice) == {
        Stage.SENT: sent,
        Stage.FAILED: 1,
        Stage.REFUSED: 1,
        Stage.UNBOUND: 1,
    }
    async with database.write() as db:
        assert await outbox.purge(db, NOW + timedelta(days=40)) > 0
    assert (await stages(database, notice))[Stage.SENT] == sent, "whatever the outbox forgets"
    async with database.read() as db:
        assert await broadcasts.next_due(db) is None, "nothing is left to do"


async def test_what_is_stopped_is_dropped_where_it_waits(
    database: Database, notice: Broadcast
) -> None:
    await broadcast_errand.carry_on(place(database))
    await deliver(database)
    await broadcast_errand.carry_on(place(database))
    await change(database, notice, lambda it: stop(it, NOW))
    await work(database)
    assert [row for row in await rows(database) if row.state == "waiting"] == []
    found = await stages(database, notice)
    assert found[Stage.SENT] + found[Stage.WITHDRAWN] == 2 * broadcast_writing.PIECE - 1


async def test_a_correction_reaches_what_was_sent_and_what_is_sent_later(
    database: Database, notice: Broadcast
) -> None:
    await broadcast_errand.carry_on(place(database))
    await deliver(database)
    await broadcast_errand.carry_on(place(database))
    await change(database, notice, lambda it: reword(it, "不开会", NOW))
    await work(database)
    await deliver(database)
    await work(database, NOW + timedelta(seconds=5))
    edits = [row for row in await rows(database) if row.method == "editMessageText"]
    assert len(edits) == 2 * broadcast_writing.PIECE - 1, "the third piece had the new words"
    async with database.read() as db:
        older = BroadcastLetterRow.edition < 2, BroadcastLetterRow.state == Stage.SENT
        assert await db.scalar(select(BroadcastLetterRow.person_id).where(*older)) is None


async def test_what_telegram_does_not_delete_is_changed_into_a_word(
    database: Database, notice: Broadcast
) -> None:
    await work(database)
    await deliver(database)
    await change(database, notice, lambda it: recall(it, NOW))
    await work(database)
    deletions = [row for row in await rows(database) if row.method == "deleteMessage"]
    assert len(deletions) == READERS - 1
    await deliver(database, state="dropped", error="gone")
    at = NOW + timedelta(seconds=5)
    await work(database, at)
    edits = [row for row in await rows(database) if row.method == "editMessageText"]
    assert len(edits) == READERS - 1
    await deliver(database)
    await work(database, at + timedelta(seconds=5))
    assert await stages(database, notice) == {Stage.GONE: READERS - 1, Stage.UNBOUND: 1}


async def test_the_silent_are_reminded_once(
    database: Database, notice: Broadcast, crowd: list[int]
) -> None:
    await work(database)
    await deliver(database)
    await work(database, NOW + timedelta(seconds=5))
    async with database.write() as db:
        assert await broadcast_letters.read(db, notice.number, crowd[1], 1, NOW) is True
        assert await broadcast_letters.read(db, notice.number, crowd[1], 1, NOW) is False
        assert await broadcast_letters.read(db, notice.number, notice.owner_id, 1, NOW) is None
    await change(database, notice, lambda it: nudge(it, READERS - 2, NOW))
    await asyncio.gather(*[work(database) for _ in range(2)])
    await work(database)
    reminders = [row for row in await rows(database) if ":nudge:" in row.key]
    assert len(reminders) == READERS - 2
    async with database.read() as db:
        read = await broadcast_letters.names(db, notice.number, Answered.READ, 50, 0)
        silent = await broadcast_letters.names(db, notice.number, Answered.SILENT, 50, 0)
        missed = await broadcast_letters.names(db, notice.number, Answered.MISSED, 50, 0)
    assert [it.name for it in read] == ["队员01"]
    assert [it.name for it in silent] == [f"队员{it:02}" for it in range(2, READERS)]
    assert [(it.name, it.stage) for it in missed] == [("队员00", Stage.UNBOUND)]


async def test_own_quiet_hours_are_kept(
    database: Database, notice: Broadcast, crowd: list[int]
) -> None:
    async with database.write() as db:
        midday = Quiet(from_min=9 * 60, until_min=11 * 60)
        await quiet_hours.keep(db, crowd[1], midday, NOW)
    await work(database)
    async with database.read() as db:
        later = await db.execute(select(OutboxRow).where(OutboxRow.due_at > NOW))
        due = [(row.chat_id, row.due_at) for row in later if row.lane == BULK]
    assert due == [(1001, NOW + timedelta(hours=1))]


async def test_what_was_said_while_the_errand_looked_is_not_undone(
    database: Database, notice: Broadcast
) -> None:
    seen = notice
    await change(database, notice, lambda it: stop(it, NOW))
    async with database.write() as db:
        await broadcasts.go_on(db, replace(seen, state=State.GOING, after_id=5))
        now = await broadcasts.by_number(db, notice.number)
    assert now
    assert now.state is State.STOPPED


async def test_a_letter_is_noted_once(
    database: Database, notice: Broadcast, crowd: list[int]
) -> None:
    letter = Letter(
        broadcast=notice.number, person_id=crowd[0], key="a", chat_id=1, stage=Stage.WRITTEN
    )
    async with database.write() as db:
        await broadcast_letters.add(db, [letter])
        await broadcast_letters.add(db, [replace(letter, key="b")])
        await broadcast_letters.add(db, [])
        [kept] = await db.scalars(broadcast_letters.to_withdraw(notice.number))
        assert kept == "a"


async def test_an_urgent_notice_does_not_wait_for_what_is_not(
    database: Database, notice: Broadcast
) -> None:
    async with database.write() as db:
        for number in range(broadcast_writing.AHEAD):
            await outbox.post(db, _other_letter(number))
    await change(database, notice, lambda it: replace(it, is_urgent=True, version=it.version + 1))
    await work(database)
    async with database.read() as db:
        urgent = select(OutboxRow.id).where(OutboxRow.lane == URGENT)
        assert len(list(await db.scalars(urgent))) == READERS - 1
    assert await state_of(database, notice) is State.OUT


def _other_letter(number: int) -> Parcel:
    return Parcel(
        key=f"other:{number}",
        chat_id=5000 + number,
        lane=BULK,
        method="sendMessage",
        params={"text": "x"},
        due_at=NOW,
        expires_at=NOW + timedelta(days=3),
    )


async def test_the_silent_are_as_many_as_are_listed(
    database: Database, notice: Broadcast, crowd: list[int]
) -> None:
    await work(database)
    first, second, *_ = await rows(database)
    async with database.write() as db:
        unknown = Outcome(id=first.id, state="dropped", error="unknown")
        sent = Outcome(id=second.id, state="sent", message_id=1)
        await outbox.finish(db, [unknown, sent], NOW)
    await work(database, NOW + timedelta(seconds=5))
    async with database.write() as db:
        await broadcast_letters.read(db, notice.number, crowd[1], 1, NOW)
        await broadcast_letters.read(db, notice.number, crowd[5], 1, NOW)
    async with database.read() as db:
        counts = await broadcast_letters.count(db, notice.number)
        for which in Answered:
            listed = await broadcast_letters.names(db, notice.number, which, 50, 0)
            assert (which, counts.answering(which)) == (which, len(listed))
        missed = await broadcast_letters.names(db, notice.number, Answered.MISSED, 50, 0)
    assert [it.name for it in missed] == ["队员00"], "whoever read it has it"


async def test_what_comes_after_the_reminder_is_not_reminded_of(
    database: Database, notice: Broadcast, crowd: list[int]
) -> None:
    async with database.write() as db:
        midday = Quiet(from_min=9 * 60, until_min=11 * 60)
        await quiet_hours.keep(db, crowd[1], midday, NOW)
    await work(database)
    await deliver(database, chats=lambda chat: chat != 1001)
    await work(database, NOW + timedelta(seconds=5))
    at = NOW + timedelta(minutes=30)
    await change(database, notice, lambda it: nudge(it, READERS - 2, at))
    await work(database, at)
    await deliver(database, at=NOW + timedelta(hours=1))
    await work(database, NOW + timedelta(hours=1, minutes=2))
    reminders = [row for row in await rows(database) if ":nudge:" in row.key]
    assert 1001 not in {row.chat_id for row in reminders}
    assert len(reminders) == READERS - 2


async def test_whoever_left_or_has_another_chat_is_not_reminded(
    database: Database, notice: Broadcast, crowd: list[int]
) -> None:
    await work(database)
    await deliver(database)
    await work(database, NOW + timedelta(seconds=5))
    async with database.write() as db:
        await people.set_state(db, crowd[1], Account.SUSPENDED)
        assert await people.bind(db, crowd[2], 9002, NOW, 1002)
    await change(database, notice, lambda it: nudge(it, READERS - 1, NOW))
    await work(database, NOW + timedelta(seconds=10))
    asked = {row.chat_id for row in await rows(database) if ":nudge:" in row.key}
    assert asked == {1000 + number for number in range(3, READERS)}
    async with database.read() as db:
        assert (await broadcast_letters.count(db, notice.number)).nudged == READERS - 3
        assert await broadcasts.next_due(db) is None, "nothing is left to do"


async def test_a_correction_waits_for_whoever_is_just_confirming(
    database: Database, notice: Broadcast, crowd: list[int]
) -> None:
    await work(database)
    await deliver(database)
    await work(database, NOW + timedelta(seconds=5))
    await change(database, notice, lambda it: reword(it, "不开会", NOW))
    async with asyncio.TaskGroup() as group, database.write() as db:
        await broadcast_letters.read(db, notice.number, crowd[1], 1, NOW)
        group.create_task(work(database, NOW + timedelta(seconds=10)))
        await asyncio.sleep(0.3)
    edits = [row for row in await rows(database) if row.method == "editMessageText"]
    assert len(edits) == READERS - 1


async def test_a_receipt_is_shown_soon_though_the_rest_waits(
    database: Database, notice: Broadcast
) -> None:
    evening = NOW + timedelta(hours=12)
    await work(database, evening)
    async with database.write() as db:
        await broadcasts.look_soon(db, notice.number, evening)
        assert await broadcasts.next_due(db) == evening
        await broadcasts.look_soon(db, notice.number, evening + timedelta(seconds=9))
        assert await broadcasts.next_due(db) == evening, "it looks sooner anyway"


async def test_a_reminder_that_is_just_going_out_is_taken_back_too(
    database: Database, notice: Broadcast
) -> None:
    await work(database)
    await deliver(database)
    at = NOW + timedelta(seconds=5)
    await work(database, at)
    await change(database, notice, lambda it: nudge(it, READERS - 1, at))
    await work(database, at)
    async with database.write() as db:
        taken_up = await outbox.claim(db, "courier", at, 10)
    await change(database, notice, lambda it: recall(it, at))
    await work(database, at)
    going = [it for it in taken_up if ":nudge:" in it.key]
    assert (await stages(database, notice))[Stage.SENT] == len(going) > 0
    ends = [Outcome(id=it.id, state="sent", message_id=it.id) for it in taken_up]
    async with database.write() as db:
        await outbox.finish(db, ends, at)
    await work(database, at + timedelta(seconds=5))
    gone = [row.chat_id for row in await rows(database) if ":unnudge:" in row.key]
    assert sorted(gone) == sorted(it.chat_id for it in going)
    assert (await stages(database, notice))[Stage.TAKING] == READERS - 1
