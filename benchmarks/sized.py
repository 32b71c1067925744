"""How long the same questions take at different sizes, on both databases."""

import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvloop
from sqlalchemy.ext.asyncio import AsyncConnection

from benchmarks.figures import quantile_ms
from storage import migrations
from storage.database import Database
from storage.vault import Vault
from tests.kit import databases, postgres

WARM_UP, BARE_ROUNDS = 10, 40
SHARES = (50, 95)
Ask = Callable[[AsyncConnection], Awaitable[object]]
Waits = dict[str, float]
Figures = dict[str, dict[str, Waits]]
"""By question, then by size."""


@dataclass(frozen=True)
class Question:
    """Something people ask for; `is_bare` is not the bot's way."""

    name: str
    ask: Ask
    is_bare: bool = False


Found = Callable[[Database, int], Awaitable[Sequence[Question]]]
"""Fills an empty database of a size, and lists what is asked of it."""


def measured(engine: str, sizes: Sequence[int], rounds: int, found: Found) -> Figures:
    """Ask each question so many times at each size."""
    figures: Figures = {}
    with _urls(engine, sizes) as urls:
        for size, url in urls.items():
            began = time.perf_counter()
            for name, waits in uvloop.run(_measure(url, size, rounds, found)).items():
                figures.setdefault(name, {})[str(size)] = waits
            print(f"{engine}, {size}: {time.perf_counter() - began:.0f} s", flush=True)
    return figures


@contextmanager
def _urls(engine: str, sizes: Sequence[int]) -> Iterator[dict[int, str]]:
    """Give an empty database of each size."""
    with tempfile.TemporaryDirectory(prefix="bangfu-bench-") as folder:
        if engine == "sqlite":
            yield {size: databases.sqlite_url(Path(folder) / f"{size}.db") for size in sizes}
            return
        with postgres.running() as server:
            yield {size: databases.create_postgres(server, f"bench_{size}") for size in sizes}


async def _measure(url: str, size: int, rounds: int, found: Found) -> dict[str, Waits]:
    await migrations.upgrade(url)
    database = Database(url, Vault(b"k" * 32))
    try:
        questions = await found(database, size)
        async with database.write() as db:  # as it does by itself in time
            await db.exec_driver_sql("ANALYZE")
        return {it.name: await _waits(database, it, rounds) for it in questions}
    finally:
        await database.close()


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
