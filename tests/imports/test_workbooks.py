"""Both ways to read a workbook give the same rows; the quick one reads what is usual."""

import random
from datetime import date, datetime, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook as Book
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill
from xlsxwriter import Workbook as Written

from benchmarks import export_file
from imports import sheets
from imports.workbooks import Workbook
from tests.imports.sheets import SHEET, workbook, worksheet


def read(path, way):
    with path.open("rb") as file:
        return [(name, list(rows)) for name, rows in way(file)]


def by_both(path, monkeypatch):
    """Read a file quickly and slowly; give the rows, and from which sheet on it was slow."""
    slow, held = [], sheets.with_calamine

    def noted(file):
        slow.append(True)
        return held(file)

    monkeypatch.setattr(sheets, "with_calamine", noted)
    quickly, by_calamine = read(path, sheets.workbook), read(path, held)
    assert quickly == [(name, rows) for name, rows in by_calamine]
    return dict(quickly), not slow


def test_an_export_is_read_quickly(tmp_path, monkeypatch):
    export_file.write(tmp_path / "a.xlsx", 400)
    rows, is_quick = by_both(tmp_path / "a.xlsx", monkeypatch)
    assert is_quick
    assert len(rows["农户"]) == 402
    assert rows["农户"][0] == (1, ["银海区贫困户信息"] * 26)


def mixed(book):
    """Cells as people leave them: styles, days, gaps, numbers as texts and texts as numbers."""
    chance = random.Random(3)
    sheet = worksheet(book)
    kinds = [
        lambda: "黄大明",
        lambda: "a & b < c > \"d\" 'e'\nf",
        lambda: "  4505030001 ",
        lambda: "",
        lambda: None,
        lambda: chance.randrange(10**9),
        lambda: 450503199001010018,
        lambda: chance.random() * 1e6,
        lambda: -0.5,
        lambda: date(2026, 3, chance.randrange(1, 29)),
        lambda: datetime(1987, 1, 2, 13, 30),  # noqa: DTZ001
    ]
    for _ in range(60):
        sheet.append([chance.choice(kinds)() for _ in range(9)])
    for _ in range(20):
        cell = sheet.cell(chance.randrange(1, 70), chance.randrange(1, 12))
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", "FFEEAA")
    return sheet


