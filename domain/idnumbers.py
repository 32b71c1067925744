"""Resident ID numbers (GB 11643-1999) and the disability certificates built on them.

The six digits of the place are checked by form only: districts come, go and are renumbered,
and lists of them lack valid ones such as Yinhai's 450503.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from operator import mul

from domain.refusals import Text

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
ZEROS = sum(WEIGHTS) * ord("0")
FORM = re.compile(r"[1-9][0-9]{16}[0-9X]")
COMMON_DAYS = frozenset(f"{date(1999, 1, 1) + timedelta(days=day):%m%d}" for day in range(365))
"""Days that every year has."""
CERTIFICATE = re.compile(r"(?P<holder>.{18})(?P<kind>[1-7])(?P<degree>[1-4])(?:B\d)?")


class Sex(StrEnum):
    """As the number says."""

    MALE = "male"
    FEMALE = "female"


class IdProblem(StrEnum):
    """Why something is no ID number."""

    LENGTH = "length"
    FORM = "form"
    BIRTH_DATE = "birth_date"
    CHECKSUM = "checksum"
    CERTIFICATE = "certificate"


_TEXTS = {
    IdProblem.LENGTH: Text("An ID number has 18 characters."),
    IdProblem.FORM: Text("An ID number has 17 digits and then a digit or X."),
    IdProblem.BIRTH_DATE: Text("The birth date in this ID number does not exist."),
    IdProblem.CHECKSUM: Text("The last character does not fit: one of the digits is mistyped."),
    IdProblem.CERTIFICATE: Text(
        "A disability certificate has the ID number, then a kind (1-7) and a degree (1-4)."
    ),
}


class IdNumberError(ValueError):
    """This is nobody's number; `reason` says why and `text` says it kindly."""

    def __init__(self, reason: IdProblem) -> None:
        super().__init__(reason.value)
        self.reason = reason

    @property
    def text(self) -> Text:
        """The reason as a sentence."""
        return _TEXTS[self.reason]


@dataclass(frozen=True, kw_only=True)
class IdNumber:
    """A number that passed every check, and what it tells."""

    number: str

    @property
    def place_code(self) -> str:
        """Where it was first issued, six digits."""
        return self.number[:6]

    @property
    def born_on(self) -> date:
        """The birth date."""
        return _born_on(self.number)

    @property
    def sex(self) -> Sex:
        """Odd numbers are men's."""
        return Sex.MALE if int(self.number[16]) % 2 else Sex.FEMALE


@dataclass(frozen=True, kw_only=True)
class DisabilityCertificate:
    """The certificate's 20 characters: the holder's ID number, the kind and the degree."""

    number: str
    holder: IdNumber
    kind: int
    degree: int


def normalise(text: str) -> str:
    """Turn full-width characters, spaces and a small x into the one spelling."""
    if text.isascii() and text.isdecimal():
        return text  # the same text, for a large file has a hundred thousand of them
    if text.isascii() and text.isalnum():
        return text.upper()
    return re.sub(r"[\s'`]+", "", unicodedata.normalize("NFKC", text)).upper()


def checked(text: str) -> str:
    """Check an ID number, and give it in its one spelling.

    Raises:
        IdNumberError: with the first reason found.
    """
    number = normalise(text)
    if len(number) != 18:
        raise IdNumberError(IdProblem.LENGTH)
    if FORM.fullmatch(number) is None:
        raise IdNumberError(IdProblem.FORM)
    if number[10:14] not in COMMON_DAYS or not "1880" <= number[6:10] <= "2200":
        _born_on(number)
    if check_digit(number) != number[17]:
        raise IdNumberError(IdProblem.CHECKSUM)
    return number


def parse(text: str) -> IdNumber:
    """Check an ID number, and tell what it says.

    Raises:
        IdNumberError: with the first reason found.
    """
    return IdNumber(number=checked(text))


def parse_certificate(text: str) -> DisabilityCertificate:
    """Check a disability certificate; a re-issued one may end in B and a digit.

    Raises:
        IdNumberError: it is none, or its holder's ID number is none.
    """
    number = normalise(text)
    match = CERTIFICATE.fullmatch(number)
    if match is None:
        raise IdNumberError(IdProblem.CERTIFICATE)
    kind, degree = int(match["kind"]), int(match["degree"])
    return DisabilityCertificate(
        number=number, holder=parse(match["holder"]), kind=kind, degree=degree
    )


def is_certificate(text: str) -> bool:
    """Tell by its form alone whether somebody wrote a certificate where an ID number belongs."""
    return CERTIFICATE.fullmatch(normalise(text)) is not None


def check_digit(number: str) -> str:
    """Compute the last character from the first 17 digits."""
    return CHECK_DIGITS[(sum(map(mul, WEIGHTS, number[:17].encode())) - ZEROS) % 11]


def mask(number: str) -> str:
    """Hide the middle: 4505**********1234."""
    return f"{number[:4]}**********{number[14:18]}" if len(number) >= 18 else "****"


def _born_on(number: str) -> date:
    try:
        born_on = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise IdNumberError(IdProblem.BIRTH_DATE) from None
    if not 1880 <= born_on.year <= 2200:
        raise IdNumberError(IdProblem.BIRTH_DATE)
    return born_on
