"""The page in a real browser before a world of its own."""

import asyncio
import io
import os
import re
import sys
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from PIL import Image
from playwright.async_api import expect

from sandbox.server import serve
from sandbox.world import Clock, World

START_S = 120
MONDAY_NINE = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
HOUSEHOLD = {"name": "黄大明家门口", "latitude": 21.4735, "longitude": 109.1201}
KEYBOARD = {
    "keyboard": [
        [{"text": "签到", "request_location": True}, {"text": "走访"}],
        [{"text": "发送我的手机号", "request_contact": True}],
    ],
    "resize_keyboard": True,
}
WATCH_CSP = """
window.violations = [];
addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective));
"""


@pytest.fixture
def world():
    return World(clock=Clock(frozen_at=MONDAY_NINE), limits=False)


@pytest.fixture
def wei(world):
    user_id = world.add_user("韦秀英", phone="13800000001", note="帮扶人")["id"]
    world.set_presets(user_id, [HOUSEHOLD | {"horizontal_accuracy": 12}])
    return user_id


@pytest.fixture
def chen(world):
    return world.add_user("陈建国", phone="13800000002", note="村信息员")["id"]


@asynccontextmanager
async def opened(page, world):
    """Open the desk; afterwards nothing may have been complained of."""
    complaints = []
    page.on("console", lambda said: complaints.append(f"{said.type}: {said.text}"))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    await page.add_init_script(WATCH_CSP)
    served = await serve(world)
    try:
        await page.goto(served.desk_url)
        yield
        assert await page.evaluate("violations") == []
        assert complaints == []
    finally:
        await page.close()
        await served.close()


@pytest.fixture
async def desk(page, world, wei):
    page.set_default_timeout(5000)
    async with opened(page, world):
        yield page


@pytest.fixture
async def phone(desk, world, wei):
    """Her phone, already in conversation with the bot."""
    frame = desk.get_by_test_id(f"phone-{wei}")
    await frame.get_by_test_id("start").click()
    await expect(frame.get_by_test_id("composer")).to_be_visible()
    return frame


def heard(world):
    """What the bot was told last."""
    return world.updates.pending()[-1]


def picture():
    file = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(file, "PNG")
    return {"name": "house.png", "mimeType": "image/png", "buffer": file.getvalue()}


@pytest.fixture
async def link(tmp_path):
    """Start the demo on data of its own and give the link it prints."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "demo",
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "BANGFU_DATA_DIR": str(tmp_path)},
    )
    try:
        async with asyncio.timeout(START_S):
            yield await _link_in(process.stdout)
    finally:
        process.terminate()
        await process.communicate()


async def _link_in(lines):
    async for line in lines:
        if found := re.search(r"http://\S+key=\S+", line.decode()):
            return found[0]
    raise AssertionError("the demo printed no link")
