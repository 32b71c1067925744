"""A steady day for as long as one likes: does the bot slow down, swell, or leave things undone?"""

import asyncio
import time
from dataclasses import dataclass, field
from itertools import combinations
from statistics import median

from benchmarks.figures import quantile_ms
from tests.hostile.crowd import Answer, Crowd
from tests.hostile.standing import Standing

GLANCES = 6
"""How often memory is read in a stretch."""
A_MINUTE_S = 60.0
WARM_UP = 0.2
"""The first part of the time, in which caches and pools still fill."""
SWELLS_MB_A_MINUTE = 1.0


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """What was measured in a minute, or what is left of one."""

    updates: int
    waits_s: list[float]
    memory_mb: float
    database_mb: float
    busy: float
    pending: int
    unsent: int


@dataclass
class Soak:
    """All of it; memory in MB by the second at which it was read."""

    began: float = field(default_factory=time.monotonic)
    stretches: list[Stretch] = field(default_factory=list)
    memory: list[tuple[float, float]] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    left: tuple[int, int] = (0, 0)

    @property
    def slope_mb(self) -> float:
        """How many MB a minute the bot gains after the warm-up.

        The middle one of all slopes between two readings (Theil and Sen): a leak goes on all the
        time, while a pool that grows once is a step and moves it little.
        """
        end = max((at for at, _ in self.memory), default=0.0)
        late = [(at, mb) for at, mb in self.memory if at >= WARM_UP * end]
        pairs = combinations(late, 2)
        return 60 * median([(two[1] - one[1]) / (two[0] - one[0]) for one, two in pairs] or [0.0])

    @property
    def wrong(self) -> dict[str, list[str]]:
        """What must be empty."""
        updates, rows = self.left
        return {
            "unanswered": self.unanswered,
            "turns broken": self.broken,
            "left undone": [f"{updates} updates, {rows} rows"] if updates or rows else [],
        }


async def soak(place: Standing, crowd: Crowd, per_s: float, seconds: float) -> Soak:
    """Let a crowd talk at this rate; measure minute by minute."""
    found = Soak()
    async with asyncio.TaskGroup() as group:
        talking = group.create_task(crowd.talk(per_s, seconds))
        while not talking.done():
            left_s = seconds - (time.monotonic() - found.began)
            found.stretches.append(await _stretch(place, crowd, found, min(A_MINUTE_S, left_s)))
    await crowd.finish()
    found.left = await _settled(place)
    found.unanswered, found.broken = crowd.unanswered, await place.broken()
    return found


async def _stretch(place: Standing, crowd: Crowd, found: Soak, seconds: float) -> Stretch:
    updates, answers = crowd.updates, len(crowd.answers)
    began, cpu_s = time.monotonic(), place.cpu_s()
    for _ in range(GLANCES):
        await asyncio.sleep(max(seconds, 0.1) / GLANCES)
        found.memory.append((time.monotonic() - found.began, place.memory_mb()))
    pending, unsent = await place.backlog()
    return Stretch(
        updates=crowd.updates - updates,
        waits_s=waits(crowd.answers[answers:]),
        memory_mb=found.memory[-1][1],
        database_mb=await place.database_mb(),
        busy=(place.cpu_s() - cpu_s) / (time.monotonic() - began),
        pending=pending,
        unsent=unsent,
    )


async def _settled(place: Standing) -> tuple[int, int]:
    """Wait until nothing is left to do; give what still is after a while."""
    left = await place.backlog()
    for _ in range(300):
        if left == (0, 0):
            break
        await asyncio.sleep(0.1)
        left = await place.backlog()
    return left


def waits(answers: list[Answer]) -> list[float]:
    """Sort how long answers took, in seconds."""
    return sorted(answer.after_s for answer in answers)


def drawn(found: Soak) -> str:
    """Draw the table: a line a minute."""
    titles = ("minute", "updates", "p50 ms", "p95 ms", "p99 ms", "memory MB", "database MB",
              "bot's core", "pending", "unsent")  # fmt: skip
    lines = ["".join(f"{it:>12}" for it in titles)]
    for number, it in enumerate(found.stretches, 1):
        times = [f"{quantile_ms(it.waits_s, share):.0f}" for share in (0.50, 0.95, 0.99)]
        sizes = [f"{it.memory_mb:.1f}", f"{it.database_mb:.1f}", f"{it.busy:.0%}"]
        cells = [number, it.updates, *times, *sizes, it.pending, it.unsent]
        lines.append("".join(f"{cell:>12}" for cell in cells))
    return "\n".join([*lines, _judged(found)])


def _judged(found: Soak) -> str:
    grows = "grows" if found.slope_mb > SWELLS_MB_A_MINUTE else "does not grow"
    return f"memory {grows}: {found.slope_mb:+.2f} MB a minute after the warm-up"
