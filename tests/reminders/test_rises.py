"""Cards of overdue tasks follow the records: once for each change, however many sweep."""

import asyncio
from datetime import timedelta

from domain.campaigns import Mark
from domain.duties import OPEN_FOR
from reminders import rises
from tests.kit import campaigning, overdue

OFFICER = "莫小兰"


async def looked(stage, when, times=1):
    """Look at the cards at an instant, and return how they read then."""
    stage.heard.clear()
    stage.world.clock.move_to(campaigning.at(when))
    now = stage.app.clock()
    await asyncio.gather(*[rises.refresh(stage.app.database, now) for _ in range(times)])
    await stage.settle()
    return [(line.to, line.words) for line in stage.heard]


async def shown(stage):
    """Let the officer have a card of three who are late."""
    campaign = await overdue.give(stage)
    await campaigning.told(stage, "03-16T08:00")
    assert await looked(stage, "03-16T08:06") == []  # the first look finds it as it was told
    return campaign


async def test_who_is_done_leaves_the_card_within_minutes(stage):
    campaign = await shown(stage)
    await campaigning.do(stage, campaign, "韦秀英")
    [(to, words)] = await looked(stage, "03-16T08:12")
    assert to == OFFICER
    assert "还有 2 人没完成（共 3 人）" in words
    assert "韦秀英" not in words
    assert await looked(stage, "03-16T08:18") == []


async def test_cards_are_looked_at_every_five_minutes_by_one_process(stage):
    campaign = await shown(stage)
    await campaigning.do(stage, campaign, "韦秀英")
    assert await looked(stage, "03-16T08:09") == []
    assert len(await looked(stage, "03-16T08:11:30", times=3)) == 1


async def test_what_was_changed_and_changed_back_is_shown_both_times(stage):
    campaign = await shown(stage)
    await campaigning.do(stage, campaign, "韦秀英")
    assert len(await looked(stage, "03-16T08:12")) == 1
    await campaigning.decide(stage, campaign, "韦秀英", Mark.SENT_BACK)
    [(_, words)] = await looked(stage, "03-16T08:18")
    assert "韦秀英" in words


async def test_a_clock_that_was_set_back_does_not_stop_it(stage):
    campaign = await shown(stage)
    await looked(stage, "03-17T08:00")
    await campaigning.do(stage, campaign, "韦秀英")
    assert len(await looked(stage, "03-16T09:00")) == 1


async def test_a_card_of_a_month_ago_is_left_as_it_was(stage):
    campaign = await shown(stage)
    await campaigning.do(stage, campaign, "韦秀英")
    later = campaigning.at("03-16T08:00") + OPEN_FOR + timedelta(days=1)
    assert await looked(stage, f"{later:%m-%dT%H:%M}") == []
