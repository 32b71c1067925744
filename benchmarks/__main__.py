"""./run bench: this bot beside bare ones, over real HTTP on loopback.

`broadcast`: letters to many; `desk`: the page; `handbook`: the PDF of a household's history;
`taps`: of visits.
"""

import argparse
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import uvloop

from benchmarks import campaign_sweep, case_sweep, handbook, imports, profiling, report, taps
from benchmarks.answers import command as answers
from benchmarks.broadcast import command as broadcast
from benchmarks.case_queue import command as case_queue
from benchmarks.cases import AIOGRAM, OURS, POLLING, PTB, WEBHOOK, Case, Start
from benchmarks.desk import command as desk
from benchmarks.figures import Figures
from benchmarks.households import command as households
from benchmarks.measure import Plan, measure
from benchmarks.process import ROOT, SERVER_CORE, clean_environment, pin

MOST_CHECKINS_PER_S = 400
OTHERS: dict[str, Callable[[list[str]], None]] = {
    "answers": answers.main,
    "campaigns": campaign_sweep.main,
    "cases": case_queue.main,
    "handbook": handbook.main,
    "households": households.main,
    "imports": imports.main,
    "sweep": case_sweep.main,
}


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("--seconds", type=float, default=15, help="measured, per case")
    parser.add_argument("--warm-up", type=float, default=3, help="seconds before")
    parser.add_argument("--rounds", type=int, default=2, help="of all cases; medians are shown")
    parser.add_argument("--users", type=int, default=50, help="closed loops at once")
    parser.add_argument("--people", type=int, default=0, help="accounts to prepare")
    parser.add_argument("--bots", nargs="+", default=[OURS, AIOGRAM, PTB])
    parser.add_argument("--modes", nargs="+", default=[POLLING, WEBHOOK])
    parser.add_argument("--share", action="store_true", help="bare bots keep one connection open")
    parser.add_argument("--profile", action="store_true", help="profile our bot and nothing else")
    return parser.parse_args()


def plan_of(given: argparse.Namespace) -> Plan:
    """Plan a case; people are enough for more check-ins than any bot here manages."""
    most = int(MOST_CHECKINS_PER_S * (given.warm_up + given.seconds)) + 10 * given.users
    return Plan(
        users=given.users,
        warm_up_s=given.warm_up,
        seconds=given.seconds,
        people=given.people or most,
        is_profiled=given.profile,
    )


def prepare(folder: Path, people: int) -> None:
    """Make our bot's database once; every case gets a copy."""
    print(f"Preparing {people} people …", flush=True)
    words = [sys.executable, "-m", "benchmarks.prepare", str(people)]
    environment = clean_environment() | {"BANGFU_DATA_DIR": str(folder)}
    subprocess.run(words, check=True, cwd=ROOT, env=environment)


def play(case: Case, prepared: Path, plan: Plan, given: argparse.Namespace) -> Figures:
    """Measure a case once, in a folder of its own."""
    folder = prepared.parent / "case"
    shutil.rmtree(folder, ignore_errors=True)
    if case.bot == OURS:
        shutil.copytree(prepared, folder)
    else:
        folder.mkdir()
    start = Start(case, f"http://127.0.0.1:{free_port()}", free_port(), folder, given.share)
    profile = prepared.parent / f"{case.mode}.profile"
    command = profiling.command(profile) if given.profile else start.command()
    figures: Figures = uvloop.run(measure(start, command, plan))
    print(report.table({case: [figures]}).splitlines()[1], flush=True)
    if given.profile:
        print(profiling.written(profile, max(1, figures.updates)))
    return figures


def free_port() -> int:
    """Find a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main() -> None:
    """Run all cases in turn, as many rounds as asked, and report; or a bench of its own."""
    name, words = [*sys.argv[1:2], ""][0], sys.argv[2:]
    if name == "taps":
        return taps.main()
    if name == "broadcast":
        return broadcast.main(words, free_port)
    if name == "desk":
        return desk.main(words, free_port())
    return OTHERS[name](words) if name in OTHERS else bots()


def bots() -> None:
    """Measure bots side by side."""
    given = arguments()
    plan = plan_of(given)
    names = [OURS] if given.profile else given.bots
    rounds: report.Rounds = {Case(bot, mode): [] for mode in given.modes for bot in names}
    with tempfile.TemporaryDirectory(prefix="bangfu-bench-") as folder:
        prepared = Path(folder) / "prepared"
        if OURS in names:
            prepare(prepared, plan.people)
        pin(SERVER_CORE)
        for _ in range(given.rounds):
            for case, figures in rounds.items():
                figures.append(play(case, prepared, plan, given))
    print(f"\n{report.table(rounds)}\n\n{report.ratio_lines(rounds)}")
    if OURS in names and not given.profile:
        report.write(rounds, plan, share_rows=given.share)
    if any(one.lost for case, figures in rounds.items() if case.bot == OURS for one in figures):
        raise SystemExit("Check-ins were confirmed that are not in the database, or the reverse.")


if __name__ == "__main__":
    main()
