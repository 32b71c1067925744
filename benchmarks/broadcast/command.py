"""./run bench broadcast: letters to many at Telegram's pace, and what answers wait meanwhile.

Beside our bot a bare aiogram bot writes to as many, in the loop of aiogram's own example and in
one without a pause. All meet a server that refuses what comes faster than Telegram allows.
A disk that others use too stalls by itself: with TMPDIR in memory the databases are not on it.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

import uvloop

from benchmarks import machine
from benchmarks.broadcast.limited import LimitedServer
from benchmarks.broadcast.people import People
from benchmarks.cases import AIOGRAM, OURS, POLLING, TOKEN, Case, Start
from benchmarks.figures import quantile_ms
from benchmarks.measure import now_s
from benchmarks.process import ROOT, SERVER_CORE, Bot, clean_environment, pin, running
from sandbox.limits import OVERALL_PER_S

RESULTS = Path(__file__).parent.parent / "results" / "broadcast.json"
IN_MEMORY = tempfile.gettempdir().startswith("/dev/shm")  # noqa: S108  # nothing is written
FEW, MANY = 1_500, 10_000
GAP_S = 0.05
LEAST_SHARE, MOST_SLOWER = 0.98, 1.5


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How many are written to, how long it is quiet before, how many words a second come."""

    readers: int
    idle_s: float
    words_per_s: float


@dataclass(frozen=True, kw_only=True)
class Figures:
    """One bot's run; `share` is of Telegram's 30 a second, answers included."""

    letters: int
    letters_per_s: float
    messages_per_s: float
    share: float
    refused: int
    twice: int
    unanswered: int
    idle_p50_ms: float
    idle_p99_ms: float
    busy_p50_ms: float
    busy_p99_ms: float
    slower: float


def main(words: list[str], port: Callable[[], int]) -> None:
    """Measure all bots in turn, print the table and keep it."""
    parser = argparse.ArgumentParser(prog="./run bench broadcast", description=__doc__)
    parser.add_argument("--letters", type=int, default=FEW)
    parser.add_argument("--full", action="store_true", help=f"{MANY} letters, six minutes a bot")
    parser.add_argument("--words", type=float, default=2, help="said a second meanwhile")
    parser.add_argument(
        "--gaps", type=float, nargs="*", default=[GAP_S, 0.0], help="pauses of the loops beside, s"
    )
    given = parser.parse_args(words)
    readers = MANY if given.full else given.letters
    plan = Plan(readers=readers, idle_s=min(120.0, readers / 25), words_per_s=given.words)
    pin(SERVER_CORE)
    found = {OURS: _measured(OURS, None, plan, port)}
    for gap_s in given.gaps:
        pause = f"a pause of {gap_s} s" if gap_s else "no pause"
        found[f"{AIOGRAM}, {pause}"] = _measured(AIOGRAM, gap_s, plan, port)
    kept = {name: asdict(it) for name, it in found.items()}
    about = {"machine": machine.described(), "in_memory": IN_MEMORY, "plan": asdict(plan)}
    whole = about | {"bots": kept}
    RESULTS.write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n")
    _judge(found[OURS])


def _judge(ours: Figures) -> None:
    """Say what was promised and is not so."""
    missed = []
    if ours.share < LEAST_SHARE or ours.refused:
        missed.append(f"{ours.share:.1%} of {OVERALL_PER_S:.0f}/s, {ours.refused} refused")
    if ours.slower > MOST_SLOWER:
        missed.append(f"answers' p99 is {ours.slower:.2f} times that of idle")
    if ours.twice or ours.unanswered:
        missed.append(f"{ours.twice} letters twice, {ours.unanswered} words unanswered")
    if missed:
        raise SystemExit("Not as promised: " + "; ".join(missed))


def _measured(bot: str, gap_s: float | None, plan: Plan, port: Callable[[], int]) -> Figures:
    with tempfile.TemporaryDirectory(prefix="bangfu-bench-") as folder:
        api = f"http://127.0.0.1:{port()}"
        start = Start(Case(bot, POLLING), api, 0, Path(folder))
        if bot == OURS:
            _prepare(Path(folder), plan)
        figures: Figures = uvloop.run(_run(start, _command(start, gap_s, plan), plan))
    name = bot if gap_s is None else f"{bot} {gap_s}"
    print(name, json.dumps(asdict(figures)), flush=True)
    return figures


def _prepare(folder: Path, plan: Plan) -> None:
    """Fill the database; the notice waits until the bot has been idle for a while."""
    after = str(plan.readers), str(plan.idle_s + STARTING_S)
    words = [sys.executable, "-m", "benchmarks.broadcast.prepare", *after]
    environment = clean_environment() | {"BANGFU_DATA_DIR": str(folder)}
    subprocess.run(words, check=True, cwd=ROOT, env=environment)


STARTING_S = 12.0
"""From the end of the preparation until a bot answers."""


def _command(start: Start, gap_s: float | None, plan: Plan) -> list[str]:
    if gap_s is None:
        return start.command()
    given = {"api": start.api, "token": TOKEN, "readers": plan.readers, "gap": gap_s}
    given |= {"after": plan.idle_s + STARTING_S}
    words = [f"--{name}={value}" for name, value in given.items()]
    return [sys.executable, "-m", "benchmarks.peers.aiogram_broadcast", *words]


async def _run(start: Start, command: list[str], plan: Plan) -> Figures:
    server = LimitedServer(now_s)
    people = People(plan.readers, now_s, server.offer)
    server.heard = people.heard
    loop = asyncio.get_running_loop()
    listener = await loop.create_server(server.connection, "127.0.0.1", urlsplit(start.api).port)
    async with listener:
        with running(start, command) as bot:
            await asyncio.wait_for(server.polled.wait(), 60)
            began = time.perf_counter()
            async with asyncio.TaskGroup() as group:
                talking = group.create_task(people.talk(plan.words_per_s))
                watching = group.create_task(_watch(bot))
                await people.all_written.wait()
                talking.cancel()
                watching.cancel()
            await asyncio.sleep(1)
    return _figures(people, server, began)


async def _watch(bot: Bot) -> None:
    while True:
        bot.check()
        await asyncio.sleep(1)


def _figures(people: People, server: LimitedServer, began: float) -> Figures:
    since, until = people.letters[0], people.letters[-1]
    seconds = until - since
    letters = (len(people.letters) - 1) / seconds
    messages = letters + people.answered(since, until) / seconds
    idle, busy = people.waits(began + 2, since), people.waits(since, until)
    idle_p99, busy_p99 = quantile_ms(idle, 0.99), quantile_ms(busy, 0.99)
    figures = Figures(
        letters=len(people.letters),
        letters_per_s=letters,
        messages_per_s=messages,
        share=messages / OVERALL_PER_S,
        refused=server.refused,
        twice=people.twice,
        unanswered=people.unanswered,
        idle_p50_ms=quantile_ms(idle, 0.5),
        idle_p99_ms=idle_p99,
        busy_p50_ms=quantile_ms(busy, 0.5),
        busy_p99_ms=busy_p99,
        slower=busy_p99 / idle_p99 if idle_p99 else 0.0,
    )
    return Figures(**{name: round(value, 3) for name, value in asdict(figures).items()})
