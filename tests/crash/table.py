"""What a sweep or an outage brought, as a table."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.crash.verdict import Verdict

STARTING, AT_RANDOM = "while starting", "at random"
Row = Sequence[str | int | float]


@dataclass
class Toll:
    """The lives that were ended, by the point where they ended."""

    name: str
    workers: int
    points: dict[int, str] = field(default_factory=dict)
    crashes: list[str] = field(default_factory=list)
    seconds: float = 0.0
    times: int = 0
    """How often an outage was made."""

    @property
    def kills(self) -> int:
        """Count the kills."""
        return len(self.points)


Told = tuple[Toll, Verdict]


def drawn(told: Sequence[Told], *, markdown: bool = False) -> str:
    """Draw what sweeps brought, point by point."""
    tables = []
    for toll, verdict in told:
        rows: list[Row] = [("ended", "kills", "copies", "per kill"), *_by_point(toll, verdict)]
        tables += [_title(toll), _table(rows, markdown=markdown), *_sums(toll, verdict)]
    return "\n".join(tables)


def _by_point(toll: Toll, verdict: Verdict) -> list[Row]:
    kills = Counter(toll.points.values())
    copies: Counter[str] = Counter()
    for life, count in verdict.copies.items():
        copies[toll.points.get(life, "weather")] += count
    rows: list[Row] = [(it, kills[it], copies[it], copies[it] / kills[it]) for it in sorted(kills)]
    all_copies = copies.total() - copies["weather"]
    rows.append(("every kill", toll.kills, all_copies, all_copies / max(1, toll.kills)))
    return [*rows, ("weather", "", copies["weather"], "")]


def outages_drawn(told: Sequence[Told], *, markdown: bool = False) -> str:
    """Draw what outages brought, one line each."""
    head = ("outage", "times", "seconds", "updates", "said", "copies")
    rows: list[Row] = [(*head, *WRONG)]
    for toll, verdict in told:
        counted = toll.times or toll.kills, round(toll.seconds), verdict.updates, verdict.said
        found = [len(it) for it in _wrong(toll, verdict).values()]
        rows.append((toll.name, *counted, verdict.copies.total(), *found))
    details = [line for toll, verdict in told for line in _details(toll, verdict)]
    return "\n".join([_table(rows, markdown=markdown), *details])


def _title(toll: Toll) -> str:
    workers = f"{toll.workers} worker{'s' if toll.workers > 1 else ''}"
    return f"\n{toll.name}, {workers}, {toll.kills} kills in {toll.seconds:.0f} s\n"


def _table(rows: Sequence[Row], *, markdown: bool) -> str:
    written = [[f"{it:.2f}" if isinstance(it, float) else str(it) for it in row] for row in rows]
    if markdown:
        written.insert(1, ["---", *["---:"] * (len(rows[0]) - 1)])
        return "\n".join(f"| {' | '.join(row)} |" for row in written)
    widths = [max(len(row[column]) for row in written) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.rjust(width) if n else cell.ljust(width) for n, (cell, width) in cells)
        for cells in (list(enumerate(zip(row, widths, strict=True))) for row in written)
    )


WRONG = ("lost", "double effects", "out of order", "ended by itself")


def _wrong(toll: Toll, verdict: Verdict) -> dict[str, list[str]]:
    found = verdict.lost, verdict.twice, verdict.disordered, toll.crashes
    return dict(zip(WRONG, found, strict=True))


def _sums(toll: Toll, verdict: Verdict) -> list[str]:
    found = ", ".join(f"{len(it)} {name}" for name, it in _wrong(toll, verdict).items())
    said = f"\n{verdict.updates} updates, {verdict.said} things said; {found}"
    return [said, *_details(toll, verdict)]


def _details(toll: Toll, verdict: Verdict) -> list[str]:
    wrong = _wrong(toll, verdict)
    return [f"  {name}: {it}" for name, found in wrong.items() for it in found[:10]]
