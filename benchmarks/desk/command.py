"""The command line of `./run bench desk`."""

import argparse
import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import asdict

from benchmarks.desk import measuring, report
from benchmarks.desk.measuring import Plan
from benchmarks.desk.starting import running, watched_starts


def arguments(words: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="./run bench desk", description=__doc__)
    parser.add_argument("--phones", type=int, default=50)
    parser.add_argument("--per-s", type=float, default=200, help="messages of the bot")
    parser.add_argument("--seconds", type=float, default=20, help="measured, per stretch")
    parser.add_argument("--history", type=int, default=100, help="messages each phone has before")
    parser.add_argument("--no-bare", action="store_true", help="leave the bare page out")
    parser.add_argument("--picture", default="", help="where to keep a picture of the loaded desk")
    parser.add_argument("--dry", action="store_true", help="leave results/desk.json as it is")
    return parser.parse_args(words)


def main(words: Sequence[str], port: int) -> None:
    """Start, measure, report; the sandbox listens on this port."""
    given = arguments(words)
    plan = Plan(
        phones=given.phones,
        per_s=given.per_s,
        seconds=given.seconds,
        history=given.history,
        has_bare=not given.no_bare,
        picture=given.picture,
    )
    with tempfile.TemporaryDirectory(prefix="bangfu-desk-") as folder:
        starts = watched_starts(port, folder)
    print(report.starting_lines(starts), flush=True)
    with running(port) as sandbox:
        results = asyncio.run(measuring.measure(sandbox, plan))
        print(f"server holds {sandbox.memory_mb():.0f} MB at the end")
    print(f"\n{report.table(results)}\n\n{report.ratio_lines(results)}")
    if not given.dry:
        report.write(results, starts, asdict(plan))
    if starts.foreign or starts.median_s >= report.START_GOAL_S:
        raise SystemExit("The server is slow to start, or imports what it must not.")
