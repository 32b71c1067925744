"""The shipped topics are trees of two levels that a chat can show."""

import pytest

from domain.ladders import SHIPPED, Kind

LONGEST_CODE = 30
KINDS = list(Kind)


@pytest.mark.parametrize("kind", KINDS)
def test_every_topic_is_reached_from_above_and_named_once(kind):
    ladder = SHIPPED[kind]
    first = ladder.under("")
    below = [it for topic in first for it in ladder.under(topic.code)]
    offered = [it.code for it in ladder.topics if it.is_offered]
    assert sorted(it.code for it in (*first, *below)) == sorted(offered)
    assert len(set(offered)) == len(offered)


@pytest.mark.parametrize("kind", KINDS)
def test_a_code_fits_a_button(kind):
    for topic in SHIPPED[kind].topics:
        assert topic.code.isascii()
        assert ":" not in topic.code
        assert len(topic.code) < LONGEST_CODE
