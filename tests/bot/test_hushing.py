"""Letters ring three times a day at most, by day, on working days; nothing urgent is held back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot import letters
from bot.replies import Message
from domain.speaking import Quiet
from storage import outbox, people, pushes, quiet_hours, rules
from storage.tables import OutboxRow
from tests.kit import cast

MORNING = datetime(2026, 3, 2, 1, tzinfo=UTC)
"""A Monday, 09:00 in Shanghai."""
NIGHT, SATURDAY = MORNING + timedelta(hours=13), MORNING + timedelta(days=5)
PLAIN = Message(text="有新情况")
REMINDER = replace(PLAIN, reminds=True)


@pytest.fixture
async def helper(database):
    users = {name: 1001 + number for number, name in enumerate(cast.CAST)}
    roster = await cast.enrol(database, users, MORNING)
    async with database.read() as db:
        return await people.by_id(db, roster.people["韦秀英"])


async def write(database, reader, messages):
    """Post letters, each with its instant; says of each when it comes and whether it rings."""
    async with database.write() as db:
        for number, (message, at) in enumerate(messages):
            await letters.post(db, reader, message, f"t{number}", at)
        rows = list(await db.execute(select(OutboxRow).order_by(OutboxRow.id)))
        parcels = [outbox.parcel_of(db, row) for row in rows]
    return [(it.due_at, "disable_notification" not in it.params) for it in parcels]


def minutes(count, message=PLAIN, since=MORNING):
    return [(message, since + timedelta(minutes=it)) for it in range(count)]


async def test_the_fourth_of_a_day_comes_without_a_sound(database, helper):
    came = await write(database, helper, minutes(5))
    assert [rings for _, rings in came] == [True, True, True, False, False]
    assert [at for at, _ in came] == [at for _, at in minutes(5)]
    async with database.read() as db:
        assert await pushes.hushed_since(db, [helper.id], MORNING.date()) == {helper.id: 2}
        assert await pushes.hushed_since(db, [helper.id], SATURDAY.date()) == {}


async def test_what_comes_within_a_minute_rings_once(database, helper):
    at_once = [(PLAIN, MORNING + timedelta(seconds=it)) for it in range(6)]
    came = await write(database, helper, [*at_once, *minutes(3)[1:]])
    assert all(rings for _, rings in came)


@pytest.mark.parametrize("at", [NIGHT, SATURDAY], ids=["at night", "on a rest day"])
async def test_at_rest_it_comes_without_a_sound(database, helper, at):
    assert await write(database, helper, [(PLAIN, at)]) == [(at, False)]


@pytest.mark.parametrize(
    ("at", "comes"),
    [(NIGHT, MORNING + timedelta(hours=23)), (SATURDAY, MORNING + timedelta(days=7, hours=-1))],
)
async def test_a_reminder_waits_for_the_digest(database, helper, at, comes):
    assert await write(database, helper, [(REMINDER, at)]) == [(comes, True)]


async def test_a_reminder_too_many_waits_and_says_why(database, helper):
    tomorrow = MORNING + timedelta(hours=23)
    came = await write(database, helper, [*minutes(3), (REMINDER, MORNING + timedelta(hours=4))])
    assert came[3] == (tomorrow, True)
    async with database.write() as db:
        row = (await db.execute(select(OutboxRow).where(OutboxRow.due_at == tomorrow))).one()
        words = outbox.parcel_of(db, row).params["text"]
    assert words == "有新情况\n（原定 03-02 13:00 提醒，当天提醒已够多，移到现在。）"


async def test_alerts_ring_at_any_hour_and_count_for_nothing(database, helper):
    alert = replace(PLAIN, urgent=True)
    came = await write(database, helper, [*minutes(4, alert, NIGHT), *minutes(3)])
    assert all(rings for _, rings in came)


async def test_own_quiet_hours_hold(database, helper):
    async with database.write() as db:
        await quiet_hours.keep(db, helper.id, Quiet(from_min=540, until_min=600), MORNING)
    later = MORNING + timedelta(hours=1)
    came = await write(database, helper, [(PLAIN, MORNING), (PLAIN, later)])
    assert came == [(MORNING, False), (later, True)]


async def test_a_reminder_that_waits_is_no_fourth_ring_either(database, helper):
    tomorrow = SATURDAY + timedelta(days=2)
    async with database.write() as db:
        for hours in range(3):
            at = tomorrow + timedelta(hours=hours)
            await pushes.take(db, helper.id, tomorrow.date(), 3, at)
    came = await write(database, helper, [(REMINDER, SATURDAY)])
    assert came == [(tomorrow - timedelta(hours=1), False)]


async def test_the_rule_book_says_how_many(database, helper):
    async with database.write() as db:
        day = (MORNING - timedelta(days=1)).date()
        await rules.set_figure(db, rules.Figure("pushes_a_day", 1, day), None, MORNING)
    assert [rings for _, rings in await write(database, helper, minutes(2))] == [True, False]


async def test_edits_and_letters_written_twice_are_not_counted(database, helper):
    edit = replace(PLAIN, edits=True, card="x")
    twice = [(PLAIN, at) for _, at in minutes(6)]
    async with database.write() as db:
        for message, at in [*minutes(5, edit), *twice]:
            await letters.post(db, helper, message, "same" if message is PLAIN else str(at), at)
        (message,) = minutes(1, since=MORNING + timedelta(hours=2))
        await letters.post(db, helper, *(message[0], "last"), message[1])
        rows = list(await db.execute(select(OutboxRow).order_by(OutboxRow.id.desc()).limit(1)))
        assert "disable_notification" not in outbox.parcel_of(db, rows[0]).params
