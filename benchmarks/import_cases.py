"""What `./run bench imports` measures, each in a process of its own so that its peak is its own.

bare     reads the file with calamine and writes the cells as they are with one executemany
import   checks everything and writes it sealed, as `./run import households FILE --yes` does
chat     the same in the bot's own process, as for an officer: checked, shown, agreed to, written
export   the sheet of the district's households
"""

import asyncio
import gc
import json
import os
import resource
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.memory import Watch, held_mb

COLUMNS = 26
Times = dict[str, float]


def bare(file: Path, folder: Path) -> Times:
    """Read with calamine and write the cells, nothing else."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    database = folder / "bare.db"
    database.unlink(missing_ok=True)
    sheet = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0)
    with sqlite3.connect(database) as db:
        db.execute("PRAGMA journal_mode=wal")
        db.execute("PRAGMA synchronous=full")
        db.execute(f"CREATE TABLE rows ({', '.join(f'c{it}' for it in range(COLUMNS))})")
        marks = ", ".join("?" * COLUMNS)
        done = db.executemany(f"INSERT INTO rows VALUES ({marks})", sheet.iter_rows())  # noqa: S608
        return {"rows": done.rowcount - 2}


async def imported(file: Path, folder: Path) -> Times:
    """Check everything and write it sealed."""
    from bot.importing import imported  # noqa: PLC0415
    from imports.plan import Kind  # noqa: PLC0415

    database = await _opened(folder)
    _begin()
    read, _ = await imported(database, Kind.HOUSEHOLDS, file, write=True)
    assert read.is_clean, read.mistakes[:3]  # noqa: S101 - the file is ours
    await database.close()
    return {"rows": read.rows}


async def in_chat(file: Path, folder: Path) -> Times:
    """Let the bot's errand check a file that was kept, agree to it, and let it be written."""
    from bot import app, import_errand  # noqa: PLC0415
    from bot.clock import wall_clock  # noqa: PLC0415
    from bot.errands import Workplace  # noqa: PLC0415
    from domain.batches import State  # noqa: PLC0415
    from storage import batches  # noqa: PLC0415

    database = await _opened(folder)
    number = await _sent(database, file, folder)
    place = Workplace(
        database=database,
        telegram=app,  # type: ignore[arg-type]  # nothing is asked of it
        clock=wall_clock,
        folder=folder,
    )
    _begin()
    began = time.perf_counter()
    await import_errand.carry_on(place)
    checked = time.perf_counter()
    async with database.write() as db:
        batch = await batches.by_id(db, number)
        assert batch is not None  # noqa: S101 - it was added
        await batches.move(db, batch, state=State.WRITING)
    await import_errand.carry_on(place)
    written = time.perf_counter()
    async with database.read() as db:
        batch = await batches.by_id(db, number)
    assert batch is not None and batch.state is State.WRITTEN, batch  # noqa: S101, PT018
    await database.close()
    seconds = {"check_seconds": checked - began, "write_seconds": written - checked}
    return {"rows": batch.outcome["rows"], **{it: round(n, 2) for it, n in seconds.items()}}


async def _sent(database: Any, file: Path, folder: Path) -> int:
    """Keep the file as if an officer of the district had sent it."""
    from domain.batches import Batch, State  # noqa: PLC0415
    from domain.people import Duty, Role  # noqa: PLC0415
    from storage import batches, contents, files, people  # noqa: PLC0415
    from storage.files import Content  # noqa: PLC0415

    now, digest = datetime.now(UTC), b"e" * 16  # noqa: TID251 - a benchmark's own clock
    content = await asyncio.to_thread(file.read_bytes)
    contents.put(folder, database.vault, digest, content)
    async with database.write() as db:
        officer = await people.add(db, "莫小兰", None)
        duty = Duty(role=Role.INFORMATION_OFFICER, area_code="450503")
        await people.set_duties(db, officer, [duty])
        file_id = await files.receive(db, officer, "document", "t", "u", now, "农户.xlsx")
        (known,) = (await files.known(db, [file_id])).values()
        await files.keep(db, known, Content(digest=digest, size=len(content), likeness=None))
        batch = Batch(
            id=7, kind="", person_id=officer, file_id=file_id, state=State.CHECKING,
            version=1, at=now, outcome={"name": "农户.xlsx"},
        )  # fmt: skip
        await batches.add(db, batch)
    return batch.id


async def exported(_file: Path, folder: Path) -> Times:
    """Write the sheet of the whole district."""
    from bot.area_exports import make  # noqa: PLC0415
    from domain.people import Duty, Role  # noqa: PLC0415
    from storage import people  # noqa: PLC0415

    database = await _opened(folder)
    async with database.write() as db:
        number = await people.add(db, "周启明", None)
        await people.set_duties(db, number, [Duty(role=Role.DISTRICT_OFFICE, area_code="450503")])
    _begin()
    values = {"person": number, "what": "households", "purpose": "", "at": "2026-03-02T09:00"}
    made = await make(database, folder, values)
    await database.close()
    return {"rows": int(made.caption.params["count"])}  # type: ignore[union-attr]


async def _opened(folder: Path) -> Any:
    """Open the database in a folder, with the district's areas in it."""
    from bot.opening import open_database  # noqa: PLC0415
    from bot.settings import Settings  # noqa: PLC0415
    from demo.district import district  # noqa: PLC0415
    from storage.imports import apply  # noqa: PLC0415

    database = await open_database(Settings(data_dir=folder))
    async with database.write() as db:
        await apply(db, district().areas)
    return database


CASES: dict[str, Callable[[Path, Path], Any]] = {
    "bare": bare,
    "import": imported,
    "chat": in_chat,
    "export": exported,
}
_began: dict[str, float] = {}


def _begin() -> None:
    """Count from here on: what a process loads before is the bot's in any case."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew (Linux)
    _began.update(wall=time.perf_counter(), mb=held_mb("self"), **_cpu_s())


def _cpu_s() -> Times:
    used = {"own_cpu": resource.RUSAGE_SELF, "child_cpu": resource.RUSAGE_CHILDREN}
    spent = {name: resource.getrusage(it) for name, it in used.items()}
    return {name: it.ru_utime + it.ru_stime for name, it in spent.items()}


def measured(name: str, file: Path, folder: Path) -> Times:
    """Run one case in this process and measure it; children read the file."""
    _begin()
    with Watch() as watch:
        done = CASES[name](file, folder)
        told: Times = asyncio.run(done) if asyncio.iscoroutine(done) else done
        seconds = time.perf_counter() - _began["wall"]
    spent = {it: round(used - _began[it], 2) for it, used in _cpu_s().items()}
    return {
        **told,
        "seconds": round(seconds, 2),
        "cpu_seconds": round(sum(spent.values()), 2),
        **{f"{it}_seconds": used for it, used in spent.items()},
        "process_peak_mb": round(held_mb(os.getpid())),
        "process_growth_mb": round(held_mb(os.getpid()) - _began["mb"]),
        "child_peak_mb": round(watch.child_mb),
        "together_peak_mb": round(max(watch.together_mb, held_mb(os.getpid()))),
    }


if __name__ == "__main__":
    print(json.dumps(measured(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))))
