"""Campaigns are told at their hour, once, to those who still owe them; a miss is shown once."""

from dataclasses import replace

from bot import campaign_staging, campaign_times, digest_cards
from domain.campaign_edits import change
from domain.campaigns import Audience, Mark
from domain.campaigns import State as CampaignState
from domain.people import Role, State
from reminders import campaigns as looks
from reminders import digests
from storage import campaigns, people
from storage.database import Database
from tests.kit import campaigning
from tests.kit.campaigning import TASK, at, begun, bind, decide, do, told, trail, whom

HELPERS = ["覃志强", "韦秀英"]
OFFICER, TOWN, DISTRICT = "莫小兰", "黄丽萍", "周启明"
"""黎新来 is a helper whom the bot does not reach: the officer hears that she is to be called."""


async def test_outside_a_reminders_hours_nothing_is_said(stage):
    await begun(stage)
    for when in ("03-12T08:00", "03-13T07:59"):
        assert await whom(stage, when) == []
    assert await whom(stage, "03-13T08:00") == sorted([*HELPERS, OFFICER])


async def test_a_reminder_is_said_once_however_many_sweep_and_whatever_the_clock_does(stage):
    await begun(stage)
    assert await whom(stage, "03-13T08:00", times=4) == sorted([*HELPERS, OFFICER])
    for again in ("03-13T08:01", "03-14T08:00", "03-13T08:00", "03-12T08:00", "03-13T20:59"):
        assert await whom(stage, again) == []
    assert await whom(stage, "03-17T10:00") == sorted([*HELPERS, OFFICER])


async def test_a_miss_climbs_from_office_to_office_and_each_hears_once(stage):
    task = await begun(stage)
    await told(stage, "03-20T08:00")
    assert await whom(stage, "03-23T08:00", times=4) == sorted([*HELPERS, OFFICER, OFFICER])
    assert await whom(stage, "03-23T08:01") == []
    assert await whom(stage, "03-25T08:00", times=2) == [TOWN]
    assert await whom(stage, "03-27T08:00", times=2) == [DISTRICT]
    assert await whom(stage, "03-30T08:00") == []
    assert ("village@20260320", OFFICER) in await trail(stage, task)


async def test_of_a_miss_the_one_who_owes_it_hears_who_was_told(stage):
    await begun(stage)
    await told(stage, "03-20T08:00")
    assert f"已告诉{OFFICER}" in (await told(stage, "03-23T08:00"))["韦秀英"]


async def test_whoever_is_done_is_not_reminded_and_is_no_miss(stage):
    task = await begun(stage)
    await do(stage, task, "韦秀英")
    assert await whom(stage, "03-13T08:00") == sorted(["覃志强", OFFICER])
    await do(stage, task, "覃志强")
    await decide(stage, task, "黎新来", Mark.EXCUSED)
    for when in ("03-17T08:00", "03-20T08:00", "03-23T08:00", "03-25T08:00"):
        assert await whom(stage, when) == []


async def test_killed_between_noting_and_telling_the_next_process_tells_everybody_once(stage):
    task = await begun(stage)
    stage.world.clock.move_to(at("03-13T08:00"))
    await looks.look(stage.app.database, stage.app.clock())
    assert ("t7@20260320", "waiting") in await trail(stage, task, "韦秀英")
    assert await whom(stage, "03-13T08:00", times=2) == sorted([*HELPERS, OFFICER])
    assert await whom(stage, "03-13T08:01") == []


async def test_killed_in_the_middle_of_a_look_the_next_one_goes_through_all_again(
    stage, monkeypatch
):
    await begun(stage)
    monkeypatch.setattr(looks, "A_PAGE", 1)
    note, pages = campaign_staging.note, []

    async def killed(db, look, person_ids):
        pages.append(person_ids)
        if len(pages) == 2:
            raise RuntimeError("killed")
        return await note(db, look, person_ids)

    monkeypatch.setattr(campaign_staging, "note", killed)
    first = await whom(stage, "03-13T08:00")
    assert len(first) < 3
    assert sorted(first + await whom(stage, "03-13T08:01")) == sorted([*HELPERS, OFFICER])
    assert await whom(stage, "03-13T08:02") == []


