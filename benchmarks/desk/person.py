"""Somebody who types, sends and scrolls in one phone for as long as the measurement lasts."""

import asyncio
import itertools

from playwright.async_api import Locator, Page

WORDS = "lushang ta fang, zai cunkou deng"
KEY_S, WHEEL_S = 0.12, 0.06
WHEELS = 12
WHEEL_PX = 240


async def use(page: Page, phone: int) -> None:
    """Type a sentence, send every second one, scroll up and down again; until cancelled."""
    frame = page.get_by_test_id(f"phone-{phone}")
    field = frame.get_by_test_id("composer")
    for number in itertools.count():
        await field.click()
        for letter in WORDS:
            await page.keyboard.press("Space" if letter == " " else letter)
            await asyncio.sleep(KEY_S)
        if number % 2:
            await page.keyboard.press("Enter")
        await field.fill("")
        await _scroll(page, frame)


async def _scroll(page: Page, frame: Locator) -> None:
    box = await frame.get_by_role("log").bounding_box()
    if box is None:
        raise LookupError("the phone is not on the screen")
    await page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    for way in (-1, 1, 1):
        for _ in range(WHEELS):
            await page.mouse.wheel(0, way * WHEEL_PX)
            await asyncio.sleep(WHEEL_S)
