"""Where our bot's time goes: functions and packages by their own time, on its main thread.

cProfile makes everything slower and small functions most of all; read shares, not milliseconds.
Threads of the database driver are not in it.
"""

import pstats
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from benchmarks.process import ROOT

TOP = 25


@dataclass(frozen=True)
class Spot:
    """A function with its calls and its own seconds."""

    name: str
    package: str
    calls: int
    own_s: float


def command(profile_file: Path) -> list[str]:
    """Start our bot under cProfile."""
    return [sys.executable, "-m", "benchmarks.profiled", str(profile_file)]


def spots(profile_file: Path) -> list[Spot]:
    """Read a profile, costliest first."""
    raw = vars(pstats.Stats(str(profile_file)))["stats"]
    found = [
        Spot(f"{_short(file)}:{line} {function}", _package(file), counts[1], counts[2])
        for (file, line, function), counts in raw.items()
    ]
    return sorted(found, key=lambda spot: -spot.own_s)


def written(profile_file: Path, updates: int) -> str:
    """Write the costliest functions and packages, each per update."""
    found = spots(profile_file)
    packages: defaultdict[str, float] = defaultdict(float)
    for spot in found:
        packages[spot.package] += spot.own_s
    whole_s = sum(packages.values()) or 1.0
    dearest = sorted(packages.items(), key=lambda it: -it[1])[:15]
    functions = [
        f"{_cost(spot.own_s, whole_s, updates)} {spot.calls / updates:12.1f}  {spot.name}"
        for spot in found[:TOP]
    ]
    shares = [f"{_cost(s, whole_s, updates)}  {name}" for name, s in dearest]
    head = f"\n{'share':>6} {'µs/update':>9}"
    return "\n".join(
        [f"{head} {'calls/update':>12}  function", *functions, f"{head}  package", *shares]
    )


def _cost(seconds: float, whole_s: float, updates: int) -> str:
    return f"{seconds / whole_s:6.1%} {1e6 * seconds / updates:9.0f}"


def _short(file: str) -> str:
    return "/".join(file.replace("\\", "/").split("/")[-2:])


def _package(file: str) -> str:
    parts = Path(file).parts
    if "site-packages" in parts:
        return parts[parts.index("site-packages") + 1]
    if file.startswith(str(ROOT)):
        return Path(file).relative_to(ROOT).parts[0]
    return "built in" if file == "~" else "Python's library"
