"""What becomes of an update: watched from inside the turns, counted by the kind of damage."""

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from bot.replies import Reply
from bot.turn import Turns
from tests.hostile.mutations import Damaged

ANSWERED, REFUSED, PASSED_OVER = "answered", "refused", "passed over"
QUARANTINED, BROKE, NUMBERLESS = "quarantined", "broke a turn", "without number"
OUTCOMES = (ANSWERED, REFUSED, PASSED_OVER, QUARANTINED, BROKE, NUMBERLESS)
"""A refusal is answered with a word; what broke a turn is in quarantine too, and is a bug."""

Work = Callable[..., Awaitable[Any]]


class Watch:
    """Notes what turns do with the update that is let in just now."""

    def __init__(self, turns: Turns) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self.confirmed = 0
        self.broken: list[Damaged] = []
        self._signs: set[str] = set()
        for name, sign in (
            ("_refuse", REFUSED),
            ("_put_aside", QUARANTINED),
            ("_give_up", BROKE),
            ("_keep", ANSWERED),
        ):
            setattr(turns, name, self._signed(getattr(turns, name), sign))

    def _signed(self, work: Work, sign: str) -> Work:
        async def noted(*given: Any, **more: Any) -> Any:
            if sign != ANSWERED or _says_something(given):
                self._signs.add(sign)
            return await work(*given, **more)

        return noted

    @asynccontextmanager
    async def over(self, damaged: Damaged) -> AsyncIterator[None]:
        """Note what becomes of an update inside the block; an exception is no confirmation."""
        self._signs.clear()
        yield
        self.confirmed += 1
        outcome = self._outcome(damaged.raw)
        if outcome == BROKE:
            self.broken.append(damaged)
        for kind in dict.fromkeys(damaged.kinds):
            self.counts[kind, outcome] += 1
        self.counts["every update", outcome] += 1

    def _outcome(self, raw: Mapping[str, Any]) -> str:
        for sign in (BROKE, QUARANTINED, REFUSED, ANSWERED):
            if sign in self._signs:
                return sign
        return PASSED_OVER if type(raw.get("update_id")) is int else NUMBERLESS


def _says_something(given: tuple[Any, ...]) -> bool:
    reply = given[-1]
    return isinstance(reply, Reply) and bool(reply.messages or reply.toast)


def drawn(counts: Counter[tuple[str, str]]) -> str:
    """Draw the table: kinds of damage by what became of the updates."""
    kinds = sorted({kind for kind, _ in counts} - {"every update"})
    lines = ["".join([f"{'damage':16}", *(f"{it:>15}" for it in OUTCOMES), f"{'all':>8}"])]
    for kind in [*kinds, "every update"]:
        row = [counts[kind, outcome] for outcome in OUTCOMES]
        lines.append("".join([f"{kind:16}", *(f"{it:15}" for it in row), f"{sum(row):8}"]))
    return "\n".join(lines)
