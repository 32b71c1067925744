"""The session as a play test: what people did, when, and every line the bot said to that.

Deeds done before the bot was calm again are joined by `&`: what it said meanwhile is compared
once, after the last of them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sandbox.errors import JSON
from sandbox.journal import Entry, Journal

if TYPE_CHECKING:
    from sandbox.world import World

SHANGHAI = ZoneInfo("Asia/Shanghai")
TEXT = '''\
# ruff: noqa: E501
"""A session of the sandbox, exported on {on}: put it into tests/, it passes."""


async def test_a_session(demo_stage):
    await demo_stage.play("""
{lines}
    """)
'''
NOTES = {
    "old": (
        "这段会话不是从“重置”或全新数据开始的，回放可能对不上。",
        "The session did not begin with a reset or fresh data: the play may not pass.",
    ),
    "cut": (
        "会话太长，开头部分已丢弃，回放可能对不上。",
        "The session is long and its beginning is lost: the play may not pass.",
    ),
    "weather": (
        "会话中有天气（故障）或重复投递，回放时没有这些。",
        "There was weather or redelivery; the play has none.",
    ),
    "restarted": (
        "会话中沙盒停过，机器人为此说的话回放时没有。",
        "The sandbox was stopped in between; what the bot says about that is not replayed.",
    ),
    "files": (
        "图片、语音和文件的内容由替代品代替。",
        "Stand-ins take the place of pictures, voices and files.",
    ),
    "unplayed": (
        "有些操作剧本里没有写法，已略去。",
        "For some deeds plays have no words; they are left out.",
    ),
}


@dataclass
class Scene:
    """Deeds that belong together, and what the bot said to them."""

    happened: list[Entry] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def says_something(self) -> bool:
        """Say whether it is more than a look for what is due that found nothing."""
        return bool(self.lines) or any(entry.kind != "sweep" for entry in self.happened)


def session(world: "World") -> JSON:
    """Write the session as a test, with what whoever runs it should know."""
    now = world.clock.now().astimezone(SHANGHAI)
    lines = [line for scene in _scenes(world.journal.entries) for line in _written(scene)]
    text = TEXT.format(on=f"{now:%Y-%m-%d}", lines="\n".join(map(_escaped, lines)))
    notes = [{"zh": zh, "en": en} for zh, en in map(NOTES.__getitem__, _notes(world.journal))]
    return {"name": f"test_session_{now:%Y%m%d_%H%M}.py", "text": text, "notes": notes}


def _scenes(entries: Iterable[Entry]) -> Iterator[Scene]:
    scene = Scene()
    for entry in entries:
        if entry.kind == "line":
            scene.lines.append(entry.words)
        elif entry.kind != "note":
            if entry.calm and scene.happened:
                yield from filter(Scene.says_something, [scene])
                scene = Scene()
            scene.happened.append(entry)
    yield from filter(Scene.says_something, [scene])


def _written(scene: Scene) -> Iterator[str]:
    """Write a clock line before each act; from the second on everything is joined."""
    joined = ""
    for entry in scene.happened:
        at = datetime.fromisoformat(entry.at).astimezone(SHANGHAI)
        sweep = " sweep" if entry.kind == "sweep" else ""
        yield f"{joined}-- {at:%Y-%m-%d %H:%M:%S}.{at.microsecond // 1000:03}{sweep}"
        if entry.kind == "act":
            yield joined + entry.words
        joined = "& "
    yield from scene.lines


def _escaped(line: str) -> str:
    line = line.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return f"        {line}"


def _notes(journal: Journal) -> list[str]:
    begun = [name for name, is_so in (("old", not journal.fresh), ("cut", journal.cut)) if is_so]
    said = dict.fromkeys(entry.words for entry in journal.entries if entry.kind == "note")
    return [*begun, *said]
