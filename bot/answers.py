"""The kinds of answer a form can ask for, and how each is read from a message.

A reader returns a value that JSON can hold, or None when the message holds no such thing.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from aiogram.types import Message

from domain.refusals import Refusal
from domain.spoken_dates import NEAR, Wanted, answered, parse_moment

MOST_CHARACTERS = 2000
MOST_DECIMALS = 9
WITH_UNIT = re.compile(
    r"(?P<number>[-+]?[\d.]+) ?(?P<many>万)?"
    r"(?:元|块|块钱|个月|月|亩|平方米|平方|平米|平|m2|m|米|分钟|人|口|个|升|天|次|只|头|棵|株|岁|户|%)?"
)
"""A number as people write it; other units would be another number: 1 年 is not 1 个月."""


class Kind(StrEnum):
    """What a step asks for."""

    CHOOSE = "choose"
    CHOOSE_MANY = "choose_many"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    LOCATION = "location"
    PHOTOS = "photos"
    CONTACT = "contact"
    WORDS_OR_FILE = "words_or_file"
    """Typed words, or one photo or document with words under it."""


def read(kind: Kind, message: Message, now: datetime, wanted: Wanted = NEAR) -> Any | None:
    """Read an answer of a kind from a message; None when it does not fit the kind at all.

    `wanted` is how a day is meant.

    Raises:
        Refusal: it fits but cannot be taken, with what to do.
    """
    if kind is Kind.DATE:
        return _day(message, now, wanted)
    return _READERS[kind](message)


def _text(message: Message) -> Any | None:
    if message.voice:
        return {
            "voice": message.voice.file_id,
            "unique_id": message.voice.file_unique_id,
            "seconds": message.voice.duration,
        }
    return fitting((message.text or "").strip()) or None


def fitting(words: str) -> str:
    """Take words that are not too long.

    Raises:
        Refusal: they are.
    """
    if len(words) > MOST_CHARACTERS:
        raise Refusal(
            "This is {length} characters long; up to {most} fit here. "
            "Please send it shorter, the main thing first.",
            length=len(words),
            most=MOST_CHARACTERS,
        )
    return words


def _number(message: Message) -> str | None:
    if not message.text:
        return None
    written = unicodedata.normalize("NFKC", message.text).replace(",", "").strip()
    found = WITH_UNIT.fullmatch(written)
    try:
        number = Decimal(found["number"] if found else written)
        if found and found["many"]:
            number = (number * 10_000).normalize()
    except InvalidOperation:
        number = Decimal("NaN")
    if not _is_sensible(number):
        raise Refusal("Please send a number only, for example 1200.")
    return format(number + 0, "f")  # there is no -0


def _is_sensible(number: Decimal) -> bool:
    """Refuse what would be written with a million digits, 1e-999999 for example."""
    if not number.is_finite() or int(number.as_tuple().exponent) < -MOST_DECIMALS:
        return False
    return abs(number) <= Decimal(10) ** 12


def _day(message: Message, now: datetime, wanted: Wanted) -> str | None:
    if not message.text:
        return None
    day = answered(message.text, now, wanted)
    if day is None and wanted.at:
        raise Refusal("Please send a day like 7月20日 or 下周五下午5点, or tap one below.")
    if day is None and parse_moment(message.text, now, wanted):
        raise Refusal("Only the day is asked here, without a time: for example 7月20日 or 下周五.")
    if day is None:
        raise Refusal("Please send a day like 7月20日 or 2026-07-20, or tap one below.")
    return day


def _location(message: Message) -> dict[str, Any] | None:
    place = message.location
    if place is None:
        return None
    return {
        "latitude": place.latitude,
        "longitude": place.longitude,
        "accuracy_m": place.horizontal_accuracy,
    }


def _photo(message: Message) -> dict[str, str] | None:
    if not message.photo:
        return None
    largest = message.photo[-1]
    ids = {"file_id": largest.file_id, "unique_id": largest.file_unique_id}
    return {**ids, "caption": message.caption or ""}


def _contact(message: Message) -> dict[str, Any] | None:
    contact = message.contact
    if contact is None:
        return None
    return {"phone": contact.phone_number, "name": contact.first_name}


def _words_or_file(message: Message) -> Any | None:
    """Take words as they are; a file as what it is, and what it `says`: the words, or its name."""
    if message.text:
        return fitting(message.text.strip()) or None
    if not (photo := _photo(message)) and not message.document:
        return None
    caption = fitting((message.caption or "").strip())
    if photo:
        return {**photo, "sent": "photo", "caption": caption, "says": caption or "📷"}
    document = message.document
    if document is None or message.animation:
        return None
    ids = {"file_id": document.file_id, "unique_id": document.file_unique_id}
    name = document.file_name or ""
    said = {"name": name, "caption": caption, "says": caption or name or "📄"}
    return {**ids, "sent": "document", **said}


_READERS: dict[Kind, Callable[[Message], Any | None]] = {
    Kind.CHOOSE: lambda message: message.text,
    Kind.CHOOSE_MANY: lambda message: message.text,
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.LOCATION: _location,
    Kind.PHOTOS: _photo,
    Kind.CONTACT: _contact,
    Kind.WORDS_OR_FILE: _words_or_file,
}
