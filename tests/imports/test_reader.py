import codecs
import csv
import io
import os
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Font

from imports import child, sheets
from imports.cells import SheetRow
from imports.limits import Limits
from imports.reader import read, stream
from tests.imports.sheets import ODS_DAY, ods, worksheet

TABLE = "姓名,手机号\n韦秀英,13900000001\n"


def cells(path):
    return [row.cells for row in read(path)]


@pytest.mark.parametrize(
    "content",
    [
        TABLE.encode(),
        codecs.BOM_UTF8 + TABLE.encode(),
        TABLE.encode("gb18030"),
        TABLE.encode("utf-16"),
        TABLE.replace(",", "\t").encode("utf-16"),
        TABLE.replace(",", ";").encode(),
        TABLE.replace("\n", "\r\n").encode(),
        TABLE.replace("韦秀英", '" 韦秀英\u3000"').encode() + b"\r\n,,\n , \n",
    ],
)
def test_csv_in_every_usual_encoding(tmp_path, content):
    (tmp_path / "a.csv").write_bytes(content)
    assert cells(tmp_path / "a.csv") == [("姓名", "手机号"), ("韦秀英", "13900000001")]


def test_csv_rows_keep_the_number_of_their_line(tmp_path):
    (tmp_path / "a.csv").write_text('a,b\n\n"x\ny",1\n,\nz,2\n', encoding="utf-8")
    assert [row.number for row in read(tmp_path / "a.csv")] == [1, 3, 6]


def test_a_workbook_gives_numbers_days_and_texts(tmp_path):
    book = Workbook()
    sheet = worksheet(book)
    sheet.append([" 姓名 ", 13900000001, 1.5, 450503199001010010, True])
    sheet.append([date(2026, 3, 2), datetime(2026, 3, 2, 9, 30), "=1+1", None, ""])  # noqa: DTZ001
    sheet["A900"].font = Font(bold=True)
    book.save(tmp_path / "a.xlsx")
    assert cells(tmp_path / "a.xlsx") == [
        ("姓名", 13900000001, 1.5, 4.5050319900101e17, "TRUE"),
        (date(2026, 3, 2), date(2026, 3, 2)),
    ]


def test_row_numbers_and_columns_are_those_people_see(tmp_path):
    book = Workbook()
    worksheet(book)["C5"] = "x"
    worksheet(book)["D7"] = "y"
    book.save(tmp_path / "a.xlsx")
    assert read(tmp_path / "a.xlsx") == [
        SheetRow(number=5, cells=("", "", "x"), sheet="Sheet"),
        SheetRow(number=7, cells=("", "", "", "y"), sheet="Sheet"),
    ]


def test_merged_cells_are_filled_from_their_first_one(tmp_path):
    book = Workbook()
    sheet = worksheet(book)
    for row in [["题", "", ""], ["1", "甲", "a"], ["", "乙", ""], ["", "丙", "b"]]:
        sheet.append(row)
    for area in ("A1:C1", "A2:A4", "C2:C3"):
        sheet.merge_cells(area)
    book.save(tmp_path / "a.xlsx")
    assert cells(tmp_path / "a.xlsx") == [
        ("题", "题", "题"),
        ("1", "甲", "a"),
        ("1", "乙", "a"),
        ("1", "丙", "b"),
    ]


def test_hidden_sheets_are_not_read(tmp_path):
    book = Workbook()
    worksheet(book).append(["a"])
    book.create_sheet("hidden").append(["secret"])
    book["hidden"].sheet_state = "hidden"
    book.create_sheet("more").append(["b"])
    book.save(tmp_path / "a.xlsx")
    assert [(row.sheet, row.cells) for row in read(tmp_path / "a.xlsx")] == [
        ("Sheet", ("a",)),
        ("more", ("b",)),
    ]


def test_the_name_of_a_file_does_not_matter(tmp_path):
    book = Workbook()
    worksheet(book).append(["a"])
    book.save(tmp_path / "a.xlsx")
    (tmp_path / "a.xlsx").rename(tmp_path / "table.csv")
    assert cells(tmp_path / "table.csv") == [("a",)]


def test_ods_is_read_too(tmp_path):
    assert cells(ods(tmp_path / "a.ods", ODS_DAY)) == [("姓名", date(2026, 3, 2))]


def test_xls_as_it_comes_from_wps():
    title = ("银海区贫困户信息",) * 4
    day = date(2026, 3, 2)
    assert cells(Path(__file__).with_name("export.xls")) == [
        title,
        ("户编号", "姓名", "证件号码", "日期"),
        ("4505030001", "黄大明", float(450503199001010018), day),
        ("4505030001", "陆阿妹", "450503199001010018"),
    ]


def test_the_child_knows_none_of_the_secrets(tmp_path, monkeypatch):
    monkeypatch.setenv("BANGFU_BOT_TOKEN", "123:secret")
    (tmp_path / "a.csv").write_text("a,b\n" * 50_000, encoding="utf-8")
    rows = stream(tmp_path / "a.csv")
    next(rows)
    (pid,) = children()
    assert b"secret" not in Path(f"/proc/{pid}/environ").read_bytes()
    rows.close()
    assert children() == []


def children():
    mine = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    pids = [pid for path in mine for pid in path.read_text().split()]
    return [p for p in pids if b"imports.child" in Path(f"/proc/{p}/cmdline").read_bytes()]


def test_parsing_loads_no_spreadsheet_library():
    code = (
        "import imports.people, imports.areas, imports.households, imports.pairings, sys;"
        "import imports.mistakes, imports.reader;"
        "print([m for m in sys.modules if m.split('.')[0] in"
        " ('python_calamine', 'xlsxwriter', 'openpyxl', 'geopy', 'aiogram')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


small = settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])


@small
@given(
    st.binary(max_size=2000), st.sampled_from([b"", sheets.ZIP, sheets.COMPOUND, codecs.BOM_UTF8])
)
def test_whatever_the_bytes_the_child_has_an_answer(tmp_path, content, start):
    path = tmp_path / "a"
    path.write_bytes(start + content)
    pipe = io.BytesIO()
    said = io.TextIOWrapper(pipe)
    answer(path, said)
    assert pipe.getvalue().splitlines()[-1] == b'{"end":true}' or b"why" in pipe.getvalue()


def answer(path, said):
    """Run the child's reading in this process, without the limits that would stay."""
    monkey = pytest.MonkeyPatch()
    with monkey.context() as patch:
        patch.setattr(child, "confine", lambda limits: None)
        patch.setattr(sys, "stdout", said)
        child.main(str(path), Limits(max_rows=1000))


texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1)


@small
@given(st.lists(st.lists(texts, min_size=2, max_size=4), min_size=1, max_size=5))
def test_csv_gives_back_what_was_written(tmp_path, table):
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows([["a", "b", "c"], *table])
    rows = [json_row for _, numbered in sheets.sheets(path) for json_row in numbered]
    assert [row for _, row in rows] == [["a", "b", "c"], *table]
