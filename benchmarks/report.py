"""The table, the ratios and the JSON."""

import json
from pathlib import Path
from typing import Any

from benchmarks import machine
from benchmarks.cases import OURS, Case
from benchmarks.figures import Figures, medians
from benchmarks.measure import Plan

LATEST = Path(__file__).parent / "results" / "latest.json"
COLUMNS = {
    "updates_per_s": ("updates/s", "{:.0f}"),
    "p50_ms": ("p50 ms", "{:.0f}"),
    "p95_ms": ("p95 ms", "{:.0f}"),
    "p99_ms": ("p99 ms", "{:.0f}"),
    "cpu_ms_per_update": ("CPU ms/update", "{:.2f}"),
    "peak_mb": ("peak MB", "{:.0f}"),
    "bot_busy": ("bot core", "{:.0%}"),
    "others_busy": ("others", "{:.0%}"),
    "server_busy": ("server core", "{:.0%}"),
    "lost": ("lost", "{:.0f}"),
    "given_up": ("unanswered", "{:.0f}"),
}
RATIOS = ("updates_per_s", "p99_ms", "cpu_ms_per_update")

Rounds = dict[Case, list[Figures]]


def table(rounds: Rounds) -> str:
    """Write the medians as a table."""
    lines = [["bot", "updates by", *(title for title, _ in COLUMNS.values())]]
    for case, figures in rounds.items():
        values = medians(figures)
        cells = [form.format(values[name]) for name, (_, form) in COLUMNS.items()]
        lines.append([case.bot, case.mode, *cells])
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True))
        for line in lines
    )


def ratios(rounds: Rounds) -> dict[str, dict[str, float]]:
    """Divide our figures by each bare bot's, for the same way of getting updates."""
    found = {}
    for case, figures in rounds.items():
        ours = rounds.get(Case(OURS, case.mode))
        if ours and case.bot != OURS:
            mine, theirs = medians(ours), medians(figures)
            name = f"{OURS} / {case.bot}, {case.mode}"
            found[name] = {it: round(mine[it] / theirs[it], 3) for it in RATIOS if theirs[it]}
    return found


def ratio_lines(rounds: Rounds) -> str:
    """Write the ratios, one pair a line."""
    return "\n".join(
        f"{name}: " + ", ".join(f"{COLUMNS[it][0]} {value:.2f}" for it, value in values.items())
        for name, values in ratios(rounds).items()
    )


def write(rounds: Rounds, plan: Plan, *, share_rows: bool) -> None:
    """Write everything to results/latest.json."""
    LATEST.parent.mkdir(exist_ok=True)
    whole = _whole(rounds, plan) | {"bare_bots_share_a_connection": share_rows}
    LATEST.write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n")


def _whole(rounds: Rounds, plan: Plan) -> dict[str, Any]:
    return {
        "machine": machine.described(),
        "plan": {
            "users": plan.users,
            "seconds": plan.seconds,
            "warm_up_s": plan.warm_up_s,
        },
        "ratios": ratios(rounds),
        "cases": [
            {
                "bot": case.bot,
                "updates_by": case.mode,
                "median": _rounded(medians(figures)),
                "rounds": [_rounded(vars(one)) for one in figures],
            }
            for case, figures in rounds.items()
        ],
    }


def _rounded(figures: dict[str, Any]) -> dict[str, float]:
    return {name: round(value, 3) for name, value in figures.items()}
