"""The stage as the demo sets it: its district, its phones, and nobody known to the bot yet."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

from bot.settings import Settings
from demo import directory, phones
from demo.district import district
from demo.loading import load
from domain.calendar import SHANGHAI
from sandbox.companion import Companion, Somebody
from sandbox.plays import person_name
from sandbox.world import Clock, World
from tests.kit import cast
from tests.kit.script import parse
from tests.kit.stage import BEGIN, Stage, assembled

A_MOMENT = timedelta(milliseconds=5)
"""How long after somebody's deed the bot reads it: exported plays have exact times."""


class Roster(Companion):
    """Knows whom phones can be given to."""

    def people(self) -> list[Somebody]:
        """List the demo's roster."""
        return list(directory.everybody())


class DemoStage(Stage):
    """A stage whose district is loaded when the play begins: its past is told from that day."""

    async def play(self, script: str) -> None:
        """Load the district at the play's first hour, then act."""
        first = next(act.at for act in parse(script) if act.at)
        self.world.clock.move_to(datetime.fromisoformat(first).replace(tzinfo=SHANGHAI))
        await load(self.app.database, district(), self.world.clock.now())
        await super().play(script)


@asynccontextmanager
async def opened(url: str, folder: Path) -> AsyncIterator[Stage]:
    """Set the stage on a migrated database."""
    world = World(limits=False, clock=Clock(frozen_at=BEGIN))
    world.companion = Roster()
    phones.hand_out(world, district())
    users = {person_name(world, number): number for number in world.people.phones}
    settings = Settings(bot_token=world.token, database_url=url, data_dir=folder)
    clock = world.clock.now
    async with assembled(settings, lambda: clock() + A_MOMENT, world) as app:
        stage = DemoStage(app, world, cast.Roster(), users)
        world.subscribe(stage.hear)
        yield stage
