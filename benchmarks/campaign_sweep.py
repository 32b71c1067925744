"""./run bench campaigns: the sweep over campaigns, what is due against what exists, and a peer."""

import argparse
import json
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import uvloop
from sqlalchemy import func, select

from benchmarks import machine
from benchmarks.campaign_district import BEGIN, CAMPAIGNS, DUE_PEOPLE, NOW, Found, found, task
from benchmarks.figures import quantile_ms
from benchmarks.memory import held_mb
from benchmarks.peers import campaign_loop
from bot import campaign_times
from bot.texts import DEFAULT, catalogue
from reminders import campaigns as looks
from reminders import digests
from storage import campaigns, migrations
from storage.database import Database
from storage.tables import OutboxRow
from storage.vault import Vault
from tests.kit import databases, postgres

RESULTS = Path(__file__).parent / "results" / "campaigns.json"
IDLE_ROUNDS = 50
A_MOMENT = timedelta(seconds=1)
Figures = dict[str, float]


def main(words: list[str]) -> None:
    """Measure on both databases, print the figures and keep them."""
    parser = argparse.ArgumentParser(prog="./run bench campaigns", description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[1_000, 100_000])
    parser.add_argument("--everybody", type=int, default=10_000, help="most people told at once")
    parser.add_argument(
        "--peer", type=int, default=1_000, help="people the bare loop goes through"
    )
    parser.add_argument("--engines", nargs="+", default=["sqlite", "postgresql"])
    given = parser.parse_args(words)
    measured: dict[str, Any] = {}
    for engine in given.engines:
        measured[engine] = {}
        for people in given.people:
            figures = _on(engine, people, given.everybody, given.peer)
            measured[engine][str(people)] = figures
            print(engine, people, json.dumps(figures), flush=True)
    whole = {"machine": machine.described(), "campaigns": CAMPAIGNS, "due": DUE_PEOPLE}
    RESULTS.write_text(json.dumps(whole | measured, indent=2) + "\n")


def _on(engine: str, people: int, everybody: int, peer: int) -> Figures:
    with tempfile.TemporaryDirectory(prefix="bangfu-bench-") as folder:
        if engine == "sqlite":
            url = databases.sqlite_url(Path(folder) / "campaigns.db")
            return uvloop.run(_measure(url, people, everybody, peer))
        with postgres.running() as server:
            url = databases.create_postgres(server, "bench_campaigns")
            return uvloop.run(_measure(url, people, everybody, peer))


async def _measure(url: str, people: int, everybody: int, peer: int) -> Figures:
    await migrations.upgrade(url)
    catalogue(DEFAULT)
    database = Database(url, Vault(b"k" * 32))
    try:
        district = await found(database, people)
        figures = await _idle(database)
        figures |= await _due(database, "due", DUE_PEOPLE)
        figures |= await _peer(database, min(peer, people), people)
        if people <= everybody:
            await _begin_for_everybody(database, district)
            figures |= await _due(database, "everybody", people)
        return figures
    finally:
        await database.close()


async def _idle(database: Database) -> Figures:
    """Sweep when nothing is due."""
    waits = []
    for _ in range(IDLE_ROUNDS):
        began = time.perf_counter()
        if await _sweep(database, BEGIN + A_MOMENT):
            raise LookupError("something is due, which makes this no idle sweep")
        waits.append(time.perf_counter() - began)
    waits.sort()
    return {f"idle_p{it}_ms": round(quantile_ms(waits, it / 100), 2) for it in (50, 95)}


async def _sweep(database: Database, now: Any) -> int:
    return await looks.look(database, now) + await digests.remind(database, now)


async def _due(database: Database, name: str, people: int) -> Figures:
    """Sweep when one campaign of all is due: noting who is told, and the letters."""
    before_mb, before = held_mb("self"), await _letters(database)
    noted, noting_s = await _timed(looks.look, database)
    if noted < people:
        raise LookupError(f"{noted} of {people} were noted")
    written, writing_s = await _timed(digests.remind, database)
    letters = await _letters(database) - before
    return {
        f"{name}_noted_s": round(noting_s, 2),
        f"{name}_told_s": round(writing_s, 2),
        f"{name}_letters": letters,
        f"{name}_letters_per_s": round(written / writing_s),
        f"{name}_grew_mb": round(held_mb("self") - before_mb, 1),
    }


async def _timed(
    work: Callable[[Database, Any], Awaitable[int]], database: Database
) -> tuple[int, float]:
    began = time.perf_counter()
    done = await work(database, NOW)
    return done, time.perf_counter() - began


async def _letters(database: Database) -> int:
    async with database.read() as db:
        return await db.scalar(select(func.count()).select_from(OutboxRow)) or 0


async def _peer(database: Database, people: int, of: int) -> Figures:
    """Let a bare loop ask each of some people about each campaign, and reckon what all cost."""
    began = time.perf_counter()
    await campaign_loop.remind(database, NOW, people)
    took = time.perf_counter() - began
    return {
        "peer_people": people,
        "peer_s": round(took, 2),
        "peer_all_s": round(took / people * of, 1),
    }


async def _begin_for_everybody(database: Database, district: Found) -> None:
    everybody = replace(task(district, CAMPAIGNS), area_code=district.code)
    async with database.write() as db:
        kept = await campaigns.add(db, everybody)
        if kept:
            await campaign_times.retimed(db, kept, BEGIN)
