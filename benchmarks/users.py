"""Closed-loop users: each says the next thing when the answer to the last has arrived."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from benchmarks.conversation import FIRST_USER, STEPS, says

PATIENCE_S = 15.0
"""Who hears nothing for so long gives up, and is counted."""


@dataclass(slots=True)
class Talk:
    """One person's check-in under way."""

    number: int
    step: int = 0
    sent_at: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """An update that was answered: when, and after how many seconds."""

    at: float
    after_s: float


@dataclass
class Users:
    """So many loops at once; every check-in is made by somebody who has not checked in before."""

    loops: int
    people: int
    now_s: Callable[[], int]
    offer: Callable[[int, dict[str, Any]], None]
    answers: list[Answer] = field(default_factory=list)
    confirmed: int = 0
    given_up: int = 0
    surplus: int = 0
    _next: int = 0
    _talks: dict[int, Talk] = field(default_factory=dict)
    _is_closing: bool = False
    _all_done: asyncio.Event = field(default_factory=asyncio.Event)

    def start(self) -> None:
        """Let everybody say the first word."""
        for _ in range(self.loops):
            self._begin()

    def heard(self, chat_id: int) -> None:
        """Hear the bot in a chat and go on."""
        talk = self._talks.get(chat_id)
        if talk is None:
            self.surplus += 1
            return
        now = time.perf_counter()
        self.answers.append(Answer(now, now - talk.sent_at))
        talk.step += 1
        if talk.step < STEPS:
            self._say(talk)
        else:
            self.confirmed += 1
            self._replace(talk)

    async def finish(self) -> None:
        """Begin nothing new and wait until every check-in under way has ended."""
        self._is_closing = True
        await self._all_done.wait()

    async def lose_patience(self) -> None:
        """Give up on those who are not answered; runs until cancelled."""
        while True:
            await asyncio.sleep(1)
            late = time.perf_counter() - PATIENCE_S
            for talk in [it for it in self._talks.values() if it.sent_at < late]:
                self.given_up += 1
                self._replace(talk)

    def _replace(self, talk: Talk) -> None:
        del self._talks[FIRST_USER + talk.number]
        if not self._is_closing:
            self._begin()
        elif not self._talks:
            self._all_done.set()

    def _begin(self) -> None:
        if self._next == self.people:
            raise RuntimeError("there are too few people; ask for more with --people")
        talk = Talk(self._next)
        self._next += 1
        self._talks[FIRST_USER + talk.number] = talk
        self._say(talk)

    def _say(self, talk: Talk) -> None:
        talk.sent_at = time.perf_counter()
        self.offer(FIRST_USER + talk.number, says(talk.number, talk.step, self.now_s()))
