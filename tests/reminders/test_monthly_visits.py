"""The monthly visit: a duty that comes back, told to those who still owe a household."""

from dataclasses import replace
from datetime import date

from domain.campaigns import Mark
from domain.people import State
from domain.recurrences import VISITS
from reminders import campaigns as looks
from reminders import digests, recurrences
from storage import pairings, people
from storage import recurrences as kept
from storage.database import Database
from tests.kit import campaigning
from tests.kit.campaigning import at, bind, decide, trail

HELPERS = ["覃志强", "韦秀英"]
OFFICER, TOWN, DISTRICT = "莫小兰", "黄丽萍", "周启明"


async def whom(stage, when, times=1):
    """Let periods begin, sweep, and return who was told something, once a letter."""
    stage.world.clock.move_to(at(when))
    await recurrences.go_on(stage.app.database, stage.app.clock())
    return await campaigning.whom(stage, when, times)


async def check_in(stage):
    stage.world.send_location(stage.users["韦秀英"], 21.4810, 109.1860, 12)
    await stage.settle()


async def next_at(stage, when):
    """Ask what comes next: something of a campaign, or the first word of a month to come."""
    found = [await it.next_at(stage.app.database, at(when)) for it in (looks, recurrences)]
    return min(it for it in found if it)


async def march(stage):
    await recurrences.go_on(stage.app.database, at("03-02T09:00"))
    async with stage.app.database.read() as db:
        found = await kept.begun(db, VISITS, 202603)
    assert found
    return found


async def test_a_month_with_its_reminders_and_what_is_missed(stage):
    assert await whom(stage, "03-24T07:59") == []
    assert await whom(stage, "03-24T08:00", times=4) == HELPERS
    for again in ("03-24T08:01", "03-24T20:59", "03-24T08:00", "03-23T08:00", "03-24T09:00"):
        assert await whom(stage, again) == []
    for when in ("03-27T10:00", "03-30T08:00", "03-31T08:00"):  # the 28th is a Saturday
        assert await whom(stage, when, times=2) == HELPERS
    assert await whom(stage, "04-01T08:00", times=4) == sorted([OFFICER, *HELPERS])
    assert await whom(stage, "04-01T08:01") == []
    assert await whom(stage, "04-03T08:00") == [TOWN]
    for holiday in ("04-04T12:00", "04-05T12:00", "04-06T12:00"):
        assert await whom(stage, holiday) == []
    assert await whom(stage, "04-08T08:00") == [DISTRICT]
    assert await whom(stage, "04-22T08:00") == []
    assert await whom(stage, "04-23T08:00") == HELPERS  # the reminder of April


async def test_killed_at_the_due_minute_the_next_process_tells_nobody_twice(stage):
    stage.world.clock.move_to(at("03-24T08:00"))
    for _ in range(2):
        url = stage.app.database.url.render_as_string(False)
        database = Database(url, stage.app.database.vault)
        await recurrences.go_on(database, stage.app.clock())
        await campaigning.sweep(database, stage.app.clock())
        await database.close()
    assert await whom(stage, "03-24T08:00") == HELPERS
    assert await whom(stage, "03-24T08:01") == []


async def test_a_miss_waits_for_a_working_day(stage):
    await whom(stage, "03-31T08:00")
    assert await whom(stage, "04-04T12:00") == []
    assert await whom(stage, "04-07T08:00") == sorted([OFFICER, TOWN, *HELPERS])


async def test_whoever_visited_between_deadline_and_morning_is_no_miss(stage):
    await whom(stage, "03-31T08:00")
    stage.world.clock.move_to(at("03-31T19:00"))
    await check_in(stage)
    # the officer hears of the check-in and of who is missing: a digest and a card
    assert await whom(stage, "04-01T08:00") == sorted([OFFICER, OFFICER, "覃志强"])


async def test_whoever_came_after_a_reminders_hour_is_reminded_the_next_time(stage):
    await march(stage)
    stage.world.clock.move_to(at("03-24T08:30"))
    await bind(stage, "韦秀英")
    assert await whom(stage, "03-24T09:00") == ["覃志强"]
    assert await whom(stage, "03-27T08:00") == HELPERS


