"""The stage on which plays are acted: the real bot, a real database, a world in this process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import zip_longest
from pathlib import Path
from typing import Any
from unittest import mock

from bot import app as bot_app
from bot import courier
from bot.app import App
from bot.clock import Clock as BotClock
from bot.settings import Settings
from domain.calendar import SHANGHAI
from sandbox.plays import chat_name, line_of
from sandbox.world import Clock, World
from tests.kit import actions, cast
from tests.kit.errands import Errands
from tests.kit.script import Act, Line, parse
from tests.kit.unpaced import hurry
from tests.kit.wire import Wire

BEGIN = datetime(2026, 3, 2, 1, tzinfo=UTC)
STRANGER = "陌生人"
A_MOMENT = timedelta(seconds=1)


@dataclass
class Stage:
    """Acts people's lines and compares the bot's with what is written."""

    app: App
    world: World
    roster: cast.Roster
    users: dict[str, int]
    heard: list[Line] = field(default_factory=list)
    last_press: str = ""
    group: int = 0
    offered: dict[tuple[int, str], tuple[int, str]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    async def play(self, script: str) -> None:
        """Act a play; every line of the bot must come, and no other."""
        acts = list(parse(script))
        wanted: list[Line] = []
        for act, following in zip_longest(acts, acts[1:]):
            if not act.joined:
                self.heard.clear()
                wanted.clear()
            await self._act(act)
            wanted += act.answers
            if following is None or not following.joined:
                assert written(self.heard) == written(wanted), act.describe(wanted, self.heard)

    async def _act(self, act: Act) -> None:
        if act.at:
            self.world.clock.move_to(datetime.fromisoformat(act.at).replace(tzinfo=SHANGHAI))
        if act.sweeps:
            await self.app.sweep()
        if act.phone:
            self._hand_out(*act.phone)
        if act.who:
            actions.act_line(self, act)
        await self.settle()

    def _hand_out(self, name: str, number: str, first_name: str) -> None:
        """Give somebody a phone, with the Telegram id the roster has for this number."""
        known = {each.phone: each.id for each in self.world.companion.people()}
        phone = None if number == "-" else number
        user = self.world.add_user(first_name, phone, user_id=known.get(number))
        self.users[name] = user["id"]

    async def settle(self) -> None:
        """Let the bot take every update and send everything that is due."""
        while pending := self.world.updates.pending():
            for update in pending:
                await self.app.turns.take(update)
            self.world.updates.take(pending[-1]["update_id"] + 1, 1)
        await self.app.courier.idle()
        await self.app.courier.flush()
        while await self.app.errands.settled() + await self.app.courier.claim():
            await self.app.courier.idle()
            await self.app.courier.flush()
        await self.app.courier.answered()

    def name_of(self, chat_id: int) -> str:
        """Return whose chat this is."""
        return "群" if chat_id == self.group else chat_name(self.world, chat_id)

    def remember(self, event: dict[str, Any]) -> None:
        """Remember every button that was ever offered: they stay pressable for ever."""
        message = event.get("message", {})
        for row in message.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                seen = message["message_id"], button.get("callback_data", "")
                self.offered[event["chat_id"], button["text"]] = seen

    def hear(self, event: dict[str, Any]) -> None:
        """Note what the bot says, as a line of a play."""
        self.remember(event)
        line = line_of(event, self.name_of)
        if line:
            self.heard.append(line)


def written(lines: list[Line]) -> list[tuple[str, str]]:
    """Order lines by listener; what different people hear has no order between them."""
    return sorted(((line.to, line.words) for line in lines), key=lambda it: it[0])


@asynccontextmanager
async def assembled(settings: Settings, clock: BotClock, world: World) -> AsyncIterator[App]:
    """Assemble the bot for a stage, which says itself when to do what, and waits for no pace."""
    with (
        mock.patch.object(courier, "CLAIM_S", 3600.0),
        mock.patch.object(bot_app, "Errands", Errands),
    ):
        async with bot_app.assembled(settings, clock, Wire(world)) as app:
            hurry(app)
            yield app


@asynccontextmanager
async def opened(url: str, folder: Path, begin: datetime = BEGIN) -> AsyncIterator[Stage]:
    """Set the stage on a database."""
    world = World(limits=False, clock=Clock(frozen_at=begin))
    users = {
        name: world.add_user(name, phone=part.phone, started=True)["id"]
        for name, part in cast.CAST.items()
    }
    users[STRANGER] = world.add_user(STRANGER, phone="13955550000", started=True)["id"]
    settings = Settings(bot_token=world.token, database_url=url, data_dir=folder)
    clock = world.clock.now
    async with assembled(settings, lambda: clock() + A_MOMENT, world) as app:
        roster = await cast.enrol(app.database, users, begin)
        stage = Stage(app, world, roster, users)
        world.subscribe(stage.hear)
        yield stage
