import codecs
import time

import pytest

from imports.limits import Limits, Unreadable, Why
from imports.reader import read
from tests.imports.sheets import ODS_DAY, SHEET, ods, workbook


def refused(path, **limits):
    with pytest.raises(Unreadable) as caught:
        read(path, Limits(**limits))
    assert "{" not in caught.value.text.render(str)
    return caught.value.why


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", Why.EMPTY),
        (b" \r\n \n", Why.EMPTY),
        (b"<html><table><tr><td>1</td></tr></table></html>", Why.WEB_PAGE),
        (codecs.BOM_UTF8 + b"\n<?xml version='1.0'?><Workbook/>", Why.WEB_PAGE),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", Why.WEB_PAGE),
        (b"PK\x03\x04 and then nothing", Why.NOT_A_TABLE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Why.NOT_A_TABLE),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), Why.NOT_A_TABLE),
        (b"a,b\n1,\x00\n", Why.NOT_A_TABLE),
        (b'"' + b"x" * 30_000 + b'"', Why.NOT_A_TABLE),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(tmp_path, content, why):
    (tmp_path / "a.xlsx").write_bytes(content)
    assert refused(tmp_path / "a.xlsx") is why


def test_a_file_that_is_not_there(tmp_path):
    assert refused(tmp_path / "a.xlsx") is Why.MISSING
    assert refused(tmp_path) is Why.MISSING


@pytest.mark.parametrize(
    ("limits", "why"),
    [
        ({"max_rows": 2}, Why.TOO_MANY_ROWS),
        ({"max_columns": 1}, Why.TOO_MANY_COLUMNS),
        ({"max_cells": 5}, Why.TOO_MANY_CELLS),
        ({"max_bytes": 10}, Why.TOO_LARGE),
    ],
)
def test_limits_are_refused_by_name(tmp_path, limits, why):
    (tmp_path / "a.csv").write_text("a,b\n1,2\n3,4\n", encoding="utf-8")
    assert refused(tmp_path / "a.csv", **limits) is why
    assert len(read(tmp_path / "a.csv", Limits(max_rows=3, max_columns=2, max_cells=6))) == 3


def test_a_kilobyte_that_asks_for_all_cells_of_a_sheet(tmp_path):
    near = '<row r="1"><c r="A1"><v>1</v></c></row>'
    far = f'{near}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    path = workbook(tmp_path / "a.xlsx", SHEET.format(ref="A1:XFD1048576", rows=far))
    assert path.stat().st_size < 2048
    assert refused(path) is Why.TOO_HUNGRY


def test_too_many_columns_in_a_workbook(tmp_path):
    wide = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>'
    path = workbook(tmp_path / "a.xlsx", SHEET.format(ref="A1:XFD1", rows=wide))
    assert refused(path) is Why.TOO_MANY_COLUMNS


def test_a_zip_bomb_is_stopped_in_seconds(tmp_path):
    def chunks():
        yield (
            SHEET.split("{rows}", maxsplit=1)[0].format(ref="A1")
            + '<row r="1"><c r="A1" t="inlineStr"><is><t>'
        )
        for _ in range(1024):
            yield "x" * 1024 * 1024
        yield "</t></is></c></row></sheetData></worksheet>"

    path = workbook(tmp_path / "a.xlsx", chunks())
    assert path.stat().st_size < 2 * 1024 * 1024
    began = time.monotonic()
    assert refused(path) in {Why.TOO_HUNGRY, Why.DAMAGED}
    assert time.monotonic() - began < 15


def said_by(path):
    """How many characters a file gives; none when it is refused."""
    try:
        return sum(len(str(cell)) for row in read(path) for cell in row.cells)
    except Unreadable:
        return 0


def test_a_billion_laughs_are_not_laughed(tmp_path):
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    laughs = SHEET.format(ref="A1", rows='<row r="1"><c r="A1" t="str"><v>&a9;</v></c></row>')
    doctype = f'<!DOCTYPE worksheet [<!ENTITY a0 "ha">{entities}]>'
    path = workbook(tmp_path / "a.xlsx", laughs.replace("?>", f"?>{doctype}", 1))
    began = time.monotonic()
    assert said_by(path) < 1000
    assert time.monotonic() - began < 15


def test_ods_that_repeats_a_cell_for_ever(tmp_path):
    many = ODS_DAY.replace(
        "<table:table-cell", '<table:table-cell table:number-columns-repeated="2000000000"'
    )
    why = refused(ods(tmp_path / "a.ods", many), cpu_seconds=3)
    assert why in {Why.TOO_HUNGRY, Why.TOO_SLOW, Why.DAMAGED, Why.TOO_MANY_COLUMNS}


def test_time_is_limited(tmp_path):
    (tmp_path / "a.csv").write_text("a,b\n", encoding="utf-8")
    assert refused(tmp_path / "a.csv", wall_seconds=0) is Why.TOO_SLOW


def test_a_file_with_a_password(tmp_path):
    """A workbook under a password is a compound file with an encrypted package inside."""
    (tmp_path / "a.xlsx").write_bytes(compound_with("EncryptedPackage"))
    assert refused(tmp_path / "a.xlsx") in {Why.PASSWORD, Why.NOT_A_TABLE}


def compound_with(name):
    """The smallest compound file with one entry of this name."""
    sector = 512
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16))
    header += b"\x3e\x00\x03\x00\xfe\xff\x09\x00\x06\x00" + bytes(6)
    for number in (0, 1, 1, 0, 4096, -2, 0, -2, 0, 0):
        header += number.to_bytes(4, "little", signed=True)
    header += b"\xff" * (sector - len(header))
    fat = (-3).to_bytes(4, "little", signed=True) + (-2).to_bytes(4, "little", signed=True)
    fat += b"\xff" * (sector - len(fat))
    return bytes(header) + fat + entry("Root Entry", 5, 1) + entry(name, 2, -1) + bytes(256)


def entry(name, kind, below):
    text = (name + "\0").encode("utf-16-le")
    links = b"\xff" * 8 + below.to_bytes(4, "little", signed=True)
    where = (-2).to_bytes(4, "little", signed=True) + bytes(8)
    body = text.ljust(64, b"\0") + len(text).to_bytes(2, "little") + bytes([kind, 1])
    return body + links + bytes(36) + where
