"""The table of the desk's bench, the ratios, and the JSON."""

import json
from dataclasses import asdict
from pathlib import Path

from benchmarks import machine
from benchmarks.desk.figures import Figures
from benchmarks.desk.starting import Starts

LATEST = Path(__file__).parent.parent / "results" / "desk.json"
REST, LOAD, BARE = "at rest", "under load", "bare page"
ROWS = {
    "sent_per_s": ("messages/s sent", "{:.0f}"),
    "frames_per_s": ("frames/s", "{:.1f}"),
    "frame_p95_ms": ("frame p95 ms", "{:.0f}"),
    "frame_max_ms": ("frame max ms", "{:.0f}"),
    "long_tasks": ("tasks > 50 ms", "{:.0f}"),
    "long_task_max_ms": ("longest task ms", "{:.0f}"),
    "input_p50_ms": ("input to paint p50 ms", "{:.0f}"),
    "input_p95_ms": ("input to paint p95 ms", "{:.0f}"),
    "input_max_ms": ("input to paint max ms", "{:.0f}"),
    "late_p50_ms": ("sent to shown p50 ms", "{:.0f}"),
    "late_p95_ms": ("sent to shown p95 ms", "{:.0f}"),
    "page_busy": ("page's thread busy", "{:.0%}"),
    "script_busy": ("  of it script", "{:.0%}"),
    "layout_busy": ("  of it layout, style", "{:.0%}"),
    "server_busy": ("server's core busy", "{:.0%}"),
    "nodes": ("DOM nodes", "{:.0f}"),
    "heap_mb": ("JS heap MB", "{:.1f}"),
    "refused": ("calls refused", "{:.0f}"),
}
START_GOAL_S = 2.0

Results = dict[str, Figures]


def table(results: Results) -> str:
    """Write one column a stretch."""
    lines = [["", *results]]
    for name, (title, form) in ROWS.items():
        values = [getattr(one, name) for one in results.values()]
        lines.append([title, *(form.format(it) for it in values)])
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(_line(line, widths) for line in lines)


def _line(cells: list[str], widths: list[int]) -> str:
    others = [cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True)]
    return "  ".join([cells[0].ljust(widths[0]), *others])


def ratios(results: Results) -> dict[str, dict[str, float]]:
    """Divide the page under load by each other stretch."""
    load = asdict(results[LOAD])
    return {
        f"{LOAD} / {other}": {
            name: round(load[name] / value, 3) for name, value in asdict(figures).items() if value
        }
        for other, figures in results.items()
        if other != LOAD
    }


def ratio_lines(results: Results) -> str:
    """Write the ratios that say most."""
    shown = ("frames_per_s", "frame_p95_ms", "input_p95_ms", "late_p95_ms", "nodes")
    return "\n".join(
        f"{name}: " + ", ".join(f"{ROWS[it][0]} {values[it]:.2f}" for it in shown if it in values)
        for name, values in ratios(results).items()
    )


def starting_lines(starts: Starts) -> str:
    """Say how fast the server was there and what it imported."""
    seconds = " ".join(f"{it:.2f}" for it in starts.seconds)
    foreign = ", ".join(sorted(starts.foreign)) or "none of the bot, nothing of aiogram"
    return (
        f"server start to first getMe: median {starts.median_s:.2f} s ({seconds}); "
        f"goal < {START_GOAL_S:.0f} s\nmodules imported: {len(starts.modules)}; {foreign}"
    )


def write(results: Results, starts: Starts, plan: dict[str, float]) -> None:
    """Write everything to results/desk.json."""
    whole = {
        "machine": machine.described(),
        "plan": plan,
        "start_s": {
            "median": round(starts.median_s, 3),
            "foreign_modules": sorted(starts.foreign),
        },
        "ratios": ratios(results),
        "stretches": {
            name: {key: round(value, 3) for key, value in asdict(one).items()}
            for name, one in results.items()
        },
    }
    LATEST.write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n")
