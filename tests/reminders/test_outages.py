"""After a longer outage people learn of it, and see again what was open."""

import pytest

from domain.people import State
from storage import facts, people
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


async def test_officers_are_pointed_to_what_waits_and_closed_accounts_are_left_alone(
    stage: Stage,
) -> None:
    for name in ("韦秀英", "梁建国"):
        stage.world.send_location(stage.users[name], 21.4810, 109.2122, 12)
        await stage.settle()
    stage.world.send_text(stage.users["韦秀英"], "大明去镇上看病")
    await stage.settle()
    async with stage.app.database.write() as db:
        await people.set_state(db, stage.roster.people["梁建国"], State.SUSPENDED)
    await _was_last_alive(stage, "2026-01-01T00:00:00+00:00")
    stage.heard.clear()
    await stage.app.sweep()
    await stage.settle()
    assert sorted({line.to for line in stage.heard}) == ["莫小兰", "陆海燕"]
    assert all("1" in line.words for line in stage.heard)


async def test_nothing_is_noted_when_the_letters_could_not_be_written(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.world.send_location(stage.users["韦秀英"], 21.4810, 109.1922, 12)
    await stage.settle()
    await _was_last_alive(stage, "2026-01-01T00:00:00+00:00")
    with monkeypatch.context() as broken:
        broken.setattr("bot.letters.post", None)
        assert "outages" not in await stage.app.sweep()
    assert (await stage.app.sweep())["outages"] == 1
