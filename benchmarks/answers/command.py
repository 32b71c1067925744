"""./run bench answers: what the search finds of fifty paraphrases, and how long it takes."""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvloop
from sqlalchemy import Integer, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from benchmarks import machine
from benchmarks.answers import crowd
from benchmarks.answers.pairs import HELD_OUT, PAIRS, TUNED_ON, Pair
from benchmarks.figures import quantile_ms
from domain import answer_ranking as ranking
from domain.answers import Answer
from domain.people import Person
from domain.search_terms import asked
from storage import answer_search, migrations
from storage.answers import answer_of
from storage.database import Database
from storage.tables import AnswerRow
from storage.vault import Vault
from tests.kit import databases, postgres

RESULTS = Path(__file__).parents[1] / "results" / "answers.json"
SIZES = (5_000, 100_000)
BARE_ROUNDS = 5
SHARES = (50, 95)
Search = Callable[[AsyncConnection, Person, str], Awaitable[Sequence[Answer]]]


def main(words: list[str]) -> None:
    """Measure on both databases, print the figures and keep them."""
    parser = argparse.ArgumentParser(prog="./run bench answers", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="of all questions")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--engines", nargs="+", default=["sqlite", "postgresql"])
    given = parser.parse_args(words)
    found = {it: _engine(it, given.sizes, given.rounds) for it in given.engines}
    machine_now = machine.described() | {"load of the last minutes": os.getloadavg()}
    whole = {"machine": machine_now, "rounds": given.rounds, "answers": found}
    RESULTS.write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n")


def _engine(engine: str, sizes: list[int], rounds: int) -> dict[str, Any]:
    with _urls(engine, sizes) as urls:
        return {str(it): uvloop.run(_measure(url, it, rounds)) for it, url in urls.items()}


@contextmanager
def _urls(engine: str, sizes: list[int]) -> Iterator[dict[int, str]]:
    """Give an empty database of each size."""
    with tempfile.TemporaryDirectory(prefix="bangfu-bench-") as folder:
        if engine == "sqlite":
            yield {size: databases.sqlite_url(Path(folder) / f"{size}.db") for size in sizes}
            return
        with postgres.running() as server:
            yield {size: databases.create_postgres(server, f"bench_{size}") for size in sizes}


async def _measure(url: str, size: int, rounds: int) -> dict[str, Any]:
    began = time.perf_counter()
    await migrations.upgrade(url)
    database = Database(url, Vault(b"k" * 32))
    try:
        reader = await crowd.found(database, size)
        async with database.write() as db:
            await db.exec_driver_sql("ANALYZE")
        print(f"{size} answers in {time.perf_counter() - began:.0f} s", flush=True)
        async with database.read() as db:
            figures = await _figures(db, reader, rounds)
        print(json.dumps(figures, indent=1, ensure_ascii=False), flush=True)
        return figures
    finally:
        await database.close()


async def _figures(db: AsyncConnection, reader: Person, rounds: int) -> dict[str, Any]:
    ours, hits = await _waits(db, reader, _similar, PAIRS * rounds)
    whole, all_hits = await _waits(db, reader, _all_ranked, PAIRS[:BARE_ROUNDS])
    like, like_hits = await _waits(db, reader, _like, PAIRS[:BARE_ROUNDS])
    return {
        "top 3, tuned on": f"{sum(it in hits for it in TUNED_ON)} of {len(TUNED_ON)}",
        "top 3, held out": f"{sum(it in hits for it in HELD_OUT)} of {len(HELD_OUT)}",
        "search": ours,
        "bare: fetch all, rank here": whole | _times(whole, ours, all_hits),
        "bare: LIKE for each pair": like | _times(like, ours, like_hits),
    }


def _times(bare: dict[str, float], ours: dict[str, float], hits: set[Pair]) -> dict[str, Any]:
    ratio = round(bare["p50_ms"] / ours["p50_ms"], 1)
    return {"of ours": ratio, "top 3": f"{len(hits)} of {BARE_ROUNDS}"}


async def _waits(
    db: AsyncConnection, reader: Person, search: Search, pairs: Sequence[Pair]
) -> tuple[dict[str, float], set[Pair]]:
    """Ask each question; returns how long it took, and which found their answers.

    `cpu_ms` is this process alone: SQLite is in it, PostgreSQL is not.
    """
    await search(db, reader, PAIRS[0].spoken)
    waits, hits, busy = [], set(), time.process_time()
    for pair in pairs:
        began = time.perf_counter()
        found = await search(db, reader, pair.spoken)
        waits.append(time.perf_counter() - began)
        if any(it.question == pair.question for it in found[:3]):
            hits.add(pair)
    busy = (time.process_time() - busy) / len(pairs) * 1000
    waits.sort()
    figures = {f"p{it}_ms": round(quantile_ms(waits, it / 100), 1) for it in SHARES}
    return figures | {"cpu_ms": round(busy, 1)}, hits


async def _similar(db: AsyncConnection, reader: Person, words: str) -> Sequence[Answer]:
    return await answer_search.similar(db, reader, words, crowd.NOW)


async def _all_ranked(db: AsyncConnection, _reader: Person, words: str) -> Sequence[Answer]:
    """Do without the first look: compare with every answer."""
    question, _ = await answer_search.understood(db, words)
    rows = (await db.execute(select(AnswerRow))).all()
    await db.rollback()  # the server ends a transaction that is silent for so long
    return ranking.ranked(question, map(answer_of, rows))


async def _like(db: AsyncConnection, _reader: Person, words: str) -> Sequence[Answer]:
    """Do what is written first: answers in which any two neighbours of the words stand."""
    said = asked(words).replace(" ", "")
    pairs = {said[at : at + 2] for at in range(len(said) - 1)}
    fits = sum((AnswerRow.question.contains(it).cast(Integer) for it in pairs), literal(0))
    wanted = select(AnswerRow).order_by(fits.desc(), AnswerRow.id.desc()).limit(3)
    return [answer_of(row) for row in await db.execute(wanted)]
