"""./run bench households: how long a list, a search and a card take at two sizes."""

import argparse
import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvloop

from benchmarks import machine
from benchmarks.figures import quantile_ms
from benchmarks.households import country
from benchmarks.households.asked import Question, questions
from storage import migrations
from storage.database import Database
from storage.vault import Vault
from tests.kit import databases, postgres

RESULTS = Path(__file__).parents[1] / "results" / "households.json"
SIZES = (100, 100_000)
WARM_UP, BARE_ROUNDS = 10, 40
SHARES = (50, 95)

Waits = dict[str, float]
Figures = dict[str, dict[str, Waits]]
"""By question, then by size."""


def main(words: list[str]) -> None:
    """Measure on both databases, print the tables and keep them."""
    parser = argparse.ArgumentParser(prog="./run bench households", description=__doc__)
    parser.add_argument("--rounds", type=int, default=300, help="of each question")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--engines", nargs="+", default=["sqlite", "postgresql"])
    given = parser.parse_args(words)
    found = {engine: _engine(engine, given.sizes, given.rounds) for engine in given.engines}
    for engine, by_name in found.items():
        print(f"\n{engine}\n{drawn(by_name)}")
    whole = {"machine": machine.described(), "rounds": given.rounds, "households": found}
    RESULTS.write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n")


def _engine(engine: str, sizes: list[int], rounds: int) -> Figures:
    found: Figures = {}
    with _urls(engine, sizes) as urls:
        for size, url in urls.items():
            for name, waits in uvloop.run(_measure(engine, url, size, rounds)).items():
                found.setdefault(name, {})[str(size)] = waits
    return found


@contextmanager
def _urls(engine: str, sizes: list[int]) -> Iterator[dict[int, str]]:
    """Give an empty database of each size."""
    with tempfile.TemporaryDirectory(prefix="bangfu-bench-") as folder:
        if engine == "sqlite":
            yield {size: databases.sqlite_url(Path(folder) / f"{size}.db") for size in sizes}
            return
        with postgres.running() as server:
            yield {size: databases.create_postgres(server, f"bench_{size}") for size in sizes}


async def _measure(engine: str, url: str, size: int, rounds: int) -> dict[str, Waits]:
    began = time.perf_counter()
    await migrations.upgrade(url)
    database = Database(url, Vault(b"k" * 32))
    try:
        people = await country.found(database, size)
        await _tidy(database)
        took = time.perf_counter() - began
        print(f"{engine}: {size} households in {took:.0f} s", flush=True)
        asked = questions(people, size)
        return {it.name: await _waits(database, it, rounds) for it in asked}
    finally:
        await database.close()


async def _tidy(database: Database) -> None:
    """Let the database learn what it holds, as it does by itself in time."""
    async with database.write() as db:
        await db.exec_driver_sql("ANALYZE")


async def _waits(database: Database, question: Question, rounds: int) -> Waits:
    rounds = min(rounds, BARE_ROUNDS) if question.is_bare else rounds
    waits = []
    async with database.read() as db:
        for number in range(WARM_UP + rounds):
            began = time.perf_counter()
            await question.ask(db)
            if number >= WARM_UP:
                waits.append(time.perf_counter() - began)
    waits.sort()
    return {f"p{share}_ms": round(quantile_ms(waits, share / 100), 2) for share in SHARES}


def drawn(found: Figures) -> str:
    """Draw the table: half and 95 of a hundred at each size, and how much they grew."""
    sizes = list(next(iter(found.values())))
    heads = [f"p{share} {int(size):,}" for share in SHARES for size in sizes]
    lines = [["ms", *heads, *[f"p{share} ratio" for share in SHARES]]]
    for name, by_size in found.items():
        waits = [[by_size[size][f"p{share}_ms"] for size in sizes] for share in SHARES]
        cells = [f"{it:.1f}" for each in waits for it in each]
        lines.append([name, *cells, *[f"{each[-1] / each[0]:.1f}" for each in waits]])
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(it.ljust(n) for it, n in zip(line, widths, strict=True)) for line in lines
    )
