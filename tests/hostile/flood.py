"""One person sends as fast as the wire takes it, beside many who go about their work."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from benchmarks.figures import quantile_ms
from tests.crash.lives import ROOT
from tests.hostile.crowd import Crowd
from tests.hostile.soak import waits
from tests.hostile.standing import Standing

P95_S = 2.0
CALM, FLOODED, AFTER = "before", "during the flood", "after it"


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """How the others were served in one part of the time."""

    name: str
    seconds: float
    flooded: int
    waits_s: list[float]
    memory_mb: float
    busy: float
    pending: int
    unsent: int

    @property
    def p95_s(self) -> float:
        """The wait that nineteen in twenty do not exceed."""
        return quantile_ms(self.waits_s, 0.95) / 1000


@dataclass
class Flood:
    """Calm, flood, and what comes after."""

    stretches: list[Stretch]
    unanswered: list[str]
    broken: list[str]

    @property
    def wrong(self) -> dict[str, list[str]]:
        """What must be empty."""
        late = [f"{it.name}: {it.p95_s:.1f} s" for it in self.stretches if it.p95_s > P95_S]
        return {"too late": late, "unanswered": self.unanswered, "turns broken": self.broken}


async def flood(place: Standing, crowd: Crowd, pace: tuple[float, float], user: int) -> Flood:
    """Measure the others before, during and after this user's flood; pace is rate and seconds."""
    found = []
    for name in (CALM, FLOODED, AFTER):
        with _sending(place, user if name == FLOODED else 0):
            found.append(await _stretch(place, crowd, name, pace, user))
    await crowd.finish()
    return Flood(found, crowd.unanswered, await place.broken())


async def _stretch(
    place: Standing, crowd: Crowd, name: str, pace: tuple[float, float], user: int
) -> Stretch:
    answers, cpu_s, began = len(crowd.answers), place.cpu_s(), time.monotonic()
    sent = _count(place, user)
    await crowd.talk(*pace)
    pending, unsent = await place.backlog()
    seconds = time.monotonic() - began
    return Stretch(
        name=name,
        seconds=seconds,
        flooded=_count(place, user) - sent,
        waits_s=waits(crowd.answers[answers:]),
        memory_mb=place.memory_mb(),
        busy=(place.cpu_s() - cpu_s) / seconds,
        pending=pending,
        unsent=unsent,
    )


def _count(place: Standing, user: int) -> int:
    return sum(not message["from"]["is_bot"] for message in place.world.history(user))


@contextmanager
def _sending(place: Standing, user: int) -> Iterator[None]:
    """Let somebody send as fast as can be inside the block; nobody when it is no user."""
    if not user:
        yield
        return
    command = [sys.executable, "-m", "tests.hostile.flooder", place.served.new_desk_url()]
    process = subprocess.Popen([*command, str(user)], cwd=ROOT)
    try:
        yield
        if process.poll() is not None:
            raise RuntimeError("whoever floods has given up")
    finally:
        process.kill()
        process.wait()


def drawn(found: Flood) -> str:
    """Draw the table: how the others were served."""
    titles = ("others' answers", "p50 ms", "p95 ms", "p99 ms", "flood/s", "memory MB",
              "bot's core", "pending", "unsent")  # fmt: skip
    lines = [f"{'':18}" + "".join(f"{it:>16}" for it in titles)]
    for it in found.stretches:
        times = [f"{quantile_ms(it.waits_s, share):.0f}" for share in (0.50, 0.95, 0.99)]
        sizes = [f"{it.flooded / it.seconds:.0f}", f"{it.memory_mb:.1f}", f"{it.busy:.0%}"]
        cells = [len(it.waits_s), *times, *sizes, it.pending, it.unsent]
        lines.append(f"{it.name:18}" + "".join(f"{cell:>16}" for cell in cells))
    return "\n".join(lines)
