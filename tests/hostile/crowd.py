"""Many people who talk at a steady rate, each waiting for the answer; how long that takes."""

import asyncio
import random
import re
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.world import World
from tests.crash.people import _words as words_of
from tests.crash.roster import Cast
from tests.hostile import talks
from tests.hostile.talks import JSON, Step, Talk

PATIENCE_S = 30.0
FASTEST_KMH, FIGURES = 120, 200
"""The figure as it is at first, and how many others are set in turn."""


@dataclass
class Party:
    """Somebody and the conversation under way; `pattern` is what he waits for."""

    user: int
    begin: Callable[[], Talk | None]
    talk: Talk | None = None
    heard: JSON = field(default_factory=dict)
    pattern: re.Pattern[str] | None = None
    asked_at: float = 0.0

    def next_step(self) -> Step | None:
        """Go on with the conversation, or begin another; None when there is nothing to say."""
        if self.talk:
            try:
                return self.talk.send(self.heard)
            except StopIteration:
                self.talk = None
        self.talk = self.begin()
        return next(self.talk) if self.talk else None


@dataclass(frozen=True)
class Answer:
    """When an answer came, and after how long."""

    at: float
    after_s: float


class Crowd:
    """Everybody; `answers` are in the order they came, `unanswered` says what never came."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.answers: list[Answer] = []
        self.unanswered: list[str] = []
        self.updates = 0
        self._parties: dict[int, Party] = {}
        self._ready: deque[Party] = deque()
        self._idle: set[int] = set()
        world.subscribe(self._notice)

    def join(self, user: int, begin: Callable[[], Talk | None]) -> None:
        """Let somebody take part."""
        party = self._parties[user] = Party(user, begin)
        self._ready.append(party)

    def wake(self, user: int) -> None:
        """Tell somebody who had nothing to say that there is something now."""
        if user in self._idle:
            self._idle.remove(user)
            self._ready.append(self._parties[user])

    async def talk(self, per_s: float, seconds: float) -> None:
        """Let so many a second say something, as far as they are not waiting for an answer."""
        began, said = time.monotonic(), 0
        while (passed := time.monotonic() - began) < seconds:
            due = int(passed * per_s) - said
            said += due
            for _ in range(min(due, len(self._ready))):
                self._say(self._ready.popleft())
            self._lose_patience(PATIENCE_S)
            await asyncio.sleep(0.2 / per_s)

    async def finish(self) -> None:
        """Wait until everybody has been answered, or patience ends."""
        for _ in range(int(PATIENCE_S / 0.05)):
            if not self._waiting():
                break
            await asyncio.sleep(0.05)
        self._lose_patience(0.0)

    def _say(self, party: Party) -> None:
        step = party.next_step()
        if step is None:
            self._idle.add(party.user)
            return
        deed, pattern = step
        party.pattern, party.asked_at = re.compile(pattern), time.monotonic()
        deed()

    def _notice(self, event: JSON) -> None:
        if event["type"] == "update":
            self.updates += 1
        elif event["type"] == "answer":
            self._hear(event["user_id"], event.get("text") or "", {})
        elif event["type"] in {"message", "edited"} and event["message"]["from"]["is_bot"]:
            self._hear(event["chat_id"], words_of(event["message"]), event["message"])

    def _hear(self, user: int, words: str, message: JSON) -> None:
        party = self._parties.get(user)
        if party is None or party.pattern is None or not party.pattern.search(words):
            return
        now = time.monotonic()
        self.answers.append(Answer(now, now - party.asked_at))
        party.pattern, party.heard = None, message
        self._ready.append(party)

    def _waiting(self) -> list[Party]:
        return [party for party in self._parties.values() if party.pattern]

    def _lose_patience(self, patience_s: float) -> None:
        late = time.monotonic() - patience_s
        for party in self._waiting():
            if party.pattern and party.asked_at <= late:
                self.unanswered.append(f"{party.user} never heard {party.pattern.pattern!r}")
                party.pattern = party.talk = None
                self._ready.append(party)


def district(world: World, cast: Cast, seed: int) -> Crowd:
    """Let helpers be in the field, officers look at what is asked of them, and an admin govern."""
    crowd = Crowd(world)
    for speaker in talks.speakers(world, cast.helpers, random.Random(seed)):
        crowd.join(speaker.helper.user_id, speaker.talk)
    for officer in cast.officers.values():
        _let_judge(crowd, officer)
    values = iter([FASTEST_KMH, *(FIGURES + n % FIGURES for n in range(10_000))])
    before = next(values)

    def govern() -> Talk:
        nonlocal before
        earlier, before = before, next(values)
        return talks.govern(world, cast.admin, earlier, before)

    crowd.join(cast.admin, govern)
    return crowd


def _let_judge(crowd: Crowd, officer: int) -> None:
    """Let an officer accept every exception as its card comes."""
    cards: deque[JSON] = deque()

    def notice(event: JSON) -> None:
        is_mine = event["type"] == "message" and event["chat_id"] == officer
        if is_mine and "exception:accept" in words_of(event["message"]):
            cards.append(event["message"])
            crowd.wake(officer)

    crowd.world.subscribe(notice)
    crowd.join(
        officer, lambda: talks.accept(crowd.world, officer, cards.popleft()) if cards else None
    )
