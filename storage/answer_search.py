"""Search among public answers, in two looks.

First the database counts, of the rarest characters and pairs somebody typed, and of words that
mean the same, how many each answer has; then the best of these are compared exactly
(domain/answer_ranking). What stands in too many answers is not looked up.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Float,
    Select,
    String,
    TableValuedAlias,
    cast,
    column,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import JSON
from sqlalchemy.ext.asyncio import AsyncConnection

from domain import answer_ranking as ranking
from domain.answers import Answer
from domain.calendar import local_day
from domain.people import Person
from domain.search_terms import asked, every_term, is_pair, terms
from storage import synonyms
from storage.answers import answer_of, codes_of, holding_on, read_by
from storage.tables import AnswerRow, AnswerTermRow

MOST_CANDIDATES = 300
MOST_WORDS = 60
"""So many words that mean the same as what was typed are looked for."""
COUNTED_UP_TO = 2000
"""A term of so many answers is frequent: nobody counts on, and only its newest are looked at."""
MOST_ROWS = 8000
"""So many places in the index are looked at in one search, besides those of frequent terms."""
MOST_FREQUENT = 2


@dataclass(frozen=True)
class Looked:
    """Which terms the database looks up, with their weights: rare ones, and frequent ones."""

    rare: Mapping[str, float]
    frequent: Sequence[tuple[str, float]]


async def similar(
    db: AsyncConnection, person: Person, words: str, now: datetime, most: int = 3
) -> list[Answer]:
    """List the answers for somebody's area that fit his words best today, the best first."""
    question, looked = await understood(db, words)
    found = await _candidates(db, person, looked, local_day(now))
    return list(ranking.ranked(question, found)[:most])


async def understood(db: AsyncConnection, words: str) -> tuple[ranking.Asked, Looked]:
    """Tell what is to be compared exactly, and what the database looks up before."""
    said, known = asked(words), await synonyms.in_force(db)
    rest, meanings = known.taken_apart(said)
    words_of = [word for it in meanings for word in known.words_of(it)][:MOST_WORDS]
    counts = await _counts(db, {*terms(said), *every_term(words_of)})
    looked_for = dict.fromkeys(terms(rest), 1.0)
    looked_for |= dict.fromkeys((_rarest(it, counts) for it in words_of), ranking.OF_MEANING)
    return ranking.asked(said, counts, known), _chosen(looked_for, counts)


def _rarest(word: str, counts: Mapping[str, int]) -> str:
    """Choose the term of a word that stands in the fewest answers: it stands for the word."""
    return min(terms(word), key=lambda it: counts[it])


def _rows(db: AsyncConnection, values: Any) -> TableValuedAlias:
    """Let the database read names and values as rows with `key` and `value`."""
    written = json.dumps(values)
    if db.dialect.name == "sqlite":
        return func.json_each(written).table_valued(column("key"), column("value", Float))
    rows = func.json_each_text(cast(literal(written, String), JSON))
    return rows.table_valued(column("key"), column("value"))


async def _counts(db: AsyncConnection, wanted: Iterable[str]) -> dict[str, int]:
    """Count in how many answers each term stands, up to a limit."""
    given = _rows(db, dict.fromkeys(wanted, 0))
    same = AnswerTermRow.term == given.c.key
    some = select(literal(1)).where(same).limit(COUNTED_UP_TO).correlate(given).subquery()
    count = select(func.count()).select_from(some).scalar_subquery()
    rows = await db.execute(select(given.c.key, count))
    return {row[0]: row[1] for row in rows}


def _chosen(wanted: Mapping[str, float], counts: Mapping[str, int]) -> Looked:
    """Choose the rarest terms whose places together are few enough, and the first frequent.

    `wanted` are terms with what each counts, of another as rare.
    """
    said = [it for it in wanted if counts[it]]
    frequent = [it for it in said if counts[it] >= COUNTED_UP_TO and is_pair(it)]
    rare, places = {}, 0
    for term in sorted(said, key=lambda it: (counts[it], it)):
        places += counts[term]
        if places <= MOST_ROWS and counts[term] < COUNTED_UP_TO:
            rare[term] = wanted[term] * ranking.weight(term, counts[term])
    least = ranking.weight("  ", COUNTED_UP_TO)
    return Looked(rare, [(it, least) for it in frequent[:MOST_FREQUENT]])


async def _candidates(
    db: AsyncConnection, person: Person, looked: Looked, day: date
) -> list[Answer]:
    """Fetch the answers that have most of these terms."""
    if not looked.rare and not looked.frequent:
        return []
    places = union_all(_places(db, looked.rare), *map(_newest, looked.frequent)).subquery()
    score = func.sum(places.c.weight)
    fits = (
        select(places.c.answer_id)
        .join(AnswerRow, AnswerRow.id == places.c.answer_id)
        .where(holding_on(day), read_by(await codes_of(db, person)))
        .group_by(places.c.answer_id)
        .order_by(score.desc(), places.c.answer_id.desc())
        .limit(MOST_CANDIDATES)
    )
    wanted = select(AnswerRow).where(AnswerRow.id.in_(fits))
    return [answer_of(row) for row in await db.execute(wanted)]


def _places(db: AsyncConnection, weights: Mapping[str, float]) -> Select[Any, Any]:
    given = _rows(db, weights)
    weight = cast(given.c.value, Float).label("weight")
    same = AnswerTermRow.term == given.c.key
    places = select(AnswerTermRow.answer_id, weight).join(given, same)
    if db.dialect.name == "sqlite":
        return places
    return places.where(AnswerTermRow.term.in_(weights))  # else the planner expects many more


def _newest(term: tuple[str, float]) -> Select[Any, Any]:
    """Select the newest answers in which a frequent term stands."""
    places = select(AnswerTermRow.answer_id, literal(term[1], Float).label("weight"))
    newest = places.where(AnswerTermRow.term == term[0]).order_by(AnswerTermRow.answer_id.desc())
    return select(newest.limit(COUNTED_UP_TO).subquery())
