"""The one place that asks what time it is."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Returns now as an aware UTC instant; the demo and the tests bring their own."""


def wall_clock() -> datetime:
    """Return now."""
    return datetime.now(UTC)
