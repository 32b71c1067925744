"""Ranking: rare words say more, words that mean the same count alike, strangers do not fit."""

from dataclasses import replace

from domain.answer_ranking import asked, ranked
from domain.search_terms import asked as said
from domain.search_terms import every_term, plain
from domain.synonyms import Synonyms
from tests.domain.test_answers import ANSWER

COUNTS = {"怎么": 3000, "么申": 800, "申请": 900, "低保": 40, "雨露": 2, "露计": 2, "计划": 60}
SYNONYMS = Synonyms({"最低生活保障": "低保", "职教补贴": "雨露计划"})


def best(words: str, *questions: str) -> list[str]:
    found = [replace(ANSWER, id=it, question=text) for it, text in enumerate(questions)]
    every = every_term(map(plain, questions))
    counts = {it: 1 if len(it) > 1 else 2000 for it in every} | COUNTS
    return [it.question for it in ranked(asked(plain(words), counts, SYNONYMS), found)]


def test_what_is_rare_says_more() -> None:
    assert best("雨露计划怎么申请", "低保怎么申请", "雨露计划到哪里领")[0] == "雨露计划到哪里领"


def test_words_that_mean_the_same_count_alike() -> None:
    assert best("最低生活保障几时发", "低保什么时候发", "粮食什么时候卖")[0] == "低保什么时候发"
    assert best("职教补贴", "雨露计划", "教师职称") == ["雨露计划"]


def test_words_found_in_the_answer_alone_count_less() -> None:
    told = replace(ANSWER, question="去哪里办？", answer="雨露计划到学校办。")
    asked_for = replace(ANSWER, id=2, question="雨露计划去哪里办？", answer="到学校。")
    question = asked("雨露计划", COUNTS, SYNONYMS)
    assert ranked(question, [told, asked_for]) == [asked_for, told]


def test_of_equal_ones_the_newest_is_first() -> None:
    assert best("雨露计划", "雨露计划一", "雨露计划二") == ["雨露计划二", "雨露计划一"]


def test_one_character_in_common_is_not_enough() -> None:
    assert best("怎样", "怎么申请") == []
    assert best("天气", "低保怎么申请") == []
    assert best("", "低保怎么申请") == []


def test_how_a_question_is_asked_is_not_what_it_is_about() -> None:
    assert said("孩子读职校，有什么补助？") == "孩子读职校 补助"
    assert said("低保什么时候发？") == "低保什么时候发"
    assert said("怎么？") == "怎么"


def test_a_pair_that_only_the_answer_has_is_chance() -> None:
    told = replace(ANSWER, question="电话为什么看不全？", answer="谁看过，会记下来。")
    assert ranked(asked("病死 谁看", COUNTS, SYNONYMS), [told]) == []
    assert ranked(asked("谁看过", COUNTS, SYNONYMS), [told]) == [told]
