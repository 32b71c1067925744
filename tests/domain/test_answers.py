"""Public answers: what may stand in them, and on which days they hold."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.answers import (
    Answer,
    State,
    check_days,
    check_open,
    last_day,
    private_number,
    words_of,
)
from domain.refusals import Refusal

TODAY, A_DAY = date(2026, 3, 2), timedelta(days=1)
ANSWER = Answer(
    id=1,
    question="低保怎么申请？",
    answer="到村委会填表。",
    area_code="450503",
    valid_from_on=TODAY,
    set_by=1,
    set_at=datetime(2026, 3, 2, tzinfo=UTC),
)


@pytest.mark.parametrize(
    ("words", "beginning"),
    [
        ("身份证 11010519491231002X", "110…"),
        ("身份证11010519491231002x。", "110…"),
        ("老号 110105491231002", "110…"),
        ("打13900000001", "139…"),
        ("打 139 0000 0001", "139…"),
        ("打139-0000-0001找她", "139…"),
        ("打+8613900000001", "+86…"),
        ("打１３９０００００００１", "139…"),
        ("卡 6228 4800 1234 5678 901", "622…"),
        ("卡6228480012345678", "622…"),
        ("打 12333 或 0779-2031234", ""),
        ("桂政办发〔2026〕1号，2026-01-01 至 2026-12-31", ""),
        ("每月 1200 元，一年 14400 元", ""),
        ("2026年3月2日 09:00 到 2026年3月12日 17:30", ""),
    ],
)
def test_numbers_that_look_like_somebodys_are_found(words: str, beginning: str) -> None:
    assert private_number(words) == beginning
    if beginning:
        with pytest.raises(Refusal, match="looks like"):
            words_of(words, 200)


def test_words_keep_their_lines_and_lose_what_surrounds_them() -> None:
    assert words_of("  一  二 \n\n 三\t四\n", 20) == "一 二\n三 四"
    with pytest.raises(Refusal, match="characters long"):
        words_of("长" * 21, 20)
    with pytest.raises(Refusal, match="Please type"):
        words_of({"voice": "x"}, 20)


@pytest.mark.parametrize(
    ("since", "until", "holds", "is_soon"),
    [
        (TODAY, None, True, False),
        (TODAY, TODAY, True, True),
        (TODAY - A_DAY, TODAY - A_DAY, False, False),
        (TODAY + A_DAY, None, False, False),
        (TODAY, TODAY + 14 * A_DAY, True, True),
        (TODAY, TODAY + 15 * A_DAY, True, False),
    ],
)
def test_an_answer_holds_on_its_days(
    since: date, until: date | None, holds: bool, is_soon: bool
) -> None:
    answer = replace(ANSWER, valid_from_on=since, valid_until_on=until)
    assert answer.holds_on(TODAY) == holds
    assert answer.runs_out_soon(TODAY) == is_soon
    assert not replace(answer, state=State.CHANGED).runs_out_soon(TODAY)


def test_an_earlier_end_stays() -> None:
    assert last_day(ANSWER, TODAY) == TODAY - A_DAY
    ending = replace(ANSWER, valid_until_on=TODAY + A_DAY)
    assert last_day(ending, TODAY + 9 * A_DAY) == TODAY + A_DAY
    assert last_day(ending, TODAY + A_DAY) == TODAY


@pytest.mark.parametrize(
    ("changes", "is_open"),
    [
        ({}, True),
        ({"valid_until_on": TODAY}, True),
        ({"valid_until_on": TODAY - A_DAY}, False),
        ({"state": State.CHANGED}, False),
        ({"state": State.STOPPED}, False),
        ({"state": State.PAST}, False),
    ],
)
def test_only_what_goes_on_is_changed(changes: dict[str, Any], is_open: bool) -> None:
    answer = replace(ANSWER, **changes)
    if is_open:
        check_open(answer, TODAY)
        return
    with pytest.raises(Refusal):
        check_open(answer, TODAY)


def test_no_answer_ends_before_it_begins_or_in_the_past() -> None:
    check_days(TODAY, None, TODAY)
    check_days(TODAY, TODAY, TODAY)
    for since, until in ((TODAY + A_DAY, TODAY), (TODAY - 9 * A_DAY, TODAY - A_DAY)):
        with pytest.raises(Refusal):
            check_days(since, until, TODAY)


def test_other_days_alone_are_no_news_for_readers() -> None:
    assert ANSWER.says_the_same_as(replace(ANSWER, valid_until_on=TODAY))
    others = replace(ANSWER, answer="二"), replace(ANSWER, source="二")
    assert not any(ANSWER.says_the_same_as(it) for it in (*others, replace(ANSWER, question="二")))
