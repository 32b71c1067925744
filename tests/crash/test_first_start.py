"""The first start, by the real command line."""

import asyncio
import os
import re
import signal
import sys
from pathlib import Path

import pytest

from sandbox.server import serve
from sandbox.world import World
from tests.crash.lives import ROOT
from tests.crash.people import Ears

pytestmark = [pytest.mark.crash, pytest.mark.xdist_group("crash")]


async def test_the_first_start_prints_an_invitation_that_works(tmp_path: Path) -> None:
    world = World(limits=False)
    ears, stranger = Ears(world), world.add_user("陈丽华")["id"]
    served = await serve(world)
    bot = await started(served.api_base, world.token, tmp_path)
    assert bot.stdout
    printed = await asyncio.wait_for(bot.stdout.readuntil(b"start="), 60)
    word = (await bot.stdout.readline()).decode().strip()
    assert "administrator" in printed.decode()
    assert re.fullmatch(r"[\w-]{16,64}", word)

    world.open_link(stranger, word)
    await ears.hear(stranger, "管理员")
    bot.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(bot.wait(), 30) == 0

    again = await started(served.api_base, world.token, tmp_path)
    world.send_text(stranger, "我的信息")
    await ears.hear(stranger, "管理员", ears.mark(stranger))
    again.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(again.wait(), 30) == 0
    assert again.stdout
    assert await again.stdout.read() == b""
    await served.close()


async def started(api_base: str, token: str, folder: Path) -> asyncio.subprocess.Process:
    settings = {
        "BANGFU_BOT_TOKEN": token,
        "BANGFU_API_BASE": api_base,
        "BANGFU_DATA_DIR": str(folder),
    }
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "bot"),
        cwd=ROOT,
        env=os.environ | settings,
        stdout=asyncio.subprocess.PIPE,
    )
