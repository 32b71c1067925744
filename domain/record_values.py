"""Whether a field of the record may say something, and its one spelling (domain/records.py)."""

import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any

from domain import idnumbers, phones
from domain.records import HEALTHY, Field, Kind
from domain.refusals import Refusal, Text

LONGEST = 60
ANSWERS = MappingProxyType({True: True, False: False, "yes": True, "no": False})


def checked(field: Field, value: Any) -> Any:
    """Check a value as it was tapped or typed and return it as the record has it.

    Takes what it returned before.

    Raises:
        Refusal: the field cannot say this, with what it can say.
    """
    return _CHECKS[field.kind](field, value)


def _words(_field: Field, value: Any) -> str:
    words = " ".join(unicodedata.normalize("NFKC", str(value)).split())
    if not 0 < len(words) <= LONGEST:
        raise Refusal(
            "Please write it in at most {most} characters, as the record should say it.",
            most=LONGEST,
        )
    return words


def _choice(field: Field, value: Any) -> str:
    if value not in field.choices:
        raise Refusal("Please choose one of: {choices}.", choices="、".join(field.choices))
    return str(value)


def _several(field: Field, value: Any) -> list[str]:
    chosen = [it for it in field.choices if it in value]
    if not chosen or len(chosen) != len(set(value)) or len(chosen) > field.most:
        raise Refusal(
            "Please choose up to {most} of: {choices}.",
            most=field.most,
            choices="、".join(field.choices),
        )
    if field.key == "health" and HEALTHY in chosen and len(chosen) > 1:
        raise Refusal("Healthy and ill at once does not fit. Please choose one or the other.")
    return list(dict.fromkeys(value))


def _yes_no(_field: Field, value: Any) -> bool:
    if not isinstance(value, bool | str) or value not in ANSWERS:
        raise Refusal("Please tap yes or no.")
    return ANSWERS[value]


def _whole(field: Field, value: Any) -> int:
    written = unicodedata.normalize("NFKC", str(value)).strip()
    number = int(written[:9]) if written.isascii() and written.isdigit() else -1
    if not field.least <= number <= field.most:
        raise Refusal(
            "Please send a whole number from {lowest} to {highest}.",
            lowest=field.least,
            highest=field.most,
        )
    return number


def _yuan(field: Field, value: Any) -> str:
    written = unicodedata.normalize("NFKC", str(value)).replace(",", "").strip("元¥ ")
    try:
        amount = Decimal(written)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or abs(amount) > field.most:
        raise Refusal("Please send an amount in yuan, for example 5600.")
    return f"{round(amount, 2).normalize():f}"


def _phone(_field: Field, value: Any) -> str:
    try:
        return phones.normalise(str(value))
    except phones.PhoneError as no:
        raise _refused(no.text) from None


def _id_number(_field: Field, value: Any) -> str:
    try:
        return idnumbers.parse(str(value)).number
    except idnumbers.IdNumberError as no:
        raise _refused(no.text) from None


def _certificate(_field: Field, value: Any) -> str:
    try:
        return idnumbers.parse_certificate(str(value)).number
    except idnumbers.IdNumberError as no:
        raise _refused(no.text) from None


def _refused(why: Text) -> Refusal:
    return Refusal("{why} Please look at the card and type it again.", why=why)


_CHECKS: Mapping[Kind, Callable[[Field, Any], Any]] = {
    Kind.WORDS: _words,
    Kind.CHOICE: _choice,
    Kind.SEVERAL: _several,
    Kind.YES_NO: _yes_no,
    Kind.WHOLE: _whole,
    Kind.YUAN: _yuan,
    Kind.PHONE: _phone,
    Kind.ID_NUMBER: _id_number,
    Kind.CERTIFICATE: _certificate,
}
