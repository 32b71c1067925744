"""After a longer outage people learn of it, and see again what was open."""

from storage import facts
from tests.kit.stage import Stage


async def _was_last_alive(stage: Stage, at: str) -> None:
    async with stage.app.database.write() as db:
        await facts.put(db, facts.ALIVE, at)


async def test_an_open_question_and_waiting_cards_are_shown_again_once(stage: Stage) -> None:
    stage.world.send_location(stage.users["韦秀英"], 21.4810, 109.1922, 12)
    await stage.settle()
    await _was_last_alive(stage, "2026-01-01T00:00:00+00:00")
    assert (await stage.app.sweep())["outages"] == 1
    stage.heard.clear()
    await stage.settle()
    said = [line.words for line in stage.heard if line.to == "韦秀英"]
    assert said[0].startswith("助手从 01-01 08:00 到 ")
    assert said[1].startswith("您在黄大明东边")
    assert (await stage.app.sweep())["outages"] == 0


async def test_a_short_pause_is_not_worth_a_word(stage: Stage) -> None:
    await stage.app.sweep()
    assert (await stage.app.sweep())["outages"] == 0
