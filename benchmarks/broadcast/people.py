"""Who is written to, who talks meanwhile, and what is noted of both."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from benchmarks.conversation import FIRST_USER, says

FIRST_READER = 6_000_000_000
TALKERS = 300
"""Helpers who say one word each in turn, so that nobody is paced for himself."""
WORDS = "明天上午9点在镇政府三楼会议室召开帮扶工作推进会，请准时参加，不得迟到。"
PATIENCE_S = 30.0

Offer = Callable[[int, dict[str, Any]], None]


@dataclass
class People:
    """Notes when each letter came, and how long each word waited for its answer."""

    readers: int
    now_s: Callable[[], int]
    offer: Offer
    letters: list[float] = field(default_factory=list)
    got: set[int] = field(default_factory=set)
    twice: int = 0
    replies: list[tuple[float, float]] = field(default_factory=list)
    """When an answer came, and how many seconds after the word."""
    unanswered: int = 0
    all_written: asyncio.Event = field(default_factory=asyncio.Event)
    _asked: dict[int, float] = field(default_factory=dict)

    def heard(self, chat_id: int) -> None:
        """Hear the bot in a chat."""
        now = time.perf_counter()
        if asked := self._asked.pop(chat_id, 0.0):
            self.replies.append((now, now - asked))
        elif chat_id >= FIRST_READER:
            self.twice += chat_id in self.got
            self.got.add(chat_id)
            self.letters.append(now)
            if len(self.got) == self.readers:
                self.all_written.set()

    async def talk(self, per_second: float) -> None:
        """Let one after the other say a word, whether or not the last was answered."""
        began = time.perf_counter()
        for number in count():
            talker = number % TALKERS
            self._give_up()
            self._asked[FIRST_USER + talker] = time.perf_counter()
            self.offer(FIRST_USER + talker, says(talker, 0, self.now_s()))
            await asyncio.sleep(max(0.0, began + (number + 1) / per_second - time.perf_counter()))

    def _give_up(self) -> None:
        late = time.perf_counter() - PATIENCE_S
        for chat in [chat for chat, at in self._asked.items() if at < late]:
            del self._asked[chat]
            self.unanswered += 1

    def waits(self, since: float, until: float) -> list[float]:
        """Return how long answers took that came in a stretch, sorted."""
        return sorted(took for at, took in self.replies if since <= at < until)

    def answered(self, since: float, until: float) -> int:
        """Count them."""
        return len(self.waits(since, until))
