"""./run bench imports: a national export into the database and out again, beside bare calamine.

What is compared is in import_cases.py. Cases take turns, several rounds, and the medians count:
seconds on a quiet machine, CPU seconds of a process and its children on any.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import machine
from benchmarks.import_cases import CASES
from benchmarks.process import ROOT, clean_environment

RESULTS = Path(__file__).parent / "results" / "imports.json"
Rounds = dict[str, list[dict[str, float]]]


def _apart(name: str, file: Path, folder: Path) -> dict[str, float]:
    """Measure a case in a process of its own."""
    words = [sys.executable, "-m", "benchmarks.import_cases", name, str(file), str(folder)]
    done = subprocess.run(
        words, cwd=ROOT, env=clean_environment(), check=True, stdout=subprocess.PIPE
    )
    measured: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    print(name, measured, flush=True)
    return measured


def main(words: list[str]) -> None:
    """Measure every case in turn, several rounds, and write the medians."""
    parser = argparse.ArgumentParser(prog="./run bench imports", description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cases", nargs="+", choices=CASES, default=list(CASES))
    given = parser.parse_args(words)
    rounds: Rounds = {name: [] for name in given.cases}
    with tempfile.TemporaryDirectory(prefix="bangfu-imports-") as place:
        file = Path(place) / "export.xlsx"
        make = "import sys; from pathlib import Path; from benchmarks.export_file import write"
        code = f"{make}; write(Path(sys.argv[1]), {given.rows})"
        subprocess.run([sys.executable, "-c", code, str(file)], cwd=ROOT, check=True)
        for number in range(given.rounds):
            for name, measured in rounds.items():
                folder = Path(place) / f"{number}-{'import' if name == 'export' else name}"
                folder.mkdir(exist_ok=True)  # what was imported is exported
                measured.append(_apart(name, file, folder))
    _report(rounds, is_whole=given.cases == list(CASES))


def _report(rounds: Rounds, *, is_whole: bool) -> None:
    """Print how our cases stand beside the bare one; keep it when every case was measured."""
    middle: dict[str, dict[str, Any]] = {
        name: {key: statistics.median(it[key] for it in measured) for key in measured[0]}
        for name, measured in rounds.items()
    }
    ratios = {
        f"{name}_beside_bare": {
            "rows_per_s": _ratio(rounds, name, "seconds"),
            "rows_per_cpu_s": _ratio(rounds, name, "cpu_seconds"),
            "together_peak_mb": middle[name]["together_peak_mb"],
        }
        for name in ("import", "chat")
        if name in rounds and "bare" in rounds
    }
    print(json.dumps(ratios, indent=2))
    if is_whole:
        RESULTS.parent.mkdir(exist_ok=True)
        whole = {"machine": machine.described(), "cases": middle, **ratios}
        RESULTS.write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n")


def _ratio(rounds: Rounds, name: str, what: str) -> float:
    """Give the median of the rounds: each beside the bare one just before."""
    pairs = zip(rounds["bare"], rounds[name], strict=True)
    return round(statistics.median(bare[what] / ours[what] for bare, ours in pairs), 3)
