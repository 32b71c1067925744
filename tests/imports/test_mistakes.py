import openpyxl

from domain.refusals import Text
from imports.mistakes import HEADERS, write
from imports.plan import Mistake
from tests.imports.sheets import worksheet

CHINESE = {"Row {row} has the same code.": "第{row}行的代码相同。", "Fill in.": "请填写。"}


def test_the_workbook_says_where_what_why_and_what_to_do(tmp_path):
    reason = Text("Row {row} has the same code.", row=3)
    mistakes = [
        Mistake(row=5, column="村", value=value, reason=reason, remedy=Text("Fill in."), sheet="A")
        for value in ("=1+1", "+86 139", "-3", "@x", "https://a.example", "007", "", "很" * 40_000)
    ]
    write(tmp_path / "a.xlsx", mistakes, lambda msgid: CHINESE[msgid])
    sheet = worksheet(openpyxl.load_workbook(tmp_path / "a.xlsx"))
    lines = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert lines[0] == list(HEADERS)
    assert lines[1] == [5, "村", "=1+1", "第3行的代码相同。", "请填写。", "A"]
    assert [line[2] for line in lines[1:7]] == [m.value for m in mistakes[:6]]
    assert {sheet.cell(line, 3).data_type for line in range(2, 8)} == {"s"}
    assert sheet.cell(6, 3).hyperlink is None
    assert len(str(lines[8][2])) == 32_767
