"""The search finds what is meant among answers that compete; all of it: ./run bench answers."""

from benchmarks.answers import crowd
from benchmarks.answers.pairs import TUNED_ON
from storage import answer_search

PAIRS = TUNED_ON[:30]
AMONG, AT_LEAST = 1000, 26


async def test_most_paraphrases_find_their_answer_among_the_first_three(database):
    reader = await crowd.found(database, AMONG)
    hits = 0
    async with database.read() as db:
        for pair in PAIRS:
            found = await answer_search.similar(db, reader, pair.spoken, crowd.NOW)
            hits += any(it.question == pair.question for it in found)
    assert hits >= AT_LEAST


async def test_what_stands_in_too_many_answers_is_not_looked_up(database, monkeypatch):
    monkeypatch.setattr(answer_search, "COUNTED_UP_TO", 20)
    monkeypatch.setattr(answer_search, "MOST_ROWS", 60)
    reader = await crowd.found(database, 200)
    async with database.read() as db:
        counts = await answer_search._counts(db, ["怎", "低保", "没有的"])
        assert counts["怎"] == 20
        assert counts["没有的"] == 0
        chosen = answer_search._weights({"怎": 20, "低保": 2, "没有的": 0, "申请": 50})
        assert set(chosen) == {"低保", "怎"}
        found = await answer_search.similar(db, reader, "低保怎么申请", crowd.NOW)
    assert found[0].question.startswith("低保")
