"""What people press and type is recognised however it is written; filters let through who may."""

import pytest
from aiogram.types import CallbackQuery, Message, User

from bot import parts, words
from bot.filters import HasRole, Pressed, Says, Shares
from domain.people import Duty, Person, Role, State

assert parts.ROUTERS  # importing the handlers teaches their words


@pytest.mark.parametrize(
    "written",
    ["/checkin", "/CheckIn", "/checkin@bangfu_bot", "📍 签到", "签到", " 签到 ",
     "📍签到", "签到\ufe0f", "Check in", "check  IN", "ｃｈｅｃｋ ｉｎ", "\u200b签到"],
)  # fmt: skip
def test_a_command_is_known_by_key_word_and_slash(written):
    assert words.command_in(written) == ("checkin", "")


@pytest.mark.parametrize(
    "written", ["", None, "我要签到", "checkin", "/", "/nothing", "📍", "签到!"]
)
def test_other_words_are_no_command(written):
    assert words.command_in(written)[0] == ""


def test_a_slash_command_may_be_followed_by_words():
    assert words.command_in("/start  aB_c-9 ") == ("start", "aB_c-9")
    assert words.command_in("/start@bangfu_bot aB") == ("start", "aB")


def test_a_word_belongs_to_one_command(monkeypatch):
    monkeypatch.setattr(words, "_commands", dict(words._commands))
    words.teach("checkin", "Check in")
    with pytest.raises(ValueError, match="means both"):
        words.teach("leave", "Check in")


def person(*roles):
    duties = tuple(Duty(role=role) for role in roles)
    return Person(id=1, name="韦秀英", state=State.ACTIVE, language="en", duties=duties)


@pytest.mark.parametrize(
    ("asked", "held", "passes"),
    [
        ((Role.HELPER,), (Role.HELPER,), True),
        ((Role.HELPER, Role.ADMIN), (Role.ADMIN,), True),
        ((Role.ADMIN,), (Role.HELPER,), False),
        ((), (), True),
    ],
)
async def test_a_role_opens_a_handler(asked, held, passes):
    assert await HasRole(*asked)(pressed(""), person(*held)) is passes


async def test_without_an_account_no_role_helps():
    assert not await HasRole()(pressed(""), None)


def pressed(data):
    user = User(id=5, is_bot=False, first_name="x")
    return CallbackQuery(id="1", from_user=user, chat_instance="1", data=data)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("move:confirm:7", {"numbers": (7,)}),
        ("move:confirm:7:8", {"numbers": (7, 8)}),
        ("move:confirm", {"numbers": ()}),
        ("move:refuse:7", False),
        ("moves:confirm:7", False),
        ("move:confirm:x", False),
        ("move:confirm:-7", False),
        ("move:confirm:7:", False),
        ("move:confirm:²", False),
        ("move:confirm:٧", False),
        ("move:confirm:" + "9" * 20, False),
        ("", False),
        (None, False),
    ],
)
async def test_a_press_is_taken_apart_or_not_matched(data, found):
    assert await Pressed("move", "confirm")(pressed(data)) == found


MESSAGE = {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}}


async def test_a_message_is_known_by_what_it_carries():
    place = {"latitude": 21.4, "longitude": 109.1}
    assert await Shares("location")(Message.model_validate(MESSAGE | {"location": place}))
    assert not await Shares("location")(Message.model_validate(MESSAGE | {"text": "x"}))


async def test_a_handler_answers_to_the_command_the_turn_found(monkeypatch):
    monkeypatch.setattr(words, "_commands", {})
    says = Says("wave", "Wave")
    message = Message.model_validate(MESSAGE)
    assert await says(message, "wave")
    assert not await says(message, "")
