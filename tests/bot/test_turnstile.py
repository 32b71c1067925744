"""Whoever floods the bot is held back, once with a word, and nobody else notices."""

import pytest

from bot.pace import Pace
from bot.turnstile import AT_ONCE, REST_S, Passage, Turnstile

NOW = 1_000_000.0
WEI, TAN = 7, 8


def said(who, **facts):
    return {"update_id": 1, "message": {"from": {"id": who}, **facts}}


@pytest.fixture
def turnstile():
    return Turnstile()


def passages(turnstile, count, raw, now=NOW):
    return [turnstile.passage(raw, now) for _ in range(count)]


def test_a_hundred_things_at_once_are_heard_and_then_one_word_is_said(turnstile):
    found = passages(turnstile, int(AT_ONCE) + 50, said(WEI))
    assert found == [*[Passage.OPEN] * 100, Passage.CLOSING, *[Passage.CLOSED] * 49]
    assert turnstile.passage(said(TAN), NOW) is Passage.OPEN


def test_whoever_rests_is_heard_again_and_whoever_goes_on_is_not(turnstile):
    passages(turnstile, 101, said(WEI))
    for second in range(1, 30):
        assert turnstile.passage(said(WEI), NOW + second) is Passage.CLOSED
    assert turnstile.passage(said(WEI), NOW + 29 + REST_S) is Passage.OPEN


def test_what_waited_through_an_outage_counts_when_it_was_said(turnstile):
    walk = [said(WEI, date=int(NOW) - 9000, edit_date=int(NOW) - n * 5) for n in range(900, 0, -1)]
    assert {turnstile.passage(raw, NOW) for raw in walk} == {Passage.OPEN}


def test_a_date_to_come_lets_nobody_through_earlier(turnstile):
    passages(turnstile, 101, said(WEI))
    later = said(WEI, date=int(NOW) + 10**6)
    assert turnstile.passage(later, NOW) is Passage.CLOSED


@pytest.mark.parametrize("raw", [{}, {"message": 5}, {"message": {"from": {"id": "7"}}}])
def test_what_nobody_said_passes(turnstile, raw):
    assert set(passages(turnstile, 200, raw)) == {Passage.OPEN}


def test_those_who_are_calm_are_forgotten(turnstile, monkeypatch):
    monkeypatch.setattr("bot.turnstile.MOST_REMEMBERED", 10)
    for who in range(100):
        turnstile.passage(said(who), NOW + who * 2)
    assert len(turnstile._open) <= 11


async def test_a_flood_is_answered_to_its_limit_and_once_with_a_word(stage, monkeypatch):
    monkeypatch.setattr("bot.turnstile.AT_ONCE", 5.0)
    stage.app.turns.turnstile = Turnstile()
    for _ in range(30):
        stage.world.send_text(stage.users["韦秀英"], "在吗")
    stage.world.send_text(stage.users["覃志强"], "我的信息")
    await stage.settle()
    heard = [line.words for line in stage.heard if line.to == "韦秀英"]
    assert len(heard) == 6
    assert heard[-1] == "您一下子发得太多了，从这里往后的没有看。请等十秒，再把要紧的发一遍。"
    assert any(line.to == "覃志强" for line in stage.heard)


def test_a_chat_that_had_too_much_hears_replies_one_a_second_for_a_while():
    pace = Pace()
    assert [pace.note_reply(WEI, NOW) for _ in range(9)] == [0.0] * 9
    pace.slow_down(WEI, NOW)
    assert pace.note_reply(WEI, NOW) == pytest.approx(7)
    assert pace.note_reply(TAN, NOW) == 0.0
    assert pace.note_reply(WEI, NOW + 61) == 0.0
