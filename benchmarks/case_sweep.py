"""./run bench sweep: the sweep over open cases, and new clocks after the calendar changed."""

import argparse
import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import uvloop
from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from benchmarks import machine
from benchmarks.figures import quantile_ms
from benchmarks.memory import held_mb
from bot.texts import DEFAULT, catalogue
from domain.areas import Area, Level
from domain.cases import Case
from domain.clocks import looked_at, timed
from domain.ladders import SHIPPED, Kind
from domain.people import Duty, Role
from domain.worktime import Calendar, back
from reminders import cases as sweep
from storage import areas, case_clocks, migrations, people
from storage.database import Database
from storage.tables import CaseRow, OutboxRow
from storage.vault import Vault
from tests.kit import databases, postgres

RESULTS = Path(__file__).parent / "results" / "sweep.json"
DISTRICT, TOWNS, VILLAGES = "450503", 10, 20
NOW = datetime(2026, 3, 11, 2, tzinfo=UTC)
"""A Wednesday, 10:00 in Shanghai."""
A_MINUTE, CALENDAR = timedelta(minutes=1), Calendar()
IDLE_ROUNDS, PIECE = 50, 2000
Figures = dict[str, float]


def main(words: list[str]) -> None:
    """Measure on both databases, print the figures and keep them."""
    parser = argparse.ArgumentParser(prog="./run bench sweep", description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--due", type=int, default=300)
    parser.add_argument("--engines", nargs="+", default=["sqlite", "postgresql"])
    given = parser.parse_args(words)
    found = {}
    for engine in given.engines:
        with _url(engine) as url:
            found[engine] = uvloop.run(_measure(url, given.cases, given.due))
        print(engine, json.dumps(found[engine]), flush=True)
    whole = {"machine": machine.described(), "cases": given.cases, "due": given.due, **found}
    RESULTS.write_text(json.dumps(whole, indent=2) + "\n")


@contextmanager
def _url(engine: str) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="bangfu-bench-") as folder:
        if engine == "sqlite":
            yield databases.sqlite_url(Path(folder) / "sweep.db")
            return
        with postgres.running() as server:
            yield databases.create_postgres(server, "bench_sweep")


async def _measure(url: str, count: int, due: int) -> Figures:
    await migrations.upgrade(url)
    database = Database(url, Vault(b"k" * 32))
    try:
        await _found(database, count, due)
        before_mb = held_mb("self")
        figures = await _idle(database) | await _busy(database)
        figures["sweep_grew_mb"] = round(held_mb("self") - before_mb, 1)
        figures |= await _retimed(database)
        return figures | {"all_grew_mb": round(held_mb("self") - before_mb, 1)}
    finally:
        await database.close()


async def _idle(database: Database) -> Figures:
    """Sweep when nothing is due."""
    waits = []
    for _ in range(IDLE_ROUNDS):
        began = time.perf_counter()
        looked = await sweep.prompt(database, NOW - A_MINUTE)
        if looked:
            raise LookupError(f"{looked} cases are due, which makes this no idle sweep")
        waits.append(time.perf_counter() - began)
    waits.sort()
    return {f"idle_p{it}_ms": round(quantile_ms(waits, it / 100), 2) for it in (50, 95)}


async def _busy(database: Database) -> Figures:
    """Sweep when some hundred are due at once; the texts are loaded already."""
    catalogue(DEFAULT)
    began, busy = time.perf_counter(), time.process_time()
    looked = await sweep.prompt(database, NOW)
    took, busy = time.perf_counter() - began, time.process_time() - busy
    async with database.read() as db:
        letters = await db.scalar(select(func.count()).select_from(OutboxRow))
    said = {"due": looked, "letters": letters or 0}
    return said | {"due_s": round(took, 3), "due_cpu_s": round(busy, 3)}


async def _retimed(database: Database) -> Figures:
    """Set the clocks of all cases anew, at an hour at which nothing is said."""
    night = NOW + timedelta(hours=14)
    async with database.write() as db:
        await case_clocks.retime(db, "", NOW)
    began, busy = time.perf_counter(), time.process_time()
    await sweep.prompt(database, night)
    took, busy = time.perf_counter() - began, time.process_time() - busy
    return {"retimed_s": round(took, 2), "retimed_cpu_s": round(busy, 2)}


async def _found(database: Database, count: int, due: int) -> None:
    """Invent a district whose cases were raised today, some of them so that they are due now."""
    async with database.write() as db:
        villages = await _places(db)
        asker = await _account(db, 0, Role.HELPER, "")
        officers = [
            await _account(db, 1 + it, Role.INFORMATION_OFFICER, code)
            for it, code in enumerate(villages)
        ]
    for first in range(0, count, PIECE):
        rows = []
        for it in range(first, min(first + PIECE, count)):
            place = it % len(villages)
            holder = officers[place] if it % 2 else None
            rows.append(_row(_case(it, asker, villages[place], holder, is_due=it < due)))
        async with database.write() as db:
            await db.execute(insert(CaseRow), rows)
    async with database.write() as db:
        await db.exec_driver_sql("ANALYZE")


def _case(it: int, asker: int, village: str, holder: int | None, *, is_due: bool) -> Case:
    """Raise a case whose prompt falls on this minute, or later today and tomorrow.

    Of those that are due and held every fifth was prompted already and goes back to the queue.
    """
    is_lost = is_due and holder and it % 10 == 9
    needed = timedelta(minutes=300 if is_lost else 240 if holder else 420)
    at = back(NOW - A_MINUTE / 2, needed, CALENDAR) if is_due else NOW - it % 50 * A_MINUTE
    raised = at - timedelta(days=1) if it % 3 else at
    case = Case(
        number=it + 1,
        ladder=SHIPPED[Kind.NEED],
        topic="other",
        asker_id=asker,
        area_code=village,
        raised_at=raised,
        moved_at=at,
        since_at=raised,
        heard_at=at,
        holder_id=holder,
    )
    clocked = timed(case, CALENDAR)
    return looked_at(clocked, CALENDAR, NOW - 30 * A_MINUTE) if is_lost else clocked


def _row(case: Case) -> dict[str, Any]:
    said = {"kind": case.kind, "ladder_id": 0, "level": case.level, "role": case.rung.role}
    said |= {"stage": case.stage, "town_code": case.area_code[:9], "id": case.number}
    columns = [it.key for it in CaseRow.__table__.columns if it.key not in said]
    return said | {name: getattr(case, name) for name in columns}


async def _places(db: AsyncConnection) -> list[str]:
    await areas.put(db, Area(code=DISTRICT, name="区", level=Level.DISTRICT))
    await _account(db, 9000, Role.DISTRICT_OFFICE, DISTRICT)
    codes = []
    for town in range(TOWNS):
        code = f"{DISTRICT}{100 + town}"
        await areas.put(db, Area(code=code, name=f"镇{town}", level=Level.TOWN))
        await _account(db, 9001 + town, Role.TOWN_STATION, code)
        for village in range(VILLAGES):
            codes.append(f"{code}{200 + village}")
            name = f"村{village}"
            await areas.put(db, Area(code=codes[-1], name=name, level=Level.VILLAGE))
    return codes


async def _account(db: AsyncConnection, number: int, role: Role, code: str) -> int:
    person = await people.add(db, f"某人{number}", f"1390000{number:04}")
    await people.set_duties(db, person, [Duty(role=role, area_code=code)])
    await people.bind(db, person, 10_000 + number, NOW, None)
    return person
