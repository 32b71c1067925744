"""Where our bot's time goes, by cProfile on its main thread."""

import io
import pstats
import sys
from pathlib import Path

TOP = 25


def command(profile: Path) -> list[str]:
    """Start our bot under cProfile."""
    return [sys.executable, "-m", "cProfile", "-o", str(profile), "-m", "bot", "bot"]


def top(profile: Path, order: str) -> str:
    """Write the functions that took most, by `tottime` or `cumtime`."""
    text = io.StringIO()
    stats = pstats.Stats(str(profile), stream=text).strip_dirs()
    stats.sort_stats(order).print_stats(TOP)
    return text.getvalue()