async def test_changed_in_the_middle_of_a_look_the_next_one_sees_what_it_became(
    stage, monkeypatch
):
    campaign = await begun(stage)
    noted = campaign_staging.note

    async def changed(db, look, person_ids):
        earlier = replace(campaign, due_at=at("03-16T18:00"))
        assert await campaigns.change(db, change(look.campaign, earlier, 3, look.now))
        return await noted(db, look, person_ids)

    with monkeypatch.context() as patched:
        patched.setattr(campaign_staging, "note", changed)
        assert await whom(stage, "03-13T08:00") == [OFFICER]
    assert await whom(stage, "03-13T08:01") == sorted(HELPERS)
    assert ("t1@20260316", "told") in await trail(stage, campaign, "韦秀英")


async def test_restarted_at_the_due_minute_nobody_is_told_twice(stage):
    await begun(stage)
    stage.world.clock.move_to(at("03-13T08:00"))
    for _ in range(2):
        url = stage.app.database.url.render_as_string(False)
        database = Database(url, stage.app.database.vault)
        await campaigning.sweep(database, stage.app.clock())
        await database.close()
    assert await whom(stage, "03-13T08:00") == sorted([*HELPERS, OFFICER])
    assert await whom(stage, "03-13T08:01") == []


async def test_what_days_went_without_is_overtaken_by_a_later_reminder_but_every_rise_is_told(
    stage,
):
    task = await begun(stage)
    assert await whom(stage, "03-18T12:00") == sorted([*HELPERS, OFFICER])
    assert await trail(stage, task, "韦秀英") == [
        ("t3@20260320", "told"),
        ("t7@20260320", "overtaken"),
    ]
    assert await whom(stage, "03-30T12:00") == sorted([*HELPERS, OFFICER, OFFICER, TOWN, DISTRICT])


async def test_late_but_before_the_next_one_a_reminder_is_made_up_for(stage):
    task = await begun(stage)
    assert await whom(stage, "03-16T08:00") == sorted([*HELPERS, OFFICER])
    assert await trail(stage, task, "韦秀英") == [("t7@20260320", "told")]


async def test_whoever_came_after_a_reminders_hour_is_reminded_the_next_time(stage):
    await begun(stage)
    stage.world.clock.move_to(at("03-13T08:30"))
    await bind(stage, "韦秀英")
    assert await whom(stage, "03-13T09:00") == sorted(["覃志强", OFFICER])
    assert await whom(stage, "03-17T08:00") == sorted([*HELPERS, OFFICER])


async def test_whoever_came_before_it_was_begun_hears_what_is_said_that_day(stage):
    stage.world.clock.move_to(at("03-13T08:30"))
    await bind(stage, "韦秀英")
    stage.world.clock.move_to(at("03-13T09:00"))
    opened = await begun(stage, replace(TASK, opens_on=at("03-13T09:00").date()))
    async with stage.app.database.write() as db:
        await campaigns.look_again(db, opened, at("03-13T00:00"))
    assert await whom(stage, "03-13T09:01") == sorted([*HELPERS, OFFICER])


async def test_an_officer_who_came_later_is_not_shown_what_was_missed_before(stage):
    task = await begun(stage)
    await told(stage, "03-20T08:00")
    stage.world.clock.move_to(at("03-23T08:30"))
    await bind(stage, OFFICER)
    assert (await whom(stage, "03-23T09:00")).count(OFFICER) == 1  # that somebody is to be called
    assert "village@20260320" not in [event for event, _ in await trail(stage, task)]


async def test_whom_the_bot_does_not_reach_his_officer_is_to_call_and_hears_it_once_a_day(stage):
    await begun(stage)
    second = await begun(stage, replace(TASK, title="交照片"))
    words = (await told(stage, "03-13T08:00"))[OFFICER]
    assert words.count("📞 有人收不到提醒，请您打电话：黎新来") == 1
    assert ("t7@20260320", "unreachable") in await trail(stage, second, "黎新来")


async def test_everything_of_a_day_is_one_letter_and_a_new_one_takes_its_place(stage):
    await begun(stage)
    await begun(stage, replace(TASK, title="交照片", due_at=at("03-16T18:00")))
    first = (await told(stage, "03-13T08:00"))["韦秀英"]
    assert "学文件" in first
    assert "交照片" in first
    assert first.index("交照片") < first.index("学文件")  # what is due first
    later = (await told(stage, "03-16T08:00"))["韦秀英"]
    assert "学文件" in later  # it was told of before, and the letter that said so shrank
    assert [it.words for it in stage.heard if it.to == "韦秀英"].count(
        "✎ 🔔 下面有更新的提醒。"
    ) == 1


