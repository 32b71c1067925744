"""Households that a child checks: piece by piece while it reads, or patiently at the end."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import orjson
import pytest
from openpyxl import Workbook

from demo.district import district
from domain.refusals import Text
from imports import child, drafts
from imports.checked import Families, name_of
from imports.drafts import Scattered
from imports.families import Told, household_of, members_of, told_of
from imports.limits import Limits, Unreadable, Why
from imports.plan import Mistake
from imports.questions import Question
from imports.said import mistake_read, mistake_written
from tests.imports.sheets import rows, worksheet
from tests.imports.test_households import AREAS, EMPTY_FACTS, HEAD, WIFE, as_rows, checked

HEADER = list(HEAD)
QUESTION = Question.about(AREAS, ("",), 3)
FAMILIES = [
    HEAD | {"户编号": f"H{number:04}", "证件号码": "", "人编号": str(number)}
    for number in range(12)
]


@pytest.fixture(autouse=True)
def few_open(monkeypatch):
    monkeypatch.setattr(drafts, "MOST_OPEN", 2)


def book(path, *sheets):
    made = Workbook()
    for place, people in enumerate(sheets):
        sheet = made.create_sheet() if place else worksheet(made)
        header = list(people[0])
        for line in (header, *([person[name] for name in header] for person in people)):
            sheet.append(line)
    made.save(path)
    return path


def answer(path, question=QUESTION):
    """Ask a child; give everything it says."""
    families = Families(path, Limits(), question)
    told = [it for piece in families.pieces() for it in piece]
    return families, told


def said(path, question=QUESTION):
    """What a child would say: facts without a column, families, and the rest."""
    lines = [orjson.loads(it) for it in child.answers(child.rows(path, Limits()), question)]
    absent: list[str] = next((it["absent"] for it in lines if "absent" in it), [])
    told = [Told(*values) for it in lines if isinstance(it, list) for values in it]
    return absent, told, lines[-1]


def test_a_child_says_what_the_file_says(tmp_path):
    families, told = answer(book(tmp_path / "a.xlsx", [HEAD, WIFE, *FAMILIES]))
    assert (families.rows, families.is_clean, families.absent) == (14, True, frozenset())
    assert told[0].number == "4505030001"
    assert [it.name for it in members_of(told[0])] == ["黄大明", "陆阿妹"]
    assert len(told) == 13


def test_families_are_told_as_they_are_kept():
    for record in district().households.records[:50]:
        told = told_of(record)
        assert household_of(told).point == record.point
        assert len(members_of(told)) == len(record.members)


@pytest.mark.parametrize("is_patient", [True, False])
def test_both_ways_give_the_same_households_in_the_same_order(is_patient):
    homes = district().households.records[:40]
    people = [line for home in homes for line in as_rows(home)]
    told = rows(HEADER, *[[person.get(name, "") for name in HEADER] for person in people])
    made = checked(told, is_patient=is_patient)
    assert [it.number for it in made.records] == [it.number for it in homes]
    assert made == checked(told)


PATIENTLY = replace(QUESTION, is_patient=True)


def test_a_household_whose_rows_are_far_apart_is_read_with_patience(tmp_path):
    path = book(tmp_path / "a.xlsx", [HEAD, *FAMILIES, WIFE | EMPTY_FACTS])
    with pytest.raises(Scattered):
        said(path)
    _, told, _ = said(path, PATIENTLY)
    assert [len(it.members) for it in told] == [2] + [1] * 12


def test_a_later_sheet_with_more_columns_too(tmp_path):
    short = [{k: v for k, v in it.items() if k != "联系电话"} for it in FAMILIES[:6]]
    path = book(tmp_path / "a.xlsx", short, FAMILIES[6:])
    with pytest.raises(Scattered):
        said(path)
    absent, told, _ = said(path, PATIENTLY)
    assert (len(told), absent) == (12, [])
    absent, _, _ = said(book(tmp_path / "b.xlsx", short))
    assert absent == ["phone"]


def test_after_a_mistake_nothing_more_is_told(tmp_path):
    bad = FAMILIES[8] | {"联系电话": "12", "村": "火星村"}
    families, told = answer(book(tmp_path / "a.xlsx", [*FAMILIES[:8], bad, *FAMILIES[9:]]))
    assert len(told) < 8
    assert families.rows == 12
    assert [(it.row, it.column, it.value) for it in families.mistakes] == [
        (10, "联系电话", "12"),
        (10, "村", "火星村"),
    ]


def test_a_household_without_a_village_is_told_of_at_the_end(tmp_path):
    homeless = FAMILIES[2] | {"村": ""}
    path = book(tmp_path / "a.xlsx", [*FAMILIES[:2], homeless, *FAMILIES[3:]])
    _, told, rest = said(path)
    assert [(row, column) for row, column, *_ in rest["mistakes"]] == [(4, "村")]
    assert len(told) <= 2


def test_the_same_question_has_the_same_name():
    assert name_of(QUESTION) == name_of(PATIENTLY)
    assert name_of(QUESTION) == name_of(Question.about(reversed(AREAS), ("",), 3))
    assert name_of(QUESTION) != name_of(Question.about(AREAS, ("450503",), 3))
    assert name_of(QUESTION) != name_of(Question.about(AREAS[1:], ("",), 3))
    assert {it.code for it in QUESTION.known()} == {it.code for it in AREAS}


def test_texts_inside_texts_come_back():
    words = Text("Row {row} {what}", row=3, what=Text("{n} days", n=Text("two")))
    mistake = Mistake(row=1, column="村", value="x", reason=words, remedy=Text("Mend it."))
    assert mistake_read(mistake_written(mistake)) == mistake


def test_whoever_stops_listening_ends_the_child(tmp_path):
    families = Families(book(tmp_path / "a.xlsx", FAMILIES), Limits(), QUESTION)
    pieces = families.pieces()
    next(pieces)
    families.close()
    families.close()
    assert families._child._process.returncode is not None


def test_whoever_waits_for_a_child_that_is_ended_does_not_wait_for_ever(tmp_path):
    families = Families(book(tmp_path / "a.xlsx", FAMILIES), Limits(), QUESTION)
    os.kill(families._child._process.pid, signal.SIGSTOP)
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(next, families.pieces())
        families.close()
        assert isinstance(waiting.exception(30), Unreadable | ValueError)


def test_limits_hold_while_it_checks(tmp_path):
    path = book(tmp_path / "a.xlsx", FAMILIES)
    with pytest.raises(Unreadable) as no:
        list(Families(path, Limits(max_rows=5), QUESTION).pieces())
    assert no.value.why is Why.TOO_MANY_ROWS
    with pytest.raises(Unreadable) as no:
        list(Families(path, Limits(wall_seconds=0), QUESTION).pieces())
    assert no.value.why is Why.TOO_SLOW
