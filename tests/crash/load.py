"""People talk with the bot while something is done to it; then everything is counted."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from tests.crash import officials, people, verdict
from tests.crash.asides import ASIDES
from tests.crash.lives import Life
from tests.crash.people import Play
from tests.crash.scene import Scene
from tests.crash.table import Toll
from tests.crash.verdict import Verdict
from tests.crash.waiting import until

WEATHER = {"429": 0.03, "500": 0.02, "502_after": 0.01, "drop_answer": 0.01}
"""Shares of the bot's calls: too many, failed before, failed after, answer lost."""
REDELIVERED, EVERY_S = 0.01, 0.5
LATEST = 200

Trouble = Callable[[], Awaitable[Sequence[Life]]]
"""Does what is to be done; gives the lives that go on to the end."""


@dataclass
class Load:
    """A scene with people in it."""

    scene: Scene
    toll: Toll
    rng: random.Random

    async def under(self, trouble: Trouble) -> Verdict:
        """Let people talk during the trouble, then let the bot finish, then judge."""
        began, today = time.monotonic(), self.scene.world.clock.now().date()
        play = Play(self.scene.world, self.scene.ears, self.rng)
        for kind, share in WEATHER.items():
            self.scene.world.faults.add(kind, share=share, retry_after=1)
        async with asyncio.TaskGroup() as crowd:
            self._let_talk(crowd, play)
            again = crowd.create_task(self._redeliver())
            last = await trouble()
            again.cancel()
            self.scene.world.faults.clear()
            play.is_over.set()
        await until(self.scene.is_silent)
        self.toll.crashes += [it.said() for it in last if await it.stop() != 0]
        self.toll.seconds = time.monotonic() - began
        return await verdict.judge(self.scene, play, today)

    def _let_talk(self, crowd: asyncio.TaskGroup, play: Play) -> None:
        cast = self.scene.cast
        parts = [people.help_on(play, helper, ASIDES) for helper in cast.helpers]
        parts += [officials.judge(play, code, user) for code, user in cast.officers.items()]
        for part in [*parts, officials.govern(play, cast.admin)]:
            crowd.create_task(play.act(part))

    async def _redeliver(self) -> None:
        """Let updates come once more, after newer ones of the same chat."""
        updates = self.scene.world.updates
        while True:
            await asyncio.sleep(EVERY_S)
            for update in list(updates.confirmed)[-LATEST:]:
                if self.rng.random() < REDELIVERED:
                    updates.redeliver(update.id)
