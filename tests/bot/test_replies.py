"""What a handler answers, as the Bot API takes it."""

from datetime import timedelta

import pytest

from bot.letters import parcel
from bot.replies import Button, Drawing, Message, change, in_rows, press, say, toast
from bot.texts import speaking
from domain.refusals import Joined, Text
from storage.outbox import REPLIES
from tests.bot.conftest import NOW

NASTY = '<b>韦</b> & "英" {name}'


@pytest.fixture(autouse=True)
def in_english():
    with speaking("en"):
        yield


def params(message):
    return message.call(5)[1]


def test_marks_of_ours_work_and_those_in_peoples_words_do_not():
    words = Text("<b>{name}</b>", name=NASTY)
    assert params(Message(text=words))["text"] == '<b>&lt;b&gt;韦&lt;/b&gt; &amp; "英" {name}</b>'


def test_words_alone_are_peoples_words():
    assert params(Message(text="<i>"))["text"] == "&lt;i&gt;"


def test_words_inside_words_are_escaped_once():
    inner = Text("<i>{name}</i>", name="a & b")
    words = Joined([Text("{inner}", inner=inner), "<", ""])
    assert params(Message(text=words))["text"] == "<i>a &amp; b</i>\n&lt;"


def test_in_buttons_and_keys_nothing_is_escaped():
    label = Text("{name}", name=NASTY)
    keys = {"keyboard": [[{"text": label}]]}
    button = params(Message(text="x", keyboard=[[Button(label=label, press="a:b")]]))
    assert button["reply_markup"]["inline_keyboard"] == [[{"text": NASTY, "callback_data": "a:b"}]]
    assert params(Message(text="x", keys=keys))["reply_markup"]["keyboard"] == [[{"text": NASTY}]]


def test_a_toast_is_plain():
    assert toast(NASTY, alert=True).toast == NASTY


def test_callback_data_may_have_64_bytes_and_not_one_more():
    assert press("a", "b", "x" * 60) == "a:b:" + "x" * 60
    for too_long in ("x" * 61, "签" * 21):
        with pytest.raises(ValueError, match="64 bytes"):
            press("a", "b", too_long)


def test_a_button_may_be_a_link():
    assert Button(label="x", url="https://a").markup() == {"text": "x", "url": "https://a"}


def test_buttons_are_laid_out_in_rows():
    buttons = [Button(label=f"{number}", press="a:b") for number in range(5)]
    assert [len(row) for row in in_rows(buttons)] == [2, 2, 1]
    assert in_rows([]) == []


def test_an_edit_takes_the_keyboard_away_unless_it_has_one():
    [message] = change(Text("Done")).messages
    method, values = message.call(5)
    assert (method, values["reply_markup"]) == ("editMessageText", {"inline_keyboard": []})


def test_marks_go_with_what_is_new_only():
    assert params(Message(text="x", private=True, silent=True))["protect_content"] is True
    assert "protect_content" not in params(Message(text="x", private=True, edits=True))


def test_a_drawing_has_a_caption_and_is_described_by_values():
    drawing = Drawing(kind="map", values={"title": Text("Help"), "points": [1, 2]})
    method, values = Message(text=Text("<b>x</b>"), drawing=drawing).call(5)
    assert (method, values["caption"]) == ("sendPhoto", "<b>x</b>")
    assert values["photo"] == {"kind": "map", "values": {"title": "Help", "points": [1, 2]}}


def test_other_methods_get_their_parameters_spoken():
    commands = {"commands": [{"command": "me", "description": Text("Who I am here")}]}
    method, values = Message(method="setMyCommands", params=commands).call(5)
    assert (method, values) == (
        "setMyCommands",
        {"commands": [{"command": "me", "description": "Who I am here"}]},
    )


def test_everyone_reads_in_the_language_spoken():
    with speaking("zh_CN"):
        assert params(Message(text=Text("Help")))["text"] == "帮助"
    assert params(Message(text=Text("Help")))["text"] == "Help"


def test_a_letter_may_be_due_later_and_lives_three_days_from_then():
    letter = parcel(Message(text="x", after=timedelta(hours=1)), 5, "key", NOW, REPLIES)
    assert letter.due_at - NOW == timedelta(hours=1)
    assert letter.expires_at - letter.due_at == timedelta(days=3)


def test_more_can_be_said_after_what_is_said():
    more = say("a").and_then(Message(text="b"), Message(text="c"))
    assert [message.text for message in more.messages] == ["a", "b", "c"]