async def test_an_officer_who_came_later_is_not_shown_what_was_missed_before(stage):
    await whom(stage, "03-31T08:00")
    stage.world.clock.move_to(at("04-01T08:30"))
    await bind(stage, OFFICER)
    assert await whom(stage, "04-01T09:00") == HELPERS


async def test_without_an_officer_in_the_village_the_towns_is_told(stage):
    async with stage.app.database.write() as db:
        await people.set_state(db, stage.roster.people[OFFICER], State.SUSPENDED)
    await whom(stage, "03-31T08:00")
    assert await whom(stage, "04-01T08:00") == sorted(["陆海燕", *HELPERS])


async def test_suspended_unbound_and_blocked_helpers_are_not_written_to_but_called(stage):
    async with stage.app.database.write() as db:
        await people.set_state(db, stage.roster.people["覃志强"], State.SUSPENDED)
        home = stage.roster.households["黄大明"]
        await pairings.pair(db, home, stage.roster.people["黎新来"], date(2026, 1, 1))
    stage.world.block_bot(stage.users["韦秀英"])
    await stage.settle()
    assert await whom(stage, "03-24T08:00") == [OFFICER]
    assert await whom(stage, "04-01T08:00") == [OFFICER, OFFICER]


async def test_a_household_that_is_handed_over_in_the_middle_is_the_next_ones(stage):
    task = await march(stage)
    assert await whom(stage, "03-24T08:00") == HELPERS
    async with stage.app.database.write() as db:
        home = stage.roster.households["梁水生"]
        [before] = await pairings.open_of_household(db, home)
        assert await pairings.end(db, replace(before, until_on=date(2026, 3, 23)))
        await pairings.pair(db, home, stage.roster.people["韦秀英"], date(2026, 3, 24))
    assert await whom(stage, "03-27T08:00") == ["韦秀英"]
    await whom(stage, "03-31T08:00")
    assert await whom(stage, "04-01T08:00") == sorted([OFFICER, "韦秀英"])
    assert ("t7@20260331", "told") in await trail(stage, task, "覃志强")


async def test_a_reminder_its_reader_deleted_is_not_said_anew(stage):
    await whom(stage, "03-24T08:00")
    user = stage.users["韦秀英"]
    reminder = stage.world.history(user)[-1]["message_id"]
    await stage.app.telegram.call("deleteMessage", {"chat_id": user, "message_id": reminder})
    assert (await whom(stage, "03-27T08:00")).count("韦秀英") == 1


async def test_it_is_known_when_something_is_said_next(stage):
    await march(stage)
    assert await next_at(stage, "03-02T09:00") == at("03-24T08:00")
    assert await next_at(stage, "03-24T09:00") == at("03-24T09:00")  # at once: nobody was told
    await whom(stage, "03-24T09:00")
    assert await next_at(stage, "03-24T09:01") == at("03-27T08:00")
    await whom(stage, "03-31T08:00")
    assert await next_at(stage, "03-31T12:00") == at("04-01T08:00")
    await whom(stage, "04-03T08:00")
    assert await next_at(stage, "04-04T12:00") == at(
        "04-08T08:00"
    )  # the district's, after a holiday


async def test_what_was_done_is_not_to_be_said(stage):
    task = await march(stage)
    for name in HELPERS:
        await decide(stage, task, name, Mark.EXCUSED)
    assert await next_at(stage, "03-02T09:00") == at("04-23T08:00")


async def test_next_of_all_a_digest_may_come(stage):
    assert await digests.next_at(stage.app.database, at("03-02T12:00")) is None
    await check_in(stage)
    for now, moment in {"03-02T12:00": "03-03T08:00", "03-03T07:59": "03-03T08:00"}.items():
        assert await digests.next_at(stage.app.database, at(now)) == at(moment)
    assert await digests.next_at(stage.app.database, at("03-03T08:00")) is None
