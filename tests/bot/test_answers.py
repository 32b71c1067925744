"""Numbers as people write them."""

from datetime import UTC, datetime

import pytest
from aiogram.types import Chat, Message

from bot import answers
from bot.answers import Kind
from domain.refusals import Refusal

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def read(words):
    chat = Chat(id=1, type="private")
    message = Message(message_id=1, date=NOW, chat=chat, text=words)
    return answers.read(Kind.NUMBER, message, NOW)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("1200", "1200"),
        ("1,200元", "1200"),
        ("１２个月", "12"),
        ("12 个月", "12"),
        ("90㎡", "90"),
        ("90.5平方米", "90.5"),
        ("95%", "95"),
        ("3万", "30000"),
        ("1.25万元", "12500"),
        ("-5元", "-5"),
        ("3.50块", "3.50"),
    ],
)
def test_a_number_may_have_its_unit(words, number):
    assert read(words) == number


@pytest.mark.parametrize(
    "words",
    ["十二", "1年", "2小时", "3公里", "5斤", "元", "3 4", "1.2.3万", "3-4个月", "约3元", "9" * 13],
)
def test_what_is_no_number_or_another_unit_is_asked_again(words):
    with pytest.raises(Refusal):
        read(words)
