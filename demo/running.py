"""The demo while it runs: a sandbox and a bot in one process, one clock for both."""

import asyncio
import os
import secrets
import shutil
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot import locks
from bot.settings import Settings
from demo import phones, remembering
from demo.beside import Beside
from demo.district import District, district
from demo.telling import tell
from sandbox.clock import numbers_now
from sandbox.server import HERE, Served, serve
from sandbox.world import World

BANNER = "演示数据：人物、家庭和坐标都是虚构的 · Demo data, nobody here is real"
WORLD, SCENES = "world", "scenes"
"""Folders beside the database: the world at its last stop, and what was saved by name."""


async def run(host: str, port: int, *, fresh: bool) -> int:
    """Serve until Ctrl-C or SIGTERM."""
    stop, made = _told_to_stop(), district()
    async with _sandbox(made, host, port) as served:
        settings = _settings(served)
        async with locks.only_one(settings):
            if fresh:
                _wipe(settings.data_dir)
            await _play(served, settings, stop)
    tell("已停止，数据保留。 · Stopped; the data stays for the next start.")
    return 0


async def _play(served: Served, settings: Settings, stop: asyncio.Event) -> None:
    """Run the bot beside the world, which goes on from where it stopped the last time."""
    world, kept = served.world, settings.data_dir / WORLD
    beside = Beside(world, settings)
    world.begins(beside, settings.data_dir / SCENES)
    if (settings.data_dir / remembering.DATABASE).exists():
        _go_on(world, kept)

    def begun(is_new: bool) -> None:  # noqa: FBT001 (told by one caller)
        _tell_what_is_there(is_new=is_new)
        _introduce(served)

    await beside.run(stop, begun)
    world.scenes.keep_aside(kept)


def _go_on(world: World, kept: Path) -> None:
    if world.scenes.take_up_again(kept):
        world.journal.act(world, "note", "restarted")
    else:
        world.journal.begin(fresh=False)


def _told_to_stop() -> asyncio.Event:
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    return stop


@asynccontextmanager
async def _sandbox(made: District, host: str, port: int) -> AsyncIterator[Served]:
    """Serve a Telegram of our own, with the personas in it."""
    token = f"100:{secrets.token_urlsafe(16)}"
    world = World(token=token, numbers_from=numbers_now())
    world.banner = BANNER
    phones.hand_out(world, made)
    try:
        served = await serve(world, host, port)
    except (OSError, OverflowError):
        raise SystemExit(
            f"{host}, port {port} cannot be had. --host is an address of this machine; "
            "choose another port, or leave --port out."
        ) from None
    try:
        yield served
    finally:
        await served.close()


def _settings(served: Served) -> Settings:
    """Describe the demo's own bot; of the environment only the data folder counts."""
    return Settings(
        bot_token=served.world.token,
        api_base=served.api_base,
        data_dir=Path(os.environ.get("BANGFU_DATA_DIR") or "data") / "demo",
        database_url="",
        webhook_url="",
        webhook_secret="",
        listen="127.0.0.1:8080",
    )


def _wipe(folder: Path) -> None:
    """Empty the demo's folder, but for the lock that keeps a second demo out, and the scenes."""
    for item in folder.iterdir():
        if item.name == SCENES:
            continue
        if item.is_dir():
            shutil.rmtree(item)
        elif item.suffix != ".lock":
            item.unlink()
    tell("旧的演示数据已清除。 · The demo's earlier data is gone.")


def _tell_what_is_there(*, is_new: bool) -> None:
    if not is_new:
        tell("沿用上次的数据（--fresh 重新开始）。 · Using the data of the last time.")
        return
    made = district()
    areas, people, homes = (len(it.records) for it in (made.areas, made.people, made.households))
    tell(f"已生成虚构的银海区：{areas} 个区域、{people} 名干部、{homes} 户。")
    tell(f"A made-up district is ready: {areas} areas, {people} officials, {homes} households.")


def _introduce(served: Served) -> None:
    tell(_reach(served.host))
    tell(f"\n  请在浏览器里打开 · Open in a browser:  {served.desk_url}\n")
    tell("停止请按 Ctrl-C。 · Stop with Ctrl-C.")
    served.gate.on_key_used = lambda: tell(
        f"换一个浏览器请用 · For another browser:  {served.new_desk_url()}"
    )


def _reach(host: str) -> str:
    if host == HERE:
        return "机器人和沙盒已启动，只在本机可见。 · Bot and sandbox run, on this machine only."
    return (
        f"机器人和沙盒已启动，{host} 所在的网络都能打开（须有链接）。 · "
        f"Bot and sandbox run; with a link they open from the network of {host}."
    )
