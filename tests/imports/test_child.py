"""The child's own work, seen from inside; test_reader.py runs it as a process."""

import json
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from imports import child
from imports.limits import Limits, Why
from imports.merged import Merged
from tests.imports.sheets import SHEET, workbook, worksheet


def said(path, monkeypatch, capsys, **limits):
    monkeypatch.setattr(child, "confine", lambda limits: None)
    child.main(str(path), Limits(**limits))
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_workbook_becomes_json_lines(tmp_path, monkeypatch, capsys):
    book = Workbook()
    sheet = worksheet(book)
    day = datetime(2026, 3, 2, 9, tzinfo=UTC).replace(tzinfo=None)
    sheet.append([None, "户", 3, 1.5, True, date(2026, 3, 2), day, time(9, 30)])
    sheet.append([None, "", "x"])
    sheet.merge_cells("B1:B2")
    book.create_sheet("empty")
    book.save(tmp_path / "a.xlsx")
    whole_day = {"day": "2026-03-02"}
    assert said(tmp_path / "a.xlsx", monkeypatch, capsys) == [
        {"sheet": "Sheet"},
        [1, ["", "户", 3, 1.5, "TRUE", whole_day, whole_day, "09:30:00"]],
        [2, ["", "户", "x"]],
        {"end": True},
    ]


@pytest.mark.parametrize(
    ("limits", "why"),
    [
        ({"max_rows": 1}, Why.TOO_MANY_ROWS),
        ({"max_columns": 1}, Why.TOO_MANY_COLUMNS),
        ({"max_cells": 3}, Why.TOO_MANY_CELLS),
    ],
)
def test_the_last_word_is_the_limit(tmp_path, monkeypatch, capsys, limits, why):
    (tmp_path / "a.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert said(tmp_path / "a.csv", monkeypatch, capsys, **limits)[-1] == {"why": why}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", Why.EMPTY),
        (b"<html>", Why.WEB_PAGE),
        (b"PK\x03\x04", Why.NOT_A_TABLE),
        (b"a,\x00", Why.NOT_A_TABLE),
    ],
)
def test_the_last_word_is_what_the_file_is_instead(tmp_path, monkeypatch, capsys, content, why):
    (tmp_path / "a").write_bytes(content)
    assert said(tmp_path / "a", monkeypatch, capsys)[-1] == {"why": why}


@pytest.mark.parametrize(
    ("fault", "why"), [(MemoryError, Why.TOO_HUNGRY), (RuntimeError, Why.DAMAGED)]
)
def test_a_parser_that_gives_up_is_explained(tmp_path, monkeypatch, capsys, fault, why):
    def give_up(path):
        raise fault

    monkeypatch.setattr(child, "sheets", give_up)
    assert said(tmp_path / "a", monkeypatch, capsys) == [{"why": why}]


def test_broken_xml_is_damage(tmp_path, monkeypatch, capsys):
    path = workbook(tmp_path / "a.xlsx", SHEET.format(ref="A1", rows="<row><c"))
    assert said(path, monkeypatch, capsys)[-1]["why"] in {Why.DAMAGED, Why.NOT_A_TABLE}


corner = st.tuples(st.integers(0, 8), st.integers(0, 8))
areas = st.tuples(corner, corner).map(
    lambda pair: (
        (min(pair[0][0], pair[1][0]), min(pair[0][1], pair[1][1])),
        (max(pair[0][0], pair[1][0]), max(pair[0][1], pair[1][1])),
    )
)


@given(areas, st.integers(1, 10), st.integers(1, 10))
def test_a_merged_range_has_its_first_value_everywhere(area, height, width):
    (top, left), (bottom, right) = area
    merged = Merged([area])
    table = [merged.fill(r, [(r, c) for c in range(width)]) for r in range(height)]
    for r in range(height):
        for c in range(width):
            inside = top <= r <= bottom and left <= c <= right
            assert table[r][c] == ((top, left) if inside else (r, c))


@given(st.lists(areas, max_size=6))
def test_overlapping_ranges_keep_the_shape(ranges):
    merged = Merged(ranges)
    assert all(len(merged.fill(r, list(range(5)))) == 5 for r in range(10))
