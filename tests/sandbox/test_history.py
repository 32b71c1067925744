"""Reading a chat in pages and by words."""

import pytest

from sandbox import history
from sandbox.chats import Chat
from sandbox.counting import Numbers


@pytest.fixture
def chat():
    return Chat({"id": 7, "type": "private"}, Numbers(1))


def say(chat, number, **content):
    chat.messages[number] = {"message_id": number, "date": number, "from": {"id": 7}, **content}


def numbers(page):
    return [message["message_id"] for message in page.messages]


@pytest.fixture
def long(chat):
    for number in range(10, 110, 10):
        say(chat, number, text=f"第 {number} 条")
    return history.of_topic(chat, None)


def test_pages_are_read_backwards_forwards_and_around_a_message(long):
    latest = history.before(long, None, 3)
    assert (numbers(latest), latest.older, latest.newer) == ([80, 90, 100], True, False)
    first = history.before(long, 30, 5)
    assert (numbers(first), first.older, first.newer) == ([10, 20], False, True)
    later = history.after(long, 30, 2)
    assert (numbers(later), later.older, later.newer) == ([40, 50], True, True)
    assert numbers(history.after(long, 95, 9)) == [100]
    assert numbers(history.around(long, 50, 4)) == [30, 40, 50, 60]
    assert numbers(history.around(long, 10, 4)) == [10, 20, 30, 40]
    assert numbers(history.before(long, None, -5)) == [100]


def test_a_topic_has_its_own_messages_and_the_rest_is_general(chat):
    chat.card["is_forum"] = True
    say(chat, 5, message_thread_id=5, is_topic_message=True, forum_topic_created={"name": "水"})
    say(chat, 6, text="大家好")
    say(chat, 7, text="停水了", message_thread_id=5, is_topic_message=True)
    say(chat, 8, text="好", message_thread_id=6)  # an answer outside topics carries a thread, too
    ids = {None: [5, 6, 7, 8], 5: [5, 7], history.GENERAL_TOPIC: [6, 8], 99: []}
    for thread, expected in ids.items():
        found = [message["message_id"] for message in history.of_topic(chat, thread)]
        assert found == expected


def test_words_are_found_wherever_they_are_said_the_latest_first(chat):
    say(chat, 1, text="Roof 漏水, 要修")
    say(chat, 2, caption="修好的\nroof")
    say(chat, 3, document={"file_name": "roof.xlsx"})
    say(chat, 4, contact={"first_name": "韦秀英", "phone_number": "+8613800000001"})
    messages = history.of_topic(chat, None)
    hits = history.search(messages, " ROOF ")
    assert [hit["message_id"] for hit in hits] == [3, 2, 1]
    assert hits[1]["text"] == "修好的 roof"
    assert [hit["message_id"] for hit in history.search(messages, "roof 修")] == [2, 1]
    assert [hit["message_id"] for hit in history.search(messages, "138000")] == [4]
    assert history.search(messages, "  ") == []


def test_what_was_found_in_a_long_text_is_shown_with_its_surroundings(chat):
    say(chat, 1, text="前" * 500 + "水管" + "后" * 500)
    (hit,) = history.search(history.of_topic(chat, None), "水管")
    assert hit["text"].startswith("…前")
    assert "水管后" in hit["text"]
    assert len(hit["text"]) <= history.SNIPPET + 1