def test_cells_as_people_leave_them(tmp_path, monkeypatch):
    book = Book()
    sheet = mixed(book)
    sheet["C80"] = "last"
    sheet["D90"].number_format = "yyyy-mm-dd"
    for area in ("A1:F1", "B3:B9", "C20:D24", "G60:G99", "H2:Z2"):
        sheet.merge_cells(area)
    mixed(book)
    book.create_sheet("empty")
    hidden = book.create_sheet("hidden")
    hidden.append(["x"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    rows, is_quick = by_both(tmp_path / "a.xlsx", monkeypatch)
    assert list(rows) == ["Sheet", "empty"]
    assert len(rows["Sheet"]) > 60
    assert not is_quick  # the empty sheet is written in another way


FORMATS = ["0.00", "yyyy/m/d", "yyyy年m月d日", "[$-804]yyyy-mm-dd;@", "#,##0.00 [$¥-804]", "@"]


@pytest.mark.parametrize("in_memory", [True, False])
def test_days_and_numbers_by_their_format(tmp_path, monkeypatch, in_memory):
    with Written(str(tmp_path / "a.xlsx"), {"constant_memory": not in_memory}) as book:
        page = book.add_worksheet("S")
        for row, number in enumerate([61, 1000.25, 45000, 46083, 12, 0.5 if in_memory else 80]):
            for column, name in enumerate(FORMATS):
                look = book.add_format({"num_format": name})
                page.write_number(row, column, max(number, 61), look)
            page.write_blank(row, len(FORMATS), None, book.add_format({"bold": True}))
    rows, is_quick = by_both(tmp_path / "a.xlsx", monkeypatch)
    assert is_quick
    assert rows["S"][2][1][:3] == [45000, date(2023, 3, 15), date(2023, 3, 15)]


def unusual(sheet):
    yield "formula", lambda: sheet.append(["=1+1", 3])
    yield "truth", lambda: sheet.append([True])
    yield "time", lambda: sheet.append([time(9, 30)])
    yield "fault", lambda: sheet.append(["#N/A"])
    yield "rich", lambda: sheet.append([CellRichText("a ", TextBlock(InlineFont(b=True), "b"))])
    yield "control", lambda: sheet.append(["a_x000D_b"])
    yield "far", lambda: sheet.cell(9, 900, "x")


@pytest.mark.parametrize("place", range(7))
def test_what_is_unusual_is_read_as_before(tmp_path, monkeypatch, place):
    book = Book()
    sheet = worksheet(book)
    for number in range(40):
        sheet.append([f"甲{number}", number, "乙"])
    name, write = list(unusual(sheet))[place]
    write()
    for number in range(10):
        sheet.append([f"丙{number}"])
    sheet.merge_cells("B38:B43")
    book.save(tmp_path / "a.xlsx")
    rows, is_quick = by_both(tmp_path / "a.xlsx", monkeypatch)
    assert (is_quick, len(rows["Sheet"]) >= 50) == (False, True), name


CELLS = [
    '<c r="A2" t="inlineStr"><is><t xml:space="preserve"> 甲 </t></is></c>',
    '<c r="A2" t="str"><v>a&amp;b&#20013;</v></c>',
    '<c r="B2"><v>1.50E+2</v></c>',
    '<c r="A2"/><c r="C2"><v>7</v></c>',
    '<c r="A2"></c>',
    '<c r="B2"><v>2</v></c><c r="A2"><v>1</v></c>',
    '<c r="A2"><v>1</v></c><c r="A2"><v>2</v></c>',
    '<c r="A2"><!-- no --><v>1</v></c>',
    '<c r="A2" t="e"><v>#REF!</v></c>',
    '<c r="A2" t="b"><v>1</v></c>',
    '<c r="A2"><f>1+1</f><v>2</v></c>',
    '<c r="A2"><f t="shared" ref="A2:A9" si="0">B2</f><v>2</v></c>',
    '<c t="str"><v>no place</v></c>',
    '<c r="A2" t="str"><v>a</v></c> <c r="B2" t="str"><v>b</v></c>',
]
ROW = (
    '<row r="1"><c r="A1" t="str"><v>x</v></c></row>{row}<row r="4"/>'
    '<row r="5"><c r="B5"><v>5</v></c></row>'
)


@pytest.mark.parametrize("cells", CELLS)
@pytest.mark.parametrize(
    "row", ['<row r="2" spans="1:3">{}</row>', '\n <row r="2">{}\n</row>', "<row>{}</row>"]
)
def test_every_form_of_a_cell(tmp_path, monkeypatch, cells, row):
    written = ROW.format(row=row.format(cells))
    by_both(workbook(tmp_path / "a.xlsx", SHEET.format(ref="A1:C5", rows=written)), monkeypatch)


TEXTS = (
    "<si><t>姓名</t></si>"
    '<si><t>手机</t><phoneticPr fontId="1" type="noConversion"/></si>'
    '<si><r><rPr><b/></rPr><t xml:space="preserve">银海区 </t></r><r><t>农户&amp;人</t></r></si>'
    '<si><t xml:space="preserve"> a\n b </t></si><si>\n<t>c</t>\n</si>'
)
SHARED = "".join(f'<c r="{name}2" t="s"><v>{n}</v></c>' for n, name in enumerate("ABCDE"))


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (TEXTS, True),
        (TEXTS + "<si><t/></si>", False),
        (TEXTS + "<si/>", False),
        (TEXTS + '<si><t>覃</t><rPh sb="0" eb="1"><t>qin</t></rPh></si>', False),
        (TEXTS + "<si><t>a_x000D_b</t></si>", False),
        (TEXTS + "<!-- no --><si><t>x</t></si>", False),
    ],
)
def test_texts_as_programs_share_them(tmp_path, monkeypatch, texts, wanted):
    sheet = SHEET.format(ref="A1:E5", rows=ROW.format(row=f'<row r="2">\n{SHARED}\n</row>\n'))
    rows, is_quick = by_both(workbook(tmp_path / "a.xlsx", sheet, texts), monkeypatch)
    assert is_quick is wanted
    assert rows["S"][1][1][:3] == ["姓名", "手机", "银海区 农户&人"]


few = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
values = st.one_of(
    st.none(), st.text(max_size=4), st.integers(-(10**17), 10**17), st.dates(date(1901, 1, 1)),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
)  # fmt: skip


@few
@given(st.lists(st.lists(values, max_size=5), min_size=1, max_size=8))
def test_whatever_is_written_both_ways_read_the_same(tmp_path, table):
    path = tmp_path / "a.xlsx"
    with Written(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        page, day = book.add_worksheet("S"), book.add_format({"num_format": "yyyy-mm-dd"})
        for row, cells in enumerate(table):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    page.write_datetime(row, column, cell, day)
                elif cell is not None:
                    page.write(row, column, cell)
    assert read(path, sheets.workbook) == read(path, sheets.with_calamine)


def test_a_cut_off_sheet_is_not_half_read(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        SHEET.format(ref="A1", rows=ROW.format(row="")).partition("</sheet")[0],
    )
    with path.open("rb") as file:
        book = Workbook(file)
        with pytest.raises(Exception, match="much behind"):
            book.merged("xl/worksheets/sheet1.xml")
        with pytest.raises(Exception, match="another end"):
            list(book.rows("xl/worksheets/sheet1.xml"))
