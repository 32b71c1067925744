"""Telegram's pace, on a clock of its own."""

import math

import pytest

from sandbox.limits import Limits
from sandbox.world import ApiError


class Time:
    def __init__(self):
        self.s = 0.0

    def __call__(self):
        return self.s


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def limits(time):
    return Limits(enforced=True, now=time)


def waits(limits, method="sendMessage", **params):
    try:
        limits.spend(method, params)
    except ApiError as refusal:
        return (refusal.parameters or {})["retry_after"]
    return 0


def test_a_chat_takes_five_at_once_then_one_a_second(limits, time):
    assert [waits(limits, chat_id=1) for _ in range(6)] == [0] * 5 + [1]
    time.s += 1
    assert [waits(limits, chat_id=1) for _ in range(2)] == [0, 1]


def test_a_group_takes_twenty_a_minute(limits, time):
    assert [waits(limits, chat_id=-1) for _ in range(21)] == [0] * 20 + [3]
    time.s += 60
    assert [waits(limits, chat_id=-1) for _ in range(21)] == [0] * 20 + [3]


def test_a_bot_sends_thirty_a_second_overall(limits, time):
    assert sum(waits(limits, chat_id=n) == 0 for n in range(1, 101)) == 30
    time.s += 1
    assert sum(waits(limits, chat_id=n) == 0 for n in range(1, 101)) == 30


def test_an_album_counts_its_items(limits):
    assert waits(limits, "sendMediaGroup", chat_id=1, media=[{}] * 5) == 0
    assert waits(limits, chat_id=1) == math.ceil(1)


def test_answers_edits_and_actions_are_free(limits):
    for method in ("answerCallbackQuery", "editMessageText", "sendChatAction", "getMe"):
        assert [waits(limits, method, chat_id=1) for _ in range(50)] == [0] * 50


def test_without_limits_nothing_waits():
    free = Limits(enforced=False)
    assert [waits(free, chat_id=1) for _ in range(50)] == [0] * 50
