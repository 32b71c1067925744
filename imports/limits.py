"""How much of the machine one file may take, and the kind no when it wants more."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from domain.refusals import Refusal, Text

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Room for the largest real export (100,000 rows), and not much more."""

    max_bytes: int = 50 * MEGABYTE
    max_rows: int = 120_000
    max_columns: int = 200
    max_cells: int = 4_000_000
    memory_bytes: int = 600 * MEGABYTE
    cpu_seconds: int = 40
    wall_seconds: int = 300
    """Longer than any file takes: it also runs while the rows wait to be taken."""


class Why(StrEnum):
    """Why a file could not be read at all."""

    MISSING = "missing"
    EMPTY = "empty"
    NOT_A_TABLE = "not_a_table"
    WEB_PAGE = "web_page"
    PASSWORD = "password"  # noqa: S105 - a reason, not a secret
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    TOO_MANY_CELLS = "too_many_cells"
    TOO_HUNGRY = "too_hungry"
    TOO_SLOW = "too_slow"


TEXTS = {
    Why.MISSING: Text("There is no such file. Check its name and folder."),
    Why.EMPTY: Text("This file is empty. Fill in the table and send it again."),
    Why.NOT_A_TABLE: Text("This is not a spreadsheet. Send a CSV, XLSX, XLS or ODS file."),
    Why.WEB_PAGE: Text(
        "This is a web page with the name of a spreadsheet. "
        "Open it in WPS or Excel, save it as XLSX and send that."
    ),
    Why.PASSWORD: Text("This file is protected by a password. Remove it and send the file again."),
    Why.DAMAGED: Text(
        "This file cannot be read; it may be damaged. "
        "Open it in WPS or Excel, save it as XLSX and send that."
    ),
    Why.TOO_LARGE: Text(
        "This file has more than {max_megabytes} MB. Split it and send the parts one by one."
    ),
    Why.TOO_MANY_ROWS: Text(
        "This file has more than {max_rows} rows. Split it and send the parts one by one."
    ),
    Why.TOO_MANY_COLUMNS: Text(
        "This table has more than {max_columns} columns. Keep only the columns that are needed."
    ),
    Why.TOO_MANY_CELLS: Text(
        "This file has more than {max_cells} filled cells. Keep only the columns that are needed."
    ),
    Why.TOO_HUNGRY: Text(
        "Reading this file would take too much memory. "
        "Copy only the table into a new workbook and send that."
    ),
    Why.TOO_SLOW: Text(
        "Reading this file takes too long. Copy only the table into a new workbook and send that."
    ),
}


class TooMuch(Exception):
    """The file breaks a limit or cannot be read; said in the process that reads it."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


class Unreadable(Refusal):
    """The file could not be read; its text says why and what to do."""

    def __init__(self, why: Why, **params: Any) -> None:
        super().__init__(TEXTS[why].msgid, **params)
        self.why = why


def unreadable(why: Why, limits: Limits) -> Unreadable:
    """Say no with the limit that the file broke."""
    values: dict[Why, dict[str, int]] = {
        Why.TOO_LARGE: {"max_megabytes": limits.max_bytes // MEGABYTE},
        Why.TOO_MANY_ROWS: {"max_rows": limits.max_rows},
        Why.TOO_MANY_COLUMNS: {"max_columns": limits.max_columns},
        Why.TOO_MANY_CELLS: {"max_cells": limits.max_cells},
    }
    return Unreadable(why, **values.get(why, {}))
