"""Search among public answers, in two looks.

First the database counts, of the rarest characters and pairs somebody typed, and of words that
mean the same, how many each answer has; then the best of these are compared exactly
(domain/answer_ranking). What stands in too many answers is not looked up.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Float, String, TableValuedAlias, cast, column, func, literal, select
from sqlalchemy.dialects.postgresql import JSON
from sqlalchemy.ext.asyncio import AsyncConnection

from domain import answer_ranking as ranking
from domain.answers import Answer
from domain.calendar import local_day
from domain.people import Person
from domain.search_terms import asked, every_term, terms
from domain.synonyms import Synonyms
from storage import synonyms
from storage.answers import answer_of, codes_of, holding_on, read_by
from storage.tables import AnswerRow, AnswerTermRow

MOST_CANDIDATES = 200
MOST_TERMS = 120
COUNTED_UP_TO = 3000
"""A term of more answers than this counts as so frequent; nobody counts on."""
MOST_ROWS = 8000
"""So many places in the index are looked at in one search."""


async def similar(
    db: AsyncConnection, person: Person, words: str, now: datetime, most: int = 3
) -> list[Answer]:
    """List the answers for somebody's area that fit his words best today, the best first."""
    said, known = asked(words), await synonyms.in_force(db)
    counts = await _counts(db, _looked_for(said, known))
    found = await _candidates(db, person, _weights(counts), local_day(now))
    return list(ranking.ranked(ranking.asked(said, counts, known), found)[:most])


def _looked_for(said: str, known: Synonyms) -> Sequence[str]:
    """List the terms typed, then those of words that mean the same; of too many the first."""
    _, meanings = known.taken_apart(said)
    others = every_term(word for it in meanings for word in known.words_of(it))
    mine = terms(said)
    return [*mine, *sorted(others - set(mine))][:MOST_TERMS]


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


def _weights(counts: Mapping[str, int]) -> dict[str, float]:
    """Choose the rarest terms whose places together are few enough, and weigh them."""
    chosen, places = {}, 0
    for term, count in sorted(counts.items(), key=lambda it: it[1]):
        places += count
        if count and places <= MOST_ROWS:
            chosen[term] = ranking.weight(term, count)
    return chosen


async def _candidates(
    db: AsyncConnection, person: Person, weights: Mapping[str, float], day: date
) -> list[Answer]:
    """Fetch the answers that have most of these terms."""
    if not weights:
        return []
    given = _rows(db, weights)
    score = func.sum(cast(given.c.value, Float)).label("score")
    fits = (
        select(AnswerTermRow.answer_id, score)
        .join(given, AnswerTermRow.term == given.c.key)
        .join(AnswerRow, AnswerRow.id == AnswerTermRow.answer_id)
        .where(holding_on(day), read_by(await codes_of(db, person)))
        .group_by(AnswerTermRow.answer_id)
        .order_by(score.desc(), AnswerTermRow.answer_id.desc())
        .limit(MOST_CANDIDATES)
        .subquery()
    )
    wanted = select(AnswerRow).join(fits, fits.c.answer_id == AnswerRow.id)
    return [answer_of(row) for row in await db.execute(wanted)]
