"""XLSX read row by row straight out of the zip, as far as it is written in the usual way.

Spreadsheet programs write cells in very few forms. These are taken by pattern, a row at a time,
as quickly as by a library that holds every cell of the sheet, and in a quarter of its memory.
Whatever has another form is no mistake: that library reads it (sheets.py, decision 0031).
"""

import re
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

from imports.limits import MEGABYTE, TooMuch, Why
from imports.merged import Numbered, Range
from imports.styles import day_formats
from imports.usual_rows import T, Unusual, UsualRows, place_of, text_of

CHUNK = 128 * 1024
LAST_CHUNKS = 16
MOST_HELD = 8 * MEGABYTE
"""No small part of a book and no row is larger."""
MOST_INFLATED = 512 * MEGABYTE
TEXTS, STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
TEXT = re.compile(f"<si>{T}([^<]*)</t>(?:<phoneticPr [^>]*/>)?</si>".encode())
PARTS = re.compile(f"{T}([^<]*)</t>".encode())
LAST = re.compile(rb"\s*(?:<row [^>]*/>\s*)*</sheetData>")
MERGED = re.compile(rb'<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')


class Workbook:
    """An open workbook. Whatever its methods raise, but TooMuch: the library has to read on."""

    def __init__(self, file: BinaryIO) -> None:
        self._zip = ZipFile(file)
        parts = self._zip.namelist()
        self.sheets = list(self._sheets())
        """The name of each visible sheet and the part it is in, in the order people see them."""
        texts = list(self._texts()) if TEXTS in parts else []
        self._rows = UsualRows(texts, day_formats(self._part(STYLES)) if STYLES in parts else [])

    def _sheets(self) -> Iterator[tuple[str, str]]:
        book = self._part("xl/workbook.xml")
        about = book.find("{*}workbookPr")
        if about is not None and about.get("date1904", "0") not in {"0", "false"}:
            raise Unusual("days counted from 1904")
        relations = {it.get("Id"): it for it in self._part("xl/_rels/workbook.xml.rels")}
        for sheet in book.iterfind("{*}sheets/{*}sheet"):
            relation = relations[sheet.get(RELATION)]
            if not relation.attrib["Type"].endswith("/worksheet"):
                raise Unusual("a sheet without a table")
            if sheet.get("state", "visible") == "visible":
                target = relation.attrib["Target"].removeprefix("/xl/")
                yield sheet.attrib["name"], f"xl/{target}"

    def _part(self, name: str) -> Element:
        if self._zip.getinfo(name).file_size > MOST_HELD:
            raise Unusual("a large part")
        content = self._zip.read(name)
        if b"<!" in content:
            raise Unusual("a declaration")
        return fromstring(content)  # noqa: S314  # without declarations nothing grows

    def _texts(self) -> Iterator[str]:
        for piece in self._pieces(TEXTS, b"</si>"):
            found = TEXT.findall(piece)
            if len(found) != piece.count(b"<si"):
                found = list(map(_in_several_looks, piece.split(b"</si>")[:-1]))
            if len(found) != piece.count(b"<si") or b"<!" in piece:
                raise Unusual("a text")
            is_plain = not any(it in piece for it in (b"&", b"_x", b"\r"))
            yield from (it.decode().strip() for it in found) if is_plain else map(text_of, found)

    def rows(self, part: str) -> Iterator[Numbered]:
        """Give the rows of a sheet that say something, without empty cells at their end."""
        above, rest, read = 0, b"", self._rows.read
        for piece in self._pieces(part, b"</row>"):
            table = piece if above or not piece else _behind(piece, b"<sheetData>")
            *whole, rest = table.split(b"</row>")
            for written in whole:
                number, cells = read(written)
                if number <= above:
                    raise Unusual("rows in another order")
                above = number
                if cells:
                    yield number, cells
        if not LAST.match(rest):
            raise Unusual("another end")

    def merged(self, part: str) -> list[Range]:
        """List the merged cells of a sheet, which stand behind its rows."""
        end = b"".join(deque(self._chunks(part), maxlen=LAST_CHUNKS))
        _, mark, behind = end.rpartition(b"</sheetData>")
        found = MERGED.findall(behind)
        if (not mark and b"<sheetData/>" not in end) or len(found) != behind.count(b"<mergeCell "):
            raise Unusual("much behind the rows")
        return [
            ((int(top) - 1, place_of(left)), (int(bottom) - 1, place_of(right)))
            for left, top, right, bottom in found
        ]

    def _pieces(self, part: str, end: bytes) -> Iterator[bytes]:
        """Give a part in pieces that end where something ends, and then what is left."""
        rest = b""
        for chunk in self._chunks(part):
            whole, mark, rest = (rest + chunk).rpartition(end)
            if len(rest) > MOST_HELD:
                raise Unusual("something long")
            yield whole + mark
        yield rest

    def _chunks(self, part: str) -> Iterator[bytes]:
        inflated = 0
        with self._zip.open(part) as file:
            while chunk := file.read(CHUNK):
                inflated += len(chunk)
                if inflated > MOST_INFLATED:
                    raise TooMuch(Why.TOO_HUNGRY)
                yield chunk


def _behind(written: bytes, mark: bytes) -> bytes:
    _, found, behind = written.partition(mark)
    if not found:
        raise Unusual("no beginning")
    return behind


def _in_several_looks(written: bytes) -> bytes:
    """Put together a text whose parts look different."""
    _, begin, text = written.rpartition(b"<si>")
    if not begin or b"<rPh" in text or b"<t/>" in text:
        raise Unusual("a text in several looks")
    return b"".join(PARTS.findall(text))
