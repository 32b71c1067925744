"""The crash sweep: people talk, the bot is killed again and again, then everything is counted."""

import asyncio
import random
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.crash import people, rows, verdict
from tests.crash.crossing import Crossing, crossing
from tests.crash.lives import KILLED, Life, Lives
from tests.crash.people import Play
from tests.crash.points import DEPTHS
from tests.crash.roster import Size
from tests.crash.scene import Scene, scene
from tests.crash.table import AT_RANDOM, STARTING, Toll
from tests.crash.verdict import Verdict
from tests.crash.waiting import until

SHORTEST_S, LONGEST_S = 0.25, 0.75
A_START_S = 0.15
WEATHER = {"429": 0.03, "500": 0.02, "drop_answer": 0.01}
REDELIVERED = 0.2


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is killed, how often, and from which numbers chance begins."""

    url: str
    folder: Path
    kills: int
    workers: int = 1
    seed: int = 1
    size: Size = field(default_factory=Size)


@dataclass
class Sweep:
    """A sweep under way."""

    plan: Plan
    scene: Scene
    environments: list[dict[str, str]]
    toll: Toll
    rng: random.Random

    async def run(self) -> Verdict:
        """Let people talk while the bot dies, then let it finish, then judge."""
        began, today = time.monotonic(), self.scene.world.clock.now().date()
        play = Play(self.scene.world, self.scene.ears, random.Random(self.plan.seed))
        async with asyncio.TaskGroup() as crowd:
            self._let_talk(crowd, play)
            async with asyncio.TaskGroup() as killers:
                for worker in range(self.plan.workers):
                    killers.create_task(self._kill_often(worker))
            self.scene.world.faults.clear()
            play.is_over.set()
            last = [self.scene.lives.begin(it) for it in self.environments]
        await until(self.scene.is_silent)
        self.toll.crashes += [it.said() for it in last if await it.stop() != 0]
        self.toll.seconds = time.monotonic() - began
        return await verdict.judge(self.scene, play, today)

    def _let_talk(self, crowd: asyncio.TaskGroup, play: Play) -> None:
        cast = self.scene.cast
        parts = [people.help_on(play, helper) for helper in cast.helpers]
        parts += [people.judge(play, code, officer) for code, officer in cast.officers.items()]
        for part in [*parts, people.govern(play, cast.admin)]:
            crowd.create_task(play.act(part))

    async def _kill_often(self, worker: int) -> None:
        points = [*DEPTHS, STARTING, AT_RANDOM]
        for number in range(self.plan.kills // self.plan.workers):
            life = await self._live_and_die(worker, points[number % len(points)])
            await rows.let_leases_end(self.scene.settings, life.owner)
            if life.code != KILLED:
                self.toll.crashes.append(f"{life.code}: {life.said()[-2000:]}")

    async def _live_and_die(self, worker: int, point: str) -> Life:
        left = self.rng.randint(1, DEPTHS.get(point, 1))
        life = self.scene.lives.begin(self.environments[worker], point=point, left=left)
        self.toll.points[life.number] = point
        if point == STARTING:
            await life.ends_within(self.rng.uniform(0, A_START_S))
        else:
            await life.until("serving")
            self._redeliver()
            await life.ends_within(self.rng.uniform(SHORTEST_S, LONGEST_S))
        await life.kill()
        if life.was_killed and point != STARTING:
            self.toll.points[life.number] = AT_RANDOM
        return life

    def _redeliver(self) -> None:
        """Let some of the latest updates come once more."""
        updates = self.scene.world.updates
        for update in list(updates.confirmed)[-20:]:
            if self.rng.random() < REDELIVERED:
                updates.redeliver(update.id)


async def sweep(lives: Lives, plan: Plan) -> tuple[Toll, Verdict]:
    """Prepare everything and run."""
    toll = Toll(plan.url.partition("+")[0], plan.workers)
    async with (
        scene(lives, plan.url, plan.folder, plan.size) as place,
        crossing(plan.workers) as road,
    ):
        for kind, share in WEATHER.items():
            place.world.faults.add(kind, share=share, retry_after=1)
        chance = random.Random(plan.seed)
        return toll, await Sweep(plan, place, _environments(place, road), toll, chance).run()


def _environments(place: Scene, road: Crossing) -> list[dict[str, str]]:
    """Write each worker's environment: alone it polls, several take posts from the crossing."""
    if len(road.ports) == 1:
        return [place.environment]
    return [place.environment | road.hook(port) for port in road.ports]
