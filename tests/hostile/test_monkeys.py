"""Everybody does anything, for days: nothing breaks, and nobody is left without an answer."""

import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from sandbox.errors import Impossible
from storage.tables import InboxRow, OutboxRow
from tests.kit import actions, cast
from tests.kit.actions import picture
from tests.kit.stage import STRANGER, Stage, opened
from tests.kit.unpaced import hurry
from tests.kit.walker import restarted

STEPS = 300
WORDS = (
    "签到", "我的签到", "辖区签到", "规则", "我的信息", "帮助", "语言", "取消", "/start",
    "/cancel", "500", "今天", "明天", "9月31日", "大明去镇上看病", "<b>&amp;", "{name}",
    "😀" * 900, "长" * 2001,
    "/start nosuchword", "1e-9999", "Check in", "/me@bangfu_bot", "/nonsense", "\u200b", "٣",
)  # fmt: skip
WHERE = ("黄大明 ±9", "黄大明 + 640 m E ±12", "关井村 + 100 m N ±30", "黄大明 plain",
         "黄大明 + 90 m N ±10 live", "关井村 + 5000 m S ±900")  # fmt: skip
QUIET = ("walks", "nothing")
"""What need not be answered: a live location that moves, and nothing."""


class Monkey:
    """Does things at random, the same things for the same seed."""

    def __init__(self, stage: Stage, seed: int) -> None:
        self.stage = stage
        self.chance = random.Random(seed)
        self.names = [*cast.CAST, STRANGER]
        self.deeds: tuple[tuple[Callable[[str], str], int], ...] = (
            (self.press_newest, 8),
            (self.press_any, 3),
            (self.write, 5),
            (self.locate, 4),
            (self.move, 2),
            (self.share, 1),
        )

    def act(self) -> tuple[str, str]:
        """Let somebody do something; returns who and what."""
        name = self.chance.choice(self.names)
        deeds, weights = zip(*self.deeds, strict=True)
        return name, self.chance.choices(deeds, weights)[0](name)

    def press_newest(self, name: str) -> str:
        """Press a button of the newest message that has some."""
        for message in reversed(self.stage.world.history(self.stage.users[name])):
            if buttons := _buttons(message):
                return self._press(name, message["message_id"], self.chance.choice(buttons))
        return "nothing"

    def press_any(self, name: str) -> str:
        """Press a button ever offered to anybody, on one's own newest message."""
        offered = sorted({data for _, data in self.stage.offered.values() if data})
        history = self.stage.world.history(self.stage.users[name])
        if not offered or not history:
            return "nothing"
        return self._press(name, history[-1]["message_id"], self.chance.choice(offered))

    def _press(self, name: str, number: int, data: str) -> str:
        self.stage.world.press(self.stage.users[name], number, data, forged=True)
        return f"presses {data}"

    def write(self, name: str) -> str:
        """Type something."""
        words = self.chance.choice(WORDS)
        self.stage.world.send_text(self.stage.users[name], words)
        return words[:20]

    def locate(self, name: str) -> str:
        """Share a location."""
        where = self.chance.choice(WHERE)
        actions.do(self.stage, name, f"at {where}")
        return where

    def move(self, name: str) -> str:
        """Move a live location that has not ended."""
        try:
            actions.do(self.stage, name, f"walks to 黄大明 + {self.chance.randint(0, 900)} m S ±9")
        except (IndexError, Impossible):
            return "nothing"
        return "walks"

    def share(self, name: str) -> str:
        """Send a photo, an album, a voice, a contact, a venue."""
        world, user = self.stage.world, self.stage.users[name]
        ways: dict[str, Callable[[], object]] = {
            "photo": lambda: world.send_photo(user, picture(self.chance.randint(0, 9))),
            "voice": lambda: world.send_voice(user, b"OggS" + bytes(64)),
            "contact": lambda: world.send_contact(user),
            "another's contact": lambda: world.send_contact(user, phone="13900000001"),
            "venue": lambda: world.send_venue(user, 21.48, 109.18, "村委会"),
        }
        way = self.chance.choice(sorted(ways))
        ways[way]()
        return way


def _buttons(message: dict[str, object]) -> list[str]:
    markup = message.get("reply_markup", {})
    rows = markup.get("inline_keyboard", []) if isinstance(markup, dict) else []
    return [button["callback_data"] for row in rows for button in row]


async def _nothing_broke(stage: Stage, done: list[tuple[str, str]]) -> None:
    async with stage.app.database.read() as db:
        faults = list(await db.scalars(select(InboxRow.fault).where(InboxRow.fault.is_not(None))))
        ends = set(await db.scalars(select(OutboxRow.last_error)))
    assert faults == [], done[-3:]
    assert ends <= {None}, done[-3:]


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_people_do_nothing_breaks_and_everybody_is_answered(
    sqlite_url: str, tmp_path: Path, seed: int
) -> None:
    async with opened(sqlite_url, tmp_path) as stage:
        monkey, done = Monkey(stage, seed), []
        for step in range(STEPS):
            stage.heard.clear()
            done.append(monkey.act())
            await stage.settle()
            await _nothing_broke(stage, done)
            assert done[-1][1] in QUIET or _was_answered(stage, done[-1][0]), done[-5:]
            if step % 40 == 39:
                stage.world.clock.move_by(timedelta(hours=7))
                await stage.app.sweep()
                await stage.settle()
        async with restarted(stage, tmp_path):
            hurry(stage.app)
            monkey.act()
            await stage.settle()
            await _nothing_broke(stage, done)


def _was_answered(stage: Stage, name: str) -> bool:
    calls = list(stage.world.calls)[-12:]
    pressed = any(call["method"] == "answerCallbackQuery" for call in calls)
    return pressed or any(line.to == name for line in stage.heard)
