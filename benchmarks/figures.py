"""What was measured, in numbers."""

from dataclasses import asdict, dataclass
from statistics import median

from benchmarks.users import Users


@dataclass(frozen=True, kw_only=True)
class Spent:
    """The measured stretch of time and the processor time spent in it."""

    began: float
    ended: float
    bot_cpu_s: float
    server_cpu_s: float
    core_busy_s: float


@dataclass(frozen=True, kw_only=True)
class Figures:
    """The result of one case.

    `lost` is check-ins that were confirmed but not stored, or the reverse; `others_busy` is what
    other programs took of the bot's core meanwhile: above a few percent the machine was not free.
    """

    updates: int
    updates_per_s: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    cpu_ms_per_update: float
    bot_busy: float
    server_busy: float
    others_busy: float
    peak_mb: float
    confirmed: int
    stored: int
    lost: int
    given_up: int


def figures(users: Users, spent: Spent, peak_mb: float, stored: int) -> Figures:
    """Reduce what users heard, and the bot spent, to numbers."""
    waits = sorted(it.after_s for it in users.answers if spent.began <= it.at <= spent.ended)
    seconds, count = spent.ended - spent.began, max(1, len(waits))
    return Figures(
        updates=len(waits),
        updates_per_s=len(waits) / seconds,
        p50_ms=quantile_ms(waits, 0.50),
        p95_ms=quantile_ms(waits, 0.95),
        p99_ms=quantile_ms(waits, 0.99),
        cpu_ms_per_update=1000 * spent.bot_cpu_s / count,
        bot_busy=spent.bot_cpu_s / seconds,
        server_busy=spent.server_cpu_s / seconds,
        others_busy=max(0.0, spent.core_busy_s - spent.bot_cpu_s) / seconds,
        peak_mb=peak_mb,
        confirmed=users.confirmed,
        stored=stored,
        lost=abs(users.confirmed - stored),
        given_up=users.given_up,
    )


def quantile_ms(waits: list[float], share: float) -> float:
    """Return the wait that this share of a sorted list does not exceed, in milliseconds."""
    return 1000 * waits[min(len(waits) - 1, int(share * len(waits)))] if waits else 0.0


def medians(rounds: list[Figures]) -> dict[str, float]:
    """Take the median of each figure over the rounds; of what must be zero, the sum."""
    names = asdict(rounds[0])
    return {
        name: (sum if name in ("lost", "given_up") else median)(
            float(getattr(one, name)) for one in rounds
        )
        for name in names
    }
