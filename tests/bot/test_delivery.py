"""What each end of one attempt means for a parcel."""

import pytest

from bot.delivery import Delivery, Dropped, Sent, Wait
from bot.telegram import Rejected, Unanswered
from storage.outbox import LETTERS, REPLIES, URGENT
from tests.bot.conftest import NOW, parcel


@pytest.fixture
def attempt(post):
    """Try once, with this answer from Telegram."""

    async def card_message(_chat_id, _card):
        return None

    delivery = Delivery(post, card_message)

    async def attempt(answer, lane=LETTERS, now=NOW, **others):
        post.answers[:] = [answer]
        return await delivery.attempt(parcel(1, "x", lane, **others), now)

    return attempt


async def test_what_telegram_took_is_sent(attempt):
    assert await attempt({"message_id": 5}) == Sent(5)
    assert await attempt(True) == Sent(None)


@pytest.mark.parametrize("wait_s", [7, None])
async def test_too_many_requests_wait_and_hold_letters(attempt, wait_s):
    verdict = await attempt(Rejected(429, "Too Many Requests", wait_s), REPLIES)
    assert isinstance(verdict, Wait)
    assert (verdict.seconds, verdict.holds_letters) == (wait_s or 1.0, True)


@pytest.mark.parametrize("words", ["Forbidden: bot was blocked by the user", "chat not found"])
async def test_nobody_there_is_unreachable(attempt, words):
    code = 403 if "blocked" in words else 400
    assert await attempt(Rejected(code, words)) == Dropped("unreachable")


async def test_an_edit_of_a_card_never_shown_says_it(attempt, post):
    assert await attempt({"message_id": 3}, method="editMessageText", card="new") == Sent(3)
    assert post.calls[-1][1] == "sendMessage"


async def test_waits_grow_while_telegram_is_silent(attempt):
    waits = [(await attempt(Unanswered(), URGENT)).seconds for _ in range(8)]
    assert waits == [1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 30.0, 30.0]


@pytest.mark.parametrize(
    ("lane", "card", "end"),
    [(LETTERS, None, Dropped("gone")), (LETTERS, "x", Sent(2)), (REPLIES, None, Sent(2))],
)
async def test_of_edits_whose_message_is_gone_only_the_cosmetic_are_dropped(
    attempt, lane, card, end
):
    gone = Rejected(400, "Bad Request: message to edit not found")
    edit = {"method": "editMessageText", "params": {"message_id": 4, "text": "x"}}
    assert await attempt(gone, lane, card=card, **edit) == end


@pytest.mark.parametrize(
    ("method", "words", "end"),
    [
        ("deleteMessage", "message to delete not found", Sent(None)),
        ("deleteMessage", "message can't be deleted for everyone", Dropped("gone")),
        ("editMessageCaption", "message to edit not found", Dropped("gone")),
        ("editMessageReplyMarkup", "message can't be edited", Dropped("gone")),
    ],
)
async def test_old_messages_that_cannot_be_changed_are_nobodys_fault(attempt, method, words, end):
    no = Rejected(400, f"Bad Request: {words}")
    assert await attempt(no, method=method, params={"message_id": 4}) == end


@pytest.mark.parametrize("words", ["Bad Request: message thread not found", "TOPIC_CLOSED"])
async def test_what_is_for_a_topic_that_is_gone_goes_to_the_general_one(post, words):
    async def card_message(_chat_id, _card):
        return None

    for_topic = parcel(1, "x")
    for_topic.params["message_thread_id"] = 7
    post.answers[:] = [Rejected(400, words), {"message_id": 9}]
    assert await Delivery(post, card_message).attempt(for_topic, NOW) == Sent(9)
    assert "message_thread_id" not in post.calls[-1][2]
