"""A courier that need not keep Telegram's pace: the sandbox has no limits unless asked for."""

from bot.app import App
from bot.pace import Pace


class NoPace(Pace):
    """Lets everything go at once."""

    def note_reply(self, chat_id: int, now: float) -> None:
        """Count nothing."""

    def wait_s(self, chat_id: int, now: float) -> float:
        """Wait for nothing."""
        return 0.0

    def letters_now(self, now: float, most: int) -> int:
        """Take up as many as there are."""
        return most


def hurry(app: App) -> None:
    """Send without a pause from now on."""
    app.courier._pace = NoPace()
