"""Topics are added, named, retired and ordered; old cases keep what they were about."""

import pytest

from domain.ladders import SHIPPED, Kind
from domain.refusals import Refusal, Text
from domain.topic_edits import (
    MOST_TOPICS,
    with_name,
    with_offer,
    with_parent,
    with_topic,
    with_topic_earlier,
)

NEED, QUESTION = SHIPPED[Kind.NEED], SHIPPED[Kind.QUESTION]


def codes(ladder, parent=""):
    return [it.code for it in ladder.under(parent)]


def test_a_topic_is_added_below_another_and_offered_last():
    added = with_topic(NEED, "沼气", "housing")
    assert codes(added, "housing") == [*codes(NEED, "housing"), "own-1"]
    assert added.topic("own-1") == Text("沼气")
    top = with_topic(added, "修路", "")
    assert codes(top)[-1] == "own-2"
    assert codes(top, "housing") == codes(added, "housing")


@pytest.mark.parametrize("name", ["", "长" * 13, "<b>", "a&b", "{x}"])
def test_a_name_that_would_spoil_buttons_or_messages_is_refused(name):
    with pytest.raises(Refusal):
        with_topic(NEED, name, "")


def test_no_two_topics_side_by_side_have_one_name():
    added = with_topic(NEED, "修路", "")
    with pytest.raises(Refusal):
        with_topic(added, "修路", "")
    with_topic(added, "修路", "housing")
    renamed = with_name(added, "own-1", "道路")
    assert renamed.topic("own-1") == Text("道路")


def test_a_retired_topic_is_offered_no_more_and_keeps_its_name():
    retired = with_offer(NEED, "water")
    assert "water" not in codes(retired)
    assert retired.topic("water") == Text("Drinking water")
    assert codes(with_offer(retired, "water")) == codes(NEED)
    ladder = QUESTION
    for code in codes(QUESTION)[:-1]:
        ladder = with_offer(ladder, code)
    with pytest.raises(Refusal):
        with_offer(ladder, codes(ladder)[0])


def test_topics_have_two_levels_at_most():
    moved = with_parent(NEED, "water-pipe", "housing")
    assert "water-pipe" in codes(moved, "housing")
    assert "water-pipe" in codes(with_parent(NEED, "water-pipe", ""))
    for code, parent in (("housing", "water"), ("other", "water-pipe"), ("other", "other")):
        with pytest.raises(Refusal):
            with_parent(NEED, code, parent)


def test_a_topic_comes_before_the_one_above_it():
    turned = with_topic_earlier(QUESTION, "record")
    assert codes(turned)[:2] == ["record", "policy"]
    with pytest.raises(Refusal):
        with_topic_earlier(turned, "record")
    with pytest.raises(Refusal):
        with_topic_earlier(turned, "gone")


def test_there_are_only_so_many():
    ladder = QUESTION
    for number in range(MOST_TOPICS - len(QUESTION.topics)):
        ladder = with_topic(ladder, f"第{number}类", "")
    with pytest.raises(Refusal):
        with_topic(ladder, "再一类", "")
