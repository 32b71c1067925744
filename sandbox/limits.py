"""How fast a bot may talk: Telegram's limits as token buckets, on the machine's time."""

import math
from collections.abc import Callable
from time import monotonic

from sandbox.errors import JSON, too_many

TEXT = 4096
CAPTION = 1024
ANSWER = 200
ALBUM = 10
OVERALL_PER_S = 30.0
CHAT_PER_S = 1.0
CHAT_BURST = 5.0
GROUP_PER_S = 20 / 60
GROUP_BURST = 20.0
PACED = ("send", "copy", "forward")
FREE = {"sendchataction"}


class Bucket:
    """Holds a burst and refills steadily."""

    def __init__(self, per_s: float, burst: float, now: Callable[[], float]) -> None:
        self._per_s, self._burst, self._now = per_s, burst, now
        self._level, self._at = burst, now()

    def wait_s(self, weight: float) -> float:
        """Say how long until so much may be taken; a full bucket serves any weight."""
        now = self._now()
        self._level = min(self._burst, self._level + (now - self._at) * self._per_s)
        self._at = now
        return max(0.0, (min(weight, self._burst) - self._level) / self._per_s)

    def take(self, weight: float) -> None:
        """Take it."""
        self._level -= weight


class Limits:
    """Counts what a bot sends, overall and per chat."""

    def __init__(self, *, enforced: bool, now: Callable[[], float] = monotonic) -> None:
        self.enforced = enforced
        self._now = now
        self._overall = Bucket(OVERALL_PER_S, OVERALL_PER_S, now)
        self._chats: dict[int | str, Bucket] = {}

    def spend(self, method: str, params: JSON) -> None:
        """Count a request.

        Raises:
            ApiError: 429 with retry_after when it comes too fast.
        """
        name = method.lower()
        if not self.enforced or not name.startswith(PACED) or name in FREE:
            return
        several: list[object] = params.get("media") or params.get("message_ids") or [None]
        weight = float(len(several))
        buckets = [self._overall, self._chat(params["chat_id"])]
        if (wait := max(bucket.wait_s(weight) for bucket in buckets)) > 0:
            raise too_many(math.ceil(wait))
        for bucket in buckets:
            bucket.take(weight)

    def _chat(self, chat_id: int | str) -> Bucket:
        if chat_id not in self._chats:
            group = isinstance(chat_id, int) and chat_id < 0
            pace = (GROUP_PER_S, GROUP_BURST) if group else (CHAT_PER_S, CHAT_BURST)
            self._chats[chat_id] = Bucket(*pace, self._now)
        return self._chats[chat_id]
