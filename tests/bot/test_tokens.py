"""A whole bot that Telegram does not know ends with a sentence, not with a traceback."""

import asyncio
import subprocess
import sys

import pytest

from sandbox.server import serve
from sandbox.world import World


@pytest.mark.slow
async def test_a_bot_with_an_unknown_token_ends_with_a_sentence(tmp_path):
    served = await serve(World())
    environment = {
        "BANGFU_BOT_TOKEN": "7:wrong",
        "BANGFU_API_BASE": served.api_base,
        "BANGFU_DATA_DIR": str(tmp_path),
    }
    bot = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "bot", env=environment, stderr=subprocess.PIPE
    )
    async with asyncio.timeout(60):
        _, words = await bot.communicate()
    await served.close()
    assert bot.returncode == 1
    assert b"Telegram does not know this token" in words
    assert b"Traceback" not in words
    assert b"wrong" not in words
