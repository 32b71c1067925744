"""What a sweep brought, as a table."""

from collections import Counter
from dataclasses import dataclass, field

from tests.crash.verdict import Verdict

STARTING, AT_RANDOM = "while starting", "at random"


@dataclass
class Toll:
    """The lives that were ended, by the point where they ended."""

    database: str
    workers: int
    points: dict[int, str] = field(default_factory=dict)
    crashes: list[str] = field(default_factory=list)
    refused: int = 0
    seconds: float = 0.0

    @property
    def kills(self) -> int:
        """Count the kills."""
        return len(self.points)


def drawn(toll: Toll, verdict: Verdict) -> str:
    """Draw the table."""
    kills = Counter(toll.points.values())
    copies = Counter({toll.points.get(life, "weather"): 0 for life in verdict.copies})
    for life, count in verdict.copies.items():
        copies[toll.points.get(life, "weather")] += count
    lines = [f"{'ended':18}{'kills':>6}{'copies':>8}{'per kill':>10}"]
    lines += [_line(point, kills[point], copies[point]) for point in sorted(kills)]
    lines += [_line("every kill", toll.kills, sum(copies.values()) - copies["weather"])]
    lines += [f"{'weather':18}{'':6}{copies['weather']:8}"]
    return "\n".join([_title(toll), *lines, *_sums(toll, verdict)])


def _title(toll: Toll) -> str:
    return (
        f"\n{toll.database}, {toll.workers} worker(s), {toll.kills} kills in {toll.seconds:.0f} s"
    )


def _line(point: str, kills: int, copies: int) -> str:
    return f"{point:18}{kills:6}{copies:8}{copies / kills if kills else 0:10.2f}"


def _sums(toll: Toll, verdict: Verdict) -> list[str]:
    wrong = {
        "lost": verdict.lost,
        "double effects": verdict.twice,
        "out of order": verdict.disordered,
        "ended by itself": toll.crashes,
    }
    return [
        f"{verdict.updates} updates, {verdict.said} things said; "
        + ", ".join(f"{len(found)} {name}" for name, found in wrong.items()),
        *[f"  {name}: {it}" for name, found in wrong.items() for it in found[:10]],
    ]
