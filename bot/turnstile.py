"""How much one person may say at once: whoever floods the bot takes nobody else's time.

It counts by when things were said, not by when they arrive: what waited through an outage, a walk
with a live location for example, was said little by little and is heard.
"""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Any

from bot.pace import Bucket

AT_ONCE = 100.0
"""A hundred forwarded messages, or ten albums."""
PER_SECOND = 1.0
REST_S = 10.0
"""So long nothing may come before somebody who was held back is heard again."""
MOST_REMEMBERED = 10_000


class Passage(Enum):
    """What becomes of something said: heard, held back with a word, held back."""

    OPEN = auto()
    CLOSING = auto()
    CLOSED = auto()


class Turnstile:
    """Counts what each person says; one process's own count."""

    def __init__(self) -> None:
        self._open: dict[int, Bucket] = {}
        self._closed: dict[int, float] = {}

    def passage(self, raw: Mapping[str, Any], now: float) -> Passage:
        """Count an update; `now` stands in where Telegram does not tell when it was said."""
        sender, said_at = _said(raw)
        if sender is None:
            return Passage.OPEN
        at = min(now, float(said_at or now))
        if at - self._closed.pop(sender, at - REST_S) < REST_S:
            self._closed[sender] = at
            return Passage.CLOSED
        if self._bucket(sender, at).has_one(at):
            return Passage.OPEN
        self._closed[sender] = at
        del self._open[sender]
        return Passage.CLOSING

    def _bucket(self, sender: int, at: float) -> Bucket:
        if len(self._open) + len(self._closed) > MOST_REMEMBERED:
            self._open = {who: it for who, it in self._open.items() if not it.is_full(at)}
            self._closed = {who: it for who, it in self._closed.items() if at - it < REST_S}
        return self._open.setdefault(sender, Bucket(PER_SECOND, AT_ONCE, AT_ONCE, at))


def _said(raw: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """Find who said it and when, in an update that nobody has checked yet."""
    for event in raw.values():
        user = event.get("from") if isinstance(event, dict) else None
        if isinstance(user, dict) and type(user.get("id")) is int:
            at = event.get("edit_date") or event.get("date")
            return user["id"], at if type(at) is int else None
    return None, None
