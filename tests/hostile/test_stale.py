"""Buttons stay pressable for ever, and come to nothing once the world has moved on."""

from pathlib import Path

import pytest

from bot.filters import Pressed
from tests.hostile import stale, ways
from tests.hostile.presses import Presses


@pytest.mark.timeout(600)  # every button in five situations: minutes on a busy machine
async def test_every_button_ever_offered_is_harmless_when_the_world_has_moved_on(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with stale.shelved(sqlite_url, tmp_path) as shelf:
        found = Presses()
        await stale.press_everything(shelf, found, look_every=16, most_alike=3)
    assert found.wrong == []
    verbs = {":".join(button.data.split(":")[:2]) for button in shelf.buttons}
    buttons = [way.call for way in ways.every() if isinstance(way.call, Pressed)]
    assert {f"{it.noun}:{it.verb}" for it in buttons} <= verbs, "teach the recorded day"
