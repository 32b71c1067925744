"""Scenes: the world as it stands, kept under a name, with what its companion knows."""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sandbox import scene_folders, standing
from sandbox.clock import machine_time
from sandbox.errors import JSON, Impossible
from sandbox.packing import Blobs, Damaged, Packer

if TYPE_CHECKING:
    from sandbox.world import World

MOST = 50
NAME = re.compile(r"\w[\w \-]{0,39}")
NOWHERE = "这个沙盒没有数据文件夹, 不能保存场景 (this sandbox has no folder for scenes)"


class Scenes:
    """Saves, loads and begins anew, one after the other."""

    def __init__(self, world: "World", folder: Path | None = None) -> None:
        """Take the world as it stands for the beginning; scenes go into the folder."""
        self._world = world
        self._folder = folder
        self._beginning = _written(world)
        self._busy = asyncio.Lock()

    def listed(self) -> list[JSON]:
        """List the scenes, the latest first."""
        if self._folder is None or not self._folder.is_dir():
            return []
        names = [it.name for it in self._folder.iterdir() if it.is_dir() and _is_name(it.name)]
        scenes = [{"name": name, **self._times(name)} for name in sorted(names)]
        return sorted(scenes, key=lambda scene: str(scene["saved_at"]), reverse=True)

    async def save(self, name: str) -> JSON:
        """Keep everything under a name, in the place of an older scene of that name.

        Raises:
            Impossible: the name will not do, or there are too many scenes.
        """
        folder = self._place(name)
        known = {scene["name"] for scene in self.listed()}
        if name not in known and len(known) >= MOST:
            raise Impossible(f"最多保存 {MOST} 个场景, 请先删除 (at most {MOST} scenes are kept)")
        new = folder.with_name(f".new-{name}")
        async with self._alone():
            companion = scene_folders.begin(new)
            await self._world.companion.keep(companion)
            state, blobs = _written(self._world)
            await asyncio.to_thread(scene_folders.write, new, state, blobs, self._about())
            scene_folders.exchange(new, folder)
        return {"name": name, **self._times(name)}

    async def load(self, name: str) -> None:
        """Put a scene in the place of everything that is.

        Raises:
            Impossible: there is no such scene, or it is damaged or foreign; nothing has changed.
        """
        folder = self._existing(name)
        try:
            kept = await asyncio.to_thread(scene_folders.read, folder)
            facts = standing.read(self._world, kept.state, kept.blobs)
            await self._world.companion.check(kept.companion)
        except Impossible:
            raise
        except ValueError as wrong:
            raise Impossible(
                f"场景“{name}”已损坏或不适用 (damaged or foreign: {wrong})"
            ) from wrong
        async with self._alone():
            await self._world.companion.take_up(kept.companion)
            self._put_back(facts, at_its_time=True)
        self._world.events.emit("reload")

    async def reset(self) -> None:
        """Begin anew: the world as it was at first, its companion knowing what it knew then."""
        facts = standing.read(self._world, *self._beginning)
        async with self._alone():
            await self._world.companion.take_up(None)
            self._put_back(facts, at_its_time=False)
            self._world.journal.begin(fresh=True)
        self._world.events.emit("reload")

    def delete(self, name: str) -> None:
        """Throw a scene away."""
        shutil.rmtree(self._existing(name))

    def keep_aside(self, folder: Path) -> None:
        """Write the world alone into a folder, to be taken up at the next start."""
        new = folder.with_name(f".new-{folder.name}")
        scene_folders.begin(new)
        scene_folders.write(new, *_written(self._world), self._about())
        scene_folders.exchange(new, folder)

    def take_up_again(self, folder: Path) -> bool:
        """Go on with a world that was kept aside; False when there is none that would do."""
        try:
            kept = scene_folders.read(folder)
            facts = standing.read(self._world, kept.state, kept.blobs)
        except ValueError:
            return False
        standing.put_back(self._world, facts, at_its_time=False)
        return True

    @asynccontextmanager
    async def _alone(self) -> AsyncIterator[None]:
        async with self._busy, self._world.companion.still():
            yield

    def _put_back(self, facts: JSON, *, at_its_time: bool) -> None:
        standing.put_back(self._world, facts, at_its_time=at_its_time)
        if not self._world.companion.remembers:
            self._world.updates.renumber()  # a bot that goes on has confirmed these numbers
        self._world.updates.wake()

    def _about(self) -> JSON:
        saved_at = machine_time().isoformat()
        return {"saved_at": saved_at, "now": self._world.clock.now().isoformat()}

    def _times(self, name: str) -> JSON:
        """Say when a scene was saved and when it plays; of a damaged one, when it changed."""
        folder = self._place(name)
        changed_at = datetime.fromtimestamp(folder.stat().st_mtime, UTC).isoformat()
        try:
            found = scene_folders.about(folder)
        except Damaged:
            found = {}
        return {each: str(found.get(each, changed_at)) for each in ("saved_at", "now")}

    def _existing(self, name: str) -> Path:
        folder = self._place(name)
        if folder.is_symlink() or not folder.is_dir():
            raise Impossible(f"没有这个场景 (no such scene: {name})")
        return folder

    def _place(self, name: str) -> Path:
        if self._folder is None:
            raise Impossible(NOWHERE)
        if not _is_name(name):
            raise Impossible(
                "场景名请用 1–40 个汉字、字母、数字、空格或 - "
                "(a scene's name is 1 to 40 letters, digits, spaces, - or _)"
            )
        return self._folder / name


def _is_name(name: str) -> bool:
    return NAME.fullmatch(name) is not None and name == name.strip()


def _written(world: "World") -> tuple[JSON, Blobs]:
    packer = Packer()
    return standing.state_of(world, packer), packer.blobs
