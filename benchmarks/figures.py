"""What was measured, in numbers."""

from dataclasses import asdict, dataclass
from statistics import median

from benchmarks.users import Users


@dataclass(frozen=True, kw_only=True)
class Clocks:
    """Clocks read at one moment, in seconds; a core's runs while anybody keeps it busy."""

    wall: float
    bot: float
    server: float
    bot_core: float
    server_core: float


@dataclass(frozen=True)
class Stretch:
    """The measured stretch of time."""

    began: Clocks
    ended: Clocks

    def spent(self, clock: str) -> float:
        """Seconds a clock ran."""
        return float(getattr(self.ended, clock) - getattr(self.began, clock))

    def others_s(self) -> float:
        """What other programs took of the more disturbed core."""
        bot_core, server_core = self.spent("bot_core"), self.spent("server_core")
        return max(bot_core - self.spent("bot"), server_core - self.spent("server"), 0.0)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """The result of one case.

    `lost` is check-ins that were confirmed but not stored, or the reverse; `others_busy` is what
    other programs took of the more disturbed core: above a few percent the machine was not free.
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


def figures(users: Users, stretch: Stretch, peak_mb: float, stored: int) -> Figures:
    """Reduce what users heard, and the bot spent, to numbers."""
    began, ended = stretch.began.wall, stretch.ended.wall
    waits = sorted(it.after_s for it in users.answers if began <= it.at <= ended)
    seconds, count = ended - began, max(1, len(waits))
    return Figures(
        updates=len(waits),
        updates_per_s=len(waits) / seconds,
        p50_ms=quantile_ms(waits, 0.50),
        p95_ms=quantile_ms(waits, 0.95),
        p99_ms=quantile_ms(waits, 0.99),
        cpu_ms_per_update=1000 * stretch.spent("bot") / count,
        bot_busy=stretch.spent("bot") / seconds,
        server_busy=stretch.spent("server") / seconds,
        others_busy=stretch.others_s() / seconds,
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
