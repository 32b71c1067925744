"""What people read: in their language, with their words escaped, never longer than fits."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import texts
from bot.texts import clipped, said, said_in_html, speaking
from domain.refusals import Joined, Text

GREETING = Text("Hello {name}! You are registered as:", name="<b>韦</b> & {curly}")
NESTED = Text("• {role} {area}", role=Text("helper"), area="关井村")


def test_every_language_says_it_its_own_way():
    with speaking("en"):
        english = said(GREETING), said(NESTED)
    with speaking("zh_CN"):
        chinese = said(GREETING), said(NESTED)
    assert english == ("Hello <b>韦</b> & {curly}! You are registered as:", "• helper 关井村")
    assert chinese[1] == "• 帮扶联系人 关井村"
    assert "<b>韦</b> & {curly}" in chinese[0]
    assert chinese[0] != english[0]


def test_chinese_is_spoken_unless_another_language_is():
    assert said(NESTED) == "• 帮扶联系人 关井村"
    with speaking("en"), speaking("zh_CN"):
        assert said(NESTED) == "• 帮扶联系人 关井村"


def test_a_language_nobody_made_falls_back_to_the_words_in_the_code():
    with speaking("xx"):
        assert said(NESTED) == "• helper 关井村"


def test_peoples_words_are_escaped_and_our_marks_are_not():
    with speaking("en"):
        text = Text("Still unfinished: <b>{title}</b>.", title="a<b & c")
        assert said_in_html(text) == "Still unfinished: <b>a&lt;b &amp; c</b>."


def test_joined_texts_leave_out_what_is_empty():
    with speaking("en"):
        assert said(Joined([NESTED, "", Text("helper")])) == "• helper 关井村\nhelper"
        assert said(Joined([Text("helper"), "x"], by=", ")) == "helper, x"
    assert Joined(["a"]) == Joined(["a"]) != Joined(["b"])


def test_a_word_is_known_in_every_language():
    assert texts.every_language("Check in") == {"Check in", "签到"}


def test_times_are_those_of_shanghai():
    at = datetime(2026, 3, 1, 16, 5, tzinfo=UTC)
    assert (texts.clock_time(at), texts.day_and_time(at)) == ("00:05", "03-02 00:05")


@given(st.text(st.characters(codec="utf-8")), st.integers(2, 50))
def test_clipped_words_fit_and_begin_the_same(words, most):
    short = clipped(words, most)
    assert len(short.encode("utf-16-le")) <= 2 * most
    assert short == words or (short.endswith("…") and words.startswith(short[:-1]))


@pytest.mark.parametrize("words", ["短", "", "😀" * 5])
def test_words_that_fit_stay_as_they_are(words):
    assert clipped(words, 10) == words
