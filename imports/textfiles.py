"""CSV as it really comes: UTF-8 with and without a mark, UTF-16, GB18030; commas, tabs or ;."""

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path

MAX_CELL_CHARACTERS = 20_000
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def csv_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Give the rows with the number of the line they begin on.

    Raises:
        UnicodeError: it is in none of the encodings.
        csv.Error: it is no table.
    """
    csv.field_size_limit(MAX_CELL_CHARACTERS)
    with path.open(encoding=encoding_of(path), newline="") as file:
        delimiter = _delimiter(file.readline())
        file.seek(0)
        reader = csv.reader(file, delimiter=delimiter)
        line = 1
        for row in reader:
            if any("\0" in cell for cell in row):
                raise csv.Error("zero bytes are no text")
            yield line, row
            line = reader.line_num + 1


def encoding_of(path: Path) -> str:
    """Find the first encoding that the whole file is valid in."""
    with path.open("rb") as file:
        start = file.read(4)
    for mark, encoding in MARKS.items():
        if start.startswith(mark):
            return encoding
    return "utf-8" if _is_valid(path, "utf-8") else "gb18030"


def looks_like_a_web_page(start: bytes) -> bool:
    """Recognise the HTML that many systems export under the name of a spreadsheet."""
    text = start.lstrip(codecs.BOM_UTF8).lstrip().lower()
    return text.startswith((b"<", b"mime-version:"))


def _is_valid(path: Path, encoding: str) -> bool:
    try:
        with path.open(encoding=encoding, newline="") as file:
            while file.read(65_536):
                pass
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(line: str) -> str:
    return max(",\t;", key=line.count)
