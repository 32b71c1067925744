"""Synonyms: chains, circles, the longest word first; what may be put on the list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.refusals import Refusal
from domain.search_terms import LONGEST_WORDS, asked, plain, terms
from domain.shipped_synonyms import SHIPPED
from domain.synonyms import Synonyms, check, standing, word_of

KNOWN = {"新农合": "居民医保", "居民医保": "城乡居民基本医疗保险", "医保": "居民医保"}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Ａ４ 纸，怎么打印？", ["a4", "纸", "怎", "么", "打", "印", "怎么", "么打", "打印"]),
        ("", []),
        ("？！_😀%", []),
        ("怎怎怎", ["怎", "怎怎"]),
    ],
)
def test_terms_are_characters_and_neighbours(words: str, found: list[str]) -> None:
    assert terms(plain(words)) == found


@given(st.text(max_size=300))
def test_any_words_can_be_searched_for(words: str) -> None:
    said = asked(words)
    assert len(said) <= LONGEST_WORDS
    found = terms(said)
    assert len(found) == len(set(found))
    rest, meanings = Synonyms(SHIPPED).taken_apart(said)
    assert set(meanings) <= set(SHIPPED.values())
    assert len(rest) <= len(said)


def test_words_of_a_chain_mean_the_last_one() -> None:
    synonyms = Synonyms(KNOWN)
    assert synonyms.meaning_of("新农合") == "城乡居民基本医疗保险"
    assert synonyms.meaning_of("没有的") == "没有的"
    everything = {"新农合", "居民医保", "医保", "城乡居民基本医疗保险"}
    assert set(synonyms.words_of("城乡居民基本医疗保险")) == everything


def test_the_longest_word_is_taken_out() -> None:
    rest, meanings = Synonyms({"医保": "甲", "居民医保": "乙"}).taken_apart("我的居民医保和医保卡")
    assert (rest, meanings) == ("我的 和 卡", ["乙", "甲"])


def test_a_circle_ends() -> None:
    synonyms = Synonyms({"甲甲": "乙乙", "乙乙": "甲甲"})
    assert synonyms.taken_apart("甲甲乙乙")[0] == "  "


def test_what_officers_keep_stands_over_what_is_shipped() -> None:
    kept = {"甲甲": "", "乙乙": "丁丁"}
    assert standing({"甲甲": "一一", "乙乙": "二二"}, kept) == {"乙乙": "丁丁"}


@pytest.mark.parametrize(
    ("word", "means", "sentence"),
    [
        ("新农合", "新农合", "the same word"),
        ("新农合", "低保", "on the list already"),
        ("城乡居民基本医疗保险", "新农合", "mean the same already"),
    ],
)
def test_what_is_said_already_is_refused(word: str, means: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        check(word, means, KNOWN)


def test_a_new_word_is_taken_plain() -> None:
    check("合作医疗", "居民医保", KNOWN)
    assert word_of(" 新 农合！") == "新农合"
    for written in ("钱", "？", "", "长" * 13):
        with pytest.raises(Refusal):
            word_of(written)


def test_the_shipped_words_fit_the_list() -> None:
    for word, means in SHIPPED.items():
        assert (word_of(word), word_of(means)) == (word, means)
        assert means not in SHIPPED
