"""Phone numbers: one spelling for each, and a masked one for display.

A Chinese mobile number is its 11 digits, a landline starts with its 0, and everything else is
`+` and the country's digits.
"""

import re
import unicodedata
from enum import StrEnum

from domain.refusals import Text

MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"0(10\d{8}|[2-9]\d{8,10})")
FOREIGN = re.compile(r"[1-9]\d{6,14}")
NOISE = re.compile(r"[\s\-‐-―−()./·]+")


class PhoneProblem(StrEnum):
    """Why something is no phone number."""

    LETTERS = "letters"
    LENGTH = "length"


class PhoneError(ValueError):
    """This cannot be anybody's number; `reason` says why and `text` says it kindly."""

    def __init__(self, reason: PhoneProblem) -> None:
        super().__init__(reason.value)
        self.reason = reason

    @property
    def text(self) -> Text:
        """The reason as a sentence."""
        if self.reason is PhoneProblem.LETTERS:
            return Text("A phone number has only digits.")
        return Text("A mobile number has 11 digits and starts with 1.")


def normalise(text: str) -> str:
    """Give the one spelling of a number as people type it; no prefix means China.

    Raises:
        PhoneError: it has letters, or a length that no number has.
    """
    digits = NOISE.sub("", unicodedata.normalize("NFKC", text))
    if re.fullmatch(r"\+?[0-9]+", digits) is None:
        raise PhoneError(PhoneProblem.LETTERS)
    if digits.startswith(("+", "00")):
        return from_telegram(re.sub(r"^(\+|00)", "", digits))
    return _typed_in_china(digits)


def _typed_in_china(digits: str) -> str:
    local = digits[2:] if len(digits) == 13 and digits.startswith("86") else digits
    if MOBILE.fullmatch(local) or LANDLINE.fullmatch(local):
        return local
    if len(digits) > 10 and not digits.startswith(("0", "1", "86")) and FOREIGN.fullmatch(digits):
        return f"+{digits}"
    raise PhoneError(PhoneProblem.LENGTH)


def from_telegram(digits: str) -> str:
    """Give the one spelling of a number in a Telegram contact, with or without its plus.

    Such a number always starts with its country. 13105550123 is American here, not Chinese.
    """
    international = NOISE.sub("", digits).removeprefix("+")
    if international.startswith("86"):
        return _in_china(international[2:])
    if FOREIGN.fullmatch(international) is None:
        raise PhoneError(PhoneProblem.LENGTH)
    return f"+{international}"


def _in_china(local: str) -> str:
    if MOBILE.fullmatch(local):
        return local
    if LANDLINE.fullmatch(f"0{local}"):
        return f"0{local}"
    raise PhoneError(PhoneProblem.LENGTH)


def is_mobile(phone: str) -> bool:
    """Tell whether a normalised number can belong to a Telegram account."""
    return phone.startswith("+") or MOBILE.fullmatch(phone) is not None


def mask(phone: str) -> str:
    """Hide the middle of a normalised number: 138****0001."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) > 8 else "****"
