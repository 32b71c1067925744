"""How fast letters go, on a clock of our own."""

import pytest

from bot.pace import Pace


def sent_at(pace, chats, now=100.0):
    """Send one letter after the other, each as soon as it may; returns when."""
    times = []
    for chat in chats:
        now += pace.wait_s(chat, now)
        times.append(now)
    return times


def most_in(seconds, times):
    return max(sum(at <= other < at + seconds for other in times) for at in times)


def test_never_more_than_thirty_letters_in_any_second():
    times = sent_at(Pace(), range(500))
    assert most_in(1, times) <= 30
    assert times[-1] - times[0] < 500 / 25


def test_after_a_long_rest_there_is_no_burst():
    pace = Pace()
    sent_at(pace, range(10))
    assert most_in(1, sent_at(pace, range(100), now=5000.0)) <= 30


def test_a_chat_hears_three_at_once_and_then_one_a_second():
    times = sent_at(Pace(1000), [5] * 6)
    assert times[2] - times[0] < 0.01
    assert times[5] - times[2] == pytest.approx(3, abs=0.1)


def test_a_group_hears_eighteen_a_minute():
    times = sent_at(Pace(1000), [-5] * 60)
    assert most_in(60, times) <= 36
    assert times[-1] - times[17] >= 139


def test_replies_do_not_wait_but_letters_make_room_for_them():
    pace = Pace()
    for chat in range(60):
        pace.note_reply(chat, 100.0)
    assert pace.letters_now(100.0, 30) == 0
    assert pace.wait_s(99, 100.0) == pytest.approx(2, abs=0.1)


def test_a_pause_holds_letters_back():
    pace = Pace()
    pace.pause(5, 100.0)
    pace.pause(1, 100.0)
    assert pace.letters_now(104.9, 30) == 0
    assert pace.letters_now(105.1, 30) > 0


def test_many_chats_are_forgotten_again():
    pace = Pace(1e9)
    for chat in range(12_000):
        pace.wait_s(chat, chat / 10)
    assert len(pace._chats) < 2_100
