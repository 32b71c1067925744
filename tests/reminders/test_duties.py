"""Reminders of visits: at their hour, once, to those who owe some; a miss is passed on once."""

import asyncio
from datetime import date, datetime

from domain.calendar import SHANGHAI
from domain.people import State
from reminders import digests, duties
from storage import pairings, people
from storage.database import Database

HELPERS = {"韦秀英", "覃志强"}
OFFICER = "莫小兰"


def at(written):
    return datetime.fromisoformat(f"2026-{written}").replace(tzinfo=SHANGHAI)


async def told(stage, when, times=1):
    """Sweep, several at once, and return who was told something, by name."""
    stage.heard.clear()
    stage.world.clock.move_to(at(when))
    sweeps = [duties.remind(stage.app.database, stage.app.clock()) for _ in range(times)]
    await asyncio.gather(*sweeps)
    await stage.settle()
    return sorted(line.to for line in stage.heard if not line.words.startswith("✎ "))


async def check_in(stage):
    stage.world.send_location(stage.users["韦秀英"], 21.4810, 109.1860, 12)
    await stage.settle()


async def next_at(stage, when):
    return await duties.next_at(stage.app.database, at(when))


async def test_outside_a_reminders_day_and_its_hours_nothing_is_said(stage):
    for when in ("03-24T07:59", "03-24T21:00", "03-25T08:00", "03-28T12:00"):
        assert await told(stage, when) == []


async def test_a_reminder_is_said_once_however_many_sweep_and_whatever_the_clock_does(stage):
    assert set(await told(stage, "03-24T08:00", times=4)) == HELPERS
    for again in ("03-24T08:01", "03-24T20:59", "03-24T08:00", "03-23T08:00", "03-24T09:00"):
        assert await told(stage, again) == []
    assert set(await told(stage, "03-27T10:00")) == HELPERS


async def test_four_who_sweep_at_once_pass_on_once(stage):
    assert await told(stage, "04-01T08:00", times=4) == sorted([OFFICER, *HELPERS])
    assert await told(stage, "04-01T08:01") == []


async def test_killed_at_the_due_minute_the_next_process_tells_nobody_twice(stage):
    stage.world.clock.move_to(at("03-24T08:00"))
    for _ in range(2):
        database = Database(
            stage.app.database.url.render_as_string(False), stage.app.database.vault
        )
        await duties.remind(database, stage.app.clock())
        await database.close()
    assert set(await told(stage, "03-24T08:00")) == HELPERS
    assert await told(stage, "03-24T08:01") == []


async def test_a_day_without_the_bot_costs_a_reminder_but_no_miss_is_forgotten(stage):
    assert await told(stage, "03-26T09:00") == []
    assert await told(stage, "04-03T12:00") == sorted([OFFICER, *HELPERS])
    assert await told(stage, "04-07T12:00") == []


async def test_a_miss_waits_for_a_working_day_and_is_left_when_the_month_is_closed(stage):
    for holiday in ("04-04T12:00", "04-05T12:00", "04-06T12:00"):
        assert await told(stage, holiday) == []
    assert await told(stage, "04-22T08:00") == []
    assert set(await told(stage, "04-23T08:00")) == HELPERS  # the reminder of April


async def test_whoever_visited_between_deadline_and_morning_is_not_passed_on(stage):
    stage.world.clock.move_to(at("03-31T19:00"))
    await check_in(stage)
    assert await told(stage, "04-01T08:00") == sorted([OFFICER, "覃志强"])


async def test_whoever_came_after_a_reminders_hour_is_reminded_the_next_time(stage):
    newcomer = stage.roster.people["韦秀英"], stage.users["韦秀英"]
    async with stage.app.database.write() as db:
        await people.bind(db, *newcomer, at("03-24T08:30"), newcomer[1])
    assert await told(stage, "03-24T09:00") == ["覃志强"]
    assert set(await told(stage, "03-27T08:00")) == HELPERS


async def test_an_officer_who_came_later_is_not_shown_what_was_missed_before(stage):
    officer = stage.roster.people[OFFICER], stage.users[OFFICER]
    async with stage.app.database.write() as db:
        await people.bind(db, *officer, at("04-01T08:30"), officer[1])
    assert set(await told(stage, "04-01T09:00")) == HELPERS


async def test_without_an_officer_in_the_village_the_towns_is_told(stage):
    async with stage.app.database.write() as db:
        await people.set_state(db, stage.roster.people[OFFICER], State.SUSPENDED)
    assert await told(stage, "04-01T08:00") == sorted(["陆海燕", *HELPERS])


async def test_suspended_unbound_and_blocked_helpers_are_not_written_to(stage):
    async with stage.app.database.write() as db:
        await people.set_state(db, stage.roster.people["覃志强"], State.SUSPENDED)
        home = stage.roster.households["黄大明"]
        await pairings.pair(db, home, stage.roster.people["黎新来"], date(2026, 1, 1))
    stage.world.block_bot(stage.users["韦秀英"])
    await stage.settle()
    assert await told(stage, "03-24T08:00") == []
    assert await told(stage, "04-01T08:00") == [OFFICER]


async def test_a_reminder_its_reader_deleted_is_not_said_anew(stage):
    await told(stage, "03-24T08:00")
    user = stage.users["韦秀英"]
    reminder = stage.world.history(user)[-1]["message_id"]
    await stage.app.telegram.call("deleteMessage", {"chat_id": user, "message_id": reminder})
    assert (await told(stage, "03-27T08:00")).count("韦秀英") == 1


NEXT = {
    "03-02T09:00": "03-24T08:00",
    "03-24T08:01": "03-27T08:00",
    "03-30T22:00": "03-31T08:00",
    "03-31T12:00": "04-01T08:00",
    "04-02T09:00": "04-02T09:00",  # at once: nobody was told of the miss yet
    "04-04T12:00": "04-07T08:00",  # after the holiday
    "04-22T09:00": "04-23T08:00",
}


async def test_it_is_known_when_something_is_said_next(stage):
    assert {now: await next_at(stage, now) for now in NEXT} == {
        now: at(moment) for now, moment in NEXT.items()
    }


async def test_what_was_said_or_done_is_not_to_be_said(stage):
    await told(stage, "04-01T08:00")
    assert await next_at(stage, "04-01T08:01") == at("04-23T08:00")
    async with stage.app.database.write() as db:
        for name in HELPERS:
            await people.set_state(db, stage.roster.people[name], State.SUSPENDED)
    assert await next_at(stage, "04-08T09:00") == at("05-06T08:00")  # the officer's card
    async with stage.app.database.write() as db:
        for name in (OFFICER, "陆海燕"):
            await people.set_state(db, stage.roster.people[name], State.SUSPENDED)
    assert await next_at(stage, "04-08T09:00") is None


async def test_next_of_all_a_digest_may_come(stage):
    assert await digests.next_at(stage.app.database, at("03-02T12:00")) is None
    await check_in(stage)
    for now, moment in {"03-02T12:00": "03-03T08:00", "03-03T07:59": "03-03T08:00"}.items():
        assert await digests.next_at(stage.app.database, at(now)) == at(moment)
    assert await digests.next_at(stage.app.database, at("03-03T08:00")) is None
