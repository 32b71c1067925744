"""Workers on a PostgreSQL of their own, each behind lines that can be held or cut."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import make_url

from tests.crash.crossing import Crossing, crossing
from tests.crash.lines import Line, line
from tests.crash.lives import Life
from tests.crash.scene import Scene


@dataclass
class Worker:
    """A worker's three lines: to the database, to Telegram, and from Telegram."""

    environment: dict[str, str]
    to_database: Line
    to_telegram: Line
    from_telegram: Line

    @property
    def lines(self) -> tuple[Line, Line, Line]:
        """List its lines."""
        return self.to_database, self.to_telegram, self.from_telegram


@dataclass
class Place:
    """Where an outage happens."""

    scene: Scene
    road: Crossing
    workers: list[Worker] = field(default_factory=list)

    async def begin(self, worker: Worker, **fuse: Any) -> Life:
        """Begin a worker's life and wait until it serves."""
        life = self.scene.lives.begin(worker.environment, **fuse)
        await life.serving()
        return life

    async def begin_all(self, **fuse: Any) -> list[Life]:
        """Begin every worker, one after the other."""
        return [await self.begin(worker, **fuse) for worker in self.workers]


@asynccontextmanager
async def behind_lines(scene: Scene, workers: int = 2) -> AsyncIterator[Place]:
    """Lay the lines of so many workers that take posts."""
    url = make_url(scene.settings.database_url)
    assert url.port
    async with AsyncExitStack() as stack:
        place = Place(scene, await stack.enter_async_context(crossing(workers)))
        for number in range(workers):
            to_database = await stack.enter_async_context(line(url.port))
            to_telegram = await stack.enter_async_context(line(scene.served.port))
            back = await stack.enter_async_context(line(place.road.ports[number]))
            lined = url.set(port=to_database.port).render_as_string(hide_password=False)
            base = scene.served.api_base.replace(str(scene.served.port), str(to_telegram.port))
            environment = scene.environment | place.road.hook(number)
            environment |= {"BANGFU_DATABASE_URL": lined, "BANGFU_API_BASE": base}
            place.workers.append(Worker(environment, to_database, to_telegram, back))
            place.road.doors[number] = back.port
        yield place
