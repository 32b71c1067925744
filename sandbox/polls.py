"""The bot's long poll."""

import asyncio

from sandbox.errors import conflict
from sandbox.updates import Updates


class Poll:
    """The one long poll that may wait; a newer one or a webhook ends it."""

    def __init__(self) -> None:
        self._waiting: asyncio.Future[str] | None = None

    def end(self, words: str) -> None:
        """End whoever waits, with a conflict."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(words)
        self._waiting = None

    async def wait(self, updates: Updates, timeout_s: float) -> None:
        """Wait for an update, or for the time to run out.

        Raises:
            ApiError: another poll or a webhook took over.
        """
        mine = self._waiting = asyncio.get_running_loop().create_future()
        arrival = asyncio.ensure_future(updates.arrived())
        try:
            await asyncio.wait({mine, arrival}, timeout=timeout_s, return_when="FIRST_COMPLETED")
        finally:
            arrival.cancel()
        if mine.done():
            raise conflict(mine.result())
