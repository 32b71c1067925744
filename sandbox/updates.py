"""The queue of updates: kept until confirmed, a day at most, presses 150 seconds."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sandbox.clock import Clock
from sandbox.counting import Numbers
from sandbox.errors import JSON

KEPT = timedelta(hours=24)
PRESS_KEPT = timedelta(seconds=150)
REMEMBERED = 1000
ONLY_ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass(frozen=True)
class Waiting:
    """An update nobody has confirmed."""

    update: JSON
    chat_id: int
    at: datetime

    @property
    def id(self) -> int:
        """Give the update's id."""
        number: int = self.update["update_id"]
        return number

    def stale(self, now: datetime) -> bool:
        """Say whether Telegram would have thrown it away."""
        kept = PRESS_KEPT if "callback_query" in self.update else KEPT
        return now - self.at > kept


class Updates:
    """What the bot has not confirmed yet."""

    def __init__(self, clock: Clock, first_id: int) -> None:
        self.allowed: set[str] | None = None
        self.on_confirmed: Callable[[JSON], None] = lambda _update: None
        self.confirmed: deque[Waiting] = deque(maxlen=REMEMBERED)
        self._clock = clock
        self._ids = Numbers(first_id)
        self._queue: dict[int, Waiting] = {}
        self._again: deque[Waiting] = deque()
        self._arrived = asyncio.Event()

    def put(self, kind: str, facts: JSON, chat_id: int) -> JSON | None:
        """Queue an update, unless the bot did not ask for its kind."""
        if not self.wanted(kind):
            return None
        update: JSON = {"update_id": next(self._ids), kind: facts}
        self._queue[update["update_id"]] = Waiting(update, chat_id, self._clock.now())
        self._arrived.set()
        return update

    def inject(self, facts: JSON, chat_id: int = 0) -> JSON:
        """Queue an update as it is given, however malformed; it gets an id when it has none."""
        update: JSON = {"update_id": next(self._ids)} | facts
        self._queue[update["update_id"]] = Waiting(update, chat_id, self._clock.now())
        self._arrived.set()
        return update

    def wanted(self, kind: str) -> bool:
        """Say whether the bot asked for updates of this kind."""
        return kind in self.allowed if self.allowed else kind not in ONLY_ON_REQUEST

    def pending(self) -> list[JSON]:
        """List the unconfirmed updates, oldest first."""
        return [waiting.update for waiting in self.waiting()]

    def waiting(self) -> list[Waiting]:
        """List them with their chats, redeliveries first; stale ones are dropped here."""
        now = self._clock.now()
        for waiting in [each for each in self._queue.values() if each.stale(now)]:
            del self._queue[waiting.id]
        return [*self._again, *self._queue.values()]

    def take(self, offset: int = 0, limit: int = 100) -> list[JSON]:
        """Give updates from an offset on, confirming those before; a negative one counts back."""
        waiting = self.waiting()
        if offset < 0:
            offset = waiting[offset].id if len(waiting) >= -offset else 0
        for each in [each for each in self._queue.values() if each.id < offset]:
            self.confirm(each)
        taken = [*self._again, *self._queue.values()][:limit]
        self._again = deque(each for each in self._again if each not in taken)
        return [each.update for each in taken]

    def confirm(self, waiting: Waiting) -> None:
        """Forget an update the bot has taken, but for redelivery."""
        if waiting in self._again:
            self._again.remove(waiting)
            return
        self._queue.pop(waiting.id, None)
        self.confirmed.append(waiting)
        self.on_confirmed(waiting.update)

    def redeliver(self, update_id: int) -> JSON:
        """Give a confirmed update once more under its old id."""
        for waiting in self.confirmed:
            if waiting.id == update_id:
                self._again.append(waiting)
                self._arrived.set()
                return waiting.update
        raise LookupError(f"update {update_id} is not among those confirmed lately")

    def find(self, update_id: int) -> JSON:
        """Find an update, confirmed or not."""
        for waiting in [*self._queue.values(), *self.confirmed]:
            if waiting.id == update_id:
                return waiting.update
        raise LookupError(f"update {update_id} is not known")

    def clear(self) -> None:
        """Throw everything away (drop_pending_updates)."""
        self._queue.clear()
        self._again.clear()

    def renumber(self) -> None:
        """Give those that wait new numbers, for a bot that has confirmed higher ones."""
        waiting = list(self._queue.values())
        self.clear()
        for each in waiting:
            update = each.update | {"update_id": next(self._ids)}
            self._queue[update["update_id"]] = replace(each, update=update)

    def wake(self) -> None:
        """Let whoever waits look again."""
        self._arrived.set()

    async def arrived(self) -> None:
        """Wait until something has been put since the last wait."""
        await self._arrived.wait()
        self._arrived.clear()
