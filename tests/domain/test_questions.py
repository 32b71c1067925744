"""What may be asked of whom, and in which order."""

from datetime import date
from typing import Any

import pytest

from domain.questions import (
    AUDIENCES,
    Kind,
    Question,
    is_asked,
    moved,
    options_of,
    text_of,
)
from domain.refusals import Refusal


def question(number=1, audience="all", **more):
    known = {"place": number, "kind": Kind.YES_NO, "text": "?", "since_on": date(2026, 3, 1)}
    return Question(id=number, audience=audience, **known | more)


OF_WHOM: tuple[tuple[Any, ...], ...] = (
    ("all", {}, False, True),
    ("unmet", {}, True, True),
    ("unmet", {}, False, False),
    ("poor", {"state": "未脱贫"}, False, True),
    ("poor", {"state": "已脱贫"}, True, False),
    ("exited", {"state": "已脱贫"}, False, True),
    ("watched", {"state": "边缘易致贫户"}, False, True),
    ("watched", {}, False, False),
    ("dibao", {"attribute": "低保"}, False, True),
    ("dibao", {"attribute": "一般"}, False, False),
    ("destitute", {"attribute": "特困供养"}, False, True),
    ("ordinary", {"attribute": "一般"}, False, True),
    ("of a later version", {}, True, False),
)


@pytest.mark.parametrize(("audience", "facts", "is_unmet", "asked"), OF_WHOM)
def test_a_household_is_asked_by_its_facts(audience, facts, is_unmet, asked):
    assert is_asked(question(audience=audience), facts, is_unmet=is_unmet) is asked


def test_every_audience_can_be_pressed():
    assert all(key.isascii() and ":" not in key and len(key) <= 30 for key in AUDIENCES)


def test_a_question_is_asked_from_its_first_day_until_the_day_it_is_retired():
    asked = question(until_on=date(2026, 3, 5))
    days = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 4), date(2026, 3, 5)]
    assert [asked.is_open_on(day) for day in days] == [False, True, True, False]
    assert question().is_open_on(date(2030, 1, 1))


OPTIONS = (
    ("水井\n自来水", ("水井", "自来水")),
    ("水井，自来水、 山泉 ; 其他", ("水井", "自来水", "山泉", "其他")),
    ("a b\n\n  c  ", ("a b", "c")),
    (" 有  没有\n", ("有", "没有")),
)


@pytest.mark.parametrize(("written", "options"), OPTIONS)
def test_options_come_one_a_line_or_between_commas(written, options):
    assert options_of(written) == options


UNFIT = (
    (options_of, "只有一个"),
    (options_of, "、".join("一二三四五六七八九")),
    (options_of, "好,好"),
    (options_of, "好," + "长" * 25),
    (options_of, {"voice": "v", "seconds": 2}),
    (text_of, {"voice": "v", "seconds": 2}),
    (text_of, "长" * 121),
)


@pytest.mark.parametrize(("take", "written"), UNFIT)
def test_what_no_screen_can_hold_is_refused(take, written):
    with pytest.raises(Refusal):
        take(written)


def test_a_question_is_one_line():
    assert text_of(" 家里\n用电 安全吗？ ") == "家里 用电 安全吗？"


@pytest.mark.parametrize(
    ("number", "by", "order"),
    [(2, -1, [2, 1, 3]), (2, 1, [1, 3, 2]), (1, -1, [1, 2, 3]), (3, 1, [1, 2, 3])],
)
def test_a_question_moves_one_place(number, by, order):
    asked = [question(it) for it in (1, 2, 3)]
    assert [it.id for it in moved(asked, number, by)] == order
