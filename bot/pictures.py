"""Pictures are drawn just before they are sent: the outbox keeps a kind and its values."""

import asyncio
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any

from pictures import bar_chart, income_chart, sketch_map

SKETCH_MAP = "sketch_map"
INCOME_CHART = "income_chart"
BAR_CHART = "bar_chart"
DRAWINGS: dict[str, Callable[[Mapping[str, Any]], bytes]] = {
    SKETCH_MAP: sketch_map.draw,
    INCOME_CHART: income_chart.draw,
    BAR_CHART: bar_chart.draw,
}
"""What can be drawn, by the kind that is stored."""

_one_pen = Lock()  # the faces are shared, and FreeType's are not for two threads at once


async def draw(kind: str, values: Mapping[str, Any]) -> bytes:
    """Draw a picture as PNG in a thread, so that nobody's turn waits for it.

    Raises:
        LookupError: there is no drawing of this kind.
    """
    if kind not in DRAWINGS:
        raise LookupError(f"no picture is called {kind!r}")
    return await asyncio.to_thread(_draw, DRAWINGS[kind], values)


def _draw(drawing: Callable[[Mapping[str, Any]], bytes], values: Mapping[str, Any]) -> bytes:
    with _one_pen:
        return drawing(values)
