"""./run bench imports: a national export into the database and out again, beside bare calamine.

Every case is a process of its own, so that its peak of memory is its own: `bare` reads the file
with calamine and writes the cells as they are with one executemany; `import` checks, seals and
writes them as `./run import` does; `export` writes the sheet of the district's households.
"""

import argparse
import asyncio
import gc
import json
import os
import re
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import machine
from benchmarks.process import ROOT, clean_environment

RESULTS = Path(__file__).parent / "results" / "imports.json"
COLUMNS = 26


def bare(file: Path, folder: Path) -> int:
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
        return done.rowcount - 2


def imported(file: Path, folder: Path) -> int:
    """Check everything and write it sealed."""
    return asyncio.run(_imported(file, folder))


async def _imported(file: Path, folder: Path) -> int:
    from bot.importing import imported  # noqa: PLC0415
    from bot.opening import open_database  # noqa: PLC0415
    from bot.settings import Settings  # noqa: PLC0415
    from demo.district import district  # noqa: PLC0415
    from imports.plan import Kind  # noqa: PLC0415
    from storage.imports import apply  # noqa: PLC0415

    database = await open_database(Settings(data_dir=folder))
    async with database.write() as db:
        await apply(db, district().areas)
    _begin()
    read, _ = await imported(database, Kind.HOUSEHOLDS, file, write=True)
    assert read.is_clean, read.mistakes[:3]  # noqa: S101 - the file is ours
    await database.close()
    return read.rows


def exported(_file: Path, folder: Path) -> int:
    """Write the sheet of the whole district."""
    return asyncio.run(_exported(folder))


async def _exported(folder: Path) -> int:
    from bot.area_exports import make  # noqa: PLC0415
    from bot.opening import open_database  # noqa: PLC0415
    from bot.settings import Settings  # noqa: PLC0415
    from domain.people import Duty, Role  # noqa: PLC0415
    from storage import people  # noqa: PLC0415

    database = await open_database(Settings(data_dir=folder))
    async with database.write() as db:
        number = await people.add(db, "周启明", None)
        await people.set_duties(db, number, [Duty(role=Role.DISTRICT_OFFICE, area_code="450503")])
    _begin()
    values = {"person": number, "what": "households", "purpose": "", "at": "2026-03-02T09:00"}
    made = await make(database, folder, values)
    await database.close()
    return int(made.caption.params["count"])  # type: ignore[union-attr]


CASES: dict[str, Callable[[Path, Path], int]] = {
    "bare": bare,
    "import": imported,
    "export": exported,
}
_began: dict[str, float] = {}


def _begin() -> None:
    """Count from here on: what a process loads before is the bot's in any case."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    _began.update(wall=time.perf_counter(), cpu=_cpu_s(), mb=peak_mb(os.getpid()))


def _cpu_s() -> float:
    used = [resource.getrusage(it) for it in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(it.ru_utime + it.ru_stime for it in used)


def peak_mb(pid: int) -> float:
    """Most memory a process has held since it was started (Linux); 0 when it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    found = re.search(r"VmHWM:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else 0.0


def child_peak_mb() -> float:
    """Most memory a child that has ended has held (Linux); 0 without any.

    It counts from what this process had when the child began, which is less than a file takes.
    """
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def case(name: str, file: Path, folder: Path) -> dict[str, float]:
    """Run one case in this process and measure it; children read the file."""
    _begin()
    rows = CASES[name](file, folder)
    return {
        "rows": rows,
        "seconds": round(time.perf_counter() - _began["wall"], 2),
        "cpu_seconds": round(_cpu_s() - _began["cpu"], 2),
        "process_peak_mb": round(peak_mb(os.getpid())),
        "process_growth_mb": round(peak_mb(os.getpid()) - _began["mb"]),
        "child_peak_mb": round(child_peak_mb()),
    }


def _apart(name: str, file: Path, folder: Path) -> dict[str, float]:
    words = [sys.executable, "-m", "benchmarks.imports", name, str(file), str(folder)]
    done = subprocess.run(
        words, cwd=ROOT, env=clean_environment(), check=True, capture_output=True
    )
    measured: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    print(name, measured, flush=True)
    return measured


def main(words: list[str]) -> None:
    """Measure every case in turn, several rounds, and write the medians."""
    parser = argparse.ArgumentParser(prog="./run bench imports", description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=2)
    given = parser.parse_args(words)
    rounds: dict[str, list[dict[str, float]]] = {name: [] for name in CASES}
    with tempfile.TemporaryDirectory(prefix="bangfu-imports-") as place:
        file = Path(place) / "export.xlsx"
        make = "import sys; from pathlib import Path; from benchmarks.export_file import write"
        code = f"{make}; write(Path(sys.argv[1]), {given.rows})"
        subprocess.run([sys.executable, "-c", code, str(file)], cwd=ROOT, check=True)
        for number in range(given.rounds):
            folder = Path(place) / str(number)
            folder.mkdir()
            for name, measured in rounds.items():
                measured.append(_apart(name, file, folder))
    _report(rounds)


def _report(rounds: dict[str, list[dict[str, float]]]) -> None:
    middle: dict[str, dict[str, Any]] = {
        name: {key: statistics.median(it[key] for it in measured) for key in measured[0]}
        for name, measured in rounds.items()
    }
    ours, theirs = middle["import"], middle["bare"]
    ratios = {
        "rows_per_s": round(theirs["seconds"] / ours["seconds"], 3),
        "rows_per_cpu_s": round(theirs["cpu_seconds"] / ours["cpu_seconds"], 3),
        "growth_and_child_mb": ours["process_growth_mb"] + ours["child_peak_mb"],
        "process_and_child_mb": ours["process_peak_mb"] + ours["child_peak_mb"],
    }
    print(json.dumps(ratios))
    RESULTS.parent.mkdir(exist_ok=True)
    whole = {"machine": machine.described(), "cases": middle, "import_beside_bare": ratios}
    RESULTS.write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    print(json.dumps(case(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))))
