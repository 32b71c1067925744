"""The crash sweep: people talk, the bot is killed again and again, then everything is counted."""

import asyncio
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.crash import rows
from tests.crash.crossing import Crossing, crossing
from tests.crash.lives import KILLED, Life, Lives
from tests.crash.load import Load
from tests.crash.points import DEPTHS
from tests.crash.roster import Size
from tests.crash.scene import Scene, scene
from tests.crash.table import AT_RANDOM, STARTING, Toll
from tests.crash.verdict import Verdict

SHORTEST_S, LONGEST_S = 0.2, 0.6
A_START_S = 0.15
DELAY_S, UNTHANKED, LATE = 0.05, 0.03, 0.03


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is killed, how often, and from which numbers chance begins."""

    url: str
    folder: Path
    kills: int
    workers: int = 1
    seed: int = 1
    size: Size = field(default_factory=Size)
    skew_s: float = 0.0
    """So far apart are the clocks of neighbouring workers."""


@dataclass
class Sweep:
    """A sweep under way."""

    plan: Plan
    scene: Scene
    environments: list[dict[str, str]]
    toll: Toll
    rng: random.Random

    async def kill_everybody(self) -> list[Life]:
        """Kill every worker as often as planned; gives those that live after that."""
        async with asyncio.TaskGroup() as killers:
            for worker in range(self.plan.workers):
                killers.create_task(self._kill_often(worker))
        return [self._begin(worker) for worker in range(self.plan.workers)]

    def _begin(self, worker: int, **fuse: Any) -> Life:
        skew_s = self.plan.skew_s * (worker - (self.plan.workers - 1) / 2)
        environment = self.environments[worker]
        return self.scene.lives.begin(environment, skew_s=skew_s, **fuse)

    async def _kill_often(self, worker: int) -> None:
        points = [*self._labelled(), STARTING, AT_RANDOM]
        for number in range(self.plan.kills // self.plan.workers):
            life = await self._live_and_die(worker, points[number % len(points)])
            await rows.let_leases_end(self.scene.settings, life.owner)
            if life.code != KILLED:
                self.toll.crashes.append(f"{life.code}: {life.said()[-2000:]}")

    def _labelled(self) -> list[str]:
        """List the points this bot comes by: whoever takes posts never asks."""
        return [it for it in DEPTHS if self.plan.workers == 1 or "asking" not in it]

    async def _live_and_die(self, worker: int, point: str) -> Life:
        left = self.rng.randint(1, DEPTHS.get(point, 1))
        life = self._begin(worker, point=point, left=left)
        self.toll.points[life.number] = point
        if point == STARTING:
            await life.ends_within(self.rng.uniform(0, A_START_S))
        else:
            await life.until("serving")
            await life.ends_within(self.rng.uniform(SHORTEST_S, LONGEST_S))
        await life.kill()
        if life.was_killed and point != STARTING:
            self.toll.points[life.number] = AT_RANDOM
        return life


async def sweep(lives: Lives, plan: Plan) -> tuple[Toll, Verdict]:
    """Prepare everything and run."""
    toll = Toll(plan.url.partition("+")[0], plan.workers)
    chance = random.Random(plan.seed)
    async with (
        scene(lives, plan.url, plan.folder, plan.size) as place,
        crossing(plan.workers) as road,
    ):
        road.delay_s, road.unthanked, road.late = DELAY_S, UNTHANKED, LATE
        killing = Sweep(plan, place, _environments(place, road), toll, chance)
        load = Load(place, toll, random.Random(plan.seed))
        return toll, await load.under(killing.kill_everybody)


def _environments(place: Scene, road: Crossing) -> list[dict[str, str]]:
    """Write each worker's environment: alone it polls, several take posts from the crossing."""
    if len(road.ports) == 1:
        return [place.environment]
    return [place.environment | road.hook(number) for number in range(len(road.ports))]
