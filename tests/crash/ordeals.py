"""What is done to the bot while people talk with it: each ordeal is a trouble for `load`."""

import asyncio
import random
import resource
from collections.abc import Sequence
from dataclasses import dataclass

from tests.crash.lines import Scissors
from tests.crash.lives import Life
from tests.crash.place import Place
from tests.crash.scene import Scene
from tests.crash.server import Server

UP_S, DOWN_S = (0.5, 1.5), (0.1, 1.0)
CUT_SHARE = 0.08
NO_ROOM = 4096
"""The longest file, in bytes, while the disk is full: any write to the database is beyond it."""


@dataclass
class Dose:
    """How often something is done, how long it lasts, and from which numbers chance begins."""

    times: int
    lasting_s: float = 1.0
    seed: int = 1
    lease_s: int = 30
    done: int = 0

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)

    async def pause(self, between: tuple[float, float]) -> None:
        """Let some time pass."""
        await asyncio.sleep(self.rng.uniform(*between))


async def restart_postgresql(place: Place, server: Server, dose: Dose) -> Sequence[Life]:
    """Kill the database server and start it again."""
    lives = await place.begin_all()
    for _ in range(dose.times):
        await dose.pause(UP_S)
        await asyncio.to_thread(server.take_away)
        await dose.pause(DOWN_S)
        await asyncio.to_thread(server.bring_back)
        dose.done += 1
    await dose.pause(UP_S)
    return lives


async def cut_commits(place: Place, dose: Dose) -> Sequence[Life]:
    """Cut connections in their COMMIT: before it, after it, or in its answer."""
    lives = await place.begin_all()
    scissors = Scissors(CUT_SHARE, dose.rng)
    for worker in place.workers:
        worker.to_database.scissors = scissors
    while scissors.made.total() < dose.times:  # noqa: ASYNC110  # it comes by no event
        await asyncio.sleep(0.05)
    for worker in place.workers:
        worker.to_database.scissors = None
    dose.done = scissors.made.total()
    return lives


async def part_workers(place: Place, dose: Dose) -> Sequence[Life]:
    """Part one worker from everything for longer than its leases, then let it come back.

    Every second time its connections are dead when it comes back.
    """
    place.road.patience_s = 2.0
    lives = await place.begin_all(lease_s=dose.lease_s)
    for number in range(dose.times):
        worker = place.workers[number % len(place.workers)]
        await dose.pause((1.0, 2.0))
        for line in worker.lines:
            line.hold()
        await asyncio.sleep(dose.lasting_s)
        for line in worker.lines:
            if number % 4 >= 2:
                line.cut()
            line.let_go()
        dose.done += 1
    await dose.pause((1.0, 2.0))
    return lives


async def fill_disk_of_sqlite(scene: Scene, dose: Dose) -> Sequence[Life]:
    """Let no file grow for a while, as on a full disk, then give room again."""
    life = await scene.begin()
    _, most = resource.prlimit(life.pid, resource.RLIMIT_FSIZE)
    for _ in range(dose.times):
        await dose.pause(UP_S)
        resource.prlimit(life.pid, resource.RLIMIT_FSIZE, (NO_ROOM, most))
        await dose.pause((dose.lasting_s / 2, dose.lasting_s))
        resource.prlimit(life.pid, resource.RLIMIT_FSIZE, (most, most))
        dose.done += 1
    await dose.pause(UP_S)
    return [life]


async def fill_disk_of_postgresql(place: Place, server: Server, dose: Dose) -> Sequence[Life]:
    """Fill the small disk the server's data is on, then empty it; revive a server that died."""
    lives = await place.begin_all()
    for _ in range(dose.times):
        await dose.pause(UP_S)
        ballast = await asyncio.to_thread(server.fill_disk)
        await dose.pause((dose.lasting_s / 2, dose.lasting_s))
        ballast.unlink()
        if server.process.poll() is not None:
            await asyncio.to_thread(server.bring_back)
        dose.done += 1
    await dose.pause(UP_S)
    return lives
