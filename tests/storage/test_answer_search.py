"""The search finds what is meant among answers that compete; all of it: ./run bench answers."""

from benchmarks.answers import crowd
from benchmarks.answers.pairs import TUNED_ON
from storage import answer_search

PAIRS = TUNED_ON[:30]
AMONG, AT_LEAST = 500, 26


async def test_most_paraphrases_find_their_answer_among_the_first_three(database):
    reader = await crowd.found(database, AMONG)
    hits = 0
    async with database.read() as db:
        for pair in PAIRS:
            found = await answer_search.similar(db, reader, pair.spoken, crowd.NOW)
            hits += any(it.question == pair.question for it in found)
    assert hits >= AT_LEAST


async def test_of_frequent_terms_only_the_newest_answers_are_looked_at(database, monkeypatch):
    monkeypatch.setattr(answer_search, "COUNTED_UP_TO", 20)
    monkeypatch.setattr(answer_search, "MOST_ROWS", 30)
    reader = await crowd.found(database, 200)
    async with database.read() as db:
        counts = await answer_search._counts(db, ["怎", "怎么", "低保", "没有的"])
        assert (counts["怎么"], counts["没有的"]) == (20, 0)
        wanted = dict.fromkeys(counts, 1.0)
        chosen = answer_search._chosen(wanted, counts)
        assert set(chosen.rare) == {"低保"}
        assert [term for term, _ in chosen.frequent] == ["怎么"]
        found = await answer_search.similar(db, reader, "怎么？", crowd.NOW)
    assert len(found) == 3