async def test_yesterday_and_ones_own_tasks_are_one_letter(stage):
    officers = Audience(roles=frozenset({Role.INFORMATION_OFFICER}))
    await begun(stage, replace(TASK, audience=officers))
    stage.world.clock.move_to(at("03-12T10:00"))
    stage.world.send_location(stage.users["韦秀英"], 21.4810, 109.1860, 12)
    await stage.settle()
    words = (await told(stage, "03-13T08:00"))[OFFICER]
    assert "学文件" in words
    assert "昨日签到 1 条" in words


async def test_what_is_done_while_it_waits_is_not_told(stage):
    task = await begun(stage)
    stage.world.clock.move_to(at("03-13T08:00"))
    await looks.look(stage.app.database, stage.app.clock())
    await do(stage, task, "韦秀英")
    assert "韦秀英" not in await whom(stage, "03-13T08:01")
    assert await trail(stage, task, "韦秀英") == [("t7@20260320", "settled")]


async def test_an_extension_after_it_has_climbed_brings_new_reminders_and_a_new_rise(stage):
    task = await begun(stage)
    await told(stage, "03-20T08:00")
    await told(stage, "03-23T08:00")
    await decide(stage, task, "韦秀英", Mark.EXTENDED, until="03-27T18:00")
    assert await whom(stage, "03-24T08:00") == ["韦秀英"]
    await told(stage, "03-25T08:00")
    assert "town@20260320" in [event for event, _ in await trail(stage, task)]
    assert await whom(stage, "03-27T08:00") == sorted(["韦秀英", DISTRICT])
    assert await whom(stage, "03-30T08:00") == sorted(["韦秀英", OFFICER])
    told_of = [event for event, what in await trail(stage, task, "韦秀英") if what == "told"]
    assert told_of[-4:] == ["after1@20260320", "t3@20260327", "t0@20260327", "after1@20260327"]


async def test_whoever_is_removed_is_neither_reminded_nor_a_miss(stage):
    task = await begun(stage)
    await told(stage, "03-13T08:00")
    async with stage.app.database.write() as db:
        await people.set_state(db, stage.roster.people["覃志强"], State.REMOVED)
    assert await whom(stage, "03-17T08:00") == sorted(["韦秀英", OFFICER])
    await told(stage, "03-20T08:00")
    words = (await told(stage, "03-23T08:00"))[OFFICER]
    assert "覃志强" not in words
    assert ("t7@20260320", "told") in await trail(stage, task, "覃志强")


async def test_whoever_is_suspended_before_he_is_told_is_not_told(stage):
    task = await begun(stage)
    stage.world.clock.move_to(at("03-13T08:00"))
    await looks.look(stage.app.database, stage.app.clock())
    async with stage.app.database.write() as db:
        await people.set_state(db, stage.roster.people["覃志强"], State.SUSPENDED)
    assert await whom(stage, "03-13T08:01") == sorted(["韦秀英", OFFICER])
    assert await trail(stage, task, "覃志强") == [("t7@20260320", "unreachable")]


async def test_a_cancelled_campaign_is_not_spoken_of(stage):
    task = await begun(stage)
    async with stage.app.database.write() as db:
        over = replace(task, state=CampaignState.CANCELLED, version=2)
        assert await campaigns.change(db, over)
    assert await whom(stage, "03-13T08:00") == []
    assert await whom(stage, "03-17T08:00") == []


async def test_snoozed_it_is_spoken_of_the_next_morning(stage):
    task = await begun(stage)
    await told(stage, "03-16T08:00")
    async with stage.app.database.write() as db:
        person = await people.by_id(db, stage.roster.people["韦秀英"])
        until = at("03-17T08:00")
        await campaign_times.snooze(db, task, person, until, stage.app.clock())
    assert await whom(stage, "03-16T20:00") == []
    assert await digests.next_at(stage.app.database, at("03-16T20:00")) is None
    assert "韦秀英" in await whom(stage, "03-17T08:00")
    assert ("again@20260317", "overtaken") in await trail(stage, task, "韦秀英")


async def test_a_fault_about_one_person_stops_no_other(stage, monkeypatch):
    await begun(stage)
    compose = digest_cards.compose

    def broken(person, *args, **more):
        if person.name == "韦秀英":
            raise ValueError("broken")
        return compose(person, *args, **more)

    monkeypatch.setattr(digest_cards, "compose", broken)
    assert await whom(stage, "03-13T08:00") == sorted(["覃志强", OFFICER])
    monkeypatch.undo()
    assert await whom(stage, "03-13T08:01") == ["韦秀英"]
