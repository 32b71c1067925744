"""A sandbox over HTTP, a settled database, and the environment of the bot that belongs to both."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.clock import wall_clock
from bot.settings import Settings
from domain.calendar import SHANGHAI
from sandbox.server import Served, serve
from tests.crash import rows
from tests.crash.arrivals import TaggedWorld
from tests.crash.lives import Life, Lives
from tests.crash.people import Ears
from tests.crash.roster import Cast, Size, settle

ALONE = Size(villages=1, helpers=1, homes=1)
MORNING = datetime(2026, 3, 3, 10, tzinfo=SHANGHAI)
"""A Tuesday on which everybody is at work, so that no test depends on when it is run."""


@dataclass
class Scene:
    """Where a test plays."""

    world: TaggedWorld
    served: Served
    settings: Settings
    cast: Cast
    ears: Ears
    lives: Lives

    @property
    def environment(self) -> dict[str, str]:
        """Write what a polling bot needs to know."""
        return {
            "BANGFU_BOT_TOKEN": self.settings.bot_token,
            "BANGFU_API_BASE": self.served.api_base,
            "BANGFU_DATA_DIR": str(self.settings.data_dir),
            "BANGFU_DATABASE_URL": self.settings.database_url,
        }

    async def begin(self, **fuse: Any) -> Life:
        """Begin a life that polls, and wait until it does."""
        life = self.lives.begin(self.environment, **fuse)
        await life.serving()
        return life

    async def hear(self, user: int, pattern: str, since: int = 0) -> dict[str, Any]:
        """Wait for the bot's words in somebody's chat."""
        return await self.ears.hear(user, pattern, since)

    async def is_silent(self) -> bool:
        """Say whether the bot has taken and said everything."""
        async with rows.opened(self.settings) as database, database.read() as db:
            return not (self.world.updates.pending() or await rows.waiting(db))

    async def handled(self) -> list[int]:
        """List the updates that took effect."""
        async with rows.opened(self.settings) as database, database.read() as db:
            return sorted(await rows.handled(db))


@asynccontextmanager
async def scene(lives: Lives, url: str, folder: Path, size: Size = ALONE) -> AsyncIterator[Scene]:
    """Set everything up but the bot."""
    world = TaggedWorld()
    world.clock.move_to(MORNING)
    lives.ahead_s = (MORNING - wall_clock()).total_seconds()
    settings = Settings(bot_token=world.token, database_url=url, data_dir=folder)
    cast = await settle(settings, world, size)
    place = Scene(world, await serve(world), settings, cast, Ears(world), lives)
    try:
        yield place
    finally:
        await lives.end()
        await place.served.close()
