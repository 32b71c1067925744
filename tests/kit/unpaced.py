"""A bot in a hurry: it keeps no pace and holds nobody back, as a test has no time for either."""

from collections.abc import Mapping
from typing import Any

from bot.app import App
from bot.pace import Pace
from bot.turnstile import Passage, Turnstile


class NoPace(Pace):
    """Lets everything go at once."""

    def note_reply(self, chat_id: int, now: float) -> float:
        """Count nothing."""
        return 0.0

    def wait_s(self, chat_id: int, now: float) -> float:
        """Wait for nothing."""
        return 0.0

    def letters_now(self, now: float, most: int) -> int:
        """Take up as many as there are."""
        return most


class NoTurnstile(Turnstile):
    """Lets everybody say as much as he likes."""

    def passage(self, raw: Mapping[str, Any], now: float) -> Passage:
        """Count nothing."""
        return Passage.OPEN


def hurry(app: App) -> None:
    """Send without a pause and hear everything from now on."""
    app.courier._pace = NoPace()
    app.turns.turnstile = NoTurnstile()
