"""Ordeals of database and network: `./run crash outages`."""

import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from tests.crash import ordeals, server
from tests.crash.lives import Lives
from tests.crash.load import Load, Trouble
from tests.crash.ordeals import Dose
from tests.crash.place import Place, behind_lines
from tests.crash.roster import Size
from tests.crash.scene import Scene, scene
from tests.crash.server import Server
from tests.crash.sweep import Plan, sweep
from tests.crash.table import Told, Toll
from tests.kit import databases

SIZE = Size(villages=15, helpers=30, homes=40)
SKEW_S = 30.0


@dataclass(frozen=True)
class Ground:
    """Where outages are played."""

    lives: Lives
    folder: Path
    size: Size = SIZE


@asynccontextmanager
async def _place(ground: Ground, own: Server) -> AsyncIterator[Place]:
    url = databases.create_postgres(own.url, "outages")
    async with (
        scene(ground.lives, url, ground.folder, ground.size) as stage,
        behind_lines(stage) as place,
    ):
        yield place


def _load(name: str, stage: Scene, dose: Dose, workers: int = 2) -> Load:
    return Load(stage, Toll(name, workers), random.Random(dose.seed))


async def _told(load: Load, trouble: Trouble, dose: Dose) -> Told:
    verdict = await load.under(trouble)
    load.toll.times = dose.done
    return load.toll, verdict


async def restarts(ground: Ground, dose: Dose) -> Told:
    """PostgreSQL is killed and comes back."""
    with server.running() as own:
        async with _place(ground, own) as place:
            load = _load("postgresql killed and restarted", place.scene, dose)
            trouble = partial(ordeals.restart_postgresql, place, own, dose)
            return await _told(load, trouble, dose)


async def commits(ground: Ground, dose: Dose) -> Told:
    """Connections are cut in their COMMIT."""
    with server.running() as own:
        async with _place(ground, own) as place:
            load = _load("commits cut in flight", place.scene, dose)
            return await _told(load, partial(ordeals.cut_commits, place, dose), dose)


async def partitions(ground: Ground, dose: Dose) -> Told:
    """A worker is alone for longer than its leases."""
    with server.running() as own:
        async with _place(ground, own) as place:
            load = _load("a worker partitioned away", place.scene, dose)
            return await _told(load, partial(ordeals.part_workers, place, dose), dose)


async def clocks(ground: Ground, dose: Dose) -> Told:
    """Two workers whose clocks are 30 s apart are killed again and again."""
    with server.running() as own:
        plan = Plan(
            url=databases.create_postgres(own.url, "clocks"),
            folder=ground.folder,
            kills=dose.times,
            workers=2,
            seed=dose.seed,
            size=ground.size,
            skew_s=SKEW_S,
        )
        toll, verdict = await sweep(ground.lives, plan)
        return replace(toll, name="kills, clocks 30 s apart"), verdict


async def disks(ground: Ground, dose: Dose) -> Told:
    """The disk under SQLite is full, and has room again."""
    url = databases.sqlite_url(ground.folder / "bangfu.db")
    async with scene(ground.lives, url, ground.folder, ground.size) as stage:
        load = _load("disk full under sqlite", stage, dose, workers=1)
        return await _told(load, partial(ordeals.fill_disk_of_sqlite, stage, dose), dose)


async def postgres_disks(ground: Ground, dose: Dose) -> Told:
    """The disk under PostgreSQL is full, and has room again."""
    with server.small_disk() as disk, server.running(disk) as own:
        async with _place(ground, own) as place:
            load = _load("disk full under postgresql", place.scene, dose)
            trouble = partial(ordeals.fill_disk_of_postgresql, place, own, dose)
            return await _told(load, trouble, dose)


ORDEALS: dict[str, tuple[Callable[[Ground, Dose], Awaitable[Told]], Dose]] = {
    "restarts": (restarts, Dose(40)),
    "commits": (commits, Dose(200)),
    "partitions": (partitions, Dose(4, lasting_s=36.0)),
    "clocks": (clocks, Dose(60)),
    "disk": (disks, Dose(15)),
    "postgres-disk": (postgres_disks, Dose(8, lasting_s=2.0)),
}
"""Every ordeal, and its dose of a full run."""
