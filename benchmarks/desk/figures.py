"""What the page told of one stretch of time, in numbers."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from benchmarks.figures import quantile_ms

JSON = dict[str, Any]
LONG_MS = 50


@dataclass(frozen=True, kw_only=True)
class Spent:
    """What browser and server had used at one moment; seconds of processor time, bytes."""

    page_s: float
    script_s: float
    layout_s: float
    server_s: float
    nodes: int
    heap: int


@dataclass(frozen=True, kw_only=True)
class Figures:
    """The result of one stretch; times in milliseconds, shares of one core."""

    frames_per_s: float
    frame_p95_ms: float
    frame_max_ms: float
    long_tasks: int
    long_task_max_ms: float
    input_p50_ms: float
    input_p95_ms: float
    input_max_ms: float
    late_p50_ms: float
    late_p95_ms: float
    page_busy: float
    script_busy: float
    layout_busy: float
    server_busy: float
    nodes: int
    heap_mb: float
    sent_per_s: float
    refused: int


def figures(told: JSON, before: Spent, after: Spent, sent: int, refused: int) -> Figures:
    """Reduce what the probe noted between two moments."""
    seconds = (told["ended"] - told["began"]) / 1000
    frames = _in_order([later - earlier for earlier, later in pairwise(told["frames"])])
    inputs, late = _in_order(it for _, it in told["inputs"]), _in_order(told["late"])
    return Figures(
        frames_per_s=len(told["frames"]) / seconds,
        frame_p95_ms=quantile_ms(frames, 0.95),
        frame_max_ms=quantile_ms(frames, 1),
        long_tasks=sum(it > LONG_MS for it in told["tasks"]),
        long_task_max_ms=max(told["tasks"], default=0.0),
        input_p50_ms=quantile_ms(inputs, 0.50),
        input_p95_ms=quantile_ms(inputs, 0.95),
        input_max_ms=quantile_ms(inputs, 1),
        late_p50_ms=quantile_ms(late, 0.50),
        late_p95_ms=quantile_ms(late, 0.95),
        page_busy=(after.page_s - before.page_s) / seconds,
        script_busy=(after.script_s - before.script_s) / seconds,
        layout_busy=(after.layout_s - before.layout_s) / seconds,
        server_busy=(after.server_s - before.server_s) / seconds,
        nodes=after.nodes,
        heap_mb=after.heap / 2**20,
        sent_per_s=sent / seconds,
        refused=refused,
    )


def _in_order(milliseconds: Any) -> list[float]:
    """Sort, and turn into seconds, which is what quantiles are taken of."""
    return sorted(float(it) / 1000 for it in milliseconds)
