"""What a cell may say: readers from a cell to a value, or a `Misfit` with what to do."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TypeVar

from domain import idnumbers, phones
from domain.refusals import Text
from imports.cells import Cell

Value = TypeVar("Value")

FIRST_DAY = date(
    1899, 12, 30
)  # the day 0 of spreadsheets, their invented 29 February 1900 included
EXACT_NUMBERS = 10**15
SPACES = re.compile(r"\s+")
SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+?\d+", re.IGNORECASE)
DAY = re.compile(r"(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*[-/.月]?\s*(\d{1,2})\s*日?(?:\s+[\d:.]+)?")
HAN = r"[\u3007\u3400-\u9fff\U00020000-\U0003ffff]"
GAP_IN_HAN = re.compile(rf"(?<={HAN})\s+(?={HAN})")
SEPARATORS = re.compile(r"[、,;/|\s]+")

AS_TEXT = Text("Format the column as text and enter the number again.")
YES_NO = {"是": True, "否": False, "有": True, "无": False, "Y": True, "N": False, "TRUE": True}
YES_NO |= {"FALSE": False, "1": True, "0": False}


class Misfit(ValueError):
    """A cell cannot be taken as it is."""

    def __init__(self, reason: Text, remedy: Text) -> None:
        super().__init__(reason.msgid)
        self.reason = reason
        self.remedy = remedy


def plain(cell: Cell) -> str:
    """Give a cell as text: half-width, trimmed, whole numbers without a point."""
    if isinstance(cell, str):
        return _half_width(cell)
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def words(cell: Cell) -> str:
    """Read a name or a phrase; Chinese ones have no spaces inside (韦 秀英 is 韦秀英)."""
    text = plain(cell)
    return GAP_IN_HAN.sub("", text) if " " in text else text


@lru_cache(maxsize=4096)  # most cells of a column are the same few words
def _half_width(text: str) -> str:
    if unicodedata.is_normalized("NFKC", text) and not SPACES.search(text):
        return text
    return SPACES.sub(" ", unicodedata.normalize("NFKC", text)).strip()


def parts(cell: Cell) -> tuple[str, ...]:
    """Read several entries, separated by 、 or anything like it."""
    return tuple(part for part in SEPARATORS.split(plain(cell)) if part)


def code(cell: Cell) -> str:
    """Read a number that is a name: digits as text, never rounded."""
    if type(cell) is str and cell.isascii() and cell.isdecimal():
        return cell
    if isinstance(cell, int | float) and not _is_exact(cell):
        raise Misfit(
            Text("A spreadsheet keeps only 15 digits of a number; the rest is lost."), AS_TEXT
        )
    text = plain(cell).replace(" ", "").removeprefix("'")
    if SCIENTIFIC.fullmatch(text):
        raise Misfit(
            Text("The spreadsheet has shortened this number; its digits are lost."), AS_TEXT
        )
    return text


def _is_exact(number: float) -> bool:
    return abs(number) < EXACT_NUMBERS and number == int(number)


def phone(cell: Cell) -> str:
    """Read a phone number.

    Raises:
        Misfit: it is none.
    """
    text = code(cell)
    try:
        return phones.normalise(text)
    except phones.PhoneError as no:
        raise Misfit(no.text, Text("Enter the number with all its digits.")) from None


def mobile(cell: Cell) -> str:
    """Read a number that can have Telegram."""
    number = phone(cell)
    if not phones.is_mobile(number):
        raise Misfit(
            Text("This is a landline; nobody can use the bot with it."),
            Text("Enter the mobile number."),
        )
    return number


def id_number(cell: Cell) -> str:
    """Read an ID number or a disability certificate, whichever was written."""
    text = code(cell)
    try:
        if len(text) > 18 and idnumbers.is_certificate(text):
            return idnumbers.parse_certificate(text).number
        return idnumbers.checked(text)
    except idnumbers.IdNumberError as no:
        raise Misfit(
            no.text, Text("Compare it with the ID card or the household register.")
        ) from None


def day(cell: Cell) -> date:
    """Read a date written in any usual way, or as the number a spreadsheet keeps."""
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and 20_000 <= cell < 80_000:
        return FIRST_DAY + timedelta(days=int(cell))
    text = plain(cell)
    if re.fullmatch(r"[2-7]\d{4}", text):  # the same number, written as text
        return FIRST_DAY + timedelta(days=int(text))
    match = DAY.fullmatch(text)
    try:
        return date(*(int(number) for number in match.groups())) if match else _no_day()
    except ValueError:
        return _no_day()


def _no_day() -> date:
    raise Misfit(Text("This is no date."), Text("Write it like 2026-03-02."))


def yuan(cell: Cell) -> Decimal:
    """Read an amount of money, with or without thousands and its unit."""
    text = re.sub(r"[,元¥￥ ]", "", plain(cell))
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or abs(amount) > 10**9:
        raise Misfit(Text("This is no amount of money."), Text("Write only digits, like 5600."))
    return amount


def degrees(cell: Cell) -> float:
    """Read a coordinate in decimal degrees."""
    text = plain(cell).rstrip("°")
    if not re.fullmatch(r"-?\d{1,3}(\.\d{1,20})?", text):
        raise Misfit(Text("This is no coordinate."), Text("Write decimal degrees, like 109.1234."))
    return float(text)


def whole(cell: Cell) -> int:
    """Read a count, with or without its unit (3人, 6个月)."""
    text = re.sub(r"(人|个?月|次)$", "", plain(cell))
    if not re.fullmatch(r"\d{1,6}", text):
        raise Misfit(Text("This is no whole number."), Text("Write only digits, like 3."))
    return int(text)


def yes_no(cell: Cell) -> bool:
    """Read 是 or 否."""
    return one_of(YES_NO, "是, 否")(cell)


def one_of(choices: Mapping[str, Value], shown: str) -> Callable[[Cell], Value]:
    """Make a reader for a word out of a list; `shown` is the list as people read it."""

    def read(cell: Cell) -> Value:
        word = words(cell)
        if word not in choices and word.upper() not in choices:
            raise Misfit(
                Text("This is none of the values of the column."),
                Text("Write one of: {choices}.", choices=shown),
            )
        return choices[word] if word in choices else choices[word.upper()]

    return read
