from hypothesis import given
from hypothesis import strategies as st

from imports.fields import whole, words
from imports.plan import Mistake
from imports.table import Column, Once, lines
from tests.imports.sheets import rows

COLUMNS = (
    Column(name="姓名", is_required=True),
    Column(name="手机号", aliases=("电话",), is_required=True),
    Column(name="人数(口)"),
)


def read(*tables):
    mistakes: list[Mistake] = []
    found = [
        (line.row.number, line.read("姓名", words), line.read("人数(口)", whole))
        for line in lines([row for table in tables for row in table], COLUMNS, mistakes)
    ]
    return found, [(m.sheet, m.row, m.column, m.reason.msgid) for m in mistakes]


def test_titles_above_the_header_are_passed_over():
    table = rows(["银海区名册"] * 3, None, ["序号", "姓名", "手机号"], [1, "甲", "1"])
    assert read(table) == ([(4, "甲", None)], [])


def test_headings_are_compared_without_spaces_marks_and_width():
    table = rows(["＊姓 名：", "电话", "人数（口）"], ["甲", "1", "3口"])
    assert read(table)[1] == [("", 2, "人数(口)", "This is no whole number.")]


def test_a_header_repeated_on_every_page_is_no_row():
    table = rows(["姓名", "手机号"], ["甲", "1"], ["姓名", "手机号"], ["乙", "2"])
    assert [name for _, name, _ in read(table)[0]] == ["甲", "乙"]


def test_a_header_of_two_rows_counts_where_it_is_complete():
    table = rows(["姓名", "联系", "联系"], ["姓名", "手机号", "人数(口)"], ["甲", "1", "2"])
    assert read(table) == ([(3, "甲", 2)], [])


def test_sheets_without_a_header_are_instructions():
    notes = rows(["填表说明"], ["姓名要写全"], sheet="说明")
    first = rows(["手机号", "姓名"], ["1", "甲"], sheet="A")
    second = rows(["姓名", "手机号"], ["乙", "2"], sheet="B")
    assert read(notes, first, second) == ([(2, "甲", None), (2, "乙", None)], [])


def test_a_missing_column_is_named_at_the_row_that_is_nearest_to_a_header():
    table = rows(["名册"], ["姓名", "人数(口)"], ["甲", "3"], sheet="S")
    assert read(table) == ([], [("S", 2, "手机号", "This column is missing.")])


def test_a_file_without_any_header():
    why = "The row with the names of the columns was not found."
    assert read(rows(["甲", "1"])) == ([], [("", 1, "", why)])
    assert read([]) == ([], [("", 1, "", why)])


def test_a_header_without_rows():
    assert read(rows(["姓名", "手机号"]))[1] == [("", 1, "", "There is no row under the header.")]


def test_lines_shorter_than_the_header_have_empty_cells():
    table = rows(["姓名", "手机号", "人数(口)"], ["甲"], ["乙", "1", "-"])
    assert read(table) == ([(2, "甲", None), (3, "乙", None)], [])


def test_a_needed_cell_that_is_empty_is_noted_once():
    mistakes: list[Mistake] = []
    (line,) = lines(rows(["姓名", "手机号"], ["", "1"]), COLUMNS, mistakes)
    assert line.need("姓名", words) is None
    assert not line.is_good
    assert [(m.column, m.reason.msgid) for m in mistakes] == [("姓名", "This cell is empty.")]


def test_once_remembers_the_first_row():
    first, second = lines(rows(["姓名", "手机号"], ["甲", "1"], ["乙", "2"]), COLUMNS, [])
    once = Once()
    assert once.earlier("x", first) is None
    assert once.earlier("x", second) == 2
    assert once.earlier("x", second) == 2


cell = st.one_of(
    st.sampled_from(["", "姓名", "手机号", "电话"]), st.text(max_size=5), st.integers()
)


@given(st.lists(st.lists(cell, max_size=5), max_size=40))
def test_whatever_the_rows_there_are_lines_or_mistakes(table):
    found, mistakes = read(rows(*table))
    assert found or mistakes
